"""What surrounds a word: the words near it, and those that say what the article is about.

Not here: which words matter (``lexicon``), what follows from them (``homonyms``, ``tagger``).
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Final

from stream.gazetteer import Instrument, is_obscure
from stream.models import AssetClass, TickerId
from stream.stages.tag.capitals import INDEX_SYMBOLS
from stream.stages.tag.hits import NAMING, Hit
from stream.stages.tag.lexicon import BUSINESS_WORDS, CRYPTO_WORDS, EQUITY_WORDS
from stream.stages.tag.reading import ReadArticle
from stream.stages.tag.sureness import SMALL_LETTERS
from stream.stages.tag.talk import SHARE_TALK, TOKEN_TALK, TRADE_TALK

REACH: Final = 60
"""How many code points on either side are near."""
HOUSEHOLD: Final = 60
"""Shares and tokens up to this rank are known to all."""
READ: Final = 20_000
"""How much of a body is read to tell what it is about."""

_APART: Final = str.maketrans(
    dict.fromkeys("!\"#$%&'()*+,./:;<=>?@[\\]^_`{|}~\u2013\u2014\u2026", " ")
)
"""What parts words; a hyphen does not. Much faster than to look for words."""
_CRYPTO_SOURCE: Final = re.compile(r"coin|crypto|chain|block|defi|token|bitcoin", re.IGNORECASE)


def near(text: str, start: int, end: int, words: frozenset[str]) -> bool:
    """Say whether one of the lower-case words stands near ``text[start:end]``."""
    return count_near(text, start, end, words) > 0


def count_near(text: str, start: int, end: int, words: frozenset[str]) -> int:
    """Count the different lower-case words that stand near ``text[start:end]``."""
    return len(words & words_near(text, start, end))


def words_near(text: str, start: int, end: int) -> frozenset[str]:
    """Give the words near ``text[start:end]``, in small letters."""
    before = text[max(0, start - REACH) : start].lower()
    after = text[end : end + REACH].lower()
    return words_of(f"{before} {after}")


def words_of(text: str) -> frozenset[str]:
    """Give the different words of a text in small letters."""
    return frozenset(text.translate(_APART).split())


class Context:
    """What one article offers to decide homonyms by; read only when asked."""

    def __init__(self, read: ReadArticle, hits: Sequence[Hit]) -> None:
        self._read = read
        self._hits = hits

    @cached_property
    def words(self) -> frozenset[str]:
        """The lower-case words of the title and of the body's beginning."""
        text = f"{self._read.text('title')}\n{self._read.text('body')[:READ]}".lower()
        return words_of(text)

    @cached_property
    def crypto_words(self) -> int:
        """How many different words of the token world the article uses; its source counts two."""
        return len(self.words & CRYPTO_WORDS) + self._source

    @cached_property
    def _source(self) -> int:
        return 2 if _CRYPTO_SOURCE.search(self._read.article.source) else 0

    @cached_property
    def equity_words(self) -> int:
        """How many different words of the stock market the article uses."""
        return len(self.words & EQUITY_WORDS)

    @cached_property
    def business_words(self) -> int:
        """How many different words of business the article uses."""
        return len(self.words & BUSINESS_WORDS)

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
    def at(self) -> date:
        """The day of the article."""
        return self._read.article.published_at.date()

    @cached_property
    def token_talk(self) -> int:
        """How many different words of posts on tokens the article uses; its source counts two."""
        return len(self.words & TOKEN_TALK) + self._source

    @cached_property
    def share_talk(self) -> int:
        """How many different words of posts on shares the article uses."""
        return len(self.words & SHARE_TALK)

    @cached_property
    def speaks_of_market(self) -> bool:
        """Whether a word of the article is a trader's, or a symbol in it can be nothing else."""
        return not self.words.isdisjoint(TRADE_TALK) or any(map(_is_plain, self._hits))

    @cached_property
    def _class_of(self) -> dict[TickerId, AssetClass]:
        """The one asset class of each symbol that can be of no other.

        A token that hardly anybody knows is no rival, and no evidence either; nor is an index.
        """
        found: dict[TickerId, AssetClass] = {}
        for hit in self._hits:
            if hit.rule not in NAMING:
                known = [each for each in hit.candidates if _is_evidence(each)]
                if known and len({each.asset_class for each in known}) == 1:
                    found[known[0].ticker] = known[0].asset_class
        return found

    def neighbours(self, asset_class: AssetClass, beside: TickerId | None = None) -> int:
        """Count the symbols, other than that one, that can only be of this asset class."""
        return sum(
            each == asset_class for ticker, each in self._class_of.items() if ticker != beside
        )

    @cached_property
    def listed_neighbours(self) -> int:
        """How many symbols can only be of a share or a fund."""
        return self.neighbours("equity") + self.neighbours("etf")


def _is_plain(hit: Hit) -> bool:
    """Say whether it is a symbol in capitals, or one that all know."""
    if hit.rule in NAMING or not hit.candidates:
        return False
    return hit.sureness > SMALL_LETTERS or (hit.candidates[0].rank or HOUSEHOLD + 1) <= HOUSEHOLD


def _is_evidence(instrument: Instrument) -> bool:
    if instrument.asset_class != "crypto":
        return True
    return not is_obscure(instrument) and instrument.symbol not in INDEX_SYMBOLS
