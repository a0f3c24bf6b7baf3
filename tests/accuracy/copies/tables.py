"""The tables of the page on copies. Not here: the page around them (``page.md``)."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from deploy.docs.parts import table
from tests.accuracy.copies.figures import KINDS, MEANINGS, T, figures, grouped, shared
from tests.accuracy.copies.judging import Copy, Piece, Verdicts
from tests.accuracy.copies.kit import Kind
from tests.accuracy.tables import sets, told

METHODS: Final = ("exact", "near", "contained")
NOVELTIES: Final[Mapping[str, Callable[[float], bool]]] = {
    "below 0.2": lambda novelty: novelty < 0.2,
    "0.2 to 0.5": lambda novelty: 0.2 <= novelty < 0.5,
    "0.5 to 0.8": lambda novelty: 0.5 <= novelty < 0.8,
    "0.8 to 1": lambda novelty: 0.8 <= novelty < 1,
    "1": lambda novelty: novelty == 1,
}


def kits(verdicts: Mapping[str, Verdicts]) -> str:
    """Give every figure in a row, every kit in a column."""
    return sets({name: figures(each) for name, each in verdicts.items()}, MEANINGS)


def methods(verdicts: Mapping[str, Verdicts]) -> str:
    """Give a row for each kind of each kit, with the copies found by each method."""
    rows = (
        [name, kind, str(sum(counts.values())), *(str(counts[each]) for each in METHODS), missed]
        for name, each in verdicts.items()
        for kind in KINDS
        for counts in [_methods(each.copies, kind)]
        for missed in [str(counts["missed"])]
    )
    return table(["set", "kind", "copies", *METHODS, "missed or in another story"], rows)


def edits(copies: Sequence[Copy]) -> str:
    """Give a row for each edit with a mistake, and one a kind for all that have none."""
    rows: list[list[str]] = []
    for kind in KINDS:
        found = grouped((each for each in copies if each.kind == kind), lambda one: one.edit)
        rows += _rows(found, kind)
    return table(["kind", "edit", "copies", "recognised"], rows)


def templates(pieces: Sequence[Piece]) -> str:
    """Give a row for each template with a false merge, the worst first, and one for the rest."""
    found = grouped(pieces, lambda one: one.family)
    worst = sorted(found.items(), key=lambda each: sum(one.right for one in each[1]) / len(each[1]))
    return table(["template", "pieces", "kept apart"], (row[1:] for row in _rows(dict(worst), "")))


def novelty(verdicts: Verdicts) -> str:
    """Say how many of those that are no copy had which novelty."""
    rows = []
    for name, pieces in (("other stories", verdicts.originals), ("templates", verdicts.templates)):
        values = [one.outcome.novelty for one in pieces if one.outcome.novelty is not None]
        rows.append([name, *(str(sum(map(fits, values))) for fits in NOVELTIES.values())])
    return table(["novelty", *NOVELTIES], rows)


def _methods(copies: Sequence[Copy], kind: Kind) -> Counter[str]:
    return Counter(
        each.outcome.method if each.right and each.outcome.method else "missed"
        for each in copies
        if each.kind == kind
    )


def _rows(found: Mapping[object, Sequence[T]], kind: str) -> Iterator[list[str]]:
    flawless = 0
    rest: list[T] = []
    for name, judged in found.items():
        if all(each.right for each in judged):
            flawless += 1
            rest += judged
        else:
            yield [kind, str(name), str(len(judged)), told(shared(judged, id))]
    if rest:
        yield [kind, f"{flawless} without a mistake", str(len(rest)), told(shared(rest, id))]
