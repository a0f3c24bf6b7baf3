"""Where a text writes a symbol bare: ``BTC falls below 95,000``, ``Cisco (CSCO)``.

Capitals mean many things, so a bare symbol counts only where the article speaks for it.
Not here: symbols with a sign or a market (``cashtags``, ``codes``).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from stream.gazetteer import Gazetteer, Instrument
from stream.models import TextField
from stream.stages.tag.context import near
from stream.stages.tag.hits import Hit
from stream.stages.tag.lexicon import MARKET_WORDS
from stream.stages.tag.sureness import SURENESS

KNOWN_RANK: Final = 60
"""Tokens up to this rank are called by their symbol alone."""
MIN_LENGTH: Final = 3
"""Shortest symbol that may stand bare; in brackets one letter will do."""

_BARE: Final = re.compile(r"([A-Z](?<![\w$#@&./+-].)[A-Z0-9]{0,5}(?:\.[A-Z])?)(?![\w/@&+])(?!\.\w)")


class BareFinder:
    """Finds bare symbols by one gazetteer; built once, immutable."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._tokens = _known_tokens(gazetteer)

    def find(self, text: str, field: TextField, hits: Iterable[Hit]) -> Iterator[Hit]:
        """Give the bare symbols of tickers that other hits name, and of tokens in market words.

        Nothing is given for a text in capitals, in which they mean nothing.
        """
        if text.isupper():
            return
        hits = tuple(hits)
        named = _symbols(hit for hit in hits if not hit.needs_context)
        hinted = _symbols(hits)
        taken = {hit.start for hit in hits if hit.field == field}
        for match in _BARE.finditer(text):
            start, end = match.span(1)
            instrument = self._meant(match, named, hinted)
            if instrument is not None and start not in taken:
                yield Hit(
                    field=field,
                    start=start,
                    end=end,
                    text=match[1],
                    rule="symbol",
                    symbol=match[1],
                    candidates=(instrument,),
                    sureness=SURENESS["symbol"],
                )

    def _meant(
        self,
        match: re.Match[str],
        named: Mapping[str, Instrument],
        hinted: Mapping[str, Instrument],
    ) -> Instrument | None:
        """Give what the symbol means; behind a name, in brackets, an ambiguous one will do."""
        symbol = match[1]
        if symbol in hinted and _in_brackets(match):
            return hinted[symbol]
        if len(symbol) < MIN_LENGTH:
            return None
        if symbol in named:
            return named[symbol]
        token = self._tokens.get(symbol)
        if token is not None and near(match.string, *match.span(1), MARKET_WORDS):
            return token
        return None


def _in_brackets(match: re.Match[str]) -> bool:
    text, start, end = match.string, match.start(), match.end()
    return text[start - 1 : start] == "(" and text[end : end + 1] == ")"


def _known_tokens(gazetteer: Gazetteer) -> dict[str, Instrument]:
    return {
        each.symbol: each
        for instruments in gazetteer.names().values()
        for each in instruments
        if each.asset_class == "crypto"
        and len(each.symbol) >= MIN_LENGTH
        and (each.rank or KNOWN_RANK + 1) <= KNOWN_RANK
    }


def _symbols(hits: Iterable[Hit]) -> dict[str, Instrument]:
    """Give the symbols of what the hits may mean; of homonyms the larger."""
    return {each.symbol: each for hit in hits for each in reversed(hit.candidates)}
