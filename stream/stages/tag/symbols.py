"""What the symbols of an article mean on its date: cashtags, codes, the provider's list.

Not here: where they stand in the text (``cashtags``, ``codes``), bare symbols (``bare``), which
of several homonyms is meant (``homonyms``).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from stream.gazetteer import Gazetteer, Instrument
from stream.models import Rule, TextField, TickerId
from stream.stages.tag import sureness
from stream.stages.tag.cashtags import Cashtag, find_cashtags
from stream.stages.tag.codes import Code, find_codes
from stream.stages.tag.hits import Hit, Refused, Why
from stream.stages.tag.lexicon import FIAT
from stream.stages.tag.markets import exchange_symbol, suffix_of
from stream.stages.tag.reading import ReadArticle

REMEMBERED: Final = 10_000
"""Answers of the table kept, for articles of one day repeat the same symbols."""

_PROVIDED: Final = re.compile(r"[A-Z0-9][A-Z0-9.\-]{0,11}")
_UNITED_STATES: Final = frozenset(("US", "O", "N", "OQ"))
_MARKETS: Final[Mapping[str, str]] = {"CA": "TO", "TO": "TO", "V": "V", "L": "L", "AX": "AX"}
"""What traders write behind a symbol for its market abroad, to the suffix of ticker ids."""
_UNITS: Final = frozenset(("B", "BN", "K", "M", "MM", "MN"))
_AMOUNT_BEFORE: Final = re.compile(r"(?:\b(?:in|of) |\()\Z", re.IGNORECASE)


_Meaning = tuple[str, int, Sequence[Instrument]]


class SymbolFinder:
    """Finds the symbols of articles and what one gazetteer knows of them; immutable."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._by_symbol = lru_cache(maxsize=REMEMBERED)(gazetteer.by_symbol)

    def written(self, read: ReadArticle, field: TextField, at: date) -> Iterator[Hit | Refused]:
        """Give what is written with a sign or a market, in time linear in the text."""
        text = read.text(field)
        came = read.article.title if field == "title" else read.article.body
        for each in find_cashtags(text):
            if isinstance(each, Cashtag):
                cashtag = each if came.isascii() else _as_linked(each, read, field)
                yield self._of_cashtag(cashtag, text, field, at)
            else:
                written = text[each.start : each.end]
                yield Refused(field, each.start, each.end, written, "cashtag", each.why)
        for code in find_codes(text):
            yield self._of_code(code, text, field, at)

    def provided(self, tickers: Iterable[str], at: date) -> Iterator[Hit]:
        """Give what the provider said: symbols, ticker ids, or symbols behind an exchange."""
        for ticker in tickers:
            market, _, written = ticker.strip().lstrip("$").rpartition(":")
            symbol, candidates = self._of_provider(market.lower(), written.upper(), at)
            if candidates or _PROVIDED.fullmatch(symbol):
                yield Hit(
                    field="tickers",
                    start=0,
                    end=len(written),
                    text=written,
                    rule="provider",
                    symbol=symbol,
                    candidates=candidates,
                    sureness=sureness.SURENESS["provider"] if candidates else sureness.UNLISTED,
                )

    def _of_cashtag(self, cashtag: Cashtag, text: str, field: TextField, at: date) -> Hit | Refused:
        """Give the hit of a cashtag; one that only a reader sees is a symbol like any other."""
        symbol, end, candidates = self._meant(cashtag, text, at)
        written = text[cashtag.start : end]
        linked = cashtag.linked and (bool(candidates) or cashtag.short)
        rule: Rule = "cashtag" if linked else "symbol"
        if not candidates and (why := _doubt(cashtag)):
            return Refused(field, cashtag.start, end, written, rule, why)
        sure = _sureness(cashtag, text, known=bool(candidates))
        plain = cashtag.capitals and len(candidates) == 1 and candidates[0].asset_class != "crypto"
        place = (field, cashtag.start, end, written)
        return Hit(*place, rule, symbol, candidates, sure, is_plain=plain)

    def _meant(
        self, cashtag: Cashtag, text: str, at: date
    ) -> tuple[str, int, Sequence[Instrument]]:
        """Give the symbol, its end and its meanings, with the class or market where it has one.

        A market that no table knows makes another symbol: ``$ABX.XY`` is not ``$ABX``.
        """
        if not cashtag.qualified:
            return cashtag.symbol, cashtag.end, self._by_symbol(cashtag.symbol, at)
        suffix = cashtag.qualified[len(cashtag.symbol) + 1 :]
        listed = f"{cashtag.symbol}.{_MARKETS.get(suffix, suffix)}"
        candidates = self._by_symbol(listed, at)
        if candidates:
            return listed, cashtag.qualified_end, candidates
        plain = self._by_symbol(cashtag.symbol, at)
        if text[cashtag.end] in "/-":
            return cashtag.symbol, cashtag.end, plain
        if suffix in _UNITED_STATES:
            return cashtag.symbol, cashtag.qualified_end, plain
        written = text[cashtag.start + 1 : cashtag.qualified_end]
        if suffix in _MARKETS or written.isupper() or written.islower():
            return written.upper(), cashtag.qualified_end, ()
        return cashtag.symbol, cashtag.end, plain

    def _of_code(self, code: Code, text: str, field: TextField, at: date) -> Hit | Refused:
        """Give the hit of a code; unknown ones only where the exchange stands right before."""
        crypto = code.rule == "pair"
        found = self._by_symbol(code.symbol, at)
        candidates = [each for each in found if (each.asset_class == "crypto") is crypto][:1]
        start, end, rule = code.start, code.end, code.rule
        written = text[start:end]
        if not (candidates or code.qualified):
            return Refused(field, start, end, written, rule, "unknown", found)
        sure = sureness.SURENESS[rule] if candidates else sureness.UNLISTED
        return Hit(field, start, end, written, rule, code.symbol, candidates, sure)

    def _of_provider(self, market: str, symbol: str, at: date) -> tuple[str, Sequence[Instrument]]:
        """Give the symbol as ids spell it, and its meanings; ``market`` may be an asset class."""
        known = self._gazetteer.by_ticker(TickerId(f"{market}:{symbol}"))
        if known is not None:
            return symbol, (known,)
        suffix = suffix_of(market.upper())
        if suffix is None:
            return symbol, self._by_symbol(symbol, at)
        listed = exchange_symbol(suffix, symbol)
        found = self._by_symbol(listed, at)
        return listed, [each for each in found if each.asset_class != "crypto"][:1]


