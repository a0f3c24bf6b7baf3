"""The state of one window, and of the ticker it belongs to: plain slots, for there are many.

Not here: which of them a mention changes and when they close (``board``).
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from stream.stages.window.aggregates import AGGREGATES, STORIES
from stream.stages.window.changes import Change, Sighting
from stream.stages.window.figures import Figures
from stream.stages.window.stories import Shelf
from stream.stages.window.sums import RunningSums
from stream.stages.window.times import UNKNOWN

FEW: Final = 8
"""Mentions up to which no states are kept: they take more memory, and nearly as long to change."""

Mentioned = tuple[Change, Sighting]
"""A change and its sighting, which is there."""

_NOTHING: Final[list[Sighting]] = []
"""In place of a list of its own for each window in which nothing is put aside; never added to."""

_START = tuple(aggregate.start for aggregate in AGGREGATES)
_ADD = tuple(aggregate.add for aggregate in AGGREGATES)
_TAKE_BACK = tuple(aggregate.take_back for aggregate in AGGREGATES)


class Track:
    """One ticker: its lanes, ascending in size, and its mentions (all, novel) by 5 minutes.

    ``unfixed`` are windows that closed and whose figures nobody asked for yet, in that order;
    ``uncounted`` those whose stories the lanes do not count yet.
    """

    __slots__ = ("lanes", "mentions", "ticker", "uncounted", "unfixed")

    def __init__(self, ticker: str, sizes: tuple[int, ...]) -> None:
        self.ticker = ticker
        self.mentions = RunningSums()
        self.unfixed: list[Tally] = []
        self.uncounted: list[Tally] = []
        self.lanes = tuple(Lane(self, size) for size in sizes)

    def count(self) -> None:
        """Have the lanes count the stories of all windows that closed.

        Put off until a figure is made or a closed window changes, for most windows of a restore
        are never looked at again.
        """
        for tally in self.uncounted:
            tally.lane.count(tally.start, 0, tally.stories())
        self.uncounted.clear()

    def forget(self, before: int) -> None:
        """Drop the counts of what began before a time."""
        self.count()
        self.mentions.forget(before)
        for lane in self.lanes:
            lane.stories.forget(before)
        self.unfixed = [each for each in self.unfixed if each.lane.tallies.get(each.start) is each]

    def is_empty(self) -> bool:
        """Say whether nothing of the ticker is remembered."""
        return not self.mentions and not any(lane.tallies for lane in self.lanes)


class Lane:
    """One ticker's windows of one size by their start.

    ``stories`` are those of the windows that closed (sum, squares), once counted: no baseline
    looks at others.
    """

    __slots__ = ("size", "stories", "tallies", "track")

    def __init__(self, track: Track, size: int) -> None:
        self.track = track
        self.size = size
        self.tallies: dict[int, Tally] = {}
        self.stories = RunningSums()

    def placed(self, news: Sequence[Mentioned]) -> Iterable[tuple[int, Sequence[Mentioned]]]:
        """Give one mention with the start of its window: in a restore most come one by one."""
        event = news[0][1].event
        return ((event - event % self.size, news),)

    def parted(self, news: Sequence[Mentioned]) -> Iterable[tuple[int, Sequence[Mentioned]]]:
        """Part mentions by the starts of their windows."""
        size = self.size
        parted: dict[int, list[Mentioned]] = {}
        for each in news:
            event = each[1].event
            start = event - event % size
            if start in parted:
                parted[start].append(each)
            else:
                parted[start] = [each]
        return parted.items()

    def count(self, start: int, before: int, after: int) -> None:
        """Tell the baselines of others how many stories a closed window had, and has now."""
        if after != before:
            self.stories.add(start, after - before, after * after - before * before)


class Tally:
    """One window: what stands in it, and what became of it.

    A few mentions are kept as they came, and folded whenever a state (one for each aggregate) is
    asked for; more are folded once, when that is first asked for: most windows that a restore
    rebuilds are never asked. ``end`` is the first time that is no longer in the window,
    ``closed`` says whether time has passed it; ``revision`` counts the mentions since, ``figures``
    are None until they are fixed. ``version`` and ``watermark`` are those of its last change,
    ``received`` the newest of its mentions, ``copies`` their number.
    """

    __slots__ = (
        "_aside",
        "_states",
        "closed",
        "copies",
        "end",
        "figures",
        "lane",
        "received",
        "revision",
        "start",
        "version",
        "watermark",
    )

    def __init__(self, lane: Lane, start: int) -> None:
        self.lane = lane
        self.start = start
        self.end = start + lane.size
        self.copies = 0
        self.closed = False
        self.figures: Figures | None = None
        self.revision = 0
        self.version = 0
        self.watermark = UNKNOWN
        self.received = UNKNOWN
        self._aside: list[Sighting] = _NOTHING
        self._states: list[Any] | None = None

    def states(self) -> Sequence[Any]:
        """Give the state of each aggregate, with all that stands."""
        states, aside = self._states, self._aside
        if states is None:
            states = [start() for start in _START]
            if len(aside) > FEW:
                self._states = states
        if aside:
            for add, state in zip(_ADD, states, strict=True):
                add(state, aside)
            if self._states is not None:
                self._aside = _NOTHING
        return states

    def stories(self) -> int:
        """Count the stories that stand."""
        if self._states is None:
            return len({sighting.story for sighting in self._aside})
        shelf: Shelf = self.states()[-1]
        return len(shelf.stories)

    def stands(self, sighting: Sighting) -> bool:
        """Say whether a mention with these values is in the window."""
        if self._holds_few():
            return any(copy.matches(sighting) for copy in self._aside)
        return STORIES.stands(self.states()[-1], sighting)

    def add(self, news: Sequence[Mentioned]) -> None:
        """Put mentions into the window, in the order in which they came."""
        if not self._aside:
            self._aside = []
        for change, sighting in news:
            self._aside.append(sighting)
            if change.received > self.received:  # noqa: PLR1730  # paid thrice a mention
                self.received = change.received
        self.copies += len(news)
        self.version, self.watermark = change.version, change.watermark

    def take_back(self, change: Change, sighting: Sighting) -> None:
        """Take a mention that stands out of the window: of equal ones the earliest."""
        if self._holds_few():
            aside = self._aside
            place = next(place for place, copy in enumerate(aside) if copy.matches(sighting))
            self._aside = aside[:place] + aside[place + 1 :]
        else:
            for take_back, state in zip(_TAKE_BACK, self.states(), strict=True):
                take_back(state, sighting)
        self.copies -= 1
        self.received = max(self.received, change.received)
        self.touch(change)

    def _holds_few(self) -> bool:
        return self._states is None and self.copies <= FEW

    def touch(self, change: Change) -> None:
        """Note which change came last."""
        self.version = change.version
        self.watermark = change.watermark
