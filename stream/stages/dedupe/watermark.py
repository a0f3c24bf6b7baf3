"""What time it is in the log: the watermark, a pure function of what was heard of raw partitions.

Times are integer microseconds. Not here: what time means to a story (``story``) or to a window.
"""

from collections.abc import Iterable
from typing import Final

from stream.stages.dedupe.facts import Heard, JournalFact, Reading

MARK_INTERVAL: Final = 5 * 60 * 1_000_000
READINGS_EVERY: Final = 1_000
"""Input offsets after which a fact gives all readings again, so that the journal can be cut."""


class Clock:
    """The newest event time of each raw partition, and the watermark that follows from them."""

    __slots__ = ("_lateness", "_raw_partitions", "_readings", "read_at", "watermark")

    def __init__(self, *, raw_partitions: int, lateness: int) -> None:
        self._raw_partitions = frozenset(range(raw_partitions))
        self._lateness = lateness
        self._readings: dict[int, Reading] = {}
        self.watermark: int | None = None
        self.read_at = 0

    @property
    def newest(self) -> int | None:
        """Give the newest event time heard of any raw partition, idle ones too."""
        times = [each.newest for each in self._readings.values() if each.newest is not None]
        return max(times, default=None)

    def repeats(self, heard: Heard) -> bool:
        """Say whether it was heard before: an offset seen already, an idleness long past."""
        reading = self._readings.get(heard.partition)
        return reading is not None and heard.offset <= reading.highest

    def tell(self, offset: int, heard: Heard) -> JournalFact:
        """Give the fact of hearing this at an input offset: the new watermark, readings if due."""
        readings = {**self._readings, heard.partition: self._heard(heard)}
        watermark = self._after(readings)
        due = crosses(self.watermark, watermark) or offset - self.read_at >= READINGS_EVERY
        return JournalFact(
            heard=heard,
            watermark=watermark,
            readings=tuple(readings[each] for each in sorted(readings)) if due else None,
        )

    def commit(self, offset: int, fact: JournalFact) -> None:
        """Take over what a fact tells of time."""
        if fact.readings is not None:
            self._readings = {each.partition: each for each in fact.readings}
            self.read_at = offset
        else:
            self._readings[fact.heard.partition] = self._heard(fact.heard)
        self.watermark = fact.watermark

    def _heard(self, heard: Heard) -> Reading:
        old = self._readings.get(heard.partition) or Reading(heard.partition)
        if heard.time is None:
            return Reading(heard.partition, old.highest, old.newest, idle=True)
        newest = heard.time if old.newest is None else max(old.newest, heard.time)
        return Reading(heard.partition, heard.offset, newest, idle=False)

    def _after(self, readings: dict[int, Reading]) -> int | None:
        if not readings.keys() >= self._raw_partitions:
            return self.watermark
        time = _smallest(readings.values())
        if time is None:
            return self.watermark
        behind = time - self._lateness
        return behind if self.watermark is None else max(self.watermark, behind)


def crosses(before: int | None, after: int | None) -> bool:
    """Say whether time came over a boundary of 5 minutes, or came to be known at all."""
    if after is None:
        return False
    return before is None or after // MARK_INTERVAL > before // MARK_INTERVAL


def _smallest(readings: Iterable[Reading]) -> int | None:
    """Give the smallest of the newest times of the partitions that are not idle."""
    times = [each.newest for each in readings if not each.idle and each.newest is not None]
    return min(times, default=None)
