"""The topic behind a journal: writes entries, merges and deletes; reads a partition whole.

Faust reads it at each start and rebalance (``table``); here it is read when an instance must be
thrown away in between.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from aiokafka import TopicPartition

from stream.config import Settings
from stream.engine.clients import reading
from stream.engine.ends import true_ends
from stream.engine.journal import Journal
from stream.engine.outputs import Parcel
from stream.engine.part import Part
from stream.stages.contract import Stage


class DeliveringTo(Protocol):
    """Where entries go (``outputs.Deliveries``)."""

    async def deliver_to(self, topic: str, partition: int, parcels: Sequence[Parcel]) -> int:
        """Deliver to one partition; give the last offset."""


class Changelog:
    """The changelog of one stage. ``delivered`` is told partition and offset of what it wrote."""

    def __init__(
        self,
        stage: str,
        topic: str,
        settings: Settings,
        deliveries: DeliveringTo,
        delivered: Callable[[int, int], None],
    ) -> None:
        self.topic = topic
        self._stage = stage
        self._settings = settings
        self._deliveries = deliveries
        self._delivered = delivered

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
        offset = await self._deliveries.deliver_to(self.topic, partition, parcels)
        self._delivered(partition, offset)

    async def read(self, partition: int) -> dict[bytes, bytes]:
        """Read the partition from its beginning to its end as of now: the last value per key."""
        tp = TopicPartition(self.topic, partition)
        entries: dict[bytes, bytes] = {}
        async with reading(self._settings) as consumer:
            end = (await true_ends(consumer, [tp]))[tp]
            await consumer.seek_to_beginning(tp)
            while await consumer.position(tp) < end:
                for records in (await consumer.getmany(tp, timeout_ms=1_000)).values():
                    for record in records:
                        replay(entries, record.key, record.value)
        return entries


def replay(entries: dict[bytes, bytes], key: bytes, value: bytes | None) -> None:
    """Apply one record of a changelog to the entries read so far."""
    if value is None:
        entries.pop(key, None)
    else:
        entries[key] = value
