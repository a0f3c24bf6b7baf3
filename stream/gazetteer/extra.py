"""A user's own rows and private names, laid over the table.

Read more strictly than the table: whoever wrote the file is told the line and what is wrong.
Not here: the table's columns (``rows``), its index (``loader``).
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from stream.gazetteer import rows
from stream.gazetteer.instruments import Instrument
from stream.gazetteer.rows import CLEARED, COLUMNS

REQUIRED: Final = ("ticker", "symbol", "name")
PRIVATE: Final = "private"
"""Instead of a ticker id: the names of the row win a match and make no tag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """What a user's file says, in its order; ``text`` is the file's, for the version."""

    instruments: tuple[Instrument, ...] = ()
    private: tuple[str, ...] = ()
    text: str = ""


def load(path: Path) -> Extra:
    """Read a file of rows. Raises ``ValueError`` that begins with its name, and the line if any.

    Byte order marks are passed over, as spreadsheets write them.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ValueError(f"{path}:{line}: not UTF-8") from None
    return read(text, str(path))


def read(text: str, name: str) -> Extra:
    """Read rows under a header of the table's columns, in any order, with at least the required.

    Raises ``ValueError`` that begins with ``<name>:<line>:``.
    """
    reader = csv.reader(text.splitlines(), strict=True)
    instruments: list[Instrument] = []
    private: list[str] = []
    lines: dict[tuple[str, str, str], int] = {}
    try:
        order = _order(next(reader, []))
        for cells in reader:
            if cells and not cells[0].startswith("#"):
                row = _row(cells, order)
                _refuse_twins(row, lines, reader.line_num)
                if row[0] == PRIVATE:
                    private += _private(row)
                else:
                    instruments.append(rows.parse(row))
    except (ValueError, csv.Error) as error:
        raise ValueError(f"{name}:{max(reader.line_num, 1)}: {error}") from None
    return Extra(instruments=tuple(instruments), private=tuple(private), text=text)


def laid_over(table: Iterable[Instrument], extra: Iterable[Instrument]) -> Iterator[Instrument]:
    """Lay a user's rows over the table's.

    A row changes that of the same ticker and symbol: the present one, or that which begins on the
    same day. Else it is added, and takes its symbol from another id of its class: at present, or
    because that id was changed for this one.
    """
    found: dict[str, list[Instrument]] = defaultdict(list)
    for each in table:
        found[each.symbol].append(each)
    for row in extra:
        known = _counterpart(row, found[row.symbol])
        others = [
            each
            for each in found[row.symbol]
            if each is not known and not (known is None and _gives_way(each, row))
        ]
        laid = merged(known or replace(row, aliases=(), ambiguous=()), row)
        found[row.symbol] = [*others, laid]
    for rows_of_symbol in found.values():
        yield from rows_of_symbol


def merged(known: Instrument, row: Instrument) -> Instrument:
    """Lay one row over another: what it says counts, what it leaves empty stays.

    Its name comes first; its aliases are added, and dropped where marked with ``!``; so are those
    of its names that are ambiguous.
    """
    dropped = {alias[1:] for alias in row.aliases if alias.startswith(CLEARED)}
    further = [alias for alias in row.aliases if not alias.startswith(CLEARED)]
    names = dict.fromkeys([row.name, *further, known.name, *known.aliases])
    kept = [name for name in names if name == row.name or name not in dropped]
    cleared = {name[1:] for name in row.ambiguous if name.startswith(CLEARED)}
    doubtful = {*known.ambiguous, *row.ambiguous} - cleared
    return replace(
        known,
        name=row.name,
        aliases=tuple(kept[1:]),
        exchange=row.exchange or known.exchange,
        ids={**known.ids, **row.ids},
        rank=row.rank or known.rank,
        valid_from=row.valid_from or known.valid_from,
        valid_to=row.valid_to or known.valid_to,
        ambiguous=tuple(name for name in kept if name in doubtful),
    )


def _order(header: Sequence[str]) -> list[int]:
    """Give for each cell of a row the place of its column. Raises ``ValueError``."""
    columns = [each.strip() for each in header]
    unknown = [each for each in columns if each not in COLUMNS]
    missing = [each for each in REQUIRED if each not in columns]
    if unknown or missing or len(set(columns)) < len(columns):
        wrong = f"unknown: {', '.join(map(repr, unknown))}" if unknown else "one stands twice"
        wrong = f"missing: {', '.join(missing)}" if missing else wrong
        raise ValueError(
            f"expected a header of {', '.join(REQUIRED)} and any of "
            f"{', '.join(each for each in COLUMNS if each not in REQUIRED)}; {wrong}"
        )
    return [COLUMNS.index(each) for each in columns]


def _row(cells: Sequence[str], order: Sequence[int]) -> list[str]:
    """Put a row's cells under the table's columns. Raises ``ValueError``."""
    if len(cells) != len(order):
        raise ValueError(f"expected {len(order)} cells, not {len(cells)}")
    row = [""] * len(COLUMNS)
    for place, cell in zip(order, cells, strict=True):
        row[place] = cell.strip()
    return row


def _refuse_twins(row: Sequence[str], lines: dict[tuple[str, str, str], int], line: int) -> None:
    named = dict(zip(COLUMNS, row, strict=True))
    own = named["name"] if named["ticker"] == PRIVATE else named["valid_from"]
    key = (named["ticker"], named["symbol"], own)
    if key in lines:
        raise ValueError(f"repeats line {lines[key]}")
    lines[key] = line


def _private(row: Sequence[str]) -> list[str]:
    """Give the names of a row that are never to be tagged. Raises ``ValueError``."""
    _, symbol, name, aliases, *rest = row
    if symbol or not name or any(rest):
        raise ValueError(f"a {PRIVATE} row has a name and aliases, every other cell is empty")
    return [name, *filter(None, aliases.split("|"))]


def _counterpart(row: Instrument, known: Iterable[Instrument]) -> Instrument | None:
    same = [each for each in known if (each.ticker, each.symbol) == (row.ticker, row.symbol)]
    begun = [each for each in same if each.valid_from == row.valid_from]
    present = [each for each in same if each.valid_to is None and row.valid_from is None]
    return next(iter(begun or present), None)


def _gives_way(known: Instrument, row: Instrument) -> bool:
    """Say whether a symbol's present row goes: it means another id now, or was changed for it."""
    taken = known.valid_to is None and (
        row.valid_to is None or row.ticker != f"{row.asset_class}:{row.symbol}"
    )
    return taken and known.asset_class == row.asset_class and known.ticker != row.ticker
