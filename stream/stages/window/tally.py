"""The state of one window, and of the ticker it belongs to: plain slots, for there are many.

Not here: which of them a mention changes and when they close (``board``).
"""

from typing import Any

from stream.stages.window.aggregates import AGGREGATES, STORIES
from stream.stages.window.changes import Change, Sighting
from stream.stages.window.figures import Figures
from stream.stages.window.stories import Shelf
from stream.stages.window.sums import RunningSums
from stream.stages.window.times import UNKNOWN

_ADD = tuple(aggregate.add for aggregate in AGGREGATES)
_TAKE_BACK = tuple(aggregate.take_back for aggregate in AGGREGATES)


class Track:
    """One ticker: its lanes, ascending in size, and its mentions (all, novel) by 5 minutes."""

    __slots__ = ("lanes", "mentions", "ticker")

    def __init__(self, ticker: str, sizes: tuple[int, ...]) -> None:
        self.ticker = ticker
        self.mentions = RunningSums()
        self.lanes = tuple(Lane(self, size) for size in sizes)

    def forget(self, before: int) -> None:
        """Drop the counts of what began before a time."""
        self.mentions.forget(before)
        for lane in self.lanes:
            lane.stories.forget(before)

    def is_empty(self) -> bool:
        """Say whether nothing of the ticker is remembered."""
        return not self.mentions and not any(lane.tallies for lane in self.lanes)


class Lane:
    """One ticker's windows of one size by their start, and their stories (sum, squares)."""

    __slots__ = ("size", "stories", "tallies", "track")

    def __init__(self, track: Track, size: int) -> None:
        self.track = track
        self.size = size
        self.tallies: dict[int, Tally] = {}
        self.stories = RunningSums()


class Tally:
    """One window: what stands in it (a state for each aggregate), and what became of it.

    ``shelf`` is the state of its stories, which others' baselines are made of. ``figures`` are
    None while it is open; ``revision`` counts the mentions since. ``version`` and ``watermark``
    are those of its last change, ``received`` the newest of its mentions.
    """

    __slots__ = (
        "figures",
        "lane",
        "received",
        "revision",
        "shelf",
        "start",
        "states",
        "version",
        "watermark",
    )

    def __init__(self, lane: Lane, start: int) -> None:
        self.lane = lane
        self.start = start
        self.states: list[Any] = [aggregate.start() for aggregate in AGGREGATES]
        self.shelf: Shelf = self.states[0]
        self.figures: Figures | None = None
        self.revision = 0
        self.version = 0
        self.watermark = UNKNOWN
        self.received = UNKNOWN

    @property
    def end(self) -> int:
        """The first time that is no longer in the window."""
        return self.start + self.lane.size

    def stands(self, sighting: Sighting) -> bool:
        """Say whether a mention with these values is in the window."""
        return STORIES.stands(self.shelf, sighting)

    def add(self, sighting: Sighting) -> None:
        """Put a mention into the window."""
        for add, state in zip(_ADD, self.states, strict=True):
            add(state, sighting)

    def take_back(self, sighting: Sighting) -> None:
        """Take a mention that stands out of the window."""
        for take_back, state in zip(_TAKE_BACK, self.states, strict=True):
            take_back(state, sighting)

    def touch(self, change: Change) -> None:
        """Note which change came last."""
        self.version = change.version
        self.watermark = change.watermark
