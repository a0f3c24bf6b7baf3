"""From an article to its tags: find, decide, score.

Not here: how each is done (the finders, ``rulings``, ``scoring``), records and topics (``stage``).
"""

import sys
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from stream.gazetteer import Gazetteer
from stream.models import Article, Tag, TextField
from stream.stages.tag import scoring
from stream.stages.tag.bare import BareFinder
from stream.stages.tag.hits import MOST_HITS, Hit, Refused
from stream.stages.tag.names import NameFinder
from stream.stages.tag.reading import ReadArticle
from stream.stages.tag.rulings import rule
from stream.stages.tag.subjects import Ruling
from stream.stages.tag.symbols import SymbolFinder

VERSION: Final = 2
"""Grows with every change after which the same article and gazetteer give other tags."""


class Explained(NamedTuple):
    """An article's tags, and every candidate that was refused, in the order of the text."""

    tags: tuple[Tag, ...]
    refused: Sequence[Refused]


class Tagger:
    """Tags articles by one gazetteer; built once, immutable."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._symbols = SymbolFinder(gazetteer)
        self._names = NameFinder(gazetteer)
        self._bare = BareFinder(gazetteer)

    def tags(self, article: Article) -> tuple[Tag, ...]:
        """Give the article's tags, primary first; symbols mean what they meant on its date.

        Names and bare symbols are looked for in English only, or where no language is given.
        """
        tags, _ = self._decided(ReadArticle(article))
        return tags

    def explain(self, article: Article) -> Explained:
        """Give the article's tags and what was refused; all places are those of the text."""
        read = ReadArticle(article)
        tags, refused = self._decided(read)
        told = sorted((_as_it_came(each, read) for each in refused), key=_position)
        return Explained(tags, told)

    def _decided(self, read: ReadArticle) -> tuple[tuple[Tag, ...], Iterable[Refused]]:
        """Give the tags, and what was refused at its place in the reading."""
        found = self._found(read)
        decided = list(rule(read, found)) if found else []
        rulings = [each for each in decided if isinstance(each, Ruling)]
        refused = (each for each in decided if isinstance(each, Refused))
        return scoring.tags(read, rulings) if rulings else (), refused

    def _found(self, read: ReadArticle) -> list[Hit | Refused]:
        article = read.article
        at = article.published_at.date()
        provided = islice(dict.fromkeys(article.tickers), MOST_HITS)
        found: list[Hit | Refused] = list(self._symbols.provided(provided, at))
        for field, _ in read.fields():
            found += islice(self._symbols.written(read, field, at), MOST_HITS)
        if is_english(article.language):
            taken = _spans(found)
            for field, text in read.fields():
                names = islice(self._names.find(text, field, at), MOST_HITS)
                places = taken.get(field)
                found += [each for each in names if not _within(each, places)] if places else names
            hits = [each for each in found if isinstance(each, Hit)]
            found += islice(self._bare.find(read, hits), MOST_HITS)
        return found


def _as_it_came(refused: Refused, read: ReadArticle) -> Refused:
    """Give what was refused at its place in the text as it came."""
    if refused.field == "tickers":
        return refused
    start, end, text = read.evidence(refused.field, refused.start, refused.end)
    return refused._replace(start=start, end=end, text=text)


def _position(refused: Refused) -> tuple[bool, int, int]:
    return refused.field != "title", refused.start, refused.end


def _spans(found: Iterable[Hit | Refused]) -> dict[TextField, list[tuple[int, int]]]:
    """Give where symbols stand in each field that has some, in order."""
    spans: dict[TextField, list[tuple[int, int]]] = {}
    for each in found:
        if isinstance(each, Hit):
            spans.setdefault(each.field, []).append((each.start, each.end))
    for places in spans.values():
        places.sort()
    return spans


def _within(name: Hit | Refused, spans: Sequence[tuple[int, int]]) -> bool:
    """Say whether a name is a part of a symbol: the quote of ``BTC/USDT`` is not named."""
    index = bisect_right(spans, (name.start, sys.maxsize)) - 1
    return index >= 0 and spans[index][1] >= name.end


@lru_cache(maxsize=4)
def of(gazetteer: Gazetteer) -> Tagger:
    """Give the one tagger of a gazetteer: stages of all partitions share its automaton."""
    return Tagger(gazetteer)


def is_english(language: str) -> bool:
    """Say whether a language (``en-GB``, ``eng``, ``English``) is English; unstated, it is."""
    return language == "" or language[:2].lower() == "en"
