"""All windows of one partition: which a mention opens, and which the watermark closes and drops.

A window is open until the watermark reaches its end, may be revised until the retention after,
and is remembered as a count, for the baselines and volumes of others, for some days more.
"""

from collections.abc import Sequence
from heapq import nsmallest

from stream.models import WindowKind
from stream.stages.window.agenda import Agenda
from stream.stages.window.changes import Change, Sighting
from stream.stages.window.figures import figures_at
from stream.stages.window.settings import WindowSettings
from stream.stages.window.tally import FEW, Lane, Mentioned, Tally, Track
from stream.stages.window.times import BUCKET, HOUR, LOOKBACK, MICROSECOND, NEVER, UNKNOWN, floor


class Board:
    """The windows by ticker, size and start, and how far time has come.

    News in time waits until windows are asked for, then a ticker's is put into them together: a
    mention alone costs as much as a few. Late news and take-backs are put in at once, behind what
    waits of their ticker, and before time passes over what waits that is put in.

    ``windows`` and ``copies`` count the windows held and the mentions that stand in them,
    ``folded`` those of windows with more than a few.
    ``changed`` holds the windows to put out and what kind of news each is; ``deleted`` those that
    had fallen to zero and are dropped, with the version at which they are.
    """

    def __init__(self, settings: WindowSettings) -> None:
        self.watermark = UNKNOWN
        self.since = UNKNOWN
        self.changed: dict[Tally, WindowKind] = {}
        self.deleted: dict[Tally, int] = {}
        self.windows = 0
        self.copies = 0
        self.folded = 0
        self._sizes = tuple(size // MICROSECOND for size in settings.sizes)
        self._retention = settings.retention // MICROSECOND
        self._longest = self._sizes[-1]
        self._needed = 2 * self._longest + LOOKBACK + self._retention
        self._tracks: dict[str, Track] = {}
        self._waiting: dict[str, list[Mentioned]] = {}
        self._earliest = NEVER
        self._closing: Agenda[Tally] = Agenda()
        self._dropping: Agenda[Tally] = Agenda()
        self._forgetting: Agenda[Track] = Agenda()

    @property
    def tickers(self) -> int:
        """Count the tickers of which anything is remembered."""
        return len(self._tracks)

    def stands(self, ticker: str, sighting: Sighting) -> bool:
        """Say whether a mention with these values was added and not taken back since."""
        self._gather(ticker)
        track = self._tracks.get(ticker)
        if track is None:
            return False
        lane = track.lanes[0]
        tally = lane.tallies.get(floor(sighting.event, lane.size))
        return tally is not None and tally.stands(sighting)

    def trending(self, count: int) -> list[tuple[str, int]]:
        """Give the tickers most mentioned since an hour before the watermark, and how often."""
        if self.watermark == UNKNOWN:
            return []
        low = floor(self.watermark, BUCKET) - HOUR
        volumes = ((track.mentions.since(low), name) for name, track in self._tracks.items())
        most = nsmallest(count, ((-volume, name) for volume, name in volumes if volume > 0))
        return [(name, -volume) for volume, name in most]

    def is_late(self, event: int, watermark: int) -> bool:
        """Say whether a time lies in a window that a watermark has closed."""
        return event < watermark and any(
            floor(event, size) + size <= watermark for size in self._sizes
        )

    def needed_until(self, event: int) -> int:
        """Give the watermark at which no window, open or to come, depends on a time any more.

        By then each window that holds it has ended at least the retention and 7 days ago, and so
        has ended the retention of each window that looks back on those.
        """
        return event - event % self._longest + self._needed

    def advance(self, change: Change) -> None:
        """Let time pass: first close what is due, then drop, then forget.

        Asked by nearly each record of a restore, and few of them let anything fall due.
        """
        now = change.watermark
        if now > self._earliest:
            self.gather()
        if self.since == UNKNOWN:
            self.since = change.since
        self.watermark = now
        if now >= self._closing.first:
            self._close(change)
        if change.since != self.since:
            self._begin(change.since)
        for _, tallies in self._dropping.due(now):
            for tally in tallies:
                self._drop(tally, change)
        for _, tracks in self._forgetting.due(now):
            for track in tracks:
                self._forget(track)

    def _close(self, change: Change) -> None:
        """Close the windows that have ended by now, which then may be revised for the retention."""
        self.gather()
        for end, tallies in self._closing.due(self.watermark):
            for tally in tallies:
                self._settle(tally)
                tally.touch(change)
            self._dropping.put_all(end + self._retention, tallies)

    def _begin(self, since: int) -> None:
        """Let history begin anew, for windows that did not close before."""
        for track in self._tracks.values():
            self._fix_all(track)
        self.since = since

    def put(self, change: Change, sighting: Sighting) -> None:
        """Add or take back a mention in each of its windows, at the latest when asked for them."""
        if change.sign < 0 or sighting.event < self.watermark:
            self._gather(change.ticker)
            self._put(change, sighting)
            return
        waiting = self._waiting.get(change.ticker)
        if waiting is None:
            self._waiting[change.ticker] = [(change, sighting)]
        else:
            waiting.append((change, sighting))
        if sighting.event < self._earliest:  # noqa: PLR1730  # paid by each mention
            self._earliest = sighting.event

    def gather(self) -> None:
        """Put what waits into its windows."""
        waiting, self._waiting, self._earliest = self._waiting, {}, NEVER
        for ticker, news in waiting.items():
            self._add(ticker, news)

    def _gather(self, ticker: str) -> None:
        """Put what waits of a ticker into its windows."""
        news = self._waiting.pop(ticker, None)
        if news is not None:
            self._add(ticker, news)

    def _add(self, ticker: str, news: Sequence[Mentioned]) -> None:
        """Put news of a ticker into its windows, which are open."""
        track = self._tracks.get(ticker) or self._track(ticker)
        for _, sighting in news:
            track.mentions.add(sighting.event - sighting.event % BUCKET, 1, sighting.novel)
        self.copies += len(news) * len(track.lanes)
        changed = self.changed
        for lane in track.lanes:
            for start, inside in lane.parted(news) if len(news) > 1 else lane.placed(news):
                tally = lane.tallies.get(start) or self._open(lane, start)
                tally.add(inside)
                if tally.copies > FEW:
                    self._fold(tally.copies - len(inside), tally.copies)
                changed[tally] = "update"

    def _put(self, change: Change, sighting: Sighting) -> None:
        """Add or take back one mention, of which some windows may have closed.

        A take-back of what is not here is passed over: it happens when a journal is folded whose
        oldest facts are gone, in windows that nobody will see again.
        """
        if change.sign < 0 and not self.stands(change.ticker, sighting):
            return
        track = self._tracks.get(change.ticker) or self._track(change.ticker)
        bucket = floor(sighting.event, BUCKET)
        if track.unfixed and bucket + BUCKET <= self.watermark:
            self._fix_all(track)
        track.mentions.add(bucket, change.sign, change.sign if sighting.novel else 0)
        for lane in track.lanes:
            start = floor(sighting.event, lane.size)
            tally = lane.tallies.get(start) or self._open(lane, start)
            self.copies += change.sign
            self._fold(tally.copies, tally.copies + change.sign)
            if tally.end <= self.watermark:
                self._revise(tally, change, sighting)
            else:
                _apply(tally, change, sighting)
                self.changed[tally] = "update"

    def _fold(self, before: int, after: int) -> None:
        """Count the mentions in states, of a window that had and has so many mentions."""
        self.folded += (after if after > FEW else 0) - (before if before > FEW else 0)

    def _track(self, ticker: str) -> Track:
        track = self._tracks[ticker] = Track(ticker, self._sizes)
        return track

    def _open(self, lane: Lane, start: int) -> Tally:
        tally = lane.tallies[start] = Tally(lane, start)
        self.windows += 1
        if tally.end > self.watermark:
            self._closing.put(tally.end, tally)
        if lane.size == self._longest:
            self._forgetting.put(self.needed_until(start), lane.track)
        return tally

    def _revise(self, tally: Tally, change: Change, sighting: Sighting) -> None:
        """Change a window that has ended; one that is first seen then closes, too."""
        tally.lane.track.count()
        before = tally.stories() if tally.closed else 0
        _apply(tally, change, sighting)
        tally.revision += 1
        if not tally.closed:
            self._settle(tally)
            self._dropping.put(tally.end + self._retention, tally)
            return
        tally.lane.count(tally.start, before, tally.stories())
        if tally not in self.changed:
            self.changed[tally] = "revision"

    def _settle(self, tally: Tally) -> None:
        """Close a window: its figures are those of now, and it is kept for the retention."""
        tally.closed = True
        track = tally.lane.track
        track.uncounted.append(tally)
        track.unfixed.append(tally)
        self.changed[tally] = "final"

    def put_out(self) -> None:
        """Forget what changed: all of it was put out."""
        self.changed.clear()
        self.deleted.clear()

    def fix(self) -> None:
        """Fix the figures of the changed windows that closed; others may still wait."""
        for tally in self.changed:
            if tally.closed and tally.figures is None:
                self._fix(tally)
                unfixed = tally.lane.track.unfixed
                while unfixed and unfixed[-1].figures is not None:
                    unfixed.pop()

    def _fix_all(self, track: Track) -> None:
        """Fix the figures of a ticker's closed windows, before its past changes.

        What they are made of ends with the window, and only news from before the watermark's 5
        minutes changes it: until such news comes, figures are the same whenever they are made.
        """
        for tally in track.unfixed:
            if tally.figures is None:
                self._fix(tally)
        track.unfixed.clear()

    def _fix(self, tally: Tally) -> None:
        lane = tally.lane
        lane.track.count()
        tally.figures = figures_at(
            lane.track.mentions,
            lane.stories,
            start=tally.start,
            size=lane.size,
            count=tally.stories(),
            since=self.since,
        )

    def _drop(self, tally: Tally, change: Change) -> None:
        """Let a window go; one that fell to zero is to be deleted by whoever keeps it.

        One that closed since the last time anything was put out will be put out, too.
        """
        if tally.figures is None and tally in self.changed:
            self._fix(tally)
        tally.lane.track.count()
        del tally.lane.tallies[tally.start]
        self.windows -= 1
        self.copies -= tally.copies
        self._fold(tally.copies, 0)
        if not tally.copies:
            self.deleted[tally] = change.version

    def _forget(self, track: Track) -> None:
        """Let go of a ticker's counts that nothing depends on, and at last of the ticker."""
        before = self.watermark - (self._needed - self._longest)
        track.forget(floor(before, self._longest))
        if track.is_empty():
            self._tracks.pop(track.ticker, None)


def _apply(tally: Tally, change: Change, sighting: Sighting) -> None:
    if change.sign > 0:
        tally.add(((change, sighting),))
    else:
        tally.take_back(change, sighting)
