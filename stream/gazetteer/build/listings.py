"""Which symbols were quoted on a day of the past, as packages of that time say.

Not here: what it means that a later list lacks a symbol (``history``).
"""

import ast
import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from stream.gazetteer.build.sec import EXCHANGES, us_symbol

COUNTRY: Final = "united states"

_OUTRIGHT: Final = re.compile(
    r"acqui|merge[dr]|buyout|bankrupt|chapter 11|taken private|insolven|receivership|seized"
    r"|liquidat",
    re.IGNORECASE,
)
"""Words for an end of the quotation itself, where the reason speaks of the firm that left."""
_RENAMED: Final = re.compile(r"rename → ([A-Z.]+)")
_JSON_LISTS: Final = re.compile(r"\{.*?\}", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A symbol that was quoted on a day; what the list does not say is empty."""

    symbol: str
    day: date
    name: str = ""
    cik: str = ""
    exchange: str = ""
    cusip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """All symbols of one day; ``whole`` if one that it lacks was not quoted."""

    day: date
    whole: bool
    rows: Mapping[str, Sighting]


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """A symbol left an index; ``final`` if its quotation ended with it, for a successor or none."""

    symbol: str
    day: date
    final: bool
    successor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """What the changes of an index tell: who was quoted when, and who left."""

    sightings: tuple[Sighting, ...]
    departures: tuple[Departure, ...]


def sec_list(rows: Iterable[Mapping[str, object]], name: str, day: date) -> Listing:
    """Read the SEC's list of a day: ``cik``, ``ticker`` and the column that holds the name."""
    return _listing(
        Sighting(
            symbol=us_symbol(str(row["ticker"])),
            day=day,
            name=str(row[name] or ""),
            cik=str(row["cik"]).lstrip("0"),
        )
        for row in rows
    )


def filers(text: str, day: date) -> Listing:
    """Read filers with ``tickers`` and ``exchanges`` as lists of one length."""
    return _listing(
        Sighting(
            symbol=us_symbol(symbol),
            day=day,
            name=row["name"],
            cik=row["cik"].lstrip("0"),
            exchange=EXCHANGES.get(exchange, ""),
        )
        for row in csv.DictReader(io.StringIO(text))
        for symbol, exchange in zip(
            row["tickers"].split(","), row["exchanges"].split(","), strict=False
        )
        if symbol
    )


def stocks(text: str, day: date) -> Listing:
    """Read the stocks of all countries, of which only the US ones are taken.

    A US ISIN is the country, the CUSIP and a digit.
    """
    rows = (row for row in csv.DictReader(io.StringIO(text)) if row["country"] == COUNTRY)
    return _listing(
        (
            Sighting(
                symbol=us_symbol(row["symbol"]),
                day=day,
                name=row["full_name"],
                cusip=row["isin"][2:11] if row["isin"].startswith("US") else "",
            )
            for row in rows
        ),
        whole=False,
    )


def symbols(source: str, day: date) -> Listing:
    """Read a module that is an object of lists of symbols; classes have a caret there."""
    lists: Mapping[str, list[str]] = ast.literal_eval(_JSON_LISTS.findall(source)[0])
    found = {us_symbol(each.replace("^", "-P")) for name in lists for each in lists[name]}
    return _listing((Sighting(symbol=each, day=day) for each in sorted(found)), whole=False)


def membership(changes: str, seed: str) -> Membership:
    """Read an index's changes (``date, action, ticker, name, reason``) and its first members."""
    first = csv.DictReader(io.StringIO(seed))
    sightings = [
        Sighting(symbol=row["ticker"], day=date.fromisoformat(row["effective_date"]))
        for row in first
    ]
    rows = list(csv.DictReader(io.StringIO(changes)))
    sightings += [_change(row) for row in rows]
    left = (_departure(row) for row in rows if row["action"] == "removed")
    return Membership(sightings=tuple(sightings), departures=tuple(left))


def _change(row: Mapping[str, str]) -> Sighting:
    """Who joins is quoted on the day, who leaves was on the day before."""
    day = date.fromisoformat(row["date"]) - timedelta(days=row["action"] == "removed")
    return Sighting(symbol=row["ticker"], day=day, name=_plain(row["name"]))


def _departure(row: Mapping[str, str]) -> Departure:
    reason = row["reason"]
    renamed = _RENAMED.match(reason)
    firm = row["name"].split()[:1]
    named = any(re.search(rf"\b{re.escape(word)}\b", reason) for word in (row["ticker"], *firm))
    outright = reason.startswith(("Acquisition", "Acquired")) or named
    return Departure(
        symbol=row["ticker"],
        day=date.fromisoformat(row["date"]),
        final=bool(renamed or (outright and _OUTRIGHT.search(reason))),
        successor=renamed[1] if renamed else "",
    )


def _listing(sightings: Iterable[Sighting], *, whole: bool = True) -> Listing:
    rows = {each.symbol: each for each in sightings}
    return Listing(day=next(iter(rows.values())).day, whole=whole, rows=rows)


def _plain(name: str) -> str:
    return " ".join(re.sub(r"\[.*?\]", " ", name).split())
