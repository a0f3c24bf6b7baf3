"""What a window tells of its mentions: one small class for each figure or pair of figures.

To add one, write its class and put it into ``AGGREGATES``: its fields then stand in each record;
``models.Window`` tells consumers of them. It takes back exactly what it added, in any order.
"""

from bisect import bisect_left, insort
from collections.abc import Sequence
from typing import Any, Final, Protocol, TypeVar

from stream.stages.window.changes import Sighting
from stream.stages.window.stories import Stories
from stream.stages.window.times import written

S = TypeVar("S")


class Aggregate(Protocol[S]):
    """One figure of a window, or a few; its state belongs to the window and is changed in place."""

    def start(self) -> S:
        """Give the state of a window without mentions."""

    def add(self, state: S, sightings: Sequence[Sighting]) -> None:
        """Take in more mentions, in the order in which they came."""

    def take_back(self, state: S, sighting: Sighting) -> None:
        """Take out a mention that was added before, as if it had never been."""

    def result(self, state: S) -> bytes:
        """Give its fields as they stand in a JSON object: ``b'"articles":3,"duplicates":1'``."""


_SHARES: Final = tuple(str(each / 1000).encode() for each in range(1001))
"""All mean relevances there are as they are written, by their thousandths."""


class Counts:
    """How many mentions stand, copies too, how many are not novel, and their mean relevance.

    One class for three figures: each call is paid for every window put out. The mean is rounded to
    three decimals, 0 where nothing stands.
    """

    def start(self) -> list[int]:
        """Begin with no mentions, no duplicates, and no relevance (thousandths)."""
        return [0, 0, 0]

    def add(self, state: list[int], sightings: Sequence[Sighting]) -> None:
        """Count more."""
        duplicates = relevance = 0
        for sighting in sightings:
            relevance += sighting.relevance
            if not sighting.novel:
                duplicates += 1
        state[0] += len(sightings)
        state[1] += duplicates
        state[2] += relevance

    def take_back(self, state: list[int], sighting: Sighting) -> None:
        """Count one less."""
        state[0] -= 1
        state[1] -= not sighting.novel
        state[2] -= sighting.relevance

    def result(self, state: list[int]) -> bytes:
        """Give the two counts and the mean."""
        articles, duplicates, relevance = state
        mean = _SHARES[round(relevance / articles) if articles else 0]
        return b'"articles":%d,"duplicates":%d,"mean_relevance":%b' % (articles, duplicates, mean)


class Sources:
    """How many distinct sources stand."""

    def start(self) -> dict[str, int]:
        """Begin with no mentions of any source."""
        return {}

    def add(self, state: dict[str, int], sightings: Sequence[Sighting]) -> None:
        """Count more mentions of their sources."""
        for sighting in sightings:
            source = sighting.source
            state[source] = state.get(source, 0) + 1

    def take_back(self, state: dict[str, int], sighting: Sighting) -> None:
        """Count one less; a source without mentions is gone."""
        source = sighting.source
        if state[source] == 1:
            del state[source]
        else:
            state[source] -= 1

    def result(self, state: dict[str, int]) -> bytes:
        """Give the number of sources."""
        return b'"sources":%d' % len(state)


class Times:
    """The first and the last event time that stands: a sorted list, for news comes nearly so."""

    def start(self) -> list[int]:
        """Begin with no times."""
        return []

    def add(self, state: list[int], sightings: Sequence[Sighting]) -> None:
        """Sort in more times."""
        events = sorted([sighting.event for sighting in sightings])
        if not state or events[0] >= state[-1]:
            state += events
            return
        for event in events:
            insort(state, event)

    def take_back(self, state: list[int], sighting: Sighting) -> None:
        """Remove one of the equal times."""
        del state[bisect_left(state, sighting.event)]

    def result(self, state: list[int]) -> bytes:
        """Give the two ends."""
        if not state:
            return b'"first_at":null,"last_at":null'
        return f'"first_at":"{written(state[0])}","last_at":"{written(state[-1])}"'.encode()


STORIES: Final = Stories()

AGGREGATES: Final[tuple[Aggregate[Any], ...]] = (
    Counts(),
    Sources(),
    Times(),
    STORIES,
)
"""In the order in which they stand in a record; ``STORIES`` stays last (``tally``)."""
