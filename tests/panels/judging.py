"""Whether a panel's answer can be drawn and says something, and where nothing is right."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tests.harness.answers import Answer
from tests.harness.grafana import Target, Viewer

Key = tuple[str, str]
"""A panel's title and the legend of one of its queries."""

LOGGED: Final = "the log keeps for days what is read at once"
WELL: Final = "no commit fails while the broker is well"
EXACT: Final = "a worker starts where its journal ends: it seldom reads anything twice"

ZERO: Final[Mapping[Key, str]] = {
    ("Commits and rebalances", "failed commits"): WELL,
    ("Skipped and missing records", "{{stage}} repeats"): EXACT,
    ("Skipped and missing records", "{{stage}} lost"): LOGGED,
    ("Skipped and missing records", "{{stage}} gaps"): LOGGED,
}
"""Queries that may answer 0 where all is well, and why."""
EMPTY: Final[Mapping[tuple[str, Key], str]] = {
    ("tag", ("Event time", "{{stage}} watermark")): "a tagger has no watermark",
    (
        "tag",
        ("Event time", "{{stage}} newest"),
    ): "dedupe alone tells how new the news is, once for all",
    (
        "window",
        ("Event time", "{{stage}} newest"),
    ): "dedupe alone tells how new the news is, once for all",
    ("tag", ("State", "{{kind}}")): "a tagger remembers nothing",
    ("tag", ("State against its maximum", "{{kind}}")): "a tagger remembers nothing",
    ("window", ("State against its maximum", "{{kind}}")): "windows have no maximum",
}
"""Queries that have no answer for the worker of a stage, and why."""


def flaws(viewer: Viewer, stage: str = "") -> Iterator[str]:
    """Name the queries that have no answer, or one that cannot be drawn.

    The worker of a ``stage`` may lack what ``EMPTY`` says of it, and must.
    """
    for target, answers in viewer.answers().items():
        right = (stage, key(target)) in EMPTY
        if right and answers:
            yield f"{target.panel} ({target.legend}) is answered for {stage}"
        elif not right and not answers:
            yield f"{target.panel} ({target.legend}) is empty"
        elif not all(answer.points and answer.finite for answer in answers):
            yield f"{target.panel} ({target.legend}) cannot be drawn"


def silent(viewers: Sequence[Viewer]) -> Iterator[str]:
    """Name the queries that say 0 all the time to each of these viewers, and should not."""
    heard: dict[Key, bool] = {}
    for viewer in viewers:
        for target, answers in viewer.answers().items():
            says = any(_says_something(answer) for answer in answers)
            heard[key(target)] = heard.get(key(target), False) or says
    for each, says in heard.items():
        if not says and each not in ZERO:
            yield f"{each[0]} ({each[1]}) says nothing but 0"


def key(target: Target) -> Key:
    """Give what names a query."""
    return target.panel, target.legend


def _says_something(answer: Answer) -> bool:
    """Say whether a value is above 0; what stands for "nothing is known" is below."""
    return any(value > 0 for _, value in answer.points)
