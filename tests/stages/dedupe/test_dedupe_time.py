"""What time it is: a function of the log alone that never goes back."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.models import Idle, Origin, Tagged
from stream.stages.contract import EVERY_PARTITION, Record
from stream.stages.dedupe import DedupeSettings, DedupeStage
from tests.stages.dedupe.examples import (
    HOUR,
    MINUTE,
    OTHER,
    START,
    heartbeat,
    idle,
    log,
    marks,
    mentions,
    run,
    steps_of,
    tagged,
)

TWO = DedupeSettings(raw_partitions=2)


def watermarks(*news: Tagged | Idle, settings: DedupeSettings = TWO) -> list[timedelta | None]:
    """Give the watermark after each record, counted from the start."""
    stage = DedupeStage(settings)
    found = []
    for record in log(*news):
        stage.apply(record)
        watermark = stage.status().watermark
        found.append(None if watermark is None else watermark - START)
    return found


def test_time_is_unknown_until_every_partition_was_heard_of() -> None:
    """A partition from which nothing came may hold anything."""
    found = watermarks(heartbeat(HOUR), heartbeat(2 * HOUR), heartbeat(HOUR, partition=1))

    assert found == [None, None, 45 * MINUTE]


def test_the_partition_that_lags_holds_the_watermark() -> None:
    """The smallest of the newest event times counts, less 15 minutes of lateness."""
    found = watermarks(
        heartbeat(HOUR),
        heartbeat(HOUR, partition=1),
        heartbeat(5 * HOUR),
        heartbeat(3 * HOUR, partition=1),
    )

    assert found == [None, 45 * MINUTE, 45 * MINUTE, 2 * HOUR + 45 * MINUTE]


def test_an_idle_partition_does_not_hold_the_watermark() -> None:
    """It is left out until its next record; time does not go back when that is older."""
    found = watermarks(
        heartbeat(HOUR),
        idle(1, 0),
        heartbeat(5 * HOUR),
        heartbeat(2 * HOUR, partition=1),
        heartbeat(6 * HOUR),
    )

    late = 4 * HOUR + 45 * MINUTE
    assert found == [None, 45 * MINUTE, late, late, late]


def test_time_stands_still_while_all_are_idle() -> None:
    """No partition says that time passes."""
    found = watermarks(heartbeat(HOUR), heartbeat(HOUR, partition=1), idle(0, 1), idle(1, 1))

    assert found == [None, 45 * MINUTE, 45 * MINUTE, 45 * MINUTE]


def test_a_stale_idle_record_changes_nothing() -> None:
    """What a paused tagger said before the partition's latest record came is not believed."""
    news: list[Tagged | Idle] = [
        heartbeat(HOUR),
        heartbeat(HOUR, partition=1),
        heartbeat(2 * HOUR),
        idle(0, 1),
    ]

    steps = steps_of(*news, settings=TWO)

    assert steps[-1].outcome == "idle"
    assert steps[-1].fact is None
    assert watermarks(*news, heartbeat(4 * HOUR, partition=1))[-1] == HOUR + 45 * MINUTE


def test_a_clock_that_is_ahead_does_not_move_time() -> None:
    """The event time is the earlier of what the article says and when it came."""
    settings = DedupeSettings()

    found = watermarks(tagged(at=50 * HOUR, received=HOUR), settings=settings)

    assert found == [45 * MINUTE]


def test_the_first_year_is_a_time_too() -> None:
    """Less than the earliest datetime there is cannot be said; it is as early as can be."""
    stage = DedupeStage(DedupeSettings())
    first = datetime.min.replace(tzinfo=UTC)

    (step,) = run(stage, log(tagged(at=first - START)))

    assert mentions(step)[0]["watermark"] == "0001-01-01T00:00:00Z"


def test_a_mark_goes_to_every_partition_at_each_crossing_of_five_minutes() -> None:
    """It comes before the record's own mentions, and these carry the time that it tells."""
    steps = steps_of(
        tagged(at=16 * MINUTE),
        tagged(OTHER, id="b", at=19 * MINUTE),
        tagged("Nothing like it", id="c", at=20 * MINUTE),
    )

    assert [marks(step) for step in steps] == [
        [{"seq": 0, "index": 0, "watermark": "2025-02-10T12:01:00Z"}],
        [],
        [{"seq": 2, "index": 0, "watermark": "2025-02-10T12:05:00Z"}],
    ]
    assert steps[2].outputs[0].partition == EVERY_PARTITION
    assert [each["watermark"] for each in mentions(steps[2])] == ["2025-02-10T12:05:00Z"]
    assert [each["index"] for each in mentions(steps[2])] == [1]


def test_an_idle_record_can_let_time_pass() -> None:
    """A partition that lagged and is idle now no longer holds the others."""
    steps = steps_of(heartbeat(HOUR), heartbeat(0 * HOUR, partition=1), idle(1, 1), settings=TWO)

    assert marks(steps[-1]) == [{"seq": 2, "index": 0, "watermark": "2025-02-10T12:45:00Z"}]


def test_a_repeat_is_passed_over() -> None:
    """An origin at or below the highest seen of its raw partition was there before."""
    stage = DedupeStage(DedupeSettings())
    first, second = log(tagged(), tagged(OTHER, id="b"))
    run(stage, [first, second])

    again = run(stage, [first._replace(offset=2), second._replace(offset=3)])

    assert [(step.outcome, step.outputs, step.fact) for step in again] == [
        ("repeat", (), None),
        ("repeat", (), None),
    ]


@pytest.mark.parametrize("origin", ["", "0", "0:", ":0", "0:-1", "a:b", "0:1:2", "0:" + "9" * 19])
def test_an_origin_that_is_none_is_refused(origin: str) -> None:
    """A record that does not say where it came from has no place in the order."""
    record = log(Idle(origin=Origin(origin)))[0]

    with pytest.raises(Exception, match="wrong_type"):
        DedupeStage(DedupeSettings()).apply(record)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 600), st.booleans()), max_size=40))
def test_the_watermark_never_goes_back(moves: list[tuple[int, int, bool]]) -> None:
    """Whatever comes in whatever order, known time stays known and only grows."""
    news = [
        idle(partition, minute % 40) if still else heartbeat(minute * MINUTE, partition=partition)
        for partition, minute, still in moves
    ]

    found = watermarks(*news, settings=DedupeSettings(raw_partitions=3))

    known = [each for each in found if each is not None]
    assert known == sorted(known)
    assert found == [None] * (len(found) - len(known)) + known


@given(st.permutations([*range(4), *range(10, 14)]))
def test_any_interleaving_ends_at_the_same_time(order: list[int]) -> None:
    """Two partitions that grow steadily are read to the same watermark however they mix."""
    chosen = sorted(order, key=lambda each: (order.index(each) // 2, each))
    ones, others = iter(range(1, 5)), iter(range(1, 5))
    news = [
        heartbeat(next(ones) * HOUR)
        if each < 10
        else heartbeat(next(others) * HOUR + MINUTE, partition=1)
        for each in chosen
    ]

    assert watermarks(*news)[-1] == 4 * HOUR - 15 * MINUTE


def test_an_empty_record_is_refused() -> None:
    """A record without a value says nothing."""
    with pytest.raises(Exception, match="empty"):
        DedupeStage(DedupeSettings()).apply(Record(0, 0, START, None, None))
