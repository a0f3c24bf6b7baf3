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

Copies = Sighting | list[Sighting]
"""One story's mentions that stand, as they came; most have but one, and a list costs as much."""


class Shelf:
    """The stories that stand; ``leaders`` are the first ``TOP``, in order, once many were ranked.

    A window of thousands of stories is put out often, and may not be ranked whole each time.
    """

    __slots__ = ("leaders", "stories")

    def __init__(self) -> None:
        self.stories: dict[str, Copies] = {}
        self.leaders: list[str] | None = None


class Stories:
    """The distinct stories that stand, and those with the most copies."""

    def start(self) -> Shelf:
        """Begin with no stories."""
        return Shelf()

    def add(self, state: Shelf, sighting: Sighting) -> None:
        """Add a copy; the leaders stay true, for no other story moves."""
        story = sighting.story
        copies = state.stories.get(story)
        if isinstance(copies, list):
            copies.append(sighting)
        else:
            state.stories[story] = sighting if copies is None else [copies, sighting]
        if state.leaders is not None:
            _promote(state.leaders, story, state.stories)

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
        top = tuple(_top_story(state.stories[story]) for story in _leaders(state))
        return {"stories": len(state.stories), "top": top}


def _leaders(shelf: Shelf) -> list[str]:
    if shelf.leaders is not None:
        return shelf.leaders
    stories = shelf.stories
    leaders = nsmallest(TOP, stories, key=lambda story: _rank(stories[story]))
    if len(stories) > FEW:
        shelf.leaders = leaders
    return leaders


def _promote(leaders: list[str], story: str, stories: Mapping[str, Copies]) -> None:
    """Put a story that gained a copy where it belongs among the leaders, which are full."""
    rank = _rank(stories[story])
    if rank > _rank(stories[leaders[-1]]):
        return
    if story not in leaders:
        leaders[-1] = story
    leaders.sort(key=lambda leader: _rank(stories[leader]))


def _rank(copies: Copies) -> tuple[int, int]:
    """Order by most copies, ties by which was seen first."""
    if isinstance(copies, list):
        return -len(copies), copies[0].version
    return -1, copies.version


def _listed(copies: Copies) -> list[Sighting]:
    return copies if isinstance(copies, list) else [copies]


def _top_story(copies: Copies) -> TopStory:
    copies = _listed(copies)
    label = decode_label(copies[0].label)
    return TopStory(story_id=copies[0].story, title=label.title, url=label.url, copies=len(copies))
