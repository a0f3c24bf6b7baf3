"""From an article to its tags: find, decide, score.

Not here: how each is done (the finders, ``rulings``, ``scoring``), records and topics (``stage``).
"""

import sys
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final

from stream.gazetteer import Gazetteer
from stream.models import Article, Tag, TextField
from stream.stages.tag import scoring
from stream.stages.tag.bare import BareFinder
from stream.stages.tag.hits import Hit
from stream.stages.tag.names import NameFinder
from stream.stages.tag.rulings import rule
from stream.stages.tag.symbols import SymbolFinder

VERSION: Final = 1
"""Grows with every change after which the same article and gazetteer give other tags."""

MOST_HITS: Final = 20_000
"""Occurrences read of each kind in a field, so that a text made of nothing else ends in time."""


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
        hits = self._hits(article)
        return scoring.tags(article, rule(article, hits)) if hits else ()

    def _hits(self, article: Article) -> list[Hit]:
        at = article.published_at.date()
        fields: list[tuple[TextField, str]] = [("title", article.title), ("body", article.body)]
        fields = [(field, text) for field, text in fields if text]
        provided = islice(dict.fromkeys(article.tickers), MOST_HITS)
        hits = list(self._symbols.provided(provided, at))
        for field, text in fields:
            hits += islice(self._symbols.written(text, field, at), MOST_HITS)
        if is_english(article.language):
            taken = _spans(hits)
            for field, text in fields:
                names = islice(self._names.find(text, field, at), MOST_HITS)
                hits += (hit for hit in names if not _within(hit, taken[field]))
            hits += islice(self._bare.find(fields, tuple(hits)), MOST_HITS)
        return hits


def _spans(hits: Iterable[Hit]) -> dict[TextField, list[tuple[int, int]]]:
    """Give where symbols stand in each field, in order."""
    spans: dict[TextField, list[tuple[int, int]]] = {"title": [], "body": [], "tickers": []}
    for hit in hits:
        spans[hit.field].append((hit.start, hit.end))
    for each in spans.values():
        each.sort()
    return spans


def _within(hit: Hit, spans: Sequence[tuple[int, int]]) -> bool:
    """Say whether a name is a part of a symbol: the quote of ``BTC/USDT`` is not named."""
    index = bisect_right(spans, (hit.start, sys.maxsize)) - 1
    return index >= 0 and spans[index][1] >= hit.end


@lru_cache(maxsize=4)
def of(gazetteer: Gazetteer) -> Tagger:
    """Give the one tagger of a gazetteer: stages of all partitions share its automaton."""
    return Tagger(gazetteer)


def is_english(language: str) -> bool:
    """Say whether a language (``en-GB``, ``eng``, ``English``) is English; unstated, it is."""
    return language == "" or language[:2].lower() == "en"
