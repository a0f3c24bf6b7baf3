"""Whatever the log: nothing is lost, what is taken back was given, a crash changes nothing."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from stream.models import Rejected, Topic
from stream.stages.contract import Record, Step
from stream.stages.dedupe import DedupeSettings, DedupeStage
from tests.stages.dedupe.drawn import Feed, feeds, lasting, tiny
from tests.stages.dedupe.examples import START, facts_of, mentions, run, values


def standing(steps: Sequence[Step]) -> Counter[tuple[tuple[str, Any], ...]]:
    """Sum what was given and taken back, by all that a mention says beside its place."""
    sums: Counter[tuple[tuple[str, Any], ...]] = Counter()
    for step in steps:
        for each in mentions(step):
            sign = each.pop("sign")
            for moved in ("seq", "index", "watermark"):
                del each[moved]
            sums[tuple(sorted(each.items()))] += sign
            assert sums[tuple(sorted(each.items()))] >= 0
    return sums


@given(feeds, tiny, st.integers(0, 50), st.integers(0, 2**40), st.floats(0, 1))
@settings(max_examples=200)
def test_a_crash_changes_nothing(
    feed: Feed, policy: DedupeSettings, at: int, slim: int, share: float
) -> None:
    """Restored at any record, from slim facts and others, cut anywhere it may be: no difference."""
    records, stage, restored = feed.records, DedupeStage(policy), DedupeStage(policy)
    journal = facts_of(records[:at], run(stage, records[:at]))
    start = round(stage.expired() * share)

    kept = [stage.slim(each) if slim >> each.offset & 1 else each for each in journal]
    restored.restore(each for each in kept if each.offset >= start)

    assert run(restored, records[at:]) == run(stage, records[at:])
    assert restored.expired() == stage.expired()
    assert restored.status() == stage.status()


@given(feeds, tiny)
def test_every_article_is_unique_or_a_duplicate(feed: Feed, policy: DedupeSettings) -> None:
    """Each makes one record of one of both topics; heartbeats and idleness make none."""
    steps = run(DedupeStage(policy), feed.records)

    made = [
        (len(values(each.outputs, Topic.UNIQUE)), len(values(each.outputs, Topic.DUPLICATES)))
        for each in steps
    ]

    expected = {"unique": (1, 0), "duplicate": (0, 1)}
    assert made == [expected.get(each.outcome, (0, 0)) for each in steps]


@given(feeds, tiny)
def test_what_is_taken_back_was_given(feed: Feed, policy: DedupeSettings) -> None:
    """No mention is taken back that does not stand."""
    steps = run(DedupeStage(policy), feed.records)

    sums = standing(steps)

    assert min(sums.values(), default=0) >= 0


@given(feeds, lasting)
def test_what_is_given_stands_once(feed: Feed, policy: DedupeSettings) -> None:
    """As long as an article is known, none of its mentions is given again while it stands."""
    steps = run(DedupeStage(policy), feed.records)

    sums = standing(steps)

    assert set(sums.values()) <= {0, 1}


@given(feeds, tiny)
def test_ids_and_places_are_unique(feed: Feed, policy: DedupeSettings) -> None:
    """Each output has an id of its own in its topic; a record's mentions are counted from 1."""
    steps = run(DedupeStage(policy), feed.records)

    ids = [(each.topic, dict(each.headers)["ce_id"]) for step in steps for each in step.outputs]
    places = [[each["index"] for each in mentions(step)] for step in steps]

    assert len(ids) == len(set(ids))
    assert places == [[*range(1, 1 + len(each))] for each in places]


@given(feeds, lasting)
def test_one_novel_mention_a_story_and_ticker_stands_at_most(
    feed: Feed, policy: DedupeSettings
) -> None:
    """What is novel is so until it is taken back."""
    steps = run(DedupeStage(policy), feed.records)

    novel: Counter[tuple[str, str]] = Counter()
    for step in steps:
        for each in mentions(step):
            novel[each["story_id"], each["ticker"]] += each["sign"] * each["novel"]
            assert novel[each["story_id"], each["ticker"]] in (0, 1)

    assert set(novel.values()) <= {0, 1}


@given(st.binary(max_size=200), st.lists(st.tuples(st.text(), st.binary()), max_size=2))
def test_any_bytes_are_decided_or_refused(value: bytes, headers: list[tuple[str, bytes]]) -> None:
    """Never another exception, and nothing changes where it is refused."""
    stage = DedupeStage(DedupeSettings())

    try:
        outcome = stage.apply(Record(0, 0, START, None, value, headers)).outcome
    except Rejected as rejected:
        outcome = rejected.reason

    assert outcome in {"empty", "wrong_type", "idle"}
    assert stage.status() == DedupeStage(DedupeSettings()).status()
