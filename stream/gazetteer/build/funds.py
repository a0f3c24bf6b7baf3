"""Funds by name, in the order of their assets; most of them file under an umbrella's name."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from stream.gazetteer.build import sec, shortnames
from stream.gazetteer.build.sec import Filing
from stream.gazetteer.instruments import Instrument
from stream.models import TickerId

_SYMBOL: Final = re.compile(r"[A-Z]{1,5}")
_GENERIC: Final = frozenset(
    ["", *"the and of us u s etf etfs etn fund funds trust inc corp plc index etns".split()]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """One fund; ``rank`` is its place by assets, 1 the largest."""

    symbol: str
    name: str
    rank: int


def read(source: bytes) -> list[Fund]:
    """Read a list of ``symbol`` and ``name`` that stands in the order of assets."""
    rows: list[Mapping[str, str]] = json.loads(source)
    found: dict[str, Fund] = {}
    for place, row in enumerate(rows, start=1):
        symbol, name = row["symbol"].strip().upper(), " ".join(row["name"].split())
        if _SYMBOL.fullmatch(symbol) and name:
            found.setdefault(symbol, Fund(symbol=symbol, name=name, rank=place))
    return list(found.values())


def joined(drafts: Sequence[Instrument], funds: Iterable[Fund]) -> list[Instrument]:
    """Give funds their own names and ranks, and add those that no other source has.

    A symbol that means a firm now is no fund's any more; a fund that a source takes for a share
    is known by its name, and becomes one.
    """
    by_symbol = {each.symbol: each for each in funds}
    known = {row.symbol for row in drafts if row.asset_class != "crypto"}
    rows = [_joined(row, by_symbol.get(row.symbol)) for row in drafts]
    return [*rows, *(_draft(each) for each in by_symbol.values() if each.symbol not in known)]


def is_free(fund: Fund, filings: Mapping[str, Filing]) -> bool:
    """Say whether no firm has the fund's symbol now."""
    filing = filings.get(fund.symbol)
    return filing is None or filing.asset_class == "etf" or _is_called(filing.name, fund)


def _joined(row: Instrument, fund: Fund | None) -> Instrument:
    if fund is None or row.asset_class == "crypto" or not _is_same(row, fund):
        return row
    # Else it is the name of an umbrella, or of the bank that issued the note.
    known = (row.name, *row.aliases) if sec.is_fund(row.name) and "(" not in row.name else ()
    name, *aliases = dict.fromkeys([fund.name, *known])
    return replace(
        row,
        ticker=TickerId(f"etf:{row.symbol}"),
        asset_class="etf",
        name=name,
        aliases=tuple(aliases),
        rank=fund.rank,
    )


def _is_same(row: Instrument, fund: Fund) -> bool:
    return row.asset_class == "etf" or _is_called(row.name, fund)


def _is_called(name: str, fund: Fund) -> bool:
    """Guard against a firm that has a former fund's symbol: a telling word must be in both."""
    return bool(_telling(name) & _telling(fund.name))


def _telling(name: str) -> set[str]:
    words = {shortnames.key(word) for word in name.split()}
    return words - _GENERIC


def _draft(fund: Fund) -> Instrument:
    return Instrument(
        ticker=TickerId(f"etf:{fund.symbol}"),
        symbol=fund.symbol,
        asset_class="etf",
        name=fund.name,
        ids={},
        rank=fund.rank,
    )
