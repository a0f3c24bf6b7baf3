"""The processor: outputs, then the journal, then the offset; and what a failure leaves behind."""

import asyncio

import pytest

from stream.engine.lease import LeaseLost
from stream.engine.outputs import DeliveryFailed
from stream.models import Topic
from tests.engine.fakes import CHANGELOG, Kafka, records
from tests.engine.processing import HELD_AT, Bench
from tests.harness.counting import BAD, counted


def test_what_was_delivered_is_finished() -> None:
    """Each record's output is there, the state is in the changelog, the offset moves behind."""
    bench = Bench()

    bench.run(b"a", b"b", b"c")

    assert bench.shown() == counted([b"a", b"b", b"c"])
    assert list(bench.kafka.entries()) == [b"%020d-%020d" % (0, 2)]
    assert bench.finished[-1] == 3


def test_a_chunk_is_delivered_part_by_part() -> None:
    """Each part has its own entry, and moves the offset by itself."""
    bench = Bench(part_records=2)

    bench.run(b"a", b"b", b"c")

    assert sorted(bench.kafka.entries()) == [b"%020d-%020d" % (0, 1), b"%020d-%020d" % (2, 2)]
    assert bench.finished == [2, 3]
    assert [len(part.steps) for part in bench.watcher.parts] == [2, 1]


def test_outputs_carry_the_time_of_their_lease() -> None:
    """Each part that of its own question."""
    held_at = [5, 6, 7, 8]

    async def fence() -> int:
        return held_at.pop(0)

    bench = Bench(part_records=2, fence=fence)

    bench.run(b"a", b"b", b"c")

    assert bench.kafka.times == [5, 7]  # the fences between are the journal's


def test_missing_offsets_at_the_end_are_behind_us() -> None:
    """The log lacks what follows the last record: the journal's position covers it."""
    bench = Bench()

    async def gap() -> None:
        await bench.start()
        await bench.process(records(b"a"), end=5)

    asyncio.run(gap())

    assert list(bench.kafka.entries()) == [b"%020d-%020d" % (0, 4)]
    assert bench.finished[-1] == 5


@pytest.mark.parametrize("journal", [True, False])
def test_outputs_that_fail_finish_nothing(journal: bool) -> None:  # noqa: FBT001  # a case
    """Nothing is in the journal, nothing may be committed, nobody is told of a part."""
    bench = Bench(Kafka(fails_at=0), journal=journal)

    with pytest.raises(DeliveryFailed):
        bench.run(b"a", b"b")

    assert bench.finished == []
    assert bench.kafka.entries() == {}
    assert bench.watcher.parts == []


def test_a_journal_that_fails_finishes_nothing() -> None:
    """The outputs are out, but the offset stays: they are repeated with the same ids."""
    bench = Bench(Kafka(fails_at=1))

    with pytest.raises(DeliveryFailed):
        bench.run(b"a", b"b")

    assert bench.shown() == counted([b"a", b"b"])
    assert bench.finished == []


def test_only_what_was_delivered_before_is_finished() -> None:
    """The second part fails: the first stays finished."""
    bench = Bench(Kafka(fails_at=2), part_records=2)

    with pytest.raises(DeliveryFailed):
        bench.run(b"a", b"b", b"c")

    assert bench.finished == [2]


@pytest.mark.parametrize("fails_at", range(7))
def test_whatever_fails_the_next_start_loses_nothing(fails_at: int) -> None:
    """Outputs and state after the second start are those of a run without a failure."""
    values = [b"a", BAD, b"b", b"c", b"d", b"e"]
    kafka = Kafka(fails_at)
    with pytest.raises(DeliveryFailed):
        Bench(kafka, part_records=2).run(*values)

    second = Bench(kafka, part_records=3)
    second.run(*values)

    expected = counted([b"a", b"b", b"c", b"d", b"e"])
    assert set(second.shown()) == set(expected)
    assert BAD in kafka.values(Topic.REJECTED)
    assert second.state == expected[-1]
    assert second.finished[-1] == 6


def test_what_the_journal_covers_is_skipped_whole() -> None:
    """Its outputs were delivered before the entry was: it is counted as a repeat, not done."""
    bench = Bench()
    bench.run(b"a", b"b")
    delivered = len(bench.kafka.topics[Topic.UNIQUE])

    second = Bench(bench.kafka)
    second.run(b"a", b"b", b"c")

    assert second.watcher.repeats == 2
    assert second.shown()[delivered:] == [counted([b"a", b"b", b"c"])[-1]]


def test_a_chunk_of_repeats_is_finished() -> None:
    """Nothing is to be done, and the offset may be committed."""
    bench = Bench()
    bench.run(b"a", b"b")

    second = Bench(bench.kafka)
    second.run(b"a", b"b")

    assert second.finished == [2]
    assert second.watcher.parts == []


@pytest.mark.parametrize(("passes", "outputs", "entries"), [(0, 0, 0), (1, 1, 0)])
def test_nothing_is_written_behind_a_lost_lease(passes: int, outputs: int, entries: int) -> None:
    """The fence stands before the outputs and again before the journal."""
    asked = []

    async def fence() -> int:
        asked.append(True)
        if len(asked) > passes:
            raise LeaseLost("another worker has it")
        return HELD_AT

    bench = Bench(fence=fence)

    with pytest.raises(LeaseLost):
        bench.run(b"a")

    assert len(bench.kafka.topics[Topic.UNIQUE]) == outputs
    assert len(bench.kafka.topics[CHANGELOG]) == entries
    assert bench.finished == []
