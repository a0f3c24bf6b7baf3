"""US symbols of which nothing is known but that they are, or were, quoted: old ones, many funds."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from stream.gazetteer.build.lexicon import Lexicon

FAMILY: Final = 5
"""An issuer with so many listed issues is a family of funds, not a firm."""
EVERYDAY: Final = 35
"""SCOWL's level up to which a symbol is left out as a word of everyday use."""
CURRENCIES: Final = frozenset(
    "USD EUR GBP JPY CHF CNY CNH AUD CAD NZD HKD SGD INR KRW BRL MXN ZAR RUB TRY SEK NOK".split()
)
"""After a dollar sign they are money."""

_LISTED: Final = re.compile(r"[A-Z]{2,4}")
"""Five letters are mutual funds and the counter's foreign shares; one is mostly a slip."""
_TEST_ISSUER: Final = "00006K"


def nameless(
    rows: Iterable[Mapping[str, str]], known: Collection[str], lexicon: Lexicon
) -> list[str]:
    """Give ids for symbols that the table lacks, from rows of ``Cusip`` and ``Ticker``, sorted.

    The number itself is not kept: its first six characters tell issuers apart, that is all.
    """
    issuers: dict[str, set[str]] = defaultdict(set)
    symbols: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        issuer, symbol = row["Cusip"][:6], row["Ticker"]
        if _LISTED.fullmatch(symbol) and issuer != _TEST_ISSUER:
            issuers[issuer].add(row["Cusip"][6:8])
            symbols[symbol].add(issuer)
    families = {issuer for issuer, issues in issuers.items() if len(issues) >= FAMILY}
    return sorted(
        f"{'etf' if found <= families else 'equity'}:{symbol}"
        for symbol, found in symbols.items()
        if symbol not in known and not _is_everyday(symbol, lexicon)
    )


def _is_everyday(symbol: str, lexicon: Lexicon) -> bool:
    return symbol in CURRENCIES or lexicon.words.get(symbol.lower(), EVERYDAY + 1) <= EVERYDAY
