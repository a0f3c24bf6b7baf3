"""The stories of a window: how many there are, and which have the most copies."""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush, nsmallest
from itertools import islice
from typing import Final

from stream.stages.window.changes import Sighting
from stream.stages.window.crowd import (
    Copies,
    Crowd,
    count_of,
    first_of,
    found_in,
    rank_of,
)

TOP: Final = 5
"""How many stories a window names."""
FEW: Final = 32
"""Stories up to which all are simply ranked anew where a leader fell."""


_SINGLE: Final = b'{"story_id":%b,%b,"copies":1}'


class Shelf:
    """The stories that stand: as long as each has one mention, those seen first lead.

    Of ``crowded`` ones ``leaders`` are the first ``TOP``, in order, once more were ranked: a window
    of thousands of stories is put out often, and may not be ranked whole each time. ``ranks`` is a
    heap for those of which leaders fall; it holds former ranks, too. ``top`` are the first stories
    of many as they are written, while they stay so.
    """

    __slots__ = ("crowded", "leaders", "ranks", "stories", "top")

    def __init__(self) -> None:
        self.stories: dict[bytes, Copies] = {}
        self.crowded = False
        self.leaders: list[bytes] | None = None
        self.ranks: list[tuple[int, bytes]] | None = None
        self.top: bytes | None = None

    def gained(self, story: bytes) -> None:
        """Put a story that has a copy more where it belongs among the leaders."""
        if not self.crowded:
            self.crowded, self.top = True, None
        self.note(story)
        leaders, stories = self.leaders, self.stories
        if leaders is None:
            return
        if story not in leaders:
            if rank_of(stories[story]) > rank_of(stories[leaders[-1]]):
                return
            leaders[-1] = story
        leaders.sort(key=lambda leader: rank_of(stories[leader]))
        self.top = None

    def lost(self, story: bytes) -> None:
        """Note that a story has a copy less: a leader's fall is ranked when asked."""
        self.note(story)
        if self.leaders is None or story in self.leaders:
            self.leaders = self.top = None

    def note(self, story: bytes) -> None:
        """Put a story's new rank into the heap; one that is mostly former ranks is let go."""
        ranks, copies = self.ranks, self.stories.get(story)
        if ranks is None or copies is None:
            return
        heappush(ranks, (rank_of(copies), story))
        if len(ranks) > 2 * len(self.stories) + FEW:
            self.ranks = None

    def written(self) -> bytes:
        """Write the first stories, in order, in the words of each one's first mention."""
        if self.top is not None:
            return self.top
        if self.crowded:
            top = b",".join(map(_written, self._lead()))
        else:
            firsts = map(first_of, islice(self.stories.values(), TOP))
            top = b",".join([_SINGLE % (first.story, first.words) for first in firsts])
        if len(self.stories) > TOP:  # else the next story will be among them
            self.top = top
        return top

    def _lead(self) -> list[Copies]:
        """Give the copies of the first stories, in order."""
        stories = self.stories
        if len(stories) <= TOP:
            return sorted(stories.values(), key=rank_of)
        if self.leaders is None:
            if len(stories) <= FEW:
                self.leaders = nsmallest(TOP, stories, key=lambda each: rank_of(stories[each]))
            else:
                self.leaders = self._first()
        return [stories[leader] for leader in self.leaders]

    def _first(self) -> list[bytes]:
        """Give the leaders of many, and drop the former ranks that stand before theirs."""
        stories, ranks = self.stories, self.ranks
        if ranks is None:
            ranks = self.ranks = [(rank_of(copies), story) for story, copies in stories.items()]
            heapify(ranks)
        first: list[tuple[int, bytes]] = []
        while len(first) < TOP:
            rank, story = heappop(ranks)
            if story in stories and rank_of(stories[story]) == rank and (rank, story) not in first:
                first.append((rank, story))
        for each in first:
            heappush(ranks, each)
        return [story for _, story in first]


class Stories:
    """The distinct stories that stand, and those with the most copies."""

    def start(self) -> Shelf:
        """Begin with no stories."""
        return Shelf()

    def add(self, state: Shelf, sightings: Sequence[Sighting]) -> None:
        """Add copies, each the newest of all."""
        stories = state.stories
        for sighting in sightings:
            story = sighting.story
            copies = stories.get(story)
            if copies is None:
                stories[story] = sighting
                if state.ranks is not None:
                    state.note(story)  # the last of all: no leader
                continue
            if isinstance(copies, Crowd):
                copies.add(sighting)
            else:
                stories[story] = Crowd(copies, sighting)
            state.gained(story)

    def take_back(self, state: Shelf, sighting: Sighting) -> None:
        """Remove the earliest copy with the same values; as if it had never come."""
        story, stories = sighting.story, state.stories
        copies = stories[story]
        copy = found_in(copies, sighting)
        if copy is None:
            raise LookupError(f"no copy of story {story!r} has these values")
        if isinstance(copies, Crowd):
            copies.remove(copy)
            if count_of(copies) == 1:
                stories[story] = first_of(copies)
        else:
            del stories[story]
        state.lost(story)

    def stands(self, state: Shelf, sighting: Sighting) -> bool:
        """Say whether a mention with these values was added and not taken back since."""
        copies = state.stories.get(sighting.story)
        return copies is not None and found_in(copies, sighting) is not None

    def result(self, state: Shelf) -> bytes:
        """Name the top stories."""
        return b'"stories":%d,"top":[%b]' % (len(state.stories), state.written())


def _written(copies: Copies) -> bytes:
    """Write a ``TopStory``."""
    first = first_of(copies)
    return b'{"story_id":%b,%b,"copies":%d}' % (first.story, first.words, count_of(copies))
