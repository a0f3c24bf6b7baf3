"""The stories of a window: how many there are, and which have the most copies."""

from collections.abc import Mapping
from heapq import nsmallest
from itertools import chain
from operator import attrgetter
from typing import Final

from msgspec import Raw

from stream.stages.window.changes import Sighting, words_of

TOP: Final = 5
"""How many stories a window names."""

Copies = Sighting | list[Sighting]
"""One story's mentions that stand, as they came; most have but one, and a list costs as much."""


class Shelf:
    """The stories that stand; ``leaders`` are the first ``TOP`` of them, in order, once ranked.

    A window of thousands of stories is put out often, and may not be ranked whole each time.
    """

    __slots__ = ("leaders", "stories")

    def __init__(self) -> None:
        self.stories: dict[bytes, Copies] = {}
        self.leaders: list[bytes] | None = None

    def sightings(self) -> list[Sighting]:
        """Give all that stands, as it came."""
        return sorted(chain.from_iterable(map(_listed, self.stories.values())), key=_came)


class Stories:
    """The distinct stories that stand, and those with the most copies."""

    def start(self) -> Shelf:
        """Begin with no stories."""
        return Shelf()

    def add(self, state: Shelf, sighting: Sighting) -> None:
        """Add a copy, the newest of all; the leaders stay true, for no other story moves."""
        story, stories, leaders = sighting.story, state.stories, state.leaders
        copies = stories.get(story)
        if copies is None:
            stories[story] = sighting
            if leaders is not None and len(leaders) < TOP:
                leaders.append(story)
            return
        if isinstance(copies, list):
            copies.append(sighting)
        else:
            stories[story] = [copies, sighting]
        if leaders is not None:
            _promote(leaders, story, stories)

    def take_back(self, state: Shelf, sighting: Sighting) -> None:
        """Remove the earliest copy with the same values; a leader's fall is ranked when asked."""
        story = sighting.story
        if state.leaders is not None and story in state.leaders:
            state.leaders = None
        copies = _listed(state.stories[story])
        place = next(place for place, copy in enumerate(copies) if copy.matches(sighting))
        left = copies[:place] + copies[place + 1 :]
        if not left:
            del state.stories[story]
        else:
            state.stories[story] = left if len(left) > 1 else left[0]

    def stands(self, state: Shelf, sighting: Sighting) -> bool:
        """Say whether a mention with these values was added and not taken back since."""
        copies = state.stories.get(sighting.story)
        return copies is not None and any(copy.matches(sighting) for copy in _listed(copies))

    def result(self, state: Shelf) -> Mapping[str, object]:
        """Name the top stories in the words of each one's first mention that stands."""
        stories = state.stories
        if state.leaders is None:
            state.leaders = nsmallest(TOP, stories, key=lambda story: _rank(stories[story]))
        top = b",".join([_written(stories[story]) for story in state.leaders])
        return {"stories": len(stories), "top": Raw(b"[%b]" % top)}


def _promote(leaders: list[bytes], story: bytes, stories: Mapping[bytes, Copies]) -> None:
    """Put a story that gained a copy where it belongs among the leaders."""
    if story not in leaders:
        if _rank(stories[story]) > _rank(stories[leaders[-1]]):
            return
        leaders[-1] = story
    leaders.sort(key=lambda leader: _rank(stories[leader]))


def _rank(copies: Copies) -> tuple[int, int]:
    """Order by most copies, ties by which was seen first."""
    if isinstance(copies, list):
        return -len(copies), copies[0].version
    return -1, copies.version


_came = attrgetter("version")


def _listed(copies: Copies) -> list[Sighting]:
    return copies if isinstance(copies, list) else [copies]


def _written(copies: Copies) -> bytes:
    """Write a ``TopStory``."""
    first, count = (copies[0], len(copies)) if isinstance(copies, list) else (copies, 1)
    return b'{"story_id":%b,%b,"copies":%d}' % (first.story, words_of(first.label), count)
