"""US shares and funds out of the SEC's list: its order is by size, its names are in all shapes."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from stream.models import AssetClass

EXCHANGES: Final = {"Nasdaq": "NASDAQ", "NYSE": "NYSE", "OTC": "OTC", "CBOE": "CBOE"}

_FUND: Final = re.compile(
    r"""\b(?:ETF|ETFS|ETN|ETNS|iShares|SPDR|ProShares|GraniteShares|CurrencyShares|Teucrium
    |Direxion|QQQ|21Shares|Bitwise|Hashdex|WisdomTree\ .*\ (?:Fund|Trust)|VanEck\ .*\ Trust
    |Grayscale\ .*\ (?:Trust|Fund)|Invesco\ DB\ .*|Sprott\ (?:Physical|ESG)\ .*
    |United\ States\ (?:\w+\ )+Fund|abrdn\ (?:Gold|Silver|Platinum|Palladium|Precious)\ .*
    |Fidelity\ (?:Wise\ Origin|Ethereum|Solana)\ .*|Franklin\ Templeton\ .*\ Trust|VS\ Trust)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_CLASS_SHARE: Final = re.compile(r"[A-Z]+-[A-Z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """One row of the SEC's list; ``primary`` is true for the first symbol of its filer."""

    symbol: str
    asset_class: AssetClass
    name: str
    exchange: str
    cik: str
    rank: int
    primary: bool


def filings(rows: Iterable[Mapping[str, str] | Mapping[str, str | None]]) -> list[Filing]:
    """Make filings of the list's rows, which stand in the order of size; the rank counts filers.

    A row has ``cik``, ``ticker``, ``exchange`` and ``name``; one without a name is dropped.
    """
    ranks: dict[str, int] = {}
    found: dict[str, Filing] = {}
    for row in rows:
        cik, name = row["cik"] or "", row["name"] or ""
        symbol = us_symbol(row["ticker"] or "")
        if not name or not symbol or symbol in found:
            continue
        first = cik not in ranks
        found[symbol] = Filing(
            symbol=symbol,
            asset_class="etf" if is_fund(name) else "equity",
            name=name,
            exchange=EXCHANGES.get(row["exchange"] or "", ""),
            cik=cik,
            rank=ranks.setdefault(cik, len(ranks) + 1),
            primary=first,
        )
    return list(found.values())


def umbrellas(filings: Iterable[Filing]) -> frozenset[str]:
    """Give the CIKs under which several funds trade: their name is the name of none of them."""
    funds = Counter(each.cik for each in filings if each.asset_class == "etf")
    return frozenset(cik for cik, count in funds.items() if count > 1)


def us_symbol(ticker: str) -> str:
    """Write a US symbol: classes with a point (BRK.B), preferreds and the like with a hyphen."""
    ticker = ticker.strip().upper()
    return ticker.replace("-", ".") if _CLASS_SHARE.fullmatch(ticker) else ticker


def is_fund(name: str) -> bool:
    """Tell a fund that trades at an exchange by its name."""
    return _FUND.search(name) is not None
