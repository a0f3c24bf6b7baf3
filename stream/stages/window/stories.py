"""The stories of a window: how many there are, and which have the most copies."""

from collections.abc import Mapping
from heapq import nsmallest
from typing import Final

from stream.models import TopStory
from stream.stages.window.changes import Sighting, decode_label

TOP: Final = 5
"""How many stories a window names."""
FEW: Final = 32
"""Up to so many stories are simply ranked anew each time."""

Copies = list[Sighting]
"""One story's mentions that stand, as they came."""


class Shelf:
    """The stories that stand; ``leaders`` are the first ``TOP``, in order, once many were ranked.

    A window of thousands of stories is put out often, and may not be ranked whole each time.
    """

    __slots__ = ("leaders", "stories")

    def __init__(self) -> None:
        self.stories: dict[str, Copies] = {}
        self.leaders: list[Copies] | None = None


class Stories:
    """The distinct stories that stand, and those with the most copies."""

    def start(self) -> Shelf:
        """Begin with none."""
        return Shelf()

    def add(self, state: Shelf, sighting: Sighting) -> Shelf:
        """Add a copy; the leaders stay true, for no other story moves."""
        copies = state.stories.get(sighting.story)
        if copies is None:
            copies = state.stories[sighting.story] = [sighting]
        else:
            copies.append(sighting)
        if state.leaders is not None:
            _promote(state.leaders, copies)
        return state

    def take_back(self, state: Shelf, sighting: Sighting) -> Shelf:
        """Remove the earliest copy with the same values; a leader's fall is ranked when asked."""
        copies = state.stories[sighting.story]
        if state.leaders is not None and any(copies is leader for leader in state.leaders):
            state.leaders = None
        del copies[next(place for place, copy in enumerate(copies) if copy.matches(sighting))]
        if not copies:
            del state.stories[sighting.story]
        return state

    def stands(self, state: Shelf, sighting: Sighting) -> bool:
        """Say whether a mention with these values was added and not taken back since."""
        return any(copy.matches(sighting) for copy in state.stories.get(sighting.story, ()))

    def result(self, state: Shelf) -> Mapping[str, object]:
        """Name the top stories in the words of each one's first mention that stands."""
        top = tuple(_top_story(copies) for copies in _leaders(state))
        return {"stories": len(state.stories), "top": top}


def _leaders(shelf: Shelf) -> list[Copies]:
    if shelf.leaders is not None:
        return shelf.leaders
    leaders = nsmallest(TOP, shelf.stories.values(), key=_rank)
    if len(shelf.stories) > FEW:
        shelf.leaders = leaders
    return leaders


def _promote(leaders: list[Copies], copies: Copies) -> None:
    """Put a story that gained a copy where it belongs among the leaders, which are full."""
    if not any(copies is leader for leader in leaders):
        if _rank(copies) > _rank(leaders[-1]):
            return
        leaders[-1] = copies
    leaders.sort(key=_rank)


def _rank(copies: Copies) -> tuple[int, int]:
    """Order by most copies, ties by which was seen first."""
    return -len(copies), copies[0].version


def _top_story(copies: Copies) -> TopStory:
    label = decode_label(copies[0].label)
    return TopStory(story_id=copies[0].story, title=label.title, url=label.url, copies=len(copies))
