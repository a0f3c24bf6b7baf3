"""What a window tells of its mentions: one small class for each figure or pair of figures.

To add one, write its class and put it into ``AGGREGATES``; its fields go on the wire once
``models.Window`` has them. An aggregate takes back exactly what it added, in any order.
"""

from bisect import bisect_left, insort
from collections.abc import Mapping
from typing import Any, Final, Protocol, TypeVar

from stream.stages.window.changes import Sighting
from stream.stages.window.stories import Stories
from stream.stages.window.times import written

S = TypeVar("S")


class Aggregate(Protocol[S]):
    """One figure of a window, or a few; its state belongs to the window and is changed in place."""

    def start(self) -> S:
        """Give the state of a window without mentions."""

    def add(self, state: S, sighting: Sighting) -> None:
        """Take in one more mention."""

    def take_back(self, state: S, sighting: Sighting) -> None:
        """Take out a mention that was added before, as if it had never been."""

    def result(self, state: S) -> Mapping[str, object]:
        """Give the fields of ``models.Window`` that this aggregate fills, as JSON writes them."""


class Counts:
    """How many mentions stand, copies too, how many are not novel, and their mean relevance.

    One class for three figures: each call is paid for every mention and window. The mean is
    rounded to three decimals, 0 where nothing stands.
    """

    def start(self) -> list[int]:
        """Begin with no mentions, no duplicates, and no relevance (thousandths)."""
        return [0, 0, 0]

    def add(self, state: list[int], sighting: Sighting) -> None:
        """Count one more."""
        state[0] += 1
        state[1] += not sighting.novel
        state[2] += sighting.relevance

    def take_back(self, state: list[int], sighting: Sighting) -> None:
        """Count one less."""
        state[0] -= 1
        state[1] -= not sighting.novel
        state[2] -= sighting.relevance

    def result(self, state: list[int]) -> Mapping[str, object]:
        """Give the two counts and the mean."""
        articles, duplicates, relevance = state
        mean = round(relevance / articles) / 1000 if articles else 0.0
        return {"articles": articles, "duplicates": duplicates, "mean_relevance": mean}


class Sources:
    """How many distinct sources stand."""

    def start(self) -> dict[str, int]:
        """Begin with no mentions of any source."""
        return {}

    def add(self, state: dict[str, int], sighting: Sighting) -> None:
        """Count one more mention of its source."""
        source = sighting.source
        state[source] = state.get(source, 0) + 1

    def take_back(self, state: dict[str, int], sighting: Sighting) -> None:
        """Count one less; a source without mentions is gone."""
        source = sighting.source
        if state[source] == 1:
            del state[source]
        else:
            state[source] -= 1

    def result(self, state: dict[str, int]) -> Mapping[str, object]:
        """Give the number of sources."""
        return {"sources": len(state)}


class Times:
    """The first and the last event time that stands: a sorted list, for news comes nearly so."""

    def start(self) -> list[int]:
        """Begin with no times."""
        return []

    def add(self, state: list[int], sighting: Sighting) -> None:
        """Sort in one more time."""
        insort(state, sighting.event)

    def take_back(self, state: list[int], sighting: Sighting) -> None:
        """Remove one of the equal times."""
        del state[bisect_left(state, sighting.event)]

    def result(self, state: list[int]) -> Mapping[str, object]:
        """Give the two ends."""
        if not state:
            return {"first_at": None, "last_at": None}
        return {"first_at": written(state[0]), "last_at": written(state[-1])}


STORIES: Final = Stories()

AGGREGATES: Final[tuple[Aggregate[Any], ...]] = (
    STORIES,
    Counts(),
    Sources(),
    Times(),
)
"""In the order in which a window keeps their states; ``STORIES`` stays first (``tally``)."""
