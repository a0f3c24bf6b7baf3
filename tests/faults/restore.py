"""How long a worker takes to restore: ``python -m tests.faults.restore [STAGE [COUNT [TICKERS]]]``.

The changelog is the one that the stage's own journal writes when its records come one per chunk,
as written and as compaction leaves it (``compacted``: only so); worker and broker are real.
"""

import asyncio
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from stream import pipeline
from stream.config import Settings
from stream.engine import topics
from stream.engine.brokers import apache
from stream.engine.changelog import Changelog
from stream.engine.clients import connection
from stream.engine.outputs import Deliveries, Parcel
from stream.engine.part import Part
from stream.engine.plan import StageSpec, TopicSpec
from stream.engine.reader import Reader, replay
from stream.stages.contract import Fact, Record
from tests.faults import past
from tests.faults.fault import Run
from tests.faults.rows import Row
from tests.harness.site import site
from tests.harness.workers import Worker

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

GOAL_SECONDS: Final = {"dedupe": 20, "window": 30}
STATE: Final = "newsfeed_state_entries"
SEED: Final = 1
WITHIN_SECONDS: Final = 300.0
SENT_BYTES: Final = 16 << 20
BATCH_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """How much lies behind a stage: articles (dedupe), or mentions of so many tickers (window)."""

    stage: str
    count: int
    tickers: int = 0

    def records(self, partition: int, partitions: int) -> Iterator[Record]:
        """Give those of one input partition."""
        if self.stage == "dedupe":
            return past.tagged(self.count, SEED)
        share = self.count // partitions
        of = {"partition": partition, "partitions": partitions, "tickers": self.tickers}
        return past.mentions(share, SEED, **of)

    def __str__(self) -> str:
        of = f" of {self.tickers:,} tickers" if self.tickers else ""
        return f"{self.stage} {self.count:,}{of}"


