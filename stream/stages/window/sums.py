"""Sums over any stretch of time in two look-ups: two running totals over sorted starts."""

from array import array
from bisect import bisect_left


class RunningSums:
    """Two columns of integers by start time, and their sums between two times.

    Adding at the newest start is the common case and costs nothing more with age; adding further
    back moves the totals behind it.
    """

    __slots__ = ("_first", "_second", "_starts")

    def __init__(self) -> None:
        self._starts = array("q")
        self._first = array("q")
        self._second = array("q")

    def __len__(self) -> int:
        return len(self._starts)

    def add(self, start: int, first: int, second: int) -> None:
        """Add to both columns at a start."""
        if not self._starts or start > self._starts[-1]:
            self._insert(len(self._starts), start)
        place = len(self._starts) - 1
        if start != self._starts[place]:
            place = bisect_left(self._starts, start)
            if self._starts[place] != start:
                self._insert(place, start)
        _raise(self._first, place, first)
        _raise(self._second, place, second)

    def between(self, low: int, high: int) -> tuple[int, int]:
        """Sum both columns over ``low <= start < high``."""
        below = bisect_left(self._starts, low)
        upto = bisect_left(self._starts, high, below)
        return (
            _total(self._first, upto) - _total(self._first, below),
            _total(self._second, upto) - _total(self._second, below),
        )

    def forget(self, before: int) -> None:
        """Drop what starts before a time; sums that begin at it or later stay as they are."""
        gone = bisect_left(self._starts, before)
        if gone < len(self._starts):
            gone -= 1  # its totals are what later ones are measured from
        if gone > 0:
            del self._starts[:gone], self._first[:gone], self._second[:gone]

    def _insert(self, place: int, start: int) -> None:
        self._starts.insert(place, start)
        self._first.insert(place, _total(self._first, place))
        self._second.insert(place, _total(self._second, place))


def _total(totals: "array[int]", place: int) -> int:
    """Give the total of all rows before a place."""
    return totals[place - 1] if place else 0


def _raise(totals: "array[int]", place: int, amount: int) -> None:
    """Add to the row at a place, and so to every total from there on."""
    if not amount:
        return
    totals[place] += amount
    if place + 1 < len(totals):
        totals[place + 1 :] = array("q", [total + amount for total in totals[place + 1 :]])