def _as_linked(cashtag: Cashtag, read: ReadArticle, field: TextField) -> Cashtag:
    """Take the link off a cashtag behind which the networks see no end: ``$GE\u2019s``."""
    if not cashtag.linked:
        return cashtag
    end = min(cashtag.end + 1, len(read.text(field)))
    _, _, behind = read.evidence(field, cashtag.end, end)
    ends = behind.isascii() or behind.isspace() or unicodedata.category(behind[0]) == "Cf"
    return cashtag if ends else cashtag._replace(linked=False)


def _sureness(cashtag: Cashtag, text: str, *, known: bool) -> int:
    if not known:
        return sureness.UNLISTED if cashtag.capitals else sureness.UNLISTED_SMALL
    if cashtag.symbol in FIAT or (cashtag.symbol in _UNITS and _is_unit(cashtag, text)):
        return sureness.UNIT_OF_MONEY
    if cashtag.capitals:
        return sureness.SURENESS["cashtag"]
    return sureness.SMALL_LETTERS if len(cashtag.symbol) > 1 else sureness.ONE_SMALL_LETTER


def _doubt(cashtag: Cashtag) -> Why | None:
    """Say why a symbol that no table knows is none, None where it may be a new one."""
    symbol = cashtag.symbol
    if symbol[0].isdigit():
        return "money"
    letters = sum(map(str.isalpha, symbol))
    new = (cashtag.linked or cashtag.capitals) and (letters > 1 or symbol.isalpha())
    return None if new else "unknown"


def _is_unit(cashtag: Cashtag, text: str) -> bool:
    """Say whether ``$M`` stands where tables and reports say what their figures count."""
    return _AMOUNT_BEFORE.search(text, max(0, cashtag.start - 4), cashtag.start) is not None