GOALS: Final = {
    "dedupe": Past(stage="dedupe", count=500_000),
    "window": Past(stage="window", count=2_000_000, tickers=100_000),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """One restore: from the assignment until the worker is ready, in seconds.

    ``entries`` and ``size`` (bytes) are those of the records read, tombstones included; ``state``
    counts what the stage then held; ``rss`` is the most memory the worker had, in bytes; ``code``
    is how it stopped after.
    """

    seconds: float
    entries: int
    size: int
    state: int
    rss: int
    code: int


class Filling:
    """A changelog that is being written, on its way to the broker as it is or as compacted."""

    def __init__(self, deliveries: Deliveries, topic: str, *, compacted: bool) -> None:
        self.entries = self.size = 0
        self._deliveries = deliveries
        self._topic = topic
        self._compacted = compacted
        self._waiting: list[Parcel] = []
        self._waiting_bytes = 0
        self._standing: dict[bytes, bytes] = {}

    async def deliver_to(self, topic: str, partition: int, parcels: Sequence[Parcel]) -> int:
        """Take what a journal writes; its offsets do not matter here."""
        for parcel in parcels:
            if self._compacted:
                replay(self._standing, parcel.key or b"", parcel.value)
            else:
                await self._send(partition, parcel)
        return 0

    async def finish(self, partition: int) -> None:
        """Deliver the rest of a partition."""
        for key, value in self._standing.items():
            await self._send(partition, Parcel(key, value))
        await self._flush(partition)
        self._standing.clear()

    async def _send(self, partition: int, parcel: Parcel) -> None:
        size = len(parcel.key or b"") + len(parcel.value or b"")
        self.entries, self.size = self.entries + 1, self.size + size
        self._waiting.append(parcel)
        self._waiting_bytes += size
        if self._waiting_bytes >= SENT_BYTES:
            await self._flush(partition)

    async def _flush(self, partition: int) -> None:
        if self._waiting:
            await self._deliveries.deliver_to(self._topic, partition, self._waiting)
        self._waiting, self._waiting_bytes = [], 0


def measure(behind: Past, *, compacted: bool) -> Restored:
    """Have a worker restore what lies behind its stage; needs Java."""
    with (
        tempfile.TemporaryDirectory(prefix="newsfeed-restore-") as directory,
        apache(Path(directory, "broker")) as broker,
        site(broker.address, Path(directory), NEWSFEED_RAW_PARTITIONS="1") as made,
    ):
        asyncio.run(topics.ensure(made.settings, _uncompacted(made.settings)))
        filling = asyncio.run(_fill(made.settings, behind, compacted=compacted))
        worker = made.work(behind.stage)
        seconds = _restored_in(worker)
        return Restored(
            seconds=seconds,
            entries=filling.entries,
            size=filling.size,
            state=int(worker.until(lambda: worker.figure(STATE), "its state")),
            rss=worker.peak_memory,
            code=worker.terminate(),
        )


def _uncompacted(settings: Settings) -> Sequence[TopicSpec]:
    """Give the topics of the flow, which the broker leaves as they are written."""
    never = {"min.compaction.lag.ms": str(86_400_000)}
    return [replace(each, configs={**each.configs, **never}) for each in pipeline.topics(settings)]


async def _fill(settings: Settings, behind: Past, *, compacted: bool) -> Filling:
    """Write the changelog, an input of its length, and the commit of all of it."""
    spec = next(each for each in pipeline.stages(settings) if each.name == behind.stage)
    partitions = 1 if behind.stage == "dedupe" else settings.partitions
    async with _delivering(settings) as deliveries:
        filling = Filling(deliveries, spec.changelog or "", compacted=compacted)
        ends = {}
        for partition in range(partitions):
            records = behind.records(partition, partitions)
            ends[partition] = await _write(settings, spec, filling, partition, records)
            parcels = [Parcel(None, b"-")] * ends[partition]
            await deliveries.deliver_to(spec.input, partition, parcels)
    await _commit(settings, spec, ends)
    return filling


async def _write(
    settings: Settings,
    spec: StageSpec,
    filling: Filling,
    partition: int,
    records: Iterator[Record],
) -> int:
    """Decide records and write an entry for each; give the offset that follows them.

    What the stage gathers on the way stays there: writing it out takes longer than all the rest.
    """
    reader = Reader(settings, spec.changelog or "")
    changelog = Changelog(spec.name, spec.changelog or "", settings, filling, reader)
    journal, stage = changelog.journal(partition), spec.make(partition)
    for record in records:
        fact = stage.apply(record).fact
        facts = [] if fact is None else [Fact(record.offset, fact)]
        await changelog.write(partition, journal, stage, Part(record.offset, facts=facts))
    await filling.finish(partition)
    return journal.position + 1


@asynccontextmanager
async def _delivering(settings: Settings) -> "AsyncIterator[Deliveries]":
    producer = AIOKafkaProducer(
        **connection(settings),
        max_batch_size=BATCH_BYTES,
        max_request_size=settings.message_max_bytes,
    )
    await producer.start()
    try:
        yield Deliveries(lambda: producer)
    finally:
        await producer.stop()


async def _commit(settings: Settings, spec: StageSpec, ends: dict[int, int]) -> None:
    consumer = AIOKafkaConsumer(
        **connection(settings), group_id=spec.group, enable_auto_commit=False
    )
    await consumer.start()
    try:
        offsets = {TopicPartition(spec.input, each): end for each, end in ends.items()}
        consumer.assign(list(offsets))
        await consumer.commit(offsets)
    finally:
        await consumer.stop()


def _restored_in(worker: Worker) -> float:
    """Wait until the worker is ready; give the seconds since its assignment."""
    worker.ready(within=WITHIN_SECONDS)
    times = {event["message"]: event["time"] for event in worker.events() if "time" in event}
    begun, ready = (_moment(times[each]) for each in ("assigned", "ready"))
    return (ready - begun).total_seconds()


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M:%S,%f")  # noqa: DTZ007  # both of one clock


def restored(stage: str, *, compacted: bool) -> Run:
    """Make a run that measures one restore; a goal missed is shown, for machines differ."""

    def run(seed: int, directory: Path, *, quick: bool) -> Row:
        found = measure(GOALS[stage], compacted=compacted)
        goal = GOAL_SECONDS[stage]
        met = found.seconds <= goal
        shown = {
            "seconds": round(found.seconds, 1),
            f"goal of {goal} s": "met" if met else "missed",
            "records in the changelog": found.entries,
            "MiB in the changelog": found.size >> 20,
            "entries of the state": found.state,
        }
        return Row(
            fault="",
            seed=seed,
            recover_s=round(found.seconds, 1),
            max_rss=found.rss,
            shown=shown,
            failure="" if found.code == 0 else f"it stopped with {found.code}",
        )

    return run


def main(arguments: Sequence[str]) -> None:
    """Measure one restore, or those of the goal, and print them."""
    which = [True] if "compacted" in arguments else [False, True]
    wanted = [*GOALS.values()]
    if told := [each for each in arguments if each != "compacted"]:
        wanted = [_named(*told)]
    for behind, compacted in product(wanted, which):
        found = measure(behind, compacted=compacted)
        name = "compacted" if compacted else "as written"
        text = f"{behind}, {name}: {found.seconds:.1f} s, {found.entries:,} entries"
        print(f"{text}, {found.size >> 20:,} MiB, {found.rss >> 20:,} MiB of memory")


def _named(stage: str, count: str = "", tickers: str = "") -> Past:
    """Give a stage's goal, or as much as is told."""
    goal = GOALS[stage]
    return replace(goal, count=int(count or goal.count), tickers=int(tickers or goal.tickers))


if __name__ == "__main__":
    main(sys.argv[1:])
