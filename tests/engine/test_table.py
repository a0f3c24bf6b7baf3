"""The table behind a journal: what recovery read goes to the stage, and nothing stays behind."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from faust.types import TP

from stream.engine.chain import Chain
from stream.engine.plan import JOURNAL
from stream.engine.recovery import Tables
from stream.engine.table import JournalTable
from tests.engine.fakes import CHANGELOG
from tests.engine.faust_bench import Observed, app

ZERO, ONE = TP(CHANGELOG, 0), TP(CHANGELOG, 1)
NEWS = TP("news.tagged", 0)


class Bench:
    """The table of an app, and what it told."""

    def __init__(self, directory: Path) -> None:
        self.app = app(directory, Chain(), Observed())
        self.table = cast("JournalTable", self.app.Table(JOURNAL, key_type=bytes, value_type=bytes))
        self.table.recovered = self.take
        self.table.revoked = self.drop
        self.recovered: list[Mapping[int, Mapping[bytes, bytes]]] = []
        self.dropped: list[int] = []
        self.stuck = asyncio.Event()
        self.stuck.set()

    @property
    def read_up_to(self) -> dict[TP, int]:
        """Give Faust's own note of how far it read each changelog."""
        return cast("Tables", self.app.tables).recovery.active_offsets

    async def take(self, read: Mapping[int, Mapping[bytes, bytes]]) -> None:
        """Note what was recovered, once nothing holds it up."""
        await self.stuck.wait()
        self.recovered.append(read)

    def drop(self, partitions: Iterable[int]) -> None:
        """Note what went."""
        self.dropped.extend(partitions)

    def read(self, partition: int, key: bytes, value: bytes | None) -> None:
        """Read a record of the changelog, as recovery does."""
        message = SimpleNamespace(partition=partition, key=key, value=value)
        self.table.data.apply_changelog_batch([cast("Any", SimpleNamespace(message=message))], 0, 0)


def drive(directory: Path, steps: Callable[[Bench], Awaitable[Any]]) -> Bench:
    """Make a table and do some steps with it, in one loop."""

    async def whole() -> Bench:
        bench = Bench(directory)
        await steps(bench)
        return bench

    return asyncio.run(whole())


def test_what_was_read_is_handed_over(tmp_path: Path) -> None:
    """The last value of each key, of each partition that is ours; without deleted ones."""

    async def steps(bench: Bench) -> None:
        for key, value in [(b"a", b"1"), (b"b", b"1"), (b"a", b"2"), (b"b", None)]:
            bench.read(0, key, value)
        await bench.table.on_recovery_completed({ZERO, ONE}, set())

    assert drive(tmp_path, steps).recovered == [{0: {b"a": b"2"}, 1: {}}]


def test_nothing_is_handed_over_twice(tmp_path: Path) -> None:
    """The entries live in the stage from then on; a next recovery tells only what is new."""

    async def steps(bench: Bench) -> None:
        bench.read(0, b"a", b"1")
        await bench.table.on_recovery_completed({ZERO}, set())
        bench.read(0, b"b", b"1")
        await bench.table.on_recovery_completed({ZERO}, set())

    assert drive(tmp_path, steps).recovered == [{0: {b"a": b"1"}}, {0: {b"b": b"1"}}]


def test_an_interrupted_handover_gives_the_whole_again(tmp_path: Path) -> None:
    """A rebalance cuts it short, and Faust does not read again what it read."""

    async def steps(bench: Bench) -> None:
        bench.read(0, b"a", b"1")
        bench.stuck.clear()
        cut = asyncio.ensure_future(bench.table.on_recovery_completed({ZERO}, set()))
        await asyncio.sleep(0)
        cut.cancel()
        await asyncio.gather(cut, return_exceptions=True)
        bench.stuck.set()
        bench.read(0, b"b", b"1")
        await bench.table.on_recovery_completed({ZERO}, set())
        await bench.table.on_recovery_completed({ZERO}, set())

    bench = drive(tmp_path, steps)

    assert bench.recovered == [{0: {b"a": b"1", b"b": b"1"}}, {0: {}}]


def test_what_is_read_again_during_a_handover_is_kept(tmp_path: Path) -> None:
    """The partition left and came back meanwhile: the next hand-over needs all of it."""

    async def steps(bench: Bench) -> None:
        bench.read(0, b"a", b"first")
        bench.stuck.clear()
        slow = asyncio.ensure_future(bench.table.on_recovery_completed({ZERO}, set()))
        await asyncio.sleep(0)
        await bench.table.on_rebalance(set(), {ZERO}, set())
        bench.read(0, b"a", b"again")
        bench.read(0, b"b", b"newer")
        bench.stuck.set()
        await slow
        await bench.table.on_recovery_completed({ZERO}, set())

    assert drive(tmp_path, steps).recovered == [
        {0: {b"a": b"first"}},
        {0: {b"a": b"again", b"b": b"newer"}},
    ]


def test_what_is_not_handed_over_is_kept(tmp_path: Path) -> None:
    """Only a partition whose entries went to the stage is forgotten."""

    async def steps(bench: Bench) -> None:
        bench.read(0, b"a", b"1")
        bench.read(1, b"b", b"1")
        await bench.table.on_recovery_completed({ZERO}, set())
        await bench.table.on_recovery_completed({ONE}, set())

    assert drive(tmp_path, steps).recovered == [{0: {b"a": b"1"}}, {1: {b"b": b"1"}}]


def test_nothing_of_a_partition_that_went_comes_back(tmp_path: Path) -> None:
    """E: Faust keeps it; when the partition returns, what another worker wrote would be lost."""

    async def steps(bench: Bench) -> None:
        bench.read(0, b"stale", b"1")
        bench.read(1, b"a", b"1")
        await bench.table.on_rebalance({ONE}, {ZERO, NEWS}, set())
        bench.read(0, b"fresh", b"1")
        await bench.table.on_recovery_completed({ZERO, ONE}, set())

    bench = drive(tmp_path, steps)

    assert bench.recovered == [{0: {b"fresh": b"1"}, 1: {b"a": b"1"}}]
    assert bench.dropped == [0]


def test_what_the_engine_wrote_counts_as_read(tmp_path: Path) -> None:
    """Or each rebalance would read again all that this worker ever wrote."""

    async def steps(bench: Bench) -> None:
        offsets = bench.read_up_to
        offsets[ZERO] = 10
        bench.table.delivered(0, 15)
        bench.table.delivered(0, 12)
        bench.table.delivered(1, 7)

    bench = drive(tmp_path, steps)

    assert dict(bench.read_up_to) == {ZERO: 15}


def test_the_changelog_is_named_as_the_plan_says(tmp_path: Path) -> None:
    """``newsfeed topics`` creates it by that name, and Faust derives the same."""

    async def steps(bench: Bench) -> None:
        """Only make it."""

    assert drive(tmp_path, steps).table.changelog_topic_name == CHANGELOG
