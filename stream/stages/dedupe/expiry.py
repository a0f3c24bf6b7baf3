"""When numbered things are due to be forgotten: by the hour, in bounded memory.

A thing is kept for at least its time and at most an hour of event time longer.
"""

from array import array
from collections.abc import Iterator
from typing import Final

HOUR: Final = 3_600_000_000


class Expiry:
    """Numbers in the order of the hour after which they are forgotten."""

    __slots__ = ("_hours", "_now")

    def __init__(self) -> None:
        self._hours: dict[int, array[int]] = {}
        self._now: int | None = None

    def past(self, expires: int) -> bool:
        """Say whether something that expires then is forgotten already."""
        return self._now is not None and expires // HOUR < self._now

    def schedule(self, number: int, expires: int) -> None:
        """Have a number given back once the watermark's hour is after this time's."""
        hour = self._hours.get(expires // HOUR)
        if hour is None:
            hour = self._hours[expires // HOUR] = array("q")
        hour.append(number)

    def due(self, watermark: int | None) -> Iterator[int]:
        """Give back what is due; it may be scheduled anew meanwhile."""
        if watermark is None or watermark // HOUR == self._now:
            return
        self._now = watermark // HOUR
        for hour in sorted(each for each in self._hours if each < self._now):
            yield from self._hours.pop(hour)
