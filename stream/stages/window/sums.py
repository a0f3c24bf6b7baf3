"""Sums over any stretch of time in two look-ups: two running totals over sorted starts."""

from array import array
from bisect import bisect_left


class RunningSums:
    """Two columns of integers by start time, and their sums between two times.

    Adding at the newest start is the common case and costs nothing more with age; adding further
    back moves the totals behind it.
    """

    __slots__ = ("_starts", "_totals")

    def __init__(self) -> None:
        self._starts = array("q")
        self._totals = array("q")  # of both columns in turn, each row's own included

    def __len__(self) -> int:
        return len(self._starts)

    def add(self, start: int, first: int, second: int) -> None:
        """Add to both columns at a start."""
        starts, totals = self._starts, self._totals
        place = len(starts) - 1
        if place < 0 or start > starts[place]:
            place += 1
            self._insert(place, start)
        elif start < starts[place]:
            place = bisect_left(starts, start)
            if starts[place] != start:
                self._insert(place, start)
        for row in range(2 * place, len(totals), 2):
            totals[row] += first
            totals[row + 1] += second

    def between(self, low: int, high: int) -> tuple[int, int]:
        """Sum both columns over ``low <= start < high``."""
        below = bisect_left(self._starts, low)
        first, second = self._before(bisect_left(self._starts, high, below))
        less_first, less_second = self._before(below)
        return first - less_first, second - less_second

    def since(self, low: int) -> int:
        """Sum the first column from a time on; at once where nothing is so new."""
        if not self._starts or self._starts[-1] < low:
            return 0
        return self._totals[-2] - self._before(bisect_left(self._starts, low))[0]

    def forget(self, before: int) -> None:
        """Drop what starts before a time; sums that begin at it or later stay as they are."""
        gone = bisect_left(self._starts, before)
        if gone < len(self._starts):
            gone -= 1  # its totals are what later ones are measured from
        if gone > 0:
            del self._starts[:gone], self._totals[: 2 * gone]

    def _insert(self, place: int, start: int) -> None:
        self._starts.insert(place, start)
        self._totals[2 * place : 2 * place] = array("q", self._before(place))

    def _before(self, place: int) -> tuple[int, int]:
        """Give the totals of all rows before a place."""
        if not place:
            return 0, 0
        return self._totals[2 * place - 2], self._totals[2 * place - 1]
