"""One instance of the stage per partition: kept, made anew, forgotten, and never passed by."""

import asyncio
from collections.abc import Iterable, Sequence

import pytest

from stream.engine.outputs import Parcel
from stream.stages.contract import Output
from tests.engine.fakes import Kafka, records
from tests.engine.processing import Bench
from tests.harness.counting import counted


def test_an_instance_that_is_up_to_date_is_kept() -> None:
    """A rebalance that leaves the partition here looks at what is new, and rebuilds nothing."""
    bench = Bench()
    bench.run(b"a", b"b")
    kept = bench.processor.instances[0]

    asyncio.run(bench.start())

    assert bench.processor.instances[0] is kept


def test_an_instance_that_others_overtook_is_made_anew() -> None:
    """Another worker owned the partition meanwhile (this one was paused): its entries count."""
    paused = Bench()
    paused.run(b"a", b"b")
    other = Bench(paused.kafka)
    other.run(b"a", b"b", b"c")

    asyncio.run(paused.start())

    assert paused.state == counted([b"a", b"b", b"c"])[-1]


def test_nothing_of_a_partition_that_went_comes_back() -> None:
    """E: what another worker wrote meanwhile counts, not what this one remembers."""
    bench = Bench()
    bench.run(b"a")

    bench.processor.assign([])
    dropped = dict(bench.processor.instances)
    Bench(bench.kafka).run(b"a", b"b")
    asyncio.run(bench.start())

    assert dropped == {}
    assert bench.state == counted([b"a", b"b"])[-1]


@pytest.mark.parametrize("during", range(4))
def test_an_instance_made_anew_meanwhile_is_not_passed_by(during: int) -> None:
    """The partition went and came back while its records were on their way: they come again.

    The new instance knows the journal as it stood then; were the offset moved on behind it, what
    the old one did in between would be missing from its state for ever.
    """

    class Moving(Kafka):
        async def deliver(self, outputs: Iterable[Output], at: int) -> None:
            await self._move()
            await super().deliver(outputs, at)

        async def deliver_to(self, topic: str, partition: int, parcels: Sequence[Parcel]) -> int:
            await self._move()
            return await super().deliver_to(topic, partition, parcels)

        async def _move(self) -> None:
            if self.deliveries == during:
                bench.processor.close([0])
                await bench.start()

    bench = Bench(Moving(), part_records=2)

    async def twice() -> list[int]:
        given = records(b"a", b"b", b"c", b"d", b"e")
        await bench.start()
        await bench.process(given)
        following = max(bench.finished, default=0)
        await bench.process([record for record in given if record.offset >= following], end=5)
        return bench.finished

    asyncio.run(twice())

    assert bench.state == counted([b"a", b"b", b"c", b"d", b"e"])[-1]
    assert bench.finished[-1] == 5


def test_a_closed_partition_is_forgotten() -> None:
    """The memory of what is no longer ours is given back; closing twice does no harm."""
    bench = Bench()
    bench.run(b"a")

    bench.processor.close([0, 1])
    bench.processor.close([0])

    assert bench.processor.instances == {}


def test_many_small_chunks_leave_few_entries() -> None:
    """Entries are merged as they gather, and the state restores from what is left."""
    values = [b"%d" % number for number in range(50)]
    bench = Bench(part_records=1)
    bench.run(*values)

    second = Bench(bench.kafka)
    asyncio.run(second.start())

    assert len(bench.kafka.entries()) < 10
    assert second.state == counted(values)[-1]
    assert second.processor.instances[0].position == 49
