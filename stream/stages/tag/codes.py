"""Where a text writes a symbol with its market: ``(NASDAQ: CSCO)``, ``CSCO.O``, ``SOL-USD``.

Each pattern begins with what is rare in a text, so that most of it is passed over quickly.
Not here: cashtags (``cashtags``), names (``names``), what a symbol means (``symbols``).
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from stream.models import Rule
from stream.stages.tag.lexicon import FIAT, QUOTES
from stream.stages.tag.markets import exchange_symbol, ric_symbol

_EXCHANGE: Final = re.compile(
    r"([A-Z](?<![\w$].)[A-Za-z]{1,9}(?:\s?(?:ARCA|Arca|AMERICAN|American|MKT))?)\s?:\s?(?=[$A-Z0-9])"
)
_SPACE: Final = re.compile(r"\s")
_LISTED: Final = re.compile(r"\$?([A-Z0-9]{1,6}(?:[.\-/][A-Z]{1,2})?)(?![A-Za-z0-9_]|\s?:)")
_NEXT_LISTED: Final = re.compile(r"\s?[,;/]\s?(?:and\s)?(?=\$?[A-Z0-9])")
_LONGEST_LIST: Final = 50

_RIC_MARKET: Final = re.compile(r"\.([A-Z]{1,2})(?![\w])(?!\.\w)")
_RIC_BASE: Final = re.compile(r"(?<![\w.$@/&-])([A-Z0-9]{2,6})([a-z]?)\Z")
_LONGEST_BASE: Final = 10

_PAIR_QUOTE: Final = re.compile(r"[-/](?:" + "|".join(QUOTES) + r")(?![\w/-])")
_PAIR_BASE: Final = re.compile(r"(?<![\w.$@/&-])\$?([A-Z0-9]{2,10})\Z")


class Code(NamedTuple):
    """One written symbol: ``text[start:end]``, and the symbol as ticker ids spell it.

    ``qualified`` says that it stands in brackets right behind its exchange, so that it is one
    even where no table knows it.
    """

    start: int
    end: int
    symbol: str
    rule: Rule
    qualified: bool = False


def find_codes(text: str) -> Iterator[Code]:
    """Give exchange-qualified symbols, RICs and pairs, in time linear in the text."""
    if ":" in text:
        yield from _exchange_qualified(text)
    yield from _rics(text)
    yield from _pairs(text)


def _exchange_qualified(text: str) -> Iterator[Code]:
    for match in _EXCHANGE.finditer(text):
        exchange = _SPACE.sub("", match[1])
        if not (exchange.isupper() or exchange.startswith(("Nasdaq", "NYSE"))):
            continue
        bracketed = text[match.start() - 1 : match.start()] in {"(", "["}
        yield from _listed(text, match.end(), exchange.upper(), bracketed=bracketed)


def _listed(text: str, position: int, exchange: str, *, bracketed: bool) -> Iterator[Code]:
    """Give the symbols behind an exchange: one, or in brackets a list."""
    listed = _LISTED.match(text, position)
    for place in range(_LONGEST_LIST if bracketed else 1):
        symbol = exchange_symbol(exchange, listed[1]) if listed else None
        if listed is None or symbol is None:
            return
        qualified = bracketed and place == 0
        yield Code(listed.start(), listed.end(), symbol, "exchange", qualified)
        separator = _NEXT_LISTED.match(text, listed.end())
        listed = _LISTED.match(text, separator.end()) if separator else None


def _rics(text: str) -> Iterator[Code]:
    """Give RICs; a share class stands in them as a small letter (``BRKb.N``)."""
    for market in _RIC_MARKET.finditer(text):
        dot = market.start()
        base = _RIC_BASE.search(text, max(0, dot - _LONGEST_BASE), dot)
        symbol = ric_symbol(base[1], base[2], market[1]) if base else None
        if base is not None and symbol is not None:
            yield Code(base.start(), market.end(), symbol, "ric")


def _pairs(text: str) -> Iterator[Code]:
    """Give the bases of pairs: in ``SOL-USD`` the news is about ``SOL``."""
    for quote in _PAIR_QUOTE.finditer(text):
        stroke = quote.start()
        base = _PAIR_BASE.search(text, max(0, stroke - _LONGEST_BASE - 1), stroke)
        if base is not None and base[1] not in FIAT:
            yield Code(base.start(), quote.end(), base[1], "pair")
