"""Where a text writes a symbol bare: ``BTC falls below 95,000``, ``Cisco (CSCO)``.

Capitals mean many things, so a bare symbol counts only where the article speaks for it.
Not here: symbols with a sign or a market (``cashtags``, ``codes``).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from stream.gazetteer import Gazetteer, Instrument
from stream.models import TextField
from stream.stages.tag.context import near
from stream.stages.tag.hits import Hit, Refused
from stream.stages.tag.lexicon import MARKET_WORDS
from stream.stages.tag.reading import ReadArticle
from stream.stages.tag.sureness import SURENESS

KNOWN_RANK: Final = 60
"""Tokens and funds up to this rank are called by their symbol alone."""
MIN_LENGTH: Final = 3
"""Shortest symbol that may stand bare; in brackets one letter will do."""

_BARE: Final = re.compile(r"([A-Z](?<![\w$#@&./+-].)[A-Z0-9]{0,5}(?:\.[A-Z])?)(?![\w/@&+])(?!\.\w)")


Meanings = Mapping[str, Sequence[Instrument]]


class BareFinder:
    """Finds bare symbols by one gazetteer; built once, immutable."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._known = _known(gazetteer)

    def find(self, read: ReadArticle, hits: Sequence[Hit]) -> Iterator[Hit | Refused]:
        """Give the bare symbols of what other hits name, and of known ones in market words.

        Nothing is given for a text in capitals, in which they mean nothing.
        """
        named = _symbols(hit for hit in hits if not hit.needs_context)
        hinted = _symbols(hits)
        taken = {(hit.field, hit.start) for hit in hits}
        for field, text in read.fields():
            for match in () if text.isupper() else _BARE.finditer(text):
                candidates = self._meant(match, named, hinted)
                if candidates and (field, match.start()) not in taken:
                    yield _hit(field, match, candidates)

    def _meant(
        self, match: re.Match[str], named: Meanings, hinted: Meanings
    ) -> Sequence[Instrument]:
        """Give what the symbol means; behind a name, in brackets, an ambiguous one will do."""
        symbol = match[1]
        if symbol in hinted and _in_brackets(match):
            return hinted[symbol]
        if len(symbol) < MIN_LENGTH:
            return ()
        if symbol in named:
            return named[symbol]
        known = self._known.get(symbol, ())
        return known if known and near(match.string, *match.span(), MARKET_WORDS) else ()


def _hit(field: TextField, match: re.Match[str], candidates: Sequence[Instrument]) -> Hit:
    return Hit(
        field=field,
        start=match.start(),
        end=match.end(),
        text=match[1],
        rule="symbol",
        symbol=match[1],
        candidates=candidates,
        sureness=SURENESS["symbol"],
    )


def _in_brackets(match: re.Match[str]) -> bool:
    text, start, end = match.string, match.start(), match.end()
    return text[start - 1 : start] == "(" and text[end : end + 1] == ")"


def _known(gazetteer: Gazetteer) -> dict[str, Sequence[Instrument]]:
    return {
        each.symbol: (each,)
        for instruments in gazetteer.names().values()
        for each in instruments
        if each.asset_class in {"crypto", "etf"}
        and len(each.symbol) >= MIN_LENGTH
        and (each.rank or KNOWN_RANK + 1) <= KNOWN_RANK
    }


def _symbols(hits: Iterable[Hit]) -> Meanings:
    """Give the symbols of what the hits may mean, with all homonyms that they leave open."""
    return {
        each.symbol: [other for other in hit.candidates if other.symbol == each.symbol]
        for hit in hits
        for each in hit.candidates
    }
