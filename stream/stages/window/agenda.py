"""What is due at which time, without looking at what is not: a heap of times, a list for each."""

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from typing import Generic, TypeVar

T = TypeVar("T")


class Agenda(Generic[T]):
    """Items by the time at which they are due."""

    __slots__ = ("_items", "_times")

    def __init__(self) -> None:
        self._items: dict[int, list[T]] = {}
        self._times: list[int] = []

    def put(self, time: int, item: T) -> None:
        """Note an item for a time."""
        items = self._items.get(time)
        if items is None:
            self._items[time] = [item]
            heappush(self._times, time)
        else:
            items.append(item)

    def due(self, now: int) -> Iterable[tuple[int, T]]:
        """Take out what is due up to and with now: earlier times first, then as it was put."""
        return self._due(now) if self._times and self._times[0] <= now else ()

    def _due(self, now: int) -> Iterator[tuple[int, T]]:
        while self._times and self._times[0] <= now:
            time = heappop(self._times)
            for item in self._items.pop(time):
                yield time, item
