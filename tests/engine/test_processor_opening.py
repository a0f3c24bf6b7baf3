"""An instance in the making: overtaken by a close or by another, it is nobody's."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from threading import Event

from tests.engine.fakes import records
from tests.engine.processing import Bench, Slow
from tests.harness.counting import BUG, Counting, counted


class Overtaken:
    """A processor whose instance of number ``slow`` hangs in its restore."""

    def __init__(self, written: Bench, slow: int = 0) -> None:
        self.made: list[Counting] = []
        self.begun, self.goes_on = Event(), Event()
        self._slow = slow
        self.bench = Bench(written.kafka, make=self.make)

    def make(self, _partition: int) -> Counting:
        """Make a stage, slow or not."""
        slow = len(self.made) == self._slow
        self.made.append(Slow(self.begun, self.goes_on) if slow else Counting())
        return self.made[-1]

    @asynccontextmanager
    async def during(self, opening: Awaitable[object]) -> AsyncIterator[None]:
        """Do something while an instance is being restored, and wait for its end."""
        task = asyncio.ensure_future(opening)
        try:
            assert await asyncio.to_thread(self.begun.wait, 60)
            yield
        finally:
            self.goes_on.set()
            await task


def written(*values: bytes) -> Bench:
    """Give a worker that processed these values and went."""
    bench = Bench()
    bench.run(*values)
    return bench


def run(steps: Callable[[], Awaitable[None]]) -> None:
    """Do steps in a loop."""

    async def whole() -> None:
        await steps()

    asyncio.run(whole())


def test_an_instance_closed_in_the_making_is_nobodys() -> None:
    """The partition went while its state was read: it must not look like ours when it is back."""
    overtaken = Overtaken(written(b"a", b"b"))

    async def steps() -> None:
        async with overtaken.during(overtaken.bench.start()):
            overtaken.bench.processor.close([0])

    run(steps)

    assert overtaken.bench.processor.instances == {}


def test_a_restore_that_nobody_wants_any_more_ends() -> None:
    """The fold stops at the next fact; it has a processor to itself otherwise, for seconds."""
    overtaken = Overtaken(written(b"a", b"b"))

    async def steps() -> None:
        async with overtaken.during(overtaken.bench.start()):
            overtaken.bench.processor.assign([])

    run(steps)

    assert overtaken.made[0].state == (0, 0)
    assert overtaken.bench.processor.instances == {}


def test_a_partition_that_stays_through_its_restore_is_restored_once() -> None:
    """The rebalance in the middle of it finds the instance made, and makes no other."""
    overtaken = Overtaken(written(b"a", b"b"))

    async def steps() -> None:
        async with overtaken.during(overtaken.bench.start()):
            overtaken.bench.processor.assign([0])
        await overtaken.bench.processor.restore()

    run(steps)

    assert len(overtaken.made) == 1
    assert overtaken.bench.state == counted([b"a", b"b"])[-1]


def test_a_restore_cut_short_by_a_stop_leaves_nothing_running() -> None:
    """Its thread would keep the process from ending."""
    overtaken = Overtaken(written(b"a", b"b"))

    async def steps() -> None:
        restore = asyncio.ensure_future(overtaken.bench.start())
        assert await asyncio.to_thread(overtaken.begun.wait, 60)
        restore.cancel()
        await asyncio.gather(restore, return_exceptions=True)
        overtaken.goes_on.set()

    run(steps)

    assert overtaken.made[0].state == (0, 0)
    assert overtaken.bench.processor.instances == {}


def test_an_older_instance_does_not_replace_a_newer_one() -> None:
    """The partition went and came back with more in its journal before the first was restored."""
    first = written(b"a", b"b")
    overtaken = Overtaken(first)

    async def steps() -> None:
        async with overtaken.during(overtaken.bench.start()):
            overtaken.bench.processor.close([0])
            await first.process(records(b"c", first=2))
            await overtaken.bench.start()

    run(steps)

    assert overtaken.bench.processor.instances[0].stage is overtaken.made[1]
    assert overtaken.bench.state == counted([b"a", b"b", b"c"])[-1]


def test_a_newer_opening_overtakes_without_a_close() -> None:
    """Whichever was asked for last is the partition's, whichever is restored last."""
    overtaken = Overtaken(written(b"a"))

    async def steps() -> None:
        async with overtaken.during(overtaken.bench.start()):
            await overtaken.bench.start()

    run(steps)

    assert overtaken.bench.processor.instances[0].stage is overtaken.made[1]


def test_a_partition_closed_while_a_bug_is_mended_stays_closed() -> None:
    """The chunk ends there: its records are the next owner's."""
    overtaken = Overtaken(written(b"a"), slow=1)
    bench = overtaken.bench

    async def steps() -> None:
        await bench.start()
        async with overtaken.during(bench.process(records(BUG, b"b", first=1))):
            bench.processor.close([0])

    run(steps)

    assert bench.processor.instances == {}
    assert bench.finished == []
    assert bench.watcher.parts == []
