"""A worker's runtime: whether it is of use, what a chunk may do, what offsets missing lead to."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from stream.engine.chunks import Chunk
from stream.engine.lease import LeaseLost
from stream.engine.plan import StageSpec
from stream.engine.runtime import Runtime
from stream.metrics import Metrics
from stream.models import Topic
from stream.stages.contract import Output, Stage
from tests.engine.fakes import Kafka, changelog, settings, spec
from tests.engine.faust_bench import NEWS, BenchTransport
from tests.engine.processing import Slow

GENERATION = 7


class Bench:
    """The runtime of a stage, by default without a state, on a stand-in for the broker's side."""

    def __init__(self, directory: Path, plan: StageSpec | None = None) -> None:
        self.metrics = Metrics(["dedupe"])
        configured = settings(data_dir=directory, idle_seconds=1e-9)
        self.runtime = Runtime(plan or spec(journal=False), configured, self.metrics)
        self.app = self.runtime.build()
        self.app.transport = BenchTransport(self.app.conf.broker_consumer, self.app, self.app.loop)
        self.app.consumer_generation_id = GENERATION
        self.wiring = self.app.wiring
        self.begins = self.consumer._thread.begins = {NEWS: 0}
        self.wiring.chain.begin()
        self.wiring.chain.seek({NEWS: 5})

    @property
    def consumer(self) -> Any:
        """Give our consumer on the stand-in."""
        return self.app.consumer

    def settle(self) -> None:
        """Come to the end of a rebalance, heard by the group."""
        self.wiring.observer.settled()
        self.wiring.lease.renew(GENERATION)

    def gaps(self) -> float | None:
        """Give how many offsets were counted as missing."""
        return self.series("log_gaps_total")

    def series(self, name: str) -> float | None:
        """Give the value of a series of the stage."""
        return self.metrics.registry.get_sample_value(f"newsfeed_{name}", {"stage": "dedupe"})

    async def idle(self) -> None:
        """Find the partition standing still at its end, the second time long enough."""
        for _ in range(2):
            following = self.wiring.chain.following()
            await self.runtime._declare_idle(idle_record, following, {NEWS: 5})


def idle_record(_partition: int, _offset: int, _now: datetime) -> Output:
    """Make the record that declares a partition idle; no producer could send it here."""
    return Output(Topic.TAGGED, None, b"idle", ())


def drive(directory: Path, steps: Callable[[Bench], Awaitable[Any]]) -> Bench:
    """Make a runtime and do some steps with it, in one loop."""

    async def whole() -> Bench:
        bench = Bench(directory)
        await steps(bench)
        return bench

    return asyncio.run(whole())


def empty(end: int) -> Chunk:
    """Make a chunk of a position that went on from 5 without a record."""
    return Chunk(NEWS, [], 5, end, 1)


def test_a_worker_is_ready_while_the_group_hears_it(tmp_path: Path) -> None:
    """Settled is not enough: its lease must be valid, and of the generation it is in."""
    seen: list[tuple[str, float | None]] = []

    async def steps(bench: Bench) -> None:
        def look() -> None:
            seen.append((bench.runtime.missing, bench.series("ready")))

        look()
        bench.wiring.observer.settled()
        look()
        bench.wiring.lease.renew(GENERATION)
        look()
        bench.app.consumer_generation_id = GENERATION + 1
        look()

    drive(tmp_path, steps)

    joining = "no partitions yet: it waits for its broker, its topics or its group"
    silent = "the group did not answer lately"
    assert seen == [(joining, 0), (silent, 0), ("", 1), (silent, 0)]


def test_the_end_of_a_rebalance_settles(tmp_path: Path) -> None:
    """Faust tells it for any assignment, also for none."""

    async def steps(bench: Bench) -> None:
        bench.wiring.lease.renew(GENERATION)
        bench.app.on_rebalance_start()
        bench.app.on_rebalance_end()

    assert drive(tmp_path, steps).runtime.missing == ""


