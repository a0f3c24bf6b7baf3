"""What became of former owners: their rows, under the present id where there is one.

Not here: who they were (``history``), the judging of names (``compose``).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from stream.gazetteer.build import shortnames
from stream.gazetteer.build.drafts import names_of
from stream.gazetteer.build.history import Archive, Past
from stream.gazetteer.build.lexicon import Lexicon
from stream.gazetteer.build.listings import Sighting
from stream.gazetteer.build.sec import Filing, is_fund
from stream.gazetteer.instruments import Instrument
from stream.gazetteer.loader import is_own
from stream.models import TickerId

LAG: Final = timedelta(days=366)
"""So much later than a firm gave up its name a list may still have it."""

_SHARE: Final = re.compile(r"[A-Z]{1,4}(?:\.[A-Z])?")
"""Five letters are warrants, units, rights, preferreds and the counter's foreign shares."""
_MEMBER: Final = re.compile(r"[A-Z]{1,5}(?:\.[A-Z])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """Who is quoted at present, to be found by what is known of somebody in the past.

    ``ids`` by symbol; the symbol by CIK, by CUSIP, and by the key of a name with its last day.
    """

    ids: Mapping[str, TickerId]
    by_cik: Mapping[str, str]
    by_cusip: Mapping[str, str]
    by_name: Mapping[str, tuple[str, date]]


def directory(
    filings: Mapping[str, Filing], rows: Iterable[Instrument], archive: Archive
) -> Directory:
    """Index the present; a name that several filers have or had leads to none of them."""
    primary = {each.cik.lstrip("0"): each.symbol for each in filings.values() if each.primary}
    bearers: dict[str, dict[str, date]] = defaultdict(dict)
    for each in filings.values():
        if each.primary:
            for name, until in _names(each, archive):
                known = bearers[_key(name)].get(each.symbol, date.min)
                bearers[_key(name)][each.symbol] = max(known, until)
    return Directory(
        ids={each.symbol: each.ticker for each in rows if each.asset_class != "crypto"},
        by_cik=primary,
        by_cusip={cusip: symbol for symbol in filings for cusip in archive.cusips.get(symbol, ())},
        by_name={key: next(iter(had.items())) for key, had in bearers.items() if len(had) == 1},
    )


def _names(filing: Filing, archive: Archive) -> Iterator[tuple[str, date]]:
    yield filing.name, date.max
    for each in archive.names.get(filing.cik.lstrip("0"), ()):
        yield each.name, each.until


def rows(
    pasts: Sequence[Past],
    present: Directory,
    overlay: Sequence[Instrument],
    archive: Archive,
    lexicon: Lexicon,
) -> tuple[list[Instrument], Counter[str]]:
    """Give a row for each former owner, and counts of what was left out and why."""
    known = {each.symbol: each.ticker for each in overlay if each.valid_to}
    heirs = _Heirs(present, {**present.ids, **known}, {each.last.symbol: each for each in pasts})
    found: list[Instrument] = []
    left_out: Counter[str] = Counter()
    for past in pasts:
        heir = heirs.of(past)
        row = _row(past, heir, lexicon)
        why = _why_left_out(past) or _why_not_ended(past, heir, archive)
        if not why and _is_curated(row, overlay, reused=past.reused):
            why = "the overlay says otherwise"
        if why:
            left_out[why] += 1
        else:
            found.append(row)
    return _with_owners(found, present), left_out


class _Heirs:
    """Finds under which id a former owner is quoted now."""

    def __init__(
        self, present: Directory, ids: Mapping[str, TickerId], pasts: Mapping[str, Past]
    ) -> None:
        self._present = present
        self._ids = ids
        self._pasts = pasts

    def of(self, past: Past) -> TickerId | None:
        """Give the present id; that of its end for a renamed one that ended; else None."""
        symbol = past.last.symbol
        successor = past.successor or self._successor(past)
        seen = {symbol}
        while successor in self._pasts and successor not in self._ids and successor not in seen:
            seen.add(successor)
            further = self._pasts[successor]
            successor = further.successor or self._successor(further) or successor
        if not successor or successor == symbol:
            return None
        return self._ids.get(successor, TickerId(f"equity:{successor}"))

    def _successor(self, past: Past) -> str:
        last = past.last
        named, until = self._present.by_name.get(_key(last.name), ("", date.min))
        for symbol in (
            self._present.by_cusip.get(last.cusip),
            self._present.by_cik.get(last.cik),
            named if until >= last.day - LAG else "",
        ):
            if symbol and symbol != last.symbol and "-" not in symbol:
                return symbol
        return ""


def _why_left_out(past: Past) -> str:
    symbol, member = past.last.symbol, past.member
    if is_fund(past.last.name):
        return "funds"
    if not (_MEMBER if member else _SHARE).fullmatch(symbol):
        return "warrants, units, preferreds, foreign shares of the counter"
    if past.exchange == "OTC" and not member:
        return "quoted over the counter"
    unknown = not (past.exchange or past.last.cusip or member)
    return "no exchange known" if unknown else ""


def _why_not_ended(past: Past, heir: TickerId | None, archive: Archive) -> str:
    """Say so where the issuer had the symbol it has now beside this one already."""
    if heir is None:
        return ""
    symbol = heir.partition(":")[2]
    sighted = (each.rows.get(symbol) for each in archive.listings if each.day <= past.last.day)
    beside = any(each and _is_same_issuer(each, past.last) for each in sighted)
    return "further lines of issuers that are still quoted" if beside else ""


def _is_same_issuer(left: Sighting, right: Sighting) -> bool:
    if left.cik and right.cik:
        return left.cik == right.cik
    return bool(left.name) and shortnames.are_related(left.name, right.name)


def _is_curated(row: Instrument, overlay: Iterable[Instrument], *, reused: bool) -> bool:
    """Say whether the overlay gives the symbol's past to another id, or says that it goes on."""
    said = [
        each
        for each in overlay
        if (each.asset_class, each.symbol) == (row.asset_class, row.symbol)
        and not (reused and each.valid_to is None)
    ]
    return any(each.valid_to is None or each.ticker != row.ticker for each in said)


def _row(past: Past, heir: TickerId | None, lexicon: Lexicon) -> Instrument:
    last = past.last
    own = heir or TickerId(f"equity:{last.symbol}")
    name, *aliases = names_of(last.name, lexicon)
    return Instrument(
        ticker=own,
        symbol=last.symbol,
        asset_class="etf" if own.startswith("etf:") else "equity",
        name=name,
        aliases=() if heir else tuple(aliases),
        exchange=past.exchange,
        ids={"cik": last.cik} if last.cik and not heir else {},
        valid_to=past.end,
    )


def _with_owners(found: Sequence[Instrument], present: Directory) -> list[Instrument]:
    """Leave out symbols that were changed for one of which nothing is known."""
    owners = {*present.ids.values(), *(each.ticker for each in found if is_own(each))}
    return [each for each in found if each.ticker in owners]


def _key(name: str) -> str:
    return shortnames.key(shortnames.without_legal_form(shortnames.registered(name)))
