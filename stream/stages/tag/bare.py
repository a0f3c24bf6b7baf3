"""Where a text writes a symbol bare: ``BTC falls below 95,000``, ``Cisco (CSCO)``, ``#AMD``.

Capitals mean many things, so a bare symbol counts only where what stands around it speaks for it
(``quotes``) or the article means it elsewhere.
Not here: symbols with a sign or a market (``cashtags``, ``codes``).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from stream.gazetteer import Gazetteer, Instrument
from stream.models import Rule, TextField
from stream.stages.tag import quotes
from stream.stages.tag.capitals import OTHERWISE
from stream.stages.tag.hits import MOST_HITS, Hit, Refused
from stream.stages.tag.reading import ReadArticle
from stream.stages.tag.sureness import SURENESS

MIN_LENGTH: Final = 3
"""Shortest symbol that may stand bare of a lesser share; in brackets one letter will do."""
KNOWN_SHARE: Final = 3_000
LARGE_SHARE: Final = 600
"""Shares up to this rank may have two letters, or those of a word, where much speaks for them."""
KNOWN_TOKEN: Final = 300
KNOWN_FUND: Final = 500
PECULIAR_SHARE: Final = 1_000
PECULIAR_LENGTH: Final = 4
"""Letters from which on those of a share up to ``PECULIAR_SHARE`` hardly mean anything else."""
REMEMBERED: Final = 10_000
"""Answers of the table kept, for articles of one day repeat the same capitals."""

_BARE: Final = re.compile(
    r"([A-Z](?<![\w$@&./+-].)(?:[A-Z0-9]{1,5}(?:\.[A-Z])?|\.[A-Z]|(?=\))))(?![\w/@&+])(?!\.\w)"
)
"""One letter stands in brackets only, or has a class behind it."""

Meanings = Mapping[str, Sequence[Instrument]]


class Bare(NamedTuple):
    """Capitals that a table knows: their place, their meanings, and whether they are a symbol."""

    start: int
    end: int
    candidates: Sequence[Instrument]
    quoted: bool


class BareFinder:
    """Finds bare symbols by one gazetteer; built once, immutable."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._known = lru_cache(maxsize=REMEMBERED)(self._known_at)

    def find(self, read: ReadArticle, hits: Sequence[Hit]) -> Iterator[Hit | Refused]:
        """Give the bare symbols of what other hits name, and of known ones in market words.

        Nothing is given for a text in capitals, in which they mean nothing.
        """
        named, hinted = _symbols(hits)
        taken = {(hit.field, hit.start) for hit in hits if not hit.needs_context}
        marked = any(hit.candidates and hit.rule != "name" for hit in hits)
        at = read.article.published_at.date()
        for field, text in read.fields():
            if text.isupper():
                continue
            found = [
                bare
                for match in islice(_BARE.finditer(text), MOST_HITS)
                if (field, match.start()) not in taken
                and (bare := self._bare(match, named, hinted, at))
            ]
            if found:
                listed = list(_backed_by_lists(text, found))
                backed = _backed_by_others(text, listed, marked=marked)
                yield from (_decided(field, text, bare) for bare in backed)

    def _bare(
        self, match: re.Match[str], named: Meanings, hinted: Meanings, at: date
    ) -> Bare | None:
        """Give what the capitals may mean; behind a name, in brackets, an ambiguous one will do."""
        symbol, (start, end) = match[1], match.span()
        if symbol in hinted and _in_brackets(match):
            return Bare(start, end, hinted[symbol], quoted=True)
        if symbol in named and len(symbol) >= MIN_LENGTH:
            return Bare(start, end, named[symbol], quoted=True)
        if len(symbol) == 1:
            return None
        known = self._known(symbol, at)
        if not known:
            return None
        return Bare(start, end, known, quotes.is_quoted(match.string, start, end, known))

    def _known_at(self, symbol: str, at: date) -> Sequence[Instrument]:
        return [each for each in self._gazetteer.by_symbol(symbol, at) if _is_known(each)]


