"""From an article to its tags: find, decide, score.

Not here: how each is done (the finders, ``rulings``, ``scoring``), records and topics (``stage``).
"""

from functools import lru_cache
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
        hits = list(self._symbols.provided(article.tickers, at))
        for field, text in fields:
            hits += self._symbols.written(text, field, at)
        if is_english(article.language):
            for field, text in fields:
                hits += self._names.find(text, field, at)
            certain = list(hits)
            for field, text in fields:
                hits += self._bare.find(text, field, certain)
        return hits


@lru_cache(maxsize=4)
def of(gazetteer: Gazetteer) -> Tagger:
    """Give the one tagger of a gazetteer: stages of all partitions share its automaton."""
    return Tagger(gazetteer)


def is_english(language: str) -> bool:
    """Say whether a language tag (BCP 47) means English; an unstated one is taken for it."""
    return language == "" or (language[:2].lower() == "en" and not language[2:3].isalpha())
