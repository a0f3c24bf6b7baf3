"""Which windows count, and as little of each as is needed: of one key the highest version.

Memory is bounded by what the ranking looks at: a ticker's windows of the last hour, and its hours
of the 7 days before. Not here: what follows from them (``ranking``).
"""

from typing import Final, NamedTuple

import msgspec

from stream.cli.top.clock import HOUR, Clock
from stream.cli.top.reading import Counts, Place

LOOKBACK: Final = 168
"""Hours that a baseline looks back: as many as that of a window of 1 h."""
ALWAYS: Final = 1 << 62
"""Seconds beyond all times."""
LEAST_SWEEP: Final = 50_000
"""Windows below which nothing is thrown away: it would not be worth the look."""

_PAST: Final = (LOOKBACK + 1) * HOUR
"""How far before the hour up to now a clock hour may begin that is needed: one lies in both."""


class Kept(msgspec.Struct, frozen=True, gc=False):
    """What is kept of a window."""

    version: int
    articles: int
    duplicates: int
    top: bytes

    @property
    def novel(self) -> int:
        """Give the mentions that were the first of their story for the ticker."""
        return self.articles - self.duplicates


class Lane:
    """The windows of one size, by ticker and start; from which watermark to which end they go."""

    __slots__ = ("end", "since", "windows")

    def __init__(self) -> None:
        self.windows: dict[str, dict[int, Kept]] = {}
        self.since: int | None = None
        self.end = -ALWAYS

    def hear(self, counts: Counts) -> None:
        """Take in when it is: also of a window that is not kept."""
        watermark = counts.watermark
        if watermark is not None and (self.since is None or watermark < self.since):
            self.since = watermark
        self.end = max(self.end, counts.start + counts.size)

    def is_whole(self, begin: int) -> bool:
        """Say whether there was a watermark by then, so that no later window is missing."""
        return self.since is not None and self.since <= begin

    def keep(self, counts: Counts, *, is_fresh: bool) -> int:
        """Keep a window's counts, unless a version as high is known; say how many were added.

        Its stories are kept only of the hour up to now.
        """
        windows = self.windows.setdefault(counts.ticker, {})
        known = windows.get(counts.start)
        if known is None or known.version < counts.version:
            top = counts.top if is_fresh else b""
            windows[counts.start] = Kept(counts.version, counts.articles, counts.duplicates, top)
        return known is None

    def sweep(self, earliest: int, fresh: int) -> int:
        """Drop what began before the earliest, and stories before ``fresh``; count what stays."""
        for ticker in [*self.windows]:
            windows = {
                start: _bare(kept) if start < fresh else kept
                for start, kept in self.windows[ticker].items()
                if start >= earliest
            }
            if windows:
                self.windows[ticker] = windows
            else:
                del self.windows[ticker]
        return sum(map(len, self.windows.values()))


class Chosen(NamedTuple):
    """Of which windows the hour up to now is put together, and of which the hours before it.

    ``grain`` is the size of the ``recent`` ones; the ``past`` ones are whole from ``since`` on.
    """

    grain: int
    recent: Lane
    past: Lane
    since: int | None


class Board:
    """All that is known of a feed's windows, in any order of their records, however often.

    Sizes that do not make up an hour are left aside, and named in ``unfit``. With ``at``, in whole
    seconds since the epoch, it is the board of that time.
    """

    def __init__(self, at: int | None = None) -> None:
        self.clock = Clock(at)
        self.unfit: set[int] = set()
        self.kept = 0
        self._lanes: dict[int, Lane] = {}
        self._sweep_at = LEAST_SWEEP

    def chosen(self) -> Chosen | None:
        """Choose the smallest size for the hour, the largest for the past; None where none is fit.

        Each mention is in one window of every size, so they count the same. Sizes come and go with
        the settings: one that stopped is left aside, and its time is no history of another.
        """
        newest = self.clock.newest
        if newest is None or not self._lanes:
            return None
        begin = newest - HOUR
        going_on = {
            size: lane
            for size, lane in self._lanes.items()
            if lane.end > begin and (lane.since is None or lane.since <= newest)
        } or self._lanes
        whole = [size for size, lane in going_on.items() if lane.is_whole(begin)]
        grain, largest = min(whole or going_on), max(going_on)
        past = going_on[largest]
        stopped = [self._covered(largest)] if self._covered(largest) <= newest else []
        since = None if past.since is None else max([past.since, *stopped])
        return Chosen(grain, going_on[grain], past, since)

    def add(self, counts: Counts) -> None:
        """Take in a version of a window."""
        self.clock.hear(counts.watermark, counts.last)
        if HOUR % counts.size:
            self.unfit.add(counts.size)
            return
        lane = self._lanes.get(counts.size)
        if lane is None:
            lane = self._lanes[counts.size] = Lane()
        lane.hear(counts)
        if self._is_needed(counts):
            self.kept += lane.keep(counts, is_fresh=counts.start >= self._fresh())
            if self.kept >= self._sweep_at:
                self.sweep()

    def delete(self, place: Place) -> None:
        """Take out a window that is no longer kept: it counts nothing."""
        lane = self._lanes.get(place.size)
        windows = lane.windows.get(place.ticker) if lane else None
        if windows and windows.pop(place.start, None):
            self.kept -= 1

    def sweep(self) -> None:
        """Throw away what cannot be needed any more; time does not go back."""
        fresh = self._fresh()
        self.kept = sum(
            lane.sweep(self._earliest(size), fresh) for size, lane in self._lanes.items()
        )
        self._sweep_at = max(LEAST_SWEEP, 2 * self.kept)

    def _is_needed(self, counts: Counts) -> bool:
        at = self.clock.at
        return counts.start >= self._earliest(counts.size) and (at is None or counts.start < at)

    def _earliest(self, size: int) -> int:
        """Give the first start that may be needed: of the past only what no larger windows tell."""
        fresh = self._fresh()
        return max(fresh - _PAST, min(fresh, self._covered(size)))

    def _covered(self, size: int) -> int:
        """Give the time up to which there are larger windows."""
        return max((lane.end for each, lane in self._lanes.items() if each > size), default=-ALWAYS)

    def _fresh(self) -> int:
        """Give a time that the hour up to now does not begin before."""
        reached = self.clock.reached
        return -ALWAYS if reached is None else reached - HOUR


def _bare(kept: Kept) -> Kept:
    return Kept(kept.version, kept.articles, kept.duplicates, b"") if kept.top else kept
