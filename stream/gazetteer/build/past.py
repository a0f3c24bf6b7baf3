"""The archive of earlier lists, out of the packages of their day.

Not here: what follows from them (``history``, ``endings``, ``formernames``).
"""

import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

# Needed to build the table, not to run: it may be missing, and it has no types.
import pyarrow.parquet  # type: ignore[import-not-found,import-untyped,unused-ignore]

from stream.gazetteer.build import formernames, listings, packages
from stream.gazetteer.build.formernames import FormerName
from stream.gazetteer.build.history import Archive
from stream.gazetteer.build.listings import Listing, Membership
from stream.gazetteer.build.sec import us_symbol

STOCKS_DAY: Final = date(2019, 11, 20)
"""The date of the file in the first release that had it; it did not change since."""
SYMBOLS_DAY: Final = date(2022, 12, 1)
"""As the package's description says."""
FILERS_DAY: Final = date(2024, 10, 24)
"""The date of the file in the release."""
SEC_DAY: Final = date(2025, 12, 9)
"""The day of the release, the first to hold the SEC's list."""
TODAY: Final = date(2026, 11, 1)
"""The edition's; what its list lacks has ended by then."""

INDEXES: Final = ("sp500", "sp400", "sp600")


def archive(cache: Path, cusips: Iterable[Mapping[str, str]]) -> tuple[Archive, list[FormerName]]:
    """Give all that is known of the past, and the names that filers had with their dates."""
    lists = [_stocks(cache), _symbols(cache), _filers(cache), _sec(cache)]
    text = _text(cache, packages.DATAMULE, "datamule/data/company_former_names.csv")
    names = [*formernames.read(text), *formernames.of_listings(lists)]
    known = Archive(
        listings=lists,
        memberships=[_membership(cache, index) for index in INDEXES],
        names=formernames.by_cik(names),
        cusips=_by_symbol(cusips),
    )
    return known, names


def _stocks(cache: Path) -> Listing:
    text = _text(cache, packages.INVESTPY, "investpy-1.0.8/investpy/resources/stocks.csv")
    return listings.stocks(text, STOCKS_DAY)


def _symbols(cache: Path) -> Listing:
    return listings.symbols(_text(cache, packages.STOCKS_2022, "package/index.js"), SYMBOLS_DAY)


def _filers(cache: Path) -> Listing:
    text = _text(cache, packages.DATAMULE, "datamule/data/company_metadata.csv")
    return listings.filers(text, FILERS_DAY)


def _sec(cache: Path) -> Listing:
    wheel = packages.fetch(packages.EDGARTOOLS_2025, cache)
    content = packages.member(wheel, "edgar/reference/data/company_tickers.pq")
    table = pyarrow.parquet.read_table(io.BytesIO(content))
    return listings.sec_list(table.to_pylist(), "company", SEC_DAY)


def _membership(cache: Path, index: str) -> Membership:
    changes, seed = (
        _text(cache, packages.PITINDEX, f"pitindex/data/{index}_{part}.csv")
        for part in ("changes", "seed")
    )
    return listings.membership(changes, seed)


def _by_symbol(rows: Iterable[Mapping[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[us_symbol(row["Ticker"])].add(row["Cusip"])
    return found


def _text(cache: Path, package: packages.Package, name: str) -> str:
    return packages.member(packages.fetch(package, cache), name).decode()
