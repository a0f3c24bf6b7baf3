"""What a maximum pushes out before its time is counted; what age takes is not."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from stream.stages.contract import Count, Record
from stream.stages.dedupe import DedupeSettings, DedupeStage
from tests.stages.dedupe.drawn import Feed, feeds, tiny
from tests.stages.dedupe.examples import (
    BITCOIN,
    HOUR,
    MINUTE,
    STORY,
    facts_of,
    heartbeat,
    log,
    run,
    tagged,
)

DAY = timedelta(days=1)


def unlike(count: int, *, apart: timedelta = MINUTE) -> list[Record]:
    """Give articles that differ in a number each, so that none is a copy."""
    news = (tagged(BITCOIN.format(at), id=f"x{at}", at=at * apart) for at in range(count))
    return log(*news)


def counts_of(stage: DedupeStage) -> list[Count]:
    """Ask as the engine does once a chunk."""
    stage.outputs()
    return list(stage.gathered())


def test_texts_that_the_maximum_pushes_out_are_counted_once() -> None:
    """23 texts where 20 are searched: three left, which the next chunk does not tell again."""
    stage = DedupeStage(DedupeSettings(max_articles=20))

    run(stage, unlike(23))

    assert counts_of(stage) == [Count("evicted", "texts", 3)]
    assert counts_of(stage) == []


def test_articles_that_the_maximum_pushes_out_are_counted() -> None:
    """Copies leave no text of their own, but each could have been corrected."""
    stage = DedupeStage(DedupeSettings(max_identities=20))

    run(stage, log(*(tagged(STORY, id=f"x{at}", at=at * MINUTE) for at in range(25))))

    assert counts_of(stage) == [Count("evicted", "identities", 5)]
    texts, identities = stage.status().holdings
    assert (texts.entries, identities) == (1, ("identities", 20, 20))


def test_both_kinds_are_counted_in_one_order() -> None:
    """Each maximum bites for itself."""
    stage = DedupeStage(DedupeSettings(max_articles=5, max_identities=8))

    run(stage, unlike(10))

    assert counts_of(stage) == [Count("evicted", "identities", 2), Count("evicted", "texts", 5)]


def test_what_is_past_its_time_is_not_pushed_out() -> None:
    """The record that needs the room is the one by which the horizon and the retention end."""
    stage = DedupeStage(DedupeSettings(max_articles=1, max_identities=1))

    run(stage, unlike(5, apart=8 * DAY))

    assert counts_of(stage) == []


def test_a_maximum_that_was_not_reached_counts_nothing() -> None:
    """What leaves by its age makes room."""
    stage = DedupeStage(DedupeSettings(max_articles=20, max_identities=20))
    records = log(
        *(tagged(BITCOIN.format(at), id=f"x{at}", at=at * MINUTE) for at in range(20)),
        heartbeat(8 * DAY),
        *(tagged(BITCOIN.format(at), id=f"y{at}", at=8 * DAY + at * MINUTE) for at in range(20)),
    )

    run(stage, records)

    assert counts_of(stage) == []


def test_a_story_that_went_on_is_within_its_horizon() -> None:
    """Its text is old and its last copy is not: it would still have been found."""
    stage = DedupeStage(DedupeSettings(max_articles=1))
    records = log(
        tagged(STORY, id="a"),
        tagged(STORY, id="b", at=60 * HOUR),
        tagged(STORY, id="c", at=120 * HOUR),
        tagged(BITCOIN, id="d", at=121 * HOUR),
    )

    run(stage, records)

    assert counts_of(stage) == [Count("evicted", "texts", 1)]


def test_a_restore_counts_nothing() -> None:
    """It was counted when it happened, by this worker or by another."""
    settings = DedupeSettings(max_articles=3, max_identities=4)
    records = unlike(10)
    journal = facts_of(records, run(DedupeStage(settings), records))
    restored = DedupeStage(settings)

    restored.restore(journal)

    assert counts_of(restored) == []


@given(feeds, tiny, st.integers(0, 50), st.floats(0, 1))
def test_a_log_gives_the_same_counts_wherever_it_is_restored(
    feed: Feed, policy: DedupeSettings, at: int, share: float
) -> None:
    """What is counted after a restore is what would have been counted without one."""
    stage, restored = DedupeStage(policy), DedupeStage(policy)
    journal = facts_of(feed.records[:at], run(stage, feed.records[:at]))
    start = round(stage.expired() * share)
    counts_of(stage)

    restored.restore(each for each in journal if each.offset >= start)
    for one in (stage, restored):
        run(one, feed.records[at:])

    assert counts_of(restored) == counts_of(stage)
