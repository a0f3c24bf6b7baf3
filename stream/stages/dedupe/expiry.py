"""When numbered things are due to be forgotten: by the hour, in bounded memory.

A thing is kept for at least its time and at most an hour of event time longer.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import Final

HOUR: Final = 3_600_000_000
_NONE: Final = array("q")


class Expiry:
    """Numbers in the order of the hour after which they are forgotten.

    ``alive`` says whether a number still stands for something; those that do not are dropped
    when there are more than ``limit`` numbers, so at most as many as that may be alive.
    """

    __slots__ = ("_alive", "_count", "_hours", "_limit", "_now")

    def __init__(self, *, alive: Callable[[int], bool], limit: int) -> None:
        self._alive = alive
        self._limit = limit
        self._hours: dict[int, array[int]] = {}
        self._count = 0
        self._now: int | None = None

    def __len__(self) -> int:
        return self._count

    def past(self, expires: int) -> bool:
        """Say whether something that expires then is forgotten already."""
        return self._now is not None and expires // HOUR < self._now

    def schedule(self, number: int, expires: int) -> None:
        """Have a number given back once the watermark's hour is after this time's."""
        hour = self._hours.get(expires // HOUR)
        if hour is None:
            hour = self._hours[expires // HOUR] = array("q")
        hour.append(number)
        self._count += 1
        if self._count > self._limit:
            self._drop_dead()

    def due(self, watermark: int | None) -> Iterable[int]:
        """Give back what is due and alive; it may be scheduled anew meanwhile."""
        if watermark is None or watermark // HOUR == self._now:
            return ()
        self._now = watermark // HOUR
        return self._due(self._now)

    def _due(self, now: int) -> Iterator[int]:
        for hour in sorted(each for each in self._hours if each < now):
            numbers = self._hours.pop(hour, _NONE)
            self._count -= len(numbers)
            yield from filter(self._alive, numbers)

    def _drop_dead(self) -> None:
        living = {hour: array("q", filter(self._alive, each)) for hour, each in self._hours.items()}
        self._hours = {hour: numbers for hour, numbers in living.items() if numbers}
        self._count = sum(map(len, self._hours.values()))


def over(expires: int, watermark: int | None) -> bool:
    """Say whether what expires then is due at a watermark: in an hour before its hour."""
    return watermark is not None and expires // HOUR < watermark // HOUR
