"""The Faust table behind a journal: Faust assigns and reads its changelog, the engine writes it.

Only what recovery reads passes through here, on its way to the stage; nothing stays (E: what a
worker once wrote would otherwise come back stale when a partition returns).
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, cast

import faust
from faust.stores.memory import Store
from faust.types import TP, EventT

from stream.engine.changelog import replay
from stream.engine.recovery import Tables

Recovered = Callable[[Mapping[int, Mapping[bytes, bytes]]], Awaitable[None]]
"""Told once the changelogs of the assigned partitions are read: what was read of each."""


class JournalStore(Store[bytes, bytes]):
    """Entries read from the changelog, by partition, until the engine takes them."""

    def __post_init__(self) -> None:
        """Start empty."""
        super().__post_init__()
        self.read: dict[int, dict[bytes, bytes]] = {}

    def apply_changelog_batch(
        self, batch: Iterable[EventT[Any]], to_key: Any, to_value: Any
    ) -> None:
        """Take in what Faust read."""
        for event in batch:
            message = event.message
            entries = self.read.setdefault(message.partition, {})
            replay(entries, message.key or b"", message.value)

    async def on_recovery_completed(self, active_tps: set[TP], standby_tps: set[TP]) -> None:
        """Do nothing: the table hands the entries over."""

    def forget(self, partitions: Iterable[int]) -> None:
        """Forget what was read of these partitions."""
        for partition in partitions:
            self.read.pop(partition, None)

    def handed_over(self, entries: Mapping[int, Mapping[bytes, bytes]]) -> None:
        """Forget these very entries; what was read since, the same again included, stays."""
        for partition, taken in entries.items():
            kept = self.read.get(partition, {})
            for key, value in taken.items():
                if kept.get(key) is value:
                    del kept[key]


class JournalTable(faust.Table[bytes, bytes]):
    """A table whose entries live in the stage; ``recovered`` and ``revoked`` are the engine's."""

    data: JournalStore
    recovered: Recovered
    revoked: Callable[[Iterable[int]], None]

    def _new_store(self) -> JournalStore:
        return JournalStore(self._store or "memory://", self.app, self, table_name=self.name)

    async def on_rebalance(
        self, assigned: set[TP], revoked: set[TP], newly_assigned: set[TP], generation_id: int = 0
    ) -> None:
        """Drop what belongs to partitions that are no longer ours (E)."""
        gone = {tp.partition for tp in revoked if tp.topic == self.changelog_topic_name}
        self.data.forget(gone)
        self.revoked(gone)
        await super().on_rebalance(assigned, revoked, newly_assigned, generation_id)

    async def on_recovery_completed(self, active_tps: set[TP], standby_tps: set[TP]) -> None:
        """Hand over what was read, before any input is fetched.

        It is forgotten only once the stage has it: a rebalance may cut this short, and Faust does
        not read again what it read.
        """
        ours = sorted(tp.partition for tp in active_tps)
        read = {partition: dict(self.data.read.get(partition, {})) for partition in ours}
        await self.recovered(read)
        self.data.handed_over(read)
        await super().on_recovery_completed(active_tps, standby_tps)

    def delivered(self, partition: int, offset: int) -> None:
        """Note our own write as read: a rebalance would otherwise read all of them again."""
        offsets = cast("Tables", self.app.tables).recovery.active_offsets
        tp = TP(self.changelog_topic_name, partition)
        if offsets.get(tp) is not None:
            offsets[tp] = max(offsets[tp], offset)
