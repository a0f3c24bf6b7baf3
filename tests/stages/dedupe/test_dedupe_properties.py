"""Whatever the log: nothing is lost, what is taken back was given, a crash changes nothing."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from stream.models import Action, Idle, Rejected, Tagged, Topic
from stream.stages.contract import Record, Step
from stream.stages.dedupe import DedupeSettings, DedupeStage
from tests.stages.choices import Choices
from tests.stages.dedupe.examples import (
    BITCOIN,
    HOUR,
    OTHER,
    START,
    STORY,
    facts_of,
    idle,
    log,
    mentions,
    run,
    tagged,
    values,
)

SMALL = DedupeSettings(raw_partitions=2, max_articles=5, max_identities=8)
LASTING = DedupeSettings(raw_partitions=2, retention=timedelta(days=36_500))
"""Forgets no identity: one that was forgotten begins its story anew, under the same id."""
TEXTS = (
    STORY,
    STORY.replace("would", "will"),
    STORY[: len(STORY) * 6 // 10],
    OTHER,
    f"{OTHER} {STORY}",
    BITCOIN.format("95,000"),
    BITCOIN.format("94,000"),
    "Short",
)
TICKERS = (("equity:TSM",), ("equity:TSM", "equity:AMAT"), ("crypto:BTC",), ())
ACTIONS: tuple[Action, ...] = ("publish", "publish", "publish", "correct", "retract", "heartbeat")
HOURS = (0, 0, 1, 7, 50, -60, 80, 200)


def news(numbers: Sequence[int]) -> list[Tagged | Idle]:
    """Give a log of as many records as numbers, each of which says what its record is."""
    now = timedelta(0)
    found: list[Tagged | Idle] = []
    for number in numbers:
        choices = Choices(number)
        if choices.of(range(10)) == 0:
            found.append(idle(choices.of((0, 1)), choices.of(range(20))))
            continue
        shift = choices.of(HOURS)
        now += max(0, shift) * HOUR
        found.append(
            tagged(
                choices.of(TEXTS),
                id=f"a{choices.of(range(8))}",
                at=now + min(0, shift) * HOUR,
                received=now,
                action=choices.of(ACTIONS),
                revision=choices.of(range(3)),
                tickers=choices.of(TICKERS),
                partition=choices.of((0, 1)),
            )
        )
    return found


logs = st.lists(st.integers(0, 2**40), min_size=5, max_size=40).map(
    lambda numbers: log(*news(numbers))
)


def standing(steps: Sequence[Step]) -> Counter[tuple[tuple[str, Any], ...]]:
    """Sum what was given and taken back, by all that a mention says beside its place."""
    sums: Counter[tuple[tuple[str, Any], ...]] = Counter()
    for step in steps:
        for each in mentions(step):
            sign = each.pop("sign")
            for moved in ("seq", "index", "watermark"):
                del each[moved]
            sums[tuple(sorted(each.items()))] += sign
            assert sums[tuple(sorted(each.items()))] in (0, 1)
    return sums


@given(logs, st.integers(0, 40), st.integers(0, 2**40), st.floats(0, 1))
@settings(max_examples=200)
def test_a_crash_changes_nothing(records: list[Record], at: int, slim: int, share: float) -> None:
    """Restored at any record, from slim facts and others, cut anywhere it may be: no difference."""
    stage, restored = DedupeStage(SMALL), DedupeStage(SMALL)
    journal = facts_of(records[:at], run(stage, records[:at]))
    start = round(stage.expired() * share)

    kept = [stage.slim(each) if slim >> each.offset & 1 else each for each in journal]
    restored.restore(each for each in kept if each.offset >= start)

    assert run(restored, records[at:]) == run(stage, records[at:])
    assert restored.expired() == stage.expired()
    assert restored.status() == stage.status()


@given(logs)
def test_every_article_is_unique_or_a_duplicate(records: list[Record]) -> None:
    """Each makes one record of one of both topics; heartbeats and idleness make none."""
    steps = run(DedupeStage(SMALL), records)

    made = [
        (len(values(each.outputs, Topic.UNIQUE)), len(values(each.outputs, Topic.DUPLICATES)))
        for each in steps
    ]

    expected = {"unique": (1, 0), "duplicate": (0, 1)}
    assert made == [expected.get(each.outcome, (0, 0)) for each in steps]


@given(logs)
def test_what_is_taken_back_was_given(records: list[Record]) -> None:
    """No mention is taken back that does not stand, and none is given twice."""
    steps = run(DedupeStage(SMALL), records)

    sums = standing(steps)

    assert set(sums.values()) <= {0, 1}


@given(logs)
def test_ids_and_places_are_unique(records: list[Record]) -> None:
    """Each output has an id of its own in its topic; a record's mentions are counted from 1."""
    steps = run(DedupeStage(SMALL), records)

    ids = [(each.topic, dict(each.headers)["ce_id"]) for step in steps for each in step.outputs]
    places = [[each["index"] for each in mentions(step)] for step in steps]

    assert len(ids) == len(set(ids))
    assert places == [[*range(1, 1 + len(each))] for each in places]


@given(logs)
def test_one_novel_mention_a_story_and_ticker_stands_at_most(records: list[Record]) -> None:
    """What is novel is so until it is taken back."""
    steps = run(DedupeStage(LASTING), records)

    novel: Counter[tuple[str, str]] = Counter()
    for step in steps:
        for each in mentions(step):
            novel[each["story_id"], each["ticker"]] += each["sign"] * each["novel"]
            assert novel[each["story_id"], each["ticker"]] in (0, 1)

    assert set(novel.values()) <= {0, 1}


@given(st.binary(max_size=200), st.lists(st.tuples(st.text(), st.binary()), max_size=2))
def test_any_bytes_are_decided_or_refused(value: bytes, headers: list[tuple[str, bytes]]) -> None:
    """Never another exception, and nothing changes where it is refused."""
    stage = DedupeStage(SMALL)

    try:
        outcome = stage.apply(Record(0, 0, START, None, value, headers)).outcome
    except Rejected as rejected:
        outcome = rejected.reason

    assert outcome in {"empty", "wrong_type", "idle"}
    assert stage.status() == DedupeStage(SMALL).status()
