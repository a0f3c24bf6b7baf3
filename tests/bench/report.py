"""Tables and a file of what was measured. Not here: measuring (``costs``, ``passage``)."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from tests.bench.costs import Cost
from tests.bench.passage import Passage

console = Console()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """What the work costs on some articles; ``loop`` is the calibration's time meanwhile, in µs."""

    title: str
    loop: float
    costs: Sequence[Cost]


def show_costs(pieces: Pieces) -> None:
    """Print what each piece of work costs, and how many of the calibration's loops that is."""
    title = f"{pieces.title}; a calibration loop takes {pieces.loop:.0f} µs"
    table = _table(title, "work", "records", "µs a record", "of a loop")
    for cost in pieces.costs:
        share = f"{cost.micros / pieces.loop:.4f}"
        table.add_row(cost.name, str(cost.records), f"{cost.micros:.1f}", share)
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
    path: Path, pieces: Iterable[Pieces], passages: Iterable[Passage], **about: object
) -> None:
    """Write everything as JSON."""
    document = {
        **about,
        "costs": [asdict(each) for each in pieces],
        "passages": [{**asdict(each), "articles_per_second": each.speed} for each in passages],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(orjson.dumps(document, option=orjson.OPT_INDENT_2))


def _table(title: str, first: str, *others: str) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column(first, no_wrap=True)
    for column in others:
        table.add_column(column, justify="right")
    return table
