"""The copies of one story that stand in a window, as they came.

Most stories have one mention there: that is kept bare, for a list of one takes as much again.
"""

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from stream.stages.window.changes import Sighting

FEW: Final = 16
"""Copies up to which one is looked for from the first on."""

_VERSION_BITS: Final = 64
"""More than a version has."""

came: Final = attrgetter("version")
"""What orders sightings as they came."""


Index = dict[tuple[str, str], tuple[Sighting, ...]]
"""Copies by source and article."""


class Crowd:
    """Two or more copies; of many, one is found by its article, however many there are."""

    __slots__ = ("_index", "copies")

    def __init__(self, *copies: Sighting) -> None:
        self.copies = [*copies]
        self._index: Index | None = None

    def add(self, sighting: Sighting) -> None:
        """Add a copy, the newest of all."""
        copies = self.copies
        copies.append(sighting)
        if self._index is not None:
            _note(self._index, sighting)
        elif len(copies) > FEW:
            self._index = {}
            for copy in copies:
                _note(self._index, copy)

    def find(self, sighting: Sighting) -> Sighting | None:
        """Give the earliest copy with the same values."""
        copies: Sequence[Sighting] = self.copies
        if self._index is not None:
            copies = self._index.get(_article_of(sighting), ())
        return next((copy for copy in copies if copy.matches(sighting)), None)

    def remove(self, copy: Sighting) -> None:
        """Remove a copy that was found."""
        del self.copies[bisect_left(self.copies, copy.version, key=came)]
        if self._index is not None:
            others = self._index.pop(_article_of(copy))
            if len(others) > 1:
                self._index[_article_of(copy)] = tuple(each for each in others if each is not copy)


def _note(index: Index, copy: Sighting) -> None:
    """Take a copy into the index: most articles stand once."""
    article = _article_of(copy)
    index[article] = (*index.get(article, ()), copy)


def _article_of(sighting: Sighting) -> tuple[str, str]:
    return sighting.source, sighting.article


Copies = Sighting | Crowd


def first_of(copies: Copies) -> Sighting:
    """Give the first copy that stands."""
    return copies.copies[0] if isinstance(copies, Crowd) else copies


def count_of(copies: Copies) -> int:
    """Count the copies that stand."""
    return len(copies.copies) if isinstance(copies, Crowd) else 1


def rank_of(copies: Copies) -> int:
    """Give where a story stands in its window, lower is before: more copies, then seen first."""
    if isinstance(copies, Crowd):
        return copies.copies[0].version - (len(copies.copies) - 1 << _VERSION_BITS)
    return copies.version


def found_in(copies: Copies, sighting: Sighting) -> Sighting | None:
    """Give the earliest copy with the same values as a sighting."""
    if isinstance(copies, Crowd):
        return copies.find(sighting)
    return copies if copies.matches(sighting) else None
