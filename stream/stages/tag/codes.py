"""Where a text writes a symbol with its market: ``(NASDAQ: CSCO)``, ``CSCO.O``, ``SOL-USD``.

Each pattern begins with what is rare in a text, so that most of it is passed over quickly.
Not here: cashtags (``cashtags``), names (``names``), what a symbol means (``symbols``).
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final, NamedTuple

from stream.models import Rule
from stream.stages.tag.lexicon import FIAT, QUOTES
from stream.stages.tag.markets import (
    LAST_WORDS,
    exchange_symbol,
    ric_symbol,
    suffix_of,
    terminal_symbol,
)

_COLON: Final = re.compile(r":\s?(?=[$\"A-Z0-9])")
_EXCHANGE: Final = re.compile(r"(?<![\w$])[A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*){0,3}\s?\Z")
_LONGEST_EXCHANGE: Final = 36
_LISTED: Final = re.compile(
    r"\"?\$?([A-Z0-9]{1,10}(?:[.\-/][A-Z]{1,2})?)(?![A-Za-z0-9_]|\s?:|\.\d)"
)
_LISTED_AT_HOME: Final = re.compile(_LISTED.pattern.replace("{1,10}", "{1,6}"))
_NEXT_LISTED: Final = re.compile(r"\s?(?:[,;/]\s?(?:and\s|&\s)?|(?:and|&)\s)(?=\"?\$?[A-Z0-9])")
_LONGEST_LIST: Final = 50
_ARTICLE: Final = re.compile(r"[AI] [a-z]")
"""Not the share of Agilent but the beginning of a sentence: ``NYSE: A new high``."""
_TERMINAL: Final = re.compile(r"(?<![\w.$:/-])[A-Z0-9]{1,6}\Z")
_TERMINAL_MARKET: Final = re.compile(r"[A-Z]{2}(?!\w|[:/.-]\w)")

_RIC_MARKET: Final = re.compile(r"\.([A-Z]{1,2})(?![\w&])(?![.-]\w)")
_RIC_BASE: Final = re.compile(
    r"((?<=[<(])[A-Z](?=\.)|(?<![\w.$@/&^=-])[A-Z0-9]{2,6})([a-z]?)(?=\.)"
)
_LONGEST_BASE: Final = 10

_QUOTES: Final = ("USD", "BTC", "ETH", "EUR", "PERP", "GBP", "JPY", "KRW", "TRY")
"""What a text must contain for any pair: the shortest beginnings of quotes."""
_AFTER_STROKE: Final = re.compile(rf"[-/_](?:{'|'.join(QUOTES)}|PERP)(?![\w/-])")
_JOINED: Final = ("USD", "PERP")
"""What a text must contain for a quote that is written without a stroke: ``SOLUSDT``."""
_JOINED_QUOTE: Final = re.compile(r"(?:BUSD|USDT|USDC|USD|PERP)(?![\w/-])")
_PAIR_BASE: Final = re.compile(r"(?<![\w.$@/&#-])[$#]?(?=[0-9]*[A-Z])([A-Z0-9]{2,10})\Z")


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
    """Give exchange-qualified symbols, then RICs, then pairs, in time linear in the text."""
    if ":" in text:
        yield from _with_colon(text)
    yield from _rics(text)
    yield from _pairs(text)


def _with_colon(text: str) -> Iterator[Code]:
    for colon in _COLON.finditer(text):
        if colon[0] != ":" and not _LISTED.match(text, colon.end()):
            continue  # most colons of a text part words, and a terminal's code has no blank
        named = _exchange(text, colon.start())
        suffix = _suffix(named[0]) if named else None
        if named is not None and suffix is not None:
            bracketed = _is_bracketed(text, named)
            yield from _listed(text, colon.end(), suffix, bracketed=bracketed)
        else:
            yield from _terminal(text, colon)


def _exchange(text: str, colon: int) -> re.Match[str] | None:
    """Give the capitalised words before a colon, where the last one may end an exchange's name."""
    window = text[max(0, colon - _LONGEST_EXCHANGE) : colon].rstrip()
    word = window[window.rfind(" ") + 1 :].lstrip("([/,;\n").upper()
    if word not in LAST_WORDS:
        return None
    return _EXCHANGE.search(text, max(0, colon - _LONGEST_EXCHANGE), colon)


def _suffix(named: str) -> str | None:
    """Give the suffix of the exchange that the words end with: ``Listed on NYSE American``."""
    words = named.split()
    tails = (" ".join(words[first:]) for first in range(len(words)))
    return next((found for tail in tails if (found := suffix_of(tail)) is not None), None)


def _is_bracketed(text: str, named: re.Match[str]) -> bool:
    return text[named.start() - 1 : named.start()] in {"(", "["}


def _listed(text: str, position: int, suffix: str, *, bracketed: bool) -> Iterator[Code]:
    """Give the symbols behind an exchange: one, or in brackets a list."""
    if not bracketed and _ARTICLE.match(text, position):
        return
    pattern = _LISTED if suffix else _LISTED_AT_HOME
    listed = pattern.match(text, position)
    for place in range(_LONGEST_LIST if bracketed else 1):
        if listed is None:
            return
        symbol = exchange_symbol(suffix, listed[1])
        start = listed.end() - len(listed[0].lstrip('"'))
        yield Code(start, listed.end(), symbol, "exchange", bracketed and place == 0)
        separator = _NEXT_LISTED.match(text, listed.end())
        listed = pattern.match(text, separator.end()) if separator else None


def _terminal(text: str, colon: re.Match[str]) -> Iterator[Code]:
    """Give ``VOD:LN``, as Bloomberg writes it."""
    market = _TERMINAL_MARKET.match(text, colon.end()) if colon[0] == ":" else None
    if market is None:
        return
    base = _TERMINAL.search(text, max(0, colon.start() - _LONGEST_BASE), colon.start())
    symbol = terminal_symbol(base[0], market[0]) if base else None
    if base is not None and symbol is not None:
        yield Code(base.start(), market.end(), symbol, "exchange")


def _rics(text: str) -> Iterator[Code]:
    """Give RICs; a share class stands in them as a small letter (``BRKb.N``)."""
    for market in _RIC_MARKET.finditer(text):
        dot = market.start()
        base = _last(_RIC_BASE, text, dot)
        symbol = ric_symbol(base[1], base[2], market[1]) if base else None
        if base is not None and symbol is not None:
            yield Code(base.start(), market.end(), symbol, "ric")


def _last(pattern: re.Pattern[str], text: str, dot: int) -> re.Match[str] | None:
    """Give what ends right before the dot."""
    found = pattern.search(text, max(0, dot - _LONGEST_BASE), dot + 1)
    return found if found and found.end() == dot else None


def _pairs(text: str) -> Iterator[Code]:
    """Give the bases of pairs: in ``SOL-USD`` and ``SOLUSDT`` the news is about ``SOL``."""
    if not any(map(text.__contains__, _QUOTES)):
        return
    for quote in chain(_AFTER_STROKE.finditer(text), _joined(text)):
        base = _PAIR_BASE.search(text, max(0, quote.start() - _LONGEST_BASE - 1), quote.start())
        if base is not None and base[1] not in FIAT:
            yield Code(base.start(), quote.end(), base[1], "pair")


def _joined(text: str) -> Iterator[re.Match[str]]:
    """Give the quotes that stand right behind their base."""
    found = any(map(text.__contains__, _JOINED))
    return _JOINED_QUOTE.finditer(text) if found else iter(())
