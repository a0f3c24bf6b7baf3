"""What was published, corrected and retracted leaves no trace in the windows."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from stream.models import EPOCH, Action, Tagged, Topic
from stream.stages.contract import Record
from stream.stages.window import WindowSettings, WindowStage
from tests.stages.dedupe.examples import HOUR, MINUTE, OTHER, STORY, heartbeat, steps_of, tagged
from tests.stages.window.examples import latest

EDITED: Final = STORY.replace("said", "announced")
"""So near to the story that both and their copies are one story, with or without either."""
LIFE: Final[Sequence[tuple[Action, int]]] = (
    ("publish", 0),
    ("correct", 1),
    ("correct", 1),
    ("publish", 0),
    ("retract", 2),
)
"""An article's actions and revisions, in whatever order they come: some of them twice."""
TICKERS: Final = ((), ("equity:TSM",), ("equity:TSM", "equity:AMAT"))
"""Of any two one holds the other: texts that name either are no other news for that."""
PLACE: Final = {"version", "revision", "watermark"}
NOVELTY: Final = {"duplicates", "novel_volume"}
FIGURES: Final = {"volume", "novel_volume", "baseline_mean", "baseline_std", "zscore"}
"""Of a window that closed these are fixed, with what stood in it by then."""

bodies = st.sampled_from((STORY, EDITED))
tickers = st.sampled_from(TICKERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One record of a feed; None for ``action`` where it is another house's article."""

    body: str
    tickers: Sequence[str]
    action: Action | None = None
    revision: int = 0

    def tagged(self, place: int, apart: timedelta) -> Tagged:
        """Give the record at its place in the feed; all of an article's have its first date."""
        if self.action is None:
            return tagged(self.body, id=f"b{place}", source=f"house {place % 3}",
                          at=place * apart, tickers=self.tickers)  # fmt: skip
        body = "" if self.action == "retract" else self.body
        return tagged(body, id="a", at=-MINUTE, received=place * apart, action=self.action,
                      revision=self.revision, tickers=self.tickers)  # fmt: skip


others = st.builds(News, body=st.sampled_from((STORY, EDITED, OTHER)), tickers=tickers)
lives = st.permutations(LIFE).flatmap(
    lambda life: st.tuples(
        *(
            st.builds(News, body=bodies, tickers=tickers, action=st.just(act), revision=st.just(no))
            for act, no in life
        )
    )
)
feeds = st.tuples(st.lists(others, max_size=6), lives).flatmap(
    lambda each: st.permutations([*each[0], *each[1]])
)


def windows(news: Sequence[Tagged]) -> dict[str, dict[str, Any]]:
    """Give the windows that a feed leaves, once all have closed, by key; none that is empty."""
    stage = WindowStage(WindowSettings())
    steps = steps_of(*news, heartbeat(timedelta(days=5)))
    sent = [each for step in steps for each in step.outputs if each.topic == Topic.MENTIONS]
    for offset, output in enumerate(sent):
        stage.apply(Record(0, offset, EPOCH, output.key, output.value))
    found = latest(stage.outputs()).items()
    return {key: _figures(asdict(window)) for key, window in found if window.articles}


def _figures(window: dict[str, Any]) -> dict[str, Any]:
    top = [(each["title"], each["url"], each["copies"]) for each in window["top"]]
    return {name: each for name, each in window.items() if name not in PLACE} | {"top": top}


def without(each: dict[str, dict[str, Any]], names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Give windows without some of their fields."""
    return {
        key: {name: value for name, value in window.items() if name not in names}
        for key, window in each.items()
    }


def told(feed: Sequence[News], apart: timedelta) -> list[Tagged]:
    """Give a feed as it came."""
    return [each.tagged(place, apart) for place, each in enumerate(feed)]


def as_if_never(feed: Sequence[News], apart: timedelta) -> list[Tagged]:
    """Give a feed with heartbeats of the same time in place of the article."""
    return [
        replace(news, article=heartbeat(-MINUTE).article, tags=()) if each.action else news
        for each, news in zip(feed, told(feed, apart), strict=True)
    ]


@given(st.lists(others, max_size=4), lives, st.lists(others, max_size=4))
@settings(max_examples=100)
def test_a_life_between_copies_leaves_no_trace(
    before: list[News], life: tuple[News, ...], after: list[News]
) -> None:
    """In whatever order its records come, the retraction first too: all figures are the same."""
    feed = [*before, *life, *after]

    assert windows(told(feed, MINUTE)) == windows(as_if_never(feed, MINUTE))


@given(feeds)
@settings(max_examples=100)
def test_a_life_among_copies_leaves_no_trace_in_the_counts(feed: list[News]) -> None:
    """Copies may come at any time of it; which of them is the novel one may differ."""
    found, expected = windows(told(feed, MINUTE)), windows(as_if_never(feed, MINUTE))

    assert without(found, NOVELTY) == without(expected, NOVELTY)


@given(feeds)
@settings(max_examples=100)
def test_what_is_retracted_late_leaves_no_trace_in_the_counts(feed: list[News]) -> None:
    """Windows that closed in between are revised; their figures stay those of the closing."""
    found, expected = windows(told(feed, 6 * HOUR)), windows(as_if_never(feed, 6 * HOUR))

    fixed = NOVELTY | FIGURES
    assert without(found, fixed) == without(expected, fixed)