@pytest.mark.parametrize(("begin", "expired"), [(0, []), (5, []), (6, [3]), (8, [3])])
def test_offsets_that_the_log_lacks_are_passed(
    begin: int, expired: list[int], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """They are counted; only where the log begins behind them did they expire unread."""

    async def steps(bench: Bench) -> None:
        bench.settle()
        bench.begins[NEWS] = begin
        await bench.runtime._take(empty(8))

    bench = drive(tmp_path, steps)

    assert bench.wiring.chain.following() == {NEWS: 8}
    assert bench.gaps() == 3
    warnings = [each for each in caplog.records if "expired" in each.message]
    assert [vars(each)["records"] for each in warnings] == expired


def test_a_chunk_writes_in_the_generation_that_it_came_in(tmp_path: Path) -> None:
    """Whatever the group does meanwhile: its lease in a later one is no leave for an old chunk."""

    async def steps(bench: Bench) -> None:
        passage = bench.runtime._passage(empty(8))
        bench.app.consumer_generation_id = GENERATION + 1
        bench.wiring.lease.renew(GENERATION + 1)
        with pytest.raises(LeaseLost, match="generation 7 is over, now 8"):
            await passage.fence()

    drive(tmp_path, steps)


def test_a_chunk_goes_on_in_the_epoch_that_it_came_in(tmp_path: Path) -> None:
    """A rebalance begins another; what was finished then is still no one else's."""
    seen: list[bool] = []

    async def steps(bench: Bench) -> None:
        passage = bench.runtime._passage(empty(8))
        seen.append(passage.open())
        bench.wiring.chain.begin()
        seen.append(passage.open())
        passage.finish(6)

    bench = drive(tmp_path, steps)

    assert seen == [True, False]
    assert bench.wiring.chain.following() == {NEWS: 6}


def test_a_standstill_is_not_declared_behind_a_lost_lease(tmp_path: Path) -> None:
    """Nothing hangs on that record, so a rebalance in between does not end the worker either."""

    async def steps(bench: Bench) -> None:
        bench.wiring.lease.renew(GENERATION + 1)
        await bench.idle()

    bench = drive(tmp_path, steps)

    assert list(bench.runtime._idle.due({0: 5}, {0: 5})) == [0]


def test_a_worker_is_not_ready_while_it_restores(tmp_path: Path) -> None:
    """It says how far it is; restored, it still has to begin reading."""
    begun, goes_on = Event(), Event()
    seen: list[str] = []

    async def steps() -> None:
        bench = Bench(tmp_path, spec(lambda _partition: Slow(begun, goes_on)))
        bench.runtime._processor._changelog = changelog(Kafka())
        bench.wiring.observer.assigned([NEWS])
        restore = asyncio.ensure_future(bench.app.on_rebalance_complete.send())
        await asyncio.to_thread(begun.wait, 60)
        seen.append(bench.runtime.missing)
        goes_on.set()
        await restore
        seen.append(bench.runtime.missing)
        bench.settle()
        seen.append(bench.runtime.missing)

    asyncio.run(steps())

    assert seen == [
        "restoring, 0 of 1 partitions done",
        "its state is restored, reading has not begun",
        "",
    ]


def test_faust_waits_for_the_restore_after_each_rebalance(tmp_path: Path) -> None:
    """Before any flow starts; a rebalance in the middle of it is told at once."""
    begun, goes_on, made = Event(), Event(), list[Stage]()

    def make(_partition: int) -> Stage:
        made.append(Slow(begun, goes_on))
        return made[-1]

    async def rebalanced() -> dict[int, Any]:
        bench = Bench(tmp_path, spec(make))
        made.clear()
        processor = bench.runtime._processor
        processor._changelog = changelog(Kafka())
        bench.wiring.observer.assigned([NEWS])
        restore = asyncio.ensure_future(bench.app.on_rebalance_complete.send())
        await asyncio.to_thread(begun.wait, 60)
        bench.wiring.observer.assigned([])
        goes_on.set()
        await restore
        return processor.instances

    assert asyncio.run(rebalanced()) == {}
    assert len(made) == 1
