"""Faust's own parts, as mended, on a stand-in for the thread that talks to the broker."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from faust.types import TP
from mode import Service

from stream.config import Settings
from stream.engine.app import make_app
from stream.engine.chain import Chain
from stream.engine.chunks import Fetched
from stream.engine.consumer import Consumer
from stream.engine.lease import Lease
from stream.engine.starts import Start
from stream.engine.transport import Transport
from stream.engine.wiring import StageApp, Wiring
from tests.engine.fakes import CHANGELOG, fetched, settings, spec

NEWS: Final = TP("news.tagged", 0)
OTHER: Final = TP("news.tagged", 1)
LOG: Final = TP(CHANGELOG, 0)


class Observed:
    """Notes what the consumer tells."""

    def __init__(self) -> None:
        self.assignments: list[list[TP]] = []
        self.starts: list[dict[TP, Start]] = []
        self.stops = 0
        self.settlements = 0
        self.commits: list[bool] = []

    def assigned(self, tps: Collection[TP]) -> None:
        """Note an assignment."""
        self.assignments.append(list(tps))

    def starting(self, starts: dict[TP, Start]) -> None:
        """Note a start."""
        self.starts.append(starts)

    def settled(self) -> None:
        """Count the end of a rebalance."""
        self.settlements += 1

    def stopping(self) -> None:
        """Count a stop."""
        self.stops += 1

    def committed(self, seconds: float, *, done: bool) -> None:
        """Note a commit."""
        self.commits.append(done)


class Thread(Service):
    """Answers as a broker would, and notes what it was asked to do, in order."""

    def __init__(self, told: Callable[[str, Any], None]) -> None:
        self.tell = told
        self.assigned: set[TP] = {NEWS}
        self.committed: Mapping[TP, int | None] = {}
        self.begins: Mapping[TP, int] = {}
        self.ends: Mapping[TP, int] = {}
        self.lists: list[Mapping[TP, Sequence[Any]]] = []
        self.refuses = 0
        self.answers = asyncio.Event()
        self.answers.set()
        super().__init__()

    async def commit(self, offsets: Mapping[TP, int]) -> bool:
        """Take a commit, but refuse the next ``refuses``."""
        self.tell("commit", dict(offsets))
        self.refuses -= 1
        return self.refuses < 0

    async def seek_to_committed(self) -> Mapping[TP, int | None]:
        """Give what was committed."""
        return {tp: self.committed.get(tp) for tp in self.assigned}

    async def seek_wait(self, offsets: Mapping[TP, int]) -> None:
        """Take a seek."""
        self.tell("seek", dict(offsets))

    async def earliest_offsets(self, *tps: TP) -> Mapping[TP, int]:
        """Give where the logs begin."""
        return {tp: self.begins.get(tp, 0) for tp in tps}

    async def highwaters(self, *tps: TP) -> Mapping[TP, int]:
        """Give where the logs end."""
        return {tp: self.ends.get(tp, 100) for tp in tps}

    def assignment(self) -> set[TP]:
        """Give what is ours."""
        return self.assigned

    def highwater(self, tp: TP) -> int:
        """Give where a log ends."""
        return self.ends.get(tp, 100)

    async def getmany(self, active: Iterable[TP] | None, timeout: float) -> Mapping[TP, Any]:
        """Give the next lists, as the test told."""
        await self.answers.wait()
        self.tell("fetch", timeout)
        return self.lists.pop(0) if self.lists else {}


class BenchConsumer(Consumer):
    """Our consumer on the stand-in."""

    _thread: Thread  # type: ignore[assignment]  # all that our consumer asks of one

    def _new_consumer_thread(self) -> Any:
        self.told: list[tuple[str, Any]] = []
        return Thread(self.tell)

    def tell(self, what: str, value: Any) -> None:
        """Note something that was done."""
        self.told.append((what, value))


class BenchTransport(Transport):
    """Makes our consumer on the stand-in."""

    Consumer = BenchConsumer


class Bench:
    """An app and a consumer that expects offset 0 of ``news.tagged``; make it in a running loop."""

    def __init__(
        self, directory: Path, transport: type[BenchTransport] = BenchTransport, **changes: Any
    ) -> None:
        self.observed = Observed()
        self.chain = Chain()
        self.app = app(directory, self.chain, self.observed, **changes)
        self.app.transport = transport(self.app.conf.broker_consumer, self.app, self.app.loop)
        self.messages: list[Any] = []
        made = self.app.transport.create_consumer(
            self.take,
            on_partitions_revoked=self.revoked,
            on_partitions_assigned=self.assigned,
        )
        assert isinstance(made, BenchConsumer)
        self.consumer = made
        self.thread = made._thread
        self.chain.begin()
        self.chain.seek({NEWS: 0})
        made._active_partitions = {NEWS}

    async def take(self, message: Any) -> None:
        """Take a message, as an agent's queue does."""
        self.messages.append(message)

    async def revoked(self, tps: set[TP]) -> None:
        """Note that Faust was told of a revoke."""
        self.consumer.tell("revoked", tps)

    async def assigned(self, tps: set[TP], generation: int) -> None:
        """Note that Faust was told of an assignment."""
        self.consumer.tell("assigned", tps)

    def commits(self) -> list[Mapping[TP, int]]:
        """Give what was committed, in order."""
        return [value for what, value in self.consumer.told if what == "commit"]


def app(directory: Path, chain: Chain, observed: Observed, **changes: Any) -> StageApp:
    """Make the app of a stage that counts; it connects to nothing until it is started."""
    configured: Settings = settings(data_dir=directory, **changes)
    wiring = Wiring(
        chunked=frozenset({NEWS.topic}),
        chain=chain,
        lease=Lease(configured.session_timeout_seconds),
        observer=observed,
        idempotent=configured.idempotent_producer,
    )
    return make_app(spec(), configured, wiring)


def listed(first: int, last: int, *, position: int | None = None, epoch: int = 1) -> Fetched:
    """Make a fetched list of these offsets."""
    position = first if position is None else position
    records = [fetched(offset) for offset in range(first, last + 1)]
    return Fetched(records, position=position, end=last + 1, epoch=epoch)


def drive(directory: Path, steps: Callable[[Bench], Awaitable[Any]]) -> Bench:
    """Make a bench and do some steps with it, in one loop."""

    async def whole() -> Bench:
        bench = Bench(directory)
        await steps(bench)
        return bench

    return asyncio.run(whole())
