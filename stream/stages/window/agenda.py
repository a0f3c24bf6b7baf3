"""What is due at which time, without looking at what is not: a heap of times, a list for each."""

from collections.abc import Iterator
from heapq import heappop, heappush
from typing import Generic, TypeVar

from stream.stages.window.times import NEVER

T = TypeVar("T")


class Agenda(Generic[T]):
    """Items by the time at which they are due; ``first`` is the earliest of these times."""

    __slots__ = ("_items", "_times", "first")

    def __init__(self) -> None:
        self.first = NEVER
        self._items: dict[int, list[T]] = {}
        self._times: list[int] = []

    def put(self, time: int, item: T) -> None:
        """Note an item for a time."""
        items = self._items.get(time)
        if items is None:
            self._items[time] = [item]
            heappush(self._times, time)
            self.first = self._times[0]
        else:
            items.append(item)

    def due(self, now: int) -> Iterator[T]:
        """Take out what is due up to and with now: earlier times first, then as it was put."""
        while self.first <= now:
            time = heappop(self._times)
            self.first = self._times[0] if self._times else NEVER
            yield from self._items.pop(time)
