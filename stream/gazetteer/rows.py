"""The columns of ``table.csv``: rows to instruments and back, strictly.

A list cell parts its items with ``|``; ``*`` in ``ambiguous`` means every name of the row.
The asset class is not a column: it stands in the ticker id.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final, cast, get_args

from stream.gazetteer.instruments import Instrument
from stream.models import AssetClass, TickerId

COLUMNS: Final = (
    "ticker",
    "symbol",
    "name",
    "aliases",
    "exchange",
    "cik",
    "isin",
    "rank",
    "valid_from",
    "valid_to",
    "ambiguous",
)
_CLASSES: Final = frozenset(get_args(AssetClass)) - {"unlisted"}
CLEARED: Final = "!"
"""In the overlay: before an ambiguous name, it is safe; before an alias, it is dropped."""
_ALL: Final = "*"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def read(lines: Iterable[str], name: str) -> Iterator[Instrument]:
    """Read a table with its header; ``name`` is what errors call it.

    Blank lines and lines that begin with ``#`` are skipped. Raises ``ValueError`` that begins
    with ``<name>:<line>:`` for a row that breaks the rules.
    """
    reader = csv.reader(lines, strict=True)
    header = next(reader, [])
    if tuple(header) != COLUMNS:
        raise ValueError(f"{name}:1: expected the header {','.join(COLUMNS)}")
    try:
        for cells in reader:
            if cells and not cells[0].startswith("#"):
                yield parse(cells)
    except (ValueError, csv.Error) as error:
        raise ValueError(f"{name}:{reader.line_num}: {error}") from None


def parse(cells: Sequence[str]) -> Instrument:
    """Make an instrument of one row's cells. Raises ``ValueError``."""
    if len(cells) != len(COLUMNS):
        raise ValueError(f"expected {len(COLUMNS)} cells, not {len(cells)}")
    ticker, symbol, name, aliases, exchange, cik, isin, rank, begin, end, ambiguous = cells
    kind, _, own = ticker.partition(":")
    if kind not in _CLASSES or not own:
        raise ValueError(f"{ticker!r} is no ticker id: <{'|'.join(sorted(_CLASSES))}>:<symbol>")
    if not symbol or symbol != symbol.upper() or not name or name.startswith(CLEARED):
        raise ValueError(f"{ticker} needs an upper-case symbol and a name")
    if begin and end and begin > end:
        raise ValueError(f"valid_from {begin} is after valid_to {end}")
    further = _items(aliases)
    return Instrument(
        ticker=TickerId(ticker),
        symbol=symbol,
        asset_class=cast("AssetClass", kind),
        name=name,
        aliases=further,
        exchange=exchange,
        ids=_ids(cik, isin),
        rank=_rank(rank) if rank else None,
        valid_from=_day(begin) if begin else None,
        valid_to=_day(end) if end else None,
        ambiguous=(name, *further) if ambiguous == _ALL else _ambiguous(ambiguous, name, further),
    )


def cells(instrument: Instrument) -> tuple[str, ...]:
    """Give the row of an instrument, such that ``parse`` gives the instrument again."""
    names = (instrument.name, *instrument.aliases)
    all_ambiguous = instrument.ambiguous == names
    return (
        instrument.ticker,
        instrument.symbol,
        instrument.name,
        "|".join(instrument.aliases),
        instrument.exchange,
        instrument.ids.get("cik", ""),
        instrument.ids.get("isin", ""),
        str(instrument.rank or ""),
        str(instrument.valid_from or ""),
        str(instrument.valid_to or ""),
        _ALL if all_ambiguous else "|".join(instrument.ambiguous),
    )


def _items(cell: str) -> tuple[str, ...]:
    if not cell:
        return ()
    items = tuple(cell.split("|"))
    if "" in items:
        raise ValueError(f"a list has an empty item: {cell!r}")
    return items


def _ids(cik: str, isin: str) -> dict[str, str]:
    ids = {"cik": cik} if cik else {}
    return {**ids, "isin": isin} if isin else ids


def _rank(cell: str) -> int:
    if not cell.isdecimal() or (rank := int(cell)) < 1:
        raise ValueError(f"rank: expected a whole number from 1, not {cell!r}")
    return rank


def _day(cell: str) -> date:
    if not _DAY.fullmatch(cell):
        raise ValueError(f"expected a date as 2024-12-31, not {cell!r}")
    return date.fromisoformat(cell)


def _ambiguous(cell: str, name: str, aliases: Sequence[str]) -> tuple[str, ...]:
    items = _items(cell)
    for item in items:
        if item.removeprefix(CLEARED) not in (name, *aliases):
            raise ValueError(f"ambiguous: {item!r} is no name of this row")
    return items
