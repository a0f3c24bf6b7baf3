"""What surrounds a word: the words near it, and those that say what the article is about.

Not here: which words matter (``lexicon``), what follows from them (``homonyms``, ``tagger``).
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from stream.models import AssetClass, TickerId
from stream.stages.tag.hits import NAMING, Hit
from stream.stages.tag.lexicon import CRYPTO_WORDS, EQUITY_WORDS
from stream.stages.tag.reading import ReadArticle

REACH: Final = 60
"""How many code points on either side are near."""
READ: Final = 20_000
"""How much of a body is read to tell what it is about."""

_WORD: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)?")
_CRYPTO_SOURCE: Final = re.compile(r"coin|crypto|chain|block|defi|token|bitcoin", re.IGNORECASE)


def near(text: str, start: int, end: int, words: frozenset[str]) -> bool:
    """Say whether one of the lower-case words stands near ``text[start:end]``."""
    return count_near(text, start, end, words) > 0


def count_near(text: str, start: int, end: int, words: frozenset[str]) -> int:
    """Count the different lower-case words that stand near ``text[start:end]``."""
    before = text[max(0, start - REACH) : start].lower()
    after = text[end : end + REACH].lower()
    return len(words.intersection(_WORD.findall(before) + _WORD.findall(after)))


class Context:
    """What one article offers to decide homonyms by; read only when asked."""

    def __init__(self, read: ReadArticle, hits: Sequence[Hit]) -> None:
        self._read = read
        self._hits = hits

    @cached_property
    def words(self) -> frozenset[str]:
        """The lower-case words of the title and of the body's beginning."""
        text = f"{self._read.text('title')}\n{self._read.text('body')[:READ]}".lower()
        return frozenset(_WORD.findall(text))

    @cached_property
    def crypto_words(self) -> int:
        """How many different words of the token world the article uses; its source counts two."""
        source = 2 if _CRYPTO_SOURCE.search(self._read.article.source) else 0
        return len(self.words & CRYPTO_WORDS) + source

    @cached_property
    def equity_words(self) -> int:
        """How many different words of the stock market the article uses."""
        return len(self.words & EQUITY_WORDS)

    @cached_property
    def named(self) -> frozenset[TickerId]:
        """The tickers whose name stands in the text."""
        return frozenset(
            candidate.ticker
            for hit in self._hits
            if hit.rule in NAMING
            for candidate in hit.candidates
        )

    @cached_property
    def stated(self) -> frozenset[TickerId]:
        """The tickers that some place names beyond doubt, by its market or by their id."""
        return frozenset(
            hit.candidates[0].ticker
            for hit in self._hits
            if hit.rule in {"exchange", "ric", "pair", "provider"} and len(hit.candidates) == 1
        )

    @cached_property
    def _classes_of_symbols(self) -> Counter[AssetClass]:
        """How many symbols of the article can be of one asset class only."""
        found = {
            hit.candidates[0].ticker: hit.candidates[0].asset_class
            for hit in self._hits
            if hit.rule not in NAMING and len({each.asset_class for each in hit.candidates}) == 1
        }
        return Counter(found.values())

    def neighbours(self, asset_class: AssetClass) -> int:
        """Count the other symbols that can only be of this asset class."""
        return self._classes_of_symbols[asset_class]
