"""Turns chunks into outputs, journal entries and progress, in this order, for one stage.

Whatever goes wrong on the way leaves the offset where it was. One instance of the stage per input
partition, restored when the partition comes, dropped when it goes. Not here: Faust (``runtime``).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Protocol

from stream.engine import collector
from stream.engine.changelog import Changelog
from stream.engine.folding import in_order
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

    async def deliver(self, outputs: Iterable[Output], at: int) -> None:
        """Deliver them all, as written at a time (milliseconds since the epoch)."""


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

    It gives the time right before that was seen (milliseconds since the epoch). ``finish`` is told
    each next offset once all before it is delivered; ``open`` says whether to go on with another
    part.
    """

    fence: Callable[[], Awaitable[int]]
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
        self._ours: frozenset[int] = frozenset()
        self._tickets: dict[int, object] = {}
        self._spec = spec
        self._decider = decider
        self._deliveries = deliveries
        self._watcher = watcher
        self._changelog = changelog
        self._bugs_left = bugs_allowed

    @property
    def restored(self) -> tuple[int, int]:
        """Give how many of the partitions assigned have their instance, and how many there are."""
        ours = self._ours
        return sum(each in self.instances for each in ours), len(ours)

    def assign(self, partitions: Iterable[int]) -> None:
        """Drop what belongs to other partitions than these; ``restore`` makes what is missing."""
        self._ours = frozenset(partitions)
        self.close((self.instances.keys() | self._tickets.keys()) - self._ours)

    async def restore(self) -> None:
        """Have an instance that is up to date for each partition assigned, also meanwhile.

        One that was kept is, unless another worker wrote to its changelog (this one was paused):
        then it is made anew. Raises ``JournalError`` for a changelog that is not this stage's, and
        what ``Changelog.read`` raises.
        """
        if self._changelog is None:
            return
        kept = self._ours & self.instances.keys()
        self.close(await self._changelog.overtaken(kept))
        await self._open(self._changelog, self._ours - self.instances.keys())

    async def _open(self, changelog: Changelog, partitions: Iterable[int]) -> None:
        """Make instances and restore them, off the loop so that it stays alive.

        Each becomes its partition's unless that was closed, or opened again, meanwhile.
        """
        tickets = {partition: object() for partition in partitions}
        self._tickets.update(tickets)

        def wanted(partition: int) -> bool:
            return self._tickets.get(partition) is tickets[partition]

        try:
            read = await changelog.read(tickets, wanted)
            for partition in sorted(filter(wanted, read)):
                instance = Instance(self._spec.make(partition), changelog.journal(partition))
                entries = read.pop(partition)
                await asyncio.to_thread(_fold, instance, entries, partial(wanted, partition))
                if wanted(partition):
                    self.instances[partition] = instance
        except asyncio.CancelledError:
            self.close(tickets)  # or the fold would go on in its thread
            raise

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
            collector.reclaim()

    async def process(
        self, partition: int, records: Sequence[Record], end: int, passage: Passage
    ) -> None:
        """Decide and deliver the records, part by part, as long as the passage is open.

        ``end`` is the offset that follows the records. Raises ``DeliveryFailed``, ``LeaseLost``,
        ``TooManyBugs``; what was not finished is then to be done again.
        """
        instance = self._instance(partition)
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
                if (made := await self._reopen(partition)) is None:
                    return
                instance = made
                continue
            rest = rest[len(part.steps) :]
            part.last = part.last if rest else end - 1
            await self._finish(partition, instance, part, passage)
            self._watcher.part_done(part, perf_counter() - started)
            await asyncio.sleep(0)

    def _instance(self, partition: int) -> Instance:
        """Give the partition's instance; one with a journal was made when the partition came."""
        instance = self.instances.get(partition)
        if instance is None and self._changelog is not None:
            raise RuntimeError(f"partition {partition} was not restored")
        return instance or self._plain(partition)

    def _plain(self, partition: int) -> Instance:
        """Make the instance of a stage without a state."""
        instance = self.instances[partition] = Instance(self._spec.make(partition))
        return instance

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
        at = await passage.fence()
        await self._deliveries.deliver(part.outputs, at)
        if instance.journal is not None and self._changelog is not None:
            await passage.fence()
            await self._changelog.write(partition, instance.journal, instance.stage, part)
        part.delivery_seconds = perf_counter() - started
        if self.instances.get(partition) is instance:
            passage.finish(part.last + 1)

    async def _reopen(self, partition: int) -> Instance | None:
        """Throw the instance away and restore a new one from the changelog as it stands.

        None where the partition went meanwhile.
        """
        self.close([partition])
        if self._changelog is None:
            return self._plain(partition)
        await self._open(self._changelog, [partition])
        return self.instances.get(partition)

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


def _fold(instance: Instance, entries: dict[bytes, bytes], wanted: Callable[[], bool]) -> None:
    """Restore an instance from the entries, which are let go of on the way."""
    journal = instance.journal
    if journal is not None:
        journal.load(entries)
        with collector.setting_aside():
            instance.stage.restore(in_order(journal.stage, entries, journal.floor, wanted))
