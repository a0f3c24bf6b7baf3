"""What was measured of ``dedupe`` as tables of text, for the terminal and docs/benchmarks.md.

Not here: the tables of ``window`` (``window_sheets``), which is published the same way.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from deploy.docs.parts import filled, standing, table
from tests.bench.deduping import LENGTHS, SignatureCost, SizeCost
from tests.bench.flooding import LIMIT, FloodCost

DOCUMENT: Final = Path(__file__).parents[2] / "docs" / "benchmarks.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduping:
    """What the stage dedupe costs; ``loop`` is the calibration's time meanwhile, in µs."""

    loop: float
    sizes: Sequence[SizeCost]
    floods: Sequence[FloodCost]
    signatures: Sequence[SignatureCost]


class Sheet(NamedTuple):
    """A table; ``name`` is its mark in the document."""

    name: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


def sheets(deduping: Deduping) -> list[Sheet]:
    """Give all tables."""
    kinds = [_kinds(each) for each in deduping.sizes if each.kinds][-1:]
    return [
        _sizes(deduping.sizes),
        *kinds,
        _floods(deduping.floods),
        _signatures(deduping.signatures),
    ]


def publish(
    stage: str, machine: str, loop: float, tables: Iterable[Sheet], path: Path = DOCUMENT
) -> None:
    """Put a stage's tables into the document, and what they were measured on; the rest stays.

    Raises ``ValueError`` where one has no place in it.
    """
    document = path.read_text("utf-8")
    run = f"{machine}; a calibration loop took {loop:,.0f} µs."
    parts = {f"{stage}-run": run, **{each.name: table(each.columns, each.rows) for each in tables}}
    path.write_text(filled(document, {**standing(document), **parts}), "utf-8")


def _sizes(costs: Sequence[SizeCost]) -> Sheet:
    columns = (
        *("articles", "bytes of memory each", "as `status` tells", "of journal", "at most"),
        *("µs an article", "articles/s", "µs of a loop"),
    )
    return Sheet("dedupe-sizes", "dedupe by articles in the index", columns, [*map(_size, costs)])


def _size(cost: SizeCost) -> Sequence[str]:
    return (
        *(f"{cost.articles:,}", f"{cost.resident:,.0f}", f"{cost.told:,.0f}"),
        *(f"{cost.journal:,.0f}", f"{cost.journal_most:,}"),
        *(f"{cost.micros:.1f}", f"{cost.per_second:,.0f}", f"{cost.loop:,.0f}"),
    )


def _kinds(cost: SizeCost) -> Sheet:
    title = f"dedupe by kind of article, {cost.articles:,} in the index"
    rows = [(name, f"{micros:.1f}") for name, micros in cost.kinds.items()]
    return Sheet("dedupe-kinds", title, ("kind", "µs an article"), rows)


def _floods(costs: Sequence[FloodCost]) -> Sheet:
    title = f"floods on dedupe; a record may cost {LIMIT:.0f} ordinary ones"
    columns = (
        *("flood", "records", "µs a record", "µs an ordinary one", "ratio"),
        *("by quarters", "ordinary ones after it"),
    )
    return Sheet("dedupe-floods", title, columns, [*map(_flood, costs)])


def _flood(cost: FloodCost) -> Sequence[str]:
    mark = " !" if cost.ratio > LIMIT else ""
    return (
        *(cost.name, f"{cost.records:,}", f"{cost.micros:.1f}", f"{cost.ordinary:.1f}"),
        f"{cost.ratio:.2f}{mark}",
        " ".join(f"{each:.2f}" for each in cost.quarters),
        f"{cost.after:.2f}",
    )


def _signatures(costs: Sequence[SignatureCost]) -> Sheet:
    rows = [
        (f"{length:,}", f"{cost.characters:,.0f}", f"{cost.micros:.1f}")
        for length, cost in zip(LENGTHS, costs, strict=True)
    ]
    columns = ("characters", "on average", "µs a fingerprint")
    return Sheet("signature", "the fingerprint by length", columns, rows)
