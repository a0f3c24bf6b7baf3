"""What is known of the present, out of the packages of today.

Not here: what was known before (``past``), words and people (``words``).
"""

import io
from dataclasses import dataclass
from pathlib import Path

# Needed to build the table, not to run: it may be missing, and it has no types.
import pyarrow.parquet  # type: ignore[import-not-found,import-untyped,unused-ignore]

from stream.gazetteer.build import drafts, funds, members, packages, sec, tokens
from stream.gazetteer.build.drafts import Firms
from stream.gazetteer.build.funds import Fund
from stream.gazetteer.build.report import Intake
from stream.gazetteer.build.tokens import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """Firms, funds and tokens as read; the CUSIPs of symbols; how much of each was used."""

    firms: Firms
    funds: list[Fund]
    tokens: list[Token]
    cusips: list[dict[str, str]]
    intakes: tuple[Intake, ...]


def read(cache: Path) -> Present:
    """Read the packages; they are fetched where the cache lacks them."""
    filed, cusips = (_edgar(cache, file) for file in ("company_tickers.parquet", "ct.pq"))
    filings = sec.filings(filed)
    listed = members.read(_text(cache, packages.PYTICKERSYMBOLS, "pytickersymbols/indices_data.py"))
    firms = drafts.join(filings, listed)
    found = funds.read(_bytes(cache, packages.ETFPY, "etfpy/data/etfs/etfs_list.json"))
    taken = [each for each in found if funds.is_free(each, firms.filings)]
    coins, counted = _tokens(cache)
    intakes = (
        Intake(what="symbols of the SEC's list", read=len(filed), kept=len(filings)),
        Intake(what="members of indexes with a symbol", read=len(listed), kept=_used(firms)),
        Intake(what="funds", read=len(found), kept=len(taken)),
        *counted,
    )
    return Present(firms=firms, funds=found, tokens=coins, cusips=cusips, intakes=intakes)


def _used(firms: Firms) -> int:
    """Count the members that are joined to a US symbol or have one of their own abroad."""
    return sum(each.abroad or each in firms.homes.values() for each in firms.members)


def _tokens(cache: Path) -> tuple[list[Token], list[Intake]]:
    icons = _text(cache, packages.WEB3ICONS, "package/dist/metadata/tokens.js")
    names = tokens.read_names(
        _bytes(cache, packages.CRYPTOCURRENCIES, "package/cryptocurrencies.json")
    )
    ordered = tokens.read_ordered(
        _text(cache, packages.INVESTPY, "investpy-1.0.8/investpy/resources/cryptos.csv")
    )
    ranked = tokens.read_ranked(icons)
    joined = tokens.joined(ranked, names)
    further = tokens.ranked_further(joined, ordered)
    first, both = (sum(each.rank is not None for each in found) for found in (joined, further))
    return further, [
        Intake(what="tokens with a rank", read=len(ranked), kept=first),
        Intake(what="tokens of the longer list", read=len(names), kept=len(joined) - first),
        Intake(what="places in the older list of tokens", read=len(ordered), kept=both - first),
    ]


def _edgar(cache: Path, file: str) -> list[dict[str, str]]:
    content = _bytes(cache, packages.EDGARTOOLS, f"edgar/reference/data/{file}")
    found: list[dict[str, str]] = pyarrow.parquet.read_table(io.BytesIO(content)).to_pylist()
    return found


def _bytes(cache: Path, package: packages.Package, name: str) -> bytes:
    return packages.member(packages.fetch(package, cache), name)


def _text(cache: Path, package: packages.Package, name: str) -> str:
    return _bytes(cache, package, name).decode()
