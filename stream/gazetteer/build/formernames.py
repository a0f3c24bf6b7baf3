"""Names that quoted firms had before: texts go on using them ("Facebook") for years."""

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from stream.gazetteer.build import shortnames
from stream.gazetteer.build.drafts import MAIN_EXCHANGES, names_of
from stream.gazetteer.build.lexicon import LONGEST_PHRASE, Lexicon
from stream.gazetteer.build.listings import Listing
from stream.gazetteer.instruments import Instrument
from stream.gazetteer.loader import is_own
from stream.gazetteer.rows import CLEARED

SINCE: Final = date(2015, 1, 1)
"""Older names mean somebody else by now, if anybody."""

_SHELL: Final = re.compile(
    r"\b(?:acquisitions?|merger|spac|blank check|newco|spinco|holdco)\b", re.IGNORECASE
)
"""Shells that a firm went public through are not what it was called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerName:
    """A filer's name as registered, and the last day on which it is known to have had it."""

    cik: str
    name: str
    until: date


def read(text: str) -> list[FormerName]:
    """Read ``cik, former_name, from_date, to_date``; a name without an end is dropped."""
    return [
        FormerName(
            cik=row["cik"].lstrip("0"),
            name=row["former_name"],
            until=date.fromisoformat(row["to_date"][:10]),
        )
        for row in csv.DictReader(io.StringIO(text))
        if row["to_date"]
    ]


def of_listings(listings: Iterable[Listing]) -> list[FormerName]:
    """Give the names that filers had in earlier lists."""
    return [
        FormerName(cik=each.cik, name=each.name, until=each.day)
        for listing in listings
        for each in listing.rows.values()
        if each.cik
    ]


def by_cik(names: Iterable[FormerName]) -> dict[str, list[FormerName]]:
    """Give all names that each filer had."""
    found: dict[str, list[FormerName]] = defaultdict(list)
    for each in names:
        found[each.cik].append(each)
    return found


def added(
    rows: Sequence[Instrument],
    names: Iterable[FormerName],
    overlay: Iterable[Instrument],
    lexicon: Lexicon,
) -> list[Instrument]:
    """Give shares at the main exchanges their former names, unless these are anyone's present one.

    A name that several of them had is left to none; one that the overlay drops is dropped.
    """
    present = {shortnames.key(name) for row in rows for name in (row.name, *row.aliases)}
    dropped = {(row.ticker, alias) for row in overlay for alias in row.aliases}
    listed = {row.ids["cik"] for row in rows if _bears_names(row)}
    former = _former((each for each in names if each.cik in listed), present, lexicon)
    bearers = Counter(key for keyed in former.values() for key in keyed)
    own = {
        cik: [name for key, spelt in keyed.items() if bearers[key] == 1 for name in spelt]
        for cik, keyed in former.items()
    }
    return [
        _with_aliases(row, own.get(row.ids["cik"], ()), dropped, lexicon)
        if _bears_names(row)
        else row
        for row in rows
    ]


def _bears_names(row: Instrument) -> bool:
    """Leave out what files with the SEC but is quoted elsewhere, further symbols, and funds."""
    present = row.asset_class == "equity" and is_own(row) and row.valid_to is None
    listed = row.exchange in MAIN_EXCHANGES and "cik" in row.ids
    return present and listed and not row.name.endswith(f"({row.symbol})")


def _with_aliases(
    row: Instrument, names: Iterable[str], dropped: Container[tuple[str, str]], lexicon: Lexicon
) -> Instrument:
    kept = [name for name in names if (row.ticker, CLEARED + name) not in dropped]
    plain = [name for name in kept if _is_plain(name, lexicon) and name not in row.aliases]
    return replace(
        row,
        aliases=tuple(dict.fromkeys([*row.aliases, *kept])),
        ambiguous=(*row.ambiguous, *plain),
    )


def _is_plain(name: str, lexicon: Lexicon) -> bool:
    """Say whether a name is of a word or two, none of them a trade's: "Black Diamond"."""
    words = name.lower().split()
    trade = shortnames.without_descriptors(name, shortnames.TRADES) != name
    formal = trade or shortnames.is_formal(name)
    return not formal and len(words) <= LONGEST_PHRASE and all(map(lexicon.is_word, words))


def _former(
    names: Iterable[FormerName], present: Collection[str], lexicon: Lexicon
) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Give each filer's former names, by the key of the short one, in all their spellings."""
    found: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for each in names:
        if each.until >= SINCE and not _SHELL.search(each.name):
            spelt = names_of(each.name, lexicon)
            if not any(shortnames.key(name) in present for name in spelt):
                found[each.cik].setdefault(shortnames.key(spelt[0]), spelt)
    return found
