"""Whether a name means the firm or token, or the word, person or place it shares it with.

Not here: finding names (``names``), choosing between two instruments (``homonyms``).
"""

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final

from stream.gazetteer import Instrument
from stream.models import TextField, TickerId
from stream.stages.tag import sureness
from stream.stages.tag.context import Context, near
from stream.stages.tag.hits import NAMING, Hit
from stream.stages.tag.lexicon import (
    BUSINESS_WORDS,
    COMPOUND_WORDS,
    CRYPTO_WORDS,
    FUNCTION_WORDS,
    MARKET_WORDS,
)
from stream.stages.tag.reading import ReadArticle

HOUSEHOLD_TOKEN: Final = 20
"""Tokens up to this rank mean themselves in any article, others in one of the token world."""
KNOWN_TOKEN: Final = 300
KNOWN_SHARE: Final = 3_000
"""An instrument beyond its rank, or without one, is never meant by an ambiguous name alone."""
KNOWN_ACRONYM: Final = 500
"""The same for up to five capitals, which mean more things than words do."""
MIN_LENGTH: Final = 3
"""Shortest ambiguous name that words near it can back."""

_LIST_GAP: Final = re.compile(r"[\s,;&/*]{1,6}(?:(?:and|or) )?")
_LONGEST_GAP: Final = 10
_GIVEN_NAME: Final = re.compile(r"\b([A-Z][a-z]+|[A-Z]\.) \Z")
_LONGEST_GIVEN_NAME: Final = 16
_COMPOUND: Final = re.compile(r"-([a-z]+)")

Place = tuple[TextField, int]


class NameRules:
    """Decides the names of one article."""

    def __init__(self, read: ReadArticle, hits: Sequence[Hit]) -> None:
        self.context = Context(read, hits)
        self._read = read
        self._hits = hits

    def meant(self, hit: Hit) -> Sequence[Instrument]:
        """Give those of a name's candidates that the article can mean; none drops the name."""
        candidates = [self._as_labelled(each) for each in hit.candidates]
        if hit.needs_context:
            return [each for each in candidates if self._backed(hit, each)]
        return [each for each in candidates if self._plausible(hit, each)]

    def sureness(self, hit: Hit) -> int:
        """Give the sureness of a name that was found meant, in thousandths."""
        if not hit.needs_context:
            return hit.sureness
        if any(self._as_labelled(each).ticker in self._unmistakable for each in hit.candidates):
            return sureness.BACKED_NAME
        if (hit.field, hit.start) in self._listed:
            return sureness.LISTED_NAME
        return sureness.BUSINESS_NAME

    def _as_labelled(self, instrument: Instrument) -> Instrument:
        """Give the firm's share that the article speaks of: beside ``$GOOG``, Google is that."""
        if instrument.asset_class != "equity" or instrument.ticker in self._by_symbol:
            return instrument
        return self._labelled.get(instrument.ids.get("cik", ""), instrument)

    def _plausible(self, hit: Hit, instrument: Instrument) -> bool:
        """Say whether an unmistakable name can mean it.

        Tokens need their world around them, and a lesser share is not meant by the last word
        of a longer name.
        """
        if instrument.ticker in self._by_symbol:
            return True
        if instrument.asset_class != "crypto":
            known = _within(instrument, KNOWN_SHARE)
            return known or not _is_surname(self._read.text(hit.field), hit)
        return (
            _within(instrument, HOUSEHOLD_TOKEN)
            or self.context.crypto_words > 0
            or self.context.neighbours("crypto") > 0
        )

    def _backed(self, hit: Hit, instrument: Instrument) -> bool:
        """Say whether something backs this reading of an ambiguous name."""
        if instrument.ticker in self._unmistakable:
            return True
        crypto = instrument.asset_class == "crypto"
        acronym = len(hit.text) <= 5 and hit.text.isupper()
        enough = KNOWN_TOKEN if crypto else KNOWN_ACRONYM if acronym else KNOWN_SHARE
        if not _within(instrument, enough) or len(hit.text) < MIN_LENGTH:
            return False
        if hit.text.lower() in MARKET_WORDS:
            return False
        if not crypto and (hit.field, hit.start) in self._listed:
            return True
        text = self._read.text(hit.field)
        words = CRYPTO_WORDS if crypto else BUSINESS_WORDS
        if _is_surname(text, hit) or _is_compound(text, hit):
            return False
        return near(text, hit.start, hit.end, words)

    @cached_property
    def _by_symbol(self) -> set[TickerId]:
        """The tickers that a symbol in the article may mean."""
        symbols = (hit for hit in self._hits if hit.rule not in NAMING)
        return {each.ticker for hit in symbols for each in hit.candidates}

    @cached_property
    def _labelled(self) -> dict[str, Instrument]:
        """The shares that a symbol in the article may mean, by the firm's CIK."""
        return {
            each.ids["cik"]: each
            for hit in reversed(self._hits)
            if hit.rule not in NAMING
            for each in reversed(hit.candidates)
            if each.asset_class == "equity" and "cik" in each.ids
        }

    @cached_property
    def _unmistakable(self) -> set[TickerId]:
        """The tickers that a symbol or an unmistakable name in the article may mean."""
        names = (hit for hit in self._hits if hit.rule in NAMING and not hit.needs_context)
        return self._by_symbol | {each.ticker for hit in names for each in hit.candidates}

    @cached_property
    def _listed(self) -> set[Place]:
        """The places of ambiguous names in one list with an unmistakable one."""
        names = [hit for hit in self._hits if hit.rule == "name"]
        found: set[Place] = set()
        for order in (names, names[::-1]):
            for one, other in pairwise(order):
                known = not one.needs_context or (one.field, one.start) in found
                if known and other.needs_context and self._in_one_list(one, other):
                    found.add((other.field, other.start))
        return found

    def _in_one_list(self, one: Hit, other: Hit) -> bool:
        first, second = (one, other) if one.start < other.start else (other, one)
        if first.field != second.field or second.start - first.end > _LONGEST_GAP:
            return False
        gap = self._read.text(first.field)[first.end : second.start]
        return _LIST_GAP.fullmatch(gap) is not None and not gap.isspace()


def _within(instrument: Instrument, rank: int) -> bool:
    return instrument.rank is not None and instrument.rank <= rank


def _is_surname(text: str, hit: Hit) -> bool:
    """Say whether a capitalised word right before the name makes it a person's or another's.

    Headlines capitalise every word, so that in a title it says nothing.
    """
    if hit.field == "title" or " " in hit.text:
        return False
    before = _GIVEN_NAME.search(text, max(0, hit.start - _LONGEST_GIVEN_NAME), hit.start)
    if before is None:
        return False
    word = before[1].lower()
    return word not in FUNCTION_WORDS and word not in BUSINESS_WORDS


def _is_compound(text: str, hit: Hit) -> bool:
    """Say whether the name is the beginning of an ordinary word with a hyphen."""
    rest = _COMPOUND.match(text, hit.end)
    return rest is not None and rest[1] not in COMPOUND_WORDS
