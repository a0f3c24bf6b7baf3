"""Tables and a file of what was measured. Not here: measuring (``costs``, ``passage``)."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from tests.bench.costs import Cost
from tests.bench.passage import Passage
from tests.bench.sheets import Deduping, Sheet
from tests.bench.tables import TableCost
from tests.bench.tagging import LIMIT, UNIT, HostileCost, LengthCost
from tests.bench.window_sheets import Windowing

console = Console()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """What the work costs on some articles; ``loop`` is the calibration's time meanwhile, in µs."""

    title: str
    loop: float
    costs: Sequence[Cost]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagging:
    """What the stage tag costs by length, on hostile texts, and for its tables.

    ``loop`` as in ``Pieces``.
    """

    loop: float
    lengths: Sequence[LengthCost]
    hostile: Sequence[HostileCost]
    tables: TableCost


def show_costs(pieces: Pieces) -> None:
    """Print what each piece of work costs, and how many of the calibration's loops that is."""
    title = f"{pieces.title}; a calibration loop takes {pieces.loop:.0f} µs"
    table = _table(title, "work", "records", "µs a record", "of a loop")
    for cost in pieces.costs:
        share = f"{cost.micros / pieces.loop:.4f}"
        table.add_row(cost.name, str(cost.records), f"{cost.micros:.1f}", share)
    console.print(table)


def show_tagging(tagging: Tagging) -> None:
    """Print what the stage tag costs, beside the limits that it is held to."""
    title = f"tag by length; a calibration loop takes {tagging.loop:.0f} µs"
    lengths = _table(title, "characters", "articles", "µs an article", "µs per 1,000")
    for each in tagging.lengths:
        per_thousand = f"{each.micros_per_thousand:.1f}"
        lengths.add_row(
            f"{each.characters:.0f}", str(each.articles), f"{each.micros:.0f}", per_thousand
        )
    console.print(lengths, _hostile(tagging.hostile))
    tables = _table("tables of tag", "load, s", "build the tagger, s", "MiB resident")
    cost = tagging.tables
    seconds = f"{cost.load_seconds:.2f}", f"{cost.build_seconds:.2f}"
    tables.add_row(*seconds, f"{cost.mebibytes:.0f}")
    console.print(tables)


def _hostile(costs: Sequence[HostileCost]) -> Table:
    """Show all hostile texts, slowest first; those beyond the limit are marked."""
    unit = f"ms per {UNIT // 1_000} kB"
    title = f"tag on hostile texts; limit {LIMIT:.0f} {unit}"
    table = _table(title, "nothing but", "kB", unit, "of the limit")
    for each in costs:
        mark = " !" if each.millis > LIMIT else ""
        share = f"{each.millis / LIMIT:.2f}{mark}"
        table.add_row(each.name, f"{each.size / 1_000:.0f}", f"{each.millis:.1f}", share)
    return table


def show_sheets(stage: str, loop: float, sheets: Iterable[Sheet]) -> None:
    """Print what a stage costs."""
    console.print(f"{stage}; a calibration loop takes {loop:.0f} µs")
    for sheet in sheets:
        table = _table(sheet.title, *sheet.columns)
        for row in sheet.rows:
            table.add_row(*row)
        console.print(table)


def show_passages(passages: Sequence[Passage]) -> None:
    """Print speeds on a broker, and each in relation to the first, which is the engine alone."""
    columns = ("workers", "articles", "seconds", "articles/s", "of the first", "CPU µs", "MB")
    table = _table(f"Through the {passages[0].broker} broker", *columns)
    for each in passages:
        table.add_row(
            each.name,
            str(each.articles),
            f"{each.seconds:.1f}",
            f"{each.speed:.0f}",
            f"{each.speed / passages[0].speed:.3f}",
            f"{each.cpu_micros:.0f}",
            f"{each.megabytes:.0f}",
        )
    console.print(table)


def write(
    path: Path,
    pieces: Iterable[Pieces],
    tagging: Tagging | None,
    deduping: Deduping | None,
    windowing: Windowing | None,
    passages: Iterable[Passage],
    **about: object,
) -> None:
    """Write everything as JSON."""
    document = {
        **about,
        "costs": [asdict(each) for each in pieces],
        "tagging": None if tagging is None else _tagging(tagging),
        "deduping": None if deduping is None else _deduping(deduping),
        "windowing": None if windowing is None else _windowing(windowing),
        "passages": [{**asdict(each), "articles_per_second": each.speed} for each in passages],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(orjson.dumps(document, option=orjson.OPT_INDENT_2))


def _tagging(tagging: Tagging) -> dict[str, object]:
    lengths = [
        {**asdict(each), "micros_per_thousand": each.micros_per_thousand}
        for each in tagging.lengths
    ]
    return {**asdict(tagging), "lengths": lengths}


def _deduping(deduping: Deduping) -> dict[str, object]:
    return {
        **asdict(deduping),
        "sizes": [{**asdict(each), "per_second": each.per_second} for each in deduping.sizes],
        "floods": [{**asdict(each), "ratio": each.ratio} for each in deduping.floods],
    }


def _windowing(windowing: Windowing) -> dict[str, object]:
    feeds = [{**asdict(each), "per_second": each.per_second} for each in windowing.feeds]
    return {**asdict(windowing), "feeds": feeds}


def _table(title: str, first: str, *others: str) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column(first, no_wrap=True)
    for column in others:
        table.add_column(column, justify="right")
    return table
