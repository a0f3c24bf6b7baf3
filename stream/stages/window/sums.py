"""Sums over any stretch of time in two look-ups: two running totals over sorted starts."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from typing import Final

_NONE: Final = array("q")
"""In place of totals where no sum was ever made: of most rows. Never added to."""


class RunningSums:
    """Two columns of integers by start time, and their sums between two times.

    Adding costs the same anywhere; the totals behind an addition are made anew at the next sum, so
    that news in no order (a log read partition by partition) does not move them each time.
    """

    __slots__ = ("_first", "_first_totals", "_second", "_second_totals", "_starts", "_summed")

    def __init__(self) -> None:
        self._starts = array("q")
        self._first = array("q")
        self._second = array("q")
        self._first_totals = _NONE  # each row's own included; none are there until a sum is made
        self._second_totals = _NONE
        self._summed = 0  # rows whose totals hold

    def __len__(self) -> int:
        return len(self._starts)

    def add(self, start: int, first: int, second: int) -> None:
        """Add to both columns at a start."""
        starts = self._starts
        if not starts or start > starts[-1]:
            starts.append(start)
            self._first.append(first)
            self._second.append(second)
            return
        place = len(starts) - 1
        if start < starts[place]:
            place = bisect_left(starts, start)
            if starts[place] != start:
                self._insert(place, start, first, second)
                return
        self._first[place] += first
        self._second[place] += second
        self._summed = min(self._summed, place)

    def between(self, low: int, high: int) -> tuple[int, int]:
        """Sum both columns over ``low <= start < high``."""
        below = bisect_left(self._starts, low)
        first, second = self._before(bisect_left(self._starts, high, below))
        less_first, less_second = self._before(below)
        return first - less_first, second - less_second

    def back_from(self, end: int, spans: Iterable[int]) -> list[tuple[int, int]]:
        """Sum both columns over each of some spans of time that end at one moment."""
        starts = self._starts
        high = bisect_left(starts, end)
        first, second = self._before(high)
        sums = []
        for span in spans:
            less_first, less_second = self._before(bisect_left(starts, end - span, 0, high))
            sums.append((first - less_first, second - less_second))
        return sums

    def since(self, low: int) -> int:
        """Sum the first column from a time on; at once where nothing is so new."""
        if not self._starts or self._starts[-1] < low:
            return 0
        return self._before(len(self._starts))[0] - self._before(bisect_left(self._starts, low))[0]

    def forget(self, before: int) -> None:
        """Drop what starts before a time; sums that begin at it or later stay as they are."""
        gone = bisect_left(self._starts, before)
        for column in (self._starts, self._first, self._second):
            del column[:gone]
        self._summed = 0

    def _insert(self, place: int, start: int, first: int, second: int) -> None:
        self._starts.insert(place, start)
        self._first.insert(place, first)
        self._second.insert(place, second)
        self._summed = min(self._summed, place)

    def _before(self, place: int) -> tuple[int, int]:
        """Give the totals of all rows before a place."""
        if not place:
            return 0, 0
        if place > self._summed:
            self._sum_up()
        return self._first_totals[place - 1], self._second_totals[place - 1]

    def _sum_up(self) -> None:
        """Make the totals of every row that holds none."""
        summed = self._summed
        self._first_totals = _continued(self._first_totals, self._first, summed)
        self._second_totals = _continued(self._second_totals, self._second, summed)
        self._summed = len(self._starts)


def _continued(totals: "array[int]", column: "array[int]", summed: int) -> "array[int]":
    """Give a column's totals, of which so many hold already."""
    held = totals or array("q")
    del held[summed:]
    behind = accumulate(column[summed:], initial=held[-1] if held else 0)
    next(behind)
    held.extend(behind)
    return held
