"""A chunk's passage: it goes on while it is open, and empty chunks pass, too."""

import asyncio

import pytest

from stream.engine.lease import LeaseLost
from stream.models import Topic
from tests.engine.fakes import records
from tests.engine.processing import HELD_AT, Bench
from tests.harness.counting import counted


@pytest.mark.parametrize(("passes", "finished"), [(0, []), (1, [2]), (2, [2, 4]), (9, [2, 4, 5])])
def test_a_chunk_ends_after_its_present_part(passes: int, finished: list[int]) -> None:
    """Once the passage is closed nothing more is decided; what was delivered is finished."""
    asked: list[bool] = []

    def goes_on() -> bool:
        asked.append(True)
        return len(asked) <= passes

    bench = Bench(part_records=2, goes_on=goes_on)

    bench.run(b"a", b"b", b"c", b"d", b"e")

    done = max(finished, default=0)
    assert bench.finished == finished
    assert bench.shown() == counted([b"a", b"b", b"c", b"d", b"e"])[:done]
    assert bench.state == (counted([b"a", b"b", b"c", b"d", b"e"])[done - 1] if done else (0, 0))


def test_a_part_is_finished_although_the_passage_closes_meanwhile() -> None:
    """The revoke that closes it waits for nothing; what was delivered may be committed by it."""
    open_ = [True]

    async def fence() -> int:
        open_[0] = False
        return HELD_AT

    bench = Bench(part_records=2, fence=fence, goes_on=lambda: open_[0])

    bench.run(b"a", b"b", b"c")

    assert bench.finished == [2]


def test_a_chunk_without_records_moves_the_journal_along() -> None:
    """A transaction's end is no record: an empty entry covers it, or the commit would lead."""
    bench = Bench()

    async def passing() -> None:
        await bench.start()
        await bench.process(records(b"a"))
        await bench.process([], end=4)

    asyncio.run(passing())

    assert sorted(bench.kafka.entries()) == [b"%020d-%020d" % (0, 0), b"%020d-%020d" % (1, 3)]
    assert bench.processor.instances[0].position == 3
    assert bench.finished == [1, 4]
    assert bench.state == counted([b"a"])[-1]


def test_an_empty_entry_restores_to_the_same_state() -> None:
    """It holds no fact, only how far the log was read."""
    first = Bench()
    first.run(b"a")
    asyncio.run(first.process([], end=4))

    second = Bench(first.kafka)
    asyncio.run(second.start())

    assert second.state == counted([b"a"])[-1]
    assert second.processor.instances[0].position == 3


def test_a_chunk_without_records_is_finished_without_a_journal() -> None:
    """A stage without a state has nothing to write."""
    bench = Bench(journal=False)

    asyncio.run(bench.process([], end=4))

    assert bench.finished == [4]
    assert bench.kafka.topics == {}


def test_a_chunk_without_records_that_the_journal_covers_is_finished() -> None:
    """It was passed before a crash that lost the commit: no second entry, but the offset moves."""
    bench = Bench()
    bench.run(b"a", b"b")
    before = bench.kafka.entries()

    asyncio.run(bench.process([], end=2))

    assert bench.finished == [2, 2]
    assert bench.kafka.entries() == before


def test_a_chunk_without_records_waits_for_the_lease() -> None:
    """Its entry is a write like any other."""

    async def fence() -> int:
        raise LeaseLost("another worker has it")

    bench = Bench(fence=fence)

    async def passing() -> None:
        await bench.start()
        await bench.process([], end=4)

    with pytest.raises(LeaseLost):
        asyncio.run(passing())

    assert bench.finished == []
    assert bench.kafka.entries() == {}


def test_a_partition_never_restored_is_never_served() -> None:
    """An empty instance would decide as if there had been no news before."""
    bench = Bench()

    with pytest.raises(RuntimeError, match="partition 0 was not restored"):
        asyncio.run(bench.process(records(b"a")))

    assert bench.processor.instances == {}
    assert bench.kafka.topics == {}


def test_a_partition_without_a_state_is_served_at_once() -> None:
    """There is nothing to restore, so nobody opens it before."""
    bench = Bench(journal=False)

    asyncio.run(bench.process(records(b"a")))

    assert bench.finished == [1]
    assert len(bench.kafka.topics[Topic.UNIQUE]) == 1
