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
            self.put_all(time, [item])
        else:
            items.append(item)

    def put_all(self, time: int, items: list[T]) -> None:
        """Note items for one time; the list is the agenda's from now on."""
        if time in self._items:
            self._items[time] += items
            return
        self._items[time] = items
        heappush(self._times, time)
        self.first = self._times[0]

    def due(self, now: int) -> Iterator[tuple[int, list[T]]]:
        """Take out what is due up to and with now, by its time, in the order it was put."""
        while self.first <= now:
            time = heappop(self._times)
            self.first = self._times[0] if self._times else NEVER
            yield time, self._items.pop(time)
