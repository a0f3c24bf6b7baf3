"""Which input partitions stand still.

A raw partition read to its end and silent for a while is declared idle in the log itself, so that
time goes on without it and every reader of the log agrees when.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Final

PERIOD_SECONDS: Final = 1.0


@dataclass(slots=True)
class _Standstill:
    """A partition at its end: since when, and whether that was declared."""

    offset: int
    since: float
    declared: bool = False


class IdlePartitions:
    """Which partitions stand still long enough to be declared idle, each time once."""

    def __init__(self, idle_seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._idle_seconds = idle_seconds
        self._clock = clock
        self._still: dict[int, _Standstill] = {}

    def due(self, following: Mapping[int, int], ends: Mapping[int, int]) -> Iterable[int]:
        """Name the partitions to declare now, given the next offset of each and its log's end."""
        now = self._clock()
        self._still = {p: still for p, still in self._still.items() if p in following}
        for partition, offset in following.items():
            still = self._still.get(partition)
            if offset < ends[partition] or still is None or still.offset != offset:
                self._still[partition] = _Standstill(offset, now)
            elif not still.declared and now - still.since >= self._idle_seconds:
                yield partition

    def declared(self, partition: int) -> None:
        """Note that the idle record was delivered."""
        self._still[partition].declared = True
