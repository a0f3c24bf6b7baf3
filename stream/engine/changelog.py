"""The topic behind a journal: writes entries, merges and deletes; reads partitions whole.

It knows how far it wrote or read each partition, so that it can tell when another worker wrote.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Protocol

from stream.config import Settings
from stream.engine.journal import Journal
from stream.engine.outputs import Parcel
from stream.engine.part import Part
from stream.engine.reader import Log
from stream.stages.contract import Stage


class DeliveringTo(Protocol):
    """Where entries go (``outputs.Deliveries``)."""

    async def deliver_to(self, topic: str, partition: int, parcels: Sequence[Parcel]) -> int:
        """Deliver to one partition; give the last offset."""


class Reading(Protocol):
    """What reads the topic (``reader.Reader``)."""

    async def read(
        self, starts: Mapping[int, int], wanted: Callable[[int], bool] = ...
    ) -> dict[int, Log]:
        """Read partitions from these offsets to their ends, as long as each is wanted."""


class Changelog:
    """The changelog of one stage."""

    def __init__(
        self, stage: str, topic: str, settings: Settings, deliveries: DeliveringTo, reader: Reading
    ) -> None:
        self.topic = topic
        self._stage = stage
        self._settings = settings
        self._deliveries = deliveries
        self._reader = reader
        self._following: dict[int, int] = {}

    def journal(self, partition: int) -> Journal:
        """Make an empty journal."""
        return Journal(
            self._stage,
            partition,
            merge_count=self._settings.journal_merge,
            entry_bytes=self._settings.journal_entry_bytes,
        )

    async def write(self, partition: int, journal: Journal, stage: Stage, part: Part) -> None:
        """Deliver the entry of a part; then merge small entries and delete what is not needed.

        A merged entry is delivered before its parts are deleted, the floor before what lies below
        it: whatever is cut short, no offset is without an entry. Raises ``DeliveryFailed``.
        """
        entry = journal.entry(part.last, part.facts, stage.expired())
        await self._send(partition, [Parcel(entry.key, entry.value)])
        journal.add(entry)
        if merge := journal.merge(stage):
            await self._send(partition, [Parcel(merge.merged.key, merge.merged.value)])
            journal.merged(merge)
            await self._delete(partition, journal, merge.parts)
        if expired := journal.expired():
            await self._delete(partition, journal, expired)

    async def _delete(self, partition: int, journal: Journal, keys: Sequence[bytes]) -> None:
        await self._send(partition, [Parcel(key, None) for key in keys])
        journal.remove(keys)

    async def _send(self, partition: int, parcels: Sequence[Parcel]) -> None:
        last = await self._deliveries.deliver_to(self.topic, partition, parcels)
        first = last + 1 - len(parcels)
        if self._following.setdefault(partition, first) == first:  # else another wrote before us
            self._following[partition] = last + 1

    async def read(
        self, partitions: Iterable[int], wanted: Callable[[int], bool]
    ) -> dict[int, dict[bytes, bytes]]:
        """Read whole partitions as of now: the last value of each key of each.

        One that is not wanted any more is not read to its end. Raises what ``Reader.read`` does.
        """
        logs = await self._reader.read(dict.fromkeys(partitions, 0), wanted)
        self._following.update({each: log.following for each, log in logs.items()})
        return {partition: log.entries for partition, log in logs.items()}

    async def overtaken(self, partitions: Collection[int]) -> set[int]:
        """Name those of the partitions that others wrote to since this worker last wrote or read.

        Raises what ``Reader.read`` does.
        """
        logs = await self._reader.read({each: self._following[each] for each in partitions})
        return {each for each, log in logs.items() if log.following != self._following[each]}
