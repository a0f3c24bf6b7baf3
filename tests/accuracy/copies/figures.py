"""The figures of a kit of edited news, each by its name. Not here: judging (``judging``)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Protocol, TypeVar, get_args

from tests.accuracy.copies.judging import Verdicts
from tests.accuracy.copies.kit import Kind
from tests.accuracy.intervals import Share, share

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
MEANINGS: Final[Mapping[str, str]] = {
    "exact": "exact copies recognised, in the right story",
    "reformatted": "re-formatted copies",
    "edited": "lightly edited copies",
    "cut": "copies cut to three fifths",
    "wrapped": "copies wrapped in boilerplate",
    "templates": "templated news that is no copy, kept apart",
    "originals": "other stories, kept apart",
}
"""What each figure of a kit is, in the order of the table."""


class Judged(Protocol):
    """Anything that went as it should, or did not."""

    @property
    def right(self) -> bool: ...


T = TypeVar("T", bound=Judged)


def figures(verdicts: Verdicts) -> dict[str, Share]:
    """Give all figures of a kit; one that nothing was counted for is left out.

    For the intervals the copies of a text come in one piece, and so does the news of a template:
    neither are independent.
    """
    shares: dict[str, Share | None] = {
        kind: shared(
            (each for each in verdicts.copies if each.kind == kind), lambda one: one.number
        )
        for kind in KINDS
    }
    shares["templates"] = shared(verdicts.templates, lambda one: one.family)
    shares["originals"] = shared(verdicts.originals, lambda one: one.text)
    return {name: value for name, value in shares.items() if value}


def shared(judged: Iterable[T], piece: Callable[[T], object]) -> Share | None:
    """Give the share that went right, of what comes in pieces that depend on each other."""
    return share(
        (sum(each.right for each in found), len(found)) for found in grouped(judged, piece).values()
    )


def grouped(judged: Iterable[T], piece: Callable[[T], object]) -> Mapping[object, Sequence[T]]:
    """Part what was judged by something of it, in the order of coming."""
    groups: dict[object, list[T]] = defaultdict(list)
    for each in judged:
        groups[piece(each)].append(each)
    return groups
