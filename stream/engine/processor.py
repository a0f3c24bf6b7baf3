"""Turns chunks into outputs, journal entries and progress, in this order, for one stage.

Whatever goes wrong on the way leaves the offset where it was. One instance of the stage per input
partition, restored when the partition comes, dropped when it goes. Not here: Faust (``runtime``).
"""

import asyncio
import gc
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol

from stream.engine.changelog import Changelog
from stream.engine.entry import folded, parse_key
from stream.engine.journal import Journal
from stream.engine.part import Condemned, Decider, Part
from stream.engine.plan import StageSpec
from stream.models import Rejected
from stream.stages.contract import Output, Record, Stage

logger = logging.getLogger(__name__)


class TooManyBugs(Exception):
    """The stage's own code failed on more records than is allowed."""


class Delivering(Protocol):
    """Where outputs go (``outputs.Deliveries``)."""

    async def deliver(self, outputs: Iterable[Output]) -> None:
        """Deliver them all."""


class Watcher(Protocol):
    """Who is told what was done (``observer``)."""

    def part_done(self, part: Part, seconds: float) -> None:
        """Tell of a part that was delivered."""

    def repeated(self, count: int) -> None:
        """Tell of records that were decided before."""


@dataclass(slots=True)
class Instance:
    """The stage of one input partition with its journal (None for a stage without a state)."""

    stage: Stage
    journal: Journal | None = None

    @property
    def position(self) -> int:
        """Give the last input offset applied, -1 where there is none or no journal."""
        return -1 if self.journal is None else self.journal.position


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What one chunk may do: ``fence`` returns while this worker may write for it.

    ``finish`` is told each next offset once all before it is delivered; ``open`` says whether to
    go on with another part.
    """

    fence: Callable[[], Awaitable[None]]
    finish: Callable[[int], None]
    open: Callable[[], bool]


class Processor:
    """The instances of one worker and what is done with their records.

    ``bugs_allowed`` bounds the records rejected as ``internal`` in the life of the process.
    """

    def __init__(
        self,
        spec: StageSpec,
        decider: Decider,
        deliveries: Delivering,
        watcher: Watcher,
        *,
        changelog: Changelog | None,
        bugs_allowed: int,
    ) -> None:
        self.instances: dict[int, Instance] = {}
        self._tickets: dict[int, object] = {}
        self._spec = spec
        self._decider = decider
        self._deliveries = deliveries
        self._watcher = watcher
        self._changelog = changelog
        self._bugs_left = bugs_allowed

    async def open(self, partition: int, entries: Mapping[bytes, bytes]) -> Instance:
        """Make the partition's instance and restore it, off the loop so that it stays alive.

        It becomes the partition's unless that was closed, or opened again, meanwhile. Raises
        ``JournalError`` for a changelog that is not this stage's.
        """
        ticket = self._tickets[partition] = object()
        instance = Instance(self._spec.make(partition))
        if self._changelog is not None:
            journal = instance.journal = self._changelog.journal(partition)
            journal.load(entries)
            facts = await asyncio.to_thread(
                folded, self._spec.name, entries.values(), journal.floor
            )
            await asyncio.to_thread(instance.stage.restore, facts)
        if self._tickets.get(partition) is ticket:
            self.instances[partition] = instance
        return instance

    async def resume(self, partition: int, entries: Mapping[bytes, bytes]) -> None:
        """Have an instance that is up to date, given what Faust newly read of the changelog.

        One that was kept read nothing new, unless another worker owned the partition meanwhile
        (this one was paused): then it is made anew from the whole changelog.
        """
        instance = self.instances.get(partition)
        if instance is None:
            await self.open(partition, entries)
        elif any(parse_key(key)[1] > instance.position for key in entries):
            await self._reopen(partition)

    def close(self, partitions: Iterable[int]) -> None:
        """Drop the instances of partitions that are no longer ours, and all they hold.

        One that is just being made does not become the partition's any more.
        """
        gone = list(partitions)
        for partition in gone:
            self._tickets.pop(partition, None)
        dropped = [self.instances.pop(each) for each in gone if each in self.instances]
        if dropped:
            dropped.clear()
            gc.collect()  # a state has cycles, and the collector comes too seldom for it

    async def process(
        self, partition: int, records: Sequence[Record], end: int, passage: Passage
    ) -> None:
        """Decide and deliver the records, part by part, as long as the passage is open.

        ``end`` is the offset that follows the records. Raises ``DeliveryFailed``, ``LeaseLost``,
        ``TooManyBugs``; what was not finished is then to be done again.
        """
        instance = await self._instance(partition)
        rest = [record for record in records if record.offset > instance.position]
        self._watcher.repeated(len(records) - len(rest))
        condemned: dict[int, Rejected] = {}
        if not rest:
            await self._pass_over(partition, instance, end, passage)
        while rest and passage.open() and self.instances.get(partition) is instance:
            started = perf_counter()
            try:
                part = self._decider.decide(instance.stage, rest, condemned)
            except Condemned as record:
                condemned[record.offset] = self._judged(record)
                instance = await self._reopen(partition)
                continue
            rest = rest[len(part.steps) :]
            part.last = part.last if rest else end - 1
            await self._finish(partition, instance, part, passage)
            self._watcher.part_done(part, perf_counter() - started)
            await asyncio.sleep(0)

    async def _instance(self, partition: int) -> Instance:
        """Give the partition's instance; one with a journal was made when the partition came."""
        instance = self.instances.get(partition)
        if instance is None and self._changelog is not None:
            raise RuntimeError(f"partition {partition} was not restored")
        return instance or await self.open(partition, {})

    async def _pass_over(
        self, partition: int, instance: Instance, end: int, passage: Passage
    ) -> None:
        """Move on over repeats; over offsets without a record the journal must come along."""
        if end - 1 > instance.position:
            await self._finish(partition, instance, Part(end - 1), passage)
        else:
            passage.finish(end)

    async def _finish(
        self, partition: int, instance: Instance, part: Part, passage: Passage
    ) -> None:
        """Deliver outputs, then the journal entry, then move on.

        An instance made anew meanwhile does not know of the part: it must get it again.
        """
        started = perf_counter()
        await passage.fence()
        await self._deliveries.deliver(part.outputs)
        if instance.journal is not None and self._changelog is not None:
            await passage.fence()
            await self._changelog.write(partition, instance.journal, instance.stage, part)
        part.delivery_seconds = perf_counter() - started
        if self.instances.get(partition) is instance:
            passage.finish(part.last + 1)

    async def _reopen(self, partition: int) -> Instance:
        """Throw the instance away and restore a new one from the changelog as it stands."""
        gc.collect()  # those thrown away before: they have cycles, too
        entries = {} if self._changelog is None else await self._changelog.read(partition)
        return await self.open(partition, entries)

    def _judged(self, record: Condemned) -> Rejected:
        """Log and count a bug of ours. Raises ``TooManyBugs`` over the limit."""
        if record.bug is None:
            return record.error
        logger.error(
            "record rejected as internal",
            exc_info=record.bug,
            extra={"stage": self._spec.name, "offset": record.offset},
        )
        self._bugs_left -= 1
        if self._bugs_left < 0:
            raise TooManyBugs(f"{self._spec.name}: the last of too many: {record.error.detail}")
        return record.error