def _decided(field: TextField, text: str, bare: Bare) -> Hit | Refused:
    start, end = bare.start, bare.end
    rule: Rule = "hashtag" if text[start - 1 : start] == "#" else "symbol"
    symbol = text[start:end]
    if not bare.quoted:
        return Refused(field, start, end, symbol, rule, "no_market", bare.candidates)
    return Hit(field, start, end, symbol, rule, symbol, bare.candidates, SURENESS["symbol"])


def _backed_by_lists(text: str, found: Sequence[Bare]) -> Iterator[Bare]:
    """Back all members of a list by one of them, by what happens to them, or by being three."""
    for run in _runs(text, found):
        backed = len(run) > 1 and _is_list_of_symbols(text, run)
        yield from (bare._replace(quoted=True) if backed else bare for bare in run)


def _backed_by_others(text: str, found: Sequence[Bare], *, marked: bool) -> Iterator[Bare]:
    """Back what is quoted elsewhere, and what hardly means anything else among other symbols.

    ``marked`` says that the article has symbols with a sign, a market or a hash.
    """
    quoted = {text[bare.start : bare.end] for bare in found if bare.quoted}
    for bare in found:
        symbol = text[bare.start : bare.end]
        backed = symbol in quoted or ((marked or quoted) and _is_peculiar(text, bare))
        yield bare._replace(quoted=True) if backed else bare


def _is_peculiar(text: str, bare: Bare) -> bool:
    """Say whether the capitals are those of a large firm, long or in a hashtag, and no word."""
    symbol = text[bare.start : bare.end]
    tagged = text[bare.start - 1 : bare.start] == "#"
    large = any(each.rank and each.rank <= PECULIAR_SHARE for each in bare.candidates)
    long = len(symbol) >= (MIN_LENGTH if tagged else PECULIAR_LENGTH)
    return (
        large
        and long
        and symbol not in OTHERWISE
        and not quotes.is_shouted(text, bare.start, bare.end)
    )


def _is_list_of_symbols(text: str, run: Sequence[Bare]) -> bool:
    if any(bare.quoted for bare in run) or quotes.moves(text, run[-1].end):
        return True
    plain = sum(text[bare.start : bare.end] not in OTHERWISE for bare in run)
    return len(run) > 2 and plain > 1


def _runs(text: str, found: Sequence[Bare]) -> Iterator[list[Bare]]:
    run: list[Bare] = []
    for bare in found:
        if run and not quotes.in_one_list(text, run[-1].end, bare.start):
            yield run
            run = []
        run.append(bare)
    if run:
        yield run


def _is_known(instrument: Instrument) -> bool:
    """Say whether it is large enough to be called by its symbol alone."""
    if instrument.rank is None:
        return False
    if instrument.asset_class == "crypto":
        return instrument.rank <= KNOWN_TOKEN and len(instrument.symbol) >= MIN_LENGTH
    if instrument.asset_class == "etf":
        return instrument.rank <= KNOWN_FUND and len(instrument.symbol) >= MIN_LENGTH
    short = len(instrument.symbol) < MIN_LENGTH or instrument.symbol in OTHERWISE
    return instrument.rank <= (LARGE_SHARE if short else KNOWN_SHARE)


def _in_brackets(match: re.Match[str]) -> bool:
    text, start, end = match.string, match.start(), match.end()
    return text[start - 1 : start] == "(" and text[end : end + 1] == ")"


def _symbols(hits: Iterable[Hit]) -> tuple[Meanings, Meanings]:
    """Give the symbols of what unmistakable hits may mean, and of what any may.

    Each comes with all homonyms that its hit leaves open.
    """
    named: dict[str, Sequence[Instrument]] = {}
    hinted: dict[str, Sequence[Instrument]] = {}
    for hit in hits:
        for each in hit.candidates:
            symbol, meant = each.symbol, hit.candidates
            if len(meant) > 1:
                meant = [other for other in meant if other.symbol == symbol]
            hinted[symbol] = meant
            if not hit.needs_context:
                named[symbol] = meant
    return named, hinted
