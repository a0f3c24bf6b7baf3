"""Which windows count, and as little of each as is needed: of one key the highest version.

Memory is bounded by what the ranking looks at: a ticker's windows of the last hour, and its hours
of the 7 days before. Not here: what follows from them (``ranking``).
"""

from typing import Final

import msgspec

from stream.cli.top.clock import HOUR, Clock
from stream.cli.top.reading import Counts, Place

LOOKBACK: Final = 168
"""Hours that a baseline looks back: as many as that of a window of 1 h."""
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
    """The windows of one size, by ticker and start; ``since`` is the first watermark on them."""

    __slots__ = ("since", "windows")

    def __init__(self) -> None:
        self.windows: dict[str, dict[int, Kept]] = {}
        self.since: int | None = None

    def hear(self, watermark: int | None) -> None:
        """Take in a watermark."""
        if watermark is not None and (self.since is None or watermark < self.since):
            self.since = watermark

    def keep(self, counts: Counts, top: bytes) -> int:
        """Keep a window's counts, unless a version as high is known; say how many were added."""
        windows = self.windows.setdefault(counts.ticker, {})
        known = windows.get(counts.start)
        if known is None or known.version < counts.version:
            kept = Kept(counts.version, counts.articles, counts.duplicates, top)
            windows[counts.start] = kept
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

    @property
    def grain(self) -> int | None:
        """Give the smallest size there is: the hour up to now is put together of it."""
        return min(self._lanes, default=None)

    @property
    def recent(self) -> Lane:
        """Give the windows of the smallest size."""
        return self._lanes[min(self._lanes)]

    @property
    def past(self) -> Lane:
        """Give the windows of the largest size: as few as possible make up the hours before."""
        return self._lanes[max(self._lanes)]

    def add(self, counts: Counts) -> None:
        """Take in a version of a window."""
        self.clock.hear(counts.watermark, counts.last)
        if HOUR % counts.size:
            self.unfit.add(counts.size)
            return
        lane = self._lanes.get(counts.size)
        if lane is None:
            lane = self._lanes[counts.size] = Lane()
        lane.hear(counts.watermark)
        if self._is_needed(counts):
            self.kept += lane.keep(counts, self._stories(counts))
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
        """Give the first start that may still be needed."""
        return self._fresh() - (_PAST if size == max(self._lanes) else 0)

    def _fresh(self) -> int:
        """Give a time that the hour up to now does not begin before."""
        reached = self.clock.reached
        return -(1 << 62) if reached is None else reached - HOUR

    def _stories(self, counts: Counts) -> bytes:
        """Give what is kept of a window's stories: none but of the hour up to now."""
        is_shown = counts.size == self.grain and counts.start >= self._fresh()
        return counts.top if is_shown else b""


def _bare(kept: Kept) -> Kept:
    return Kept(kept.version, kept.articles, kept.duplicates, b"") if kept.top else kept
