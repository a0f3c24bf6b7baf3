"""How much speaks for each ambiguous name of an article, in points.

One article uses a name in one sense: its occurrence with the most points counts for all. The whole
table of points. Not here: what stands beside a name (``clues``), what is enough (``namesakes``).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Final

from stream.gazetteer import Instrument
from stream.models import AssetClass, TickerId
from stream.stages.tag import clues
from stream.stages.tag.context import Context, count_near
from stream.stages.tag.hits import Hit
from stream.stages.tag.lexicon import BUSINESS_WORDS, CRYPTO_WORDS
from stream.stages.tag.lists import Place, listed_with
from stream.stages.tag.reading import ReadArticle
from stream.stages.tag.references import References
from stream.stages.tag.standing import is_within

ENOUGH: Final = 4
"""Points from which on an ambiguous name means the firm."""
ENOUGH_AROUND: Final = 5
"""The same where nothing right beside it speaks for it."""
LISTED: Final = 4
"""Points in a list with a name that is known to be meant."""
OWN_CAPITAL: Final = 2
"""Points for a capital that no headline and no beginning of a sentence explains, for two twice."""
MOST_NEAR: Final = 3
"""Points at most for words of business near it, or of the token world, one each."""
MOST_AROUND: Final = 3
"""Points at most for what the article is about."""
HOUSEHOLD: Final = 1
"""Points for one of the largest firms: more is written about it."""
HOUSEHOLD_SHARE: Final = 300
"""The largest are those up to this rank."""
LOCATED: Final = -4
"""Points of a place's name behind ``in`` and the like."""
ALSO_PERSON: Final = -4
"""Points where the article calls a person so elsewhere."""
MOST_WEIGHED: Final = 40
"""Occurrences of one name that are weighed; the others follow them."""


class Weights:
    """Weighs the ambiguous names of one article; ``is_vetoed`` says which occurrences are none."""

    def __init__(
        self,
        read: ReadArticle,
        references: References,
        context: Context,
        is_vetoed: Callable[[Hit], bool],
    ) -> None:
        self._read = read
        self._references = references
        self._context = context
        self._is_vetoed = is_vetoed

    @cached_property
    def points(self) -> Counter[TickerId]:
        """The most points that an occurrence of each ticker has.

        What stands in one list with a name that is meant is weighed again, with that.
        """
        names = self._references.names
        hits = list(self._to_weigh(names))
        clear = listed_with(names, lambda hit: not hit.needs_context, self._read)
        points = self._most(hits, clear)
        meant = listed_with(names, lambda hit: self._is_meant(hit, points), self._read)
        return points if meant == clear else self._most(hits, meant)

    def _to_weigh(self, names: Iterable[Hit]) -> Iterator[Hit]:
        seen: defaultdict[str, int] = defaultdict(int)
        for hit in names:
            if hit.needs_context and seen[hit.text] < MOST_WEIGHED and not self._is_vetoed(hit):
                seen[hit.text] += 1
                yield hit

    def _most(self, hits: Iterable[Hit], listed: AbstractSet[Place]) -> Counter[TickerId]:
        best: Counter[TickerId] = Counter()
        for hit in hits:
            is_listed = (hit.field, hit.start) in listed
            for each in hit.candidates:
                ticker = self._references.as_labelled(each).ticker
                best[ticker] = max(best[ticker], self._weigh(hit, each, is_listed=is_listed))
        return best

    def _is_meant(self, hit: Hit, points: Counter[TickerId]) -> bool:
        if not hit.needs_context:
            return True
        tickers = {self._references.as_labelled(each).ticker for each in hit.candidates}
        known = not tickers.isdisjoint(self._references.unmistakable)
        return known or max(points[each] for each in tickers) >= ENOUGH

    def _weigh(self, hit: Hit, instrument: Instrument, *, is_listed: bool) -> int:
        """Add up what speaks for one occurrence."""
        text, start, end = self._read.text(hit.field), hit.start, hit.end
        crypto = instrument.asset_class == "crypto"
        if crypto and not self._speaks_of_tokens:
            return 0
        beside = clues.beside_token if crypto else clues.beside
        local = (
            beside(text, start, end)
            + LISTED * is_listed
            + OWN_CAPITAL * _own_capitals(hit, text)
            + clues.as_subject(text, start, end)
        )
        against = (
            LOCATED * ("place" in hit.senses and clues.is_location(text, start))
            + ALSO_PERSON * (hit.text in self._persons)
        )  # fmt: skip
        around = (
            min(MOST_NEAR, count_near(text, start, end, CRYPTO_WORDS if crypto else BUSINESS_WORDS))
            + HOUSEHOLD * (not crypto and is_within(instrument, HOUSEHOLD_SHARE))
            + self._around("crypto" if crypto else "equity")
        )
        enough = around >= ENOUGH_AROUND or local > 0
        return local + against + (around if enough else min(around, ENOUGH - 1))

    def _around(self, asset_class: AssetClass) -> int:
        """Give the points for what the article as a whole speaks of."""
        context = self._context
        words = context.crypto_words if asset_class == "crypto" else context.equity_words
        others = context.neighbours(asset_class) + self._references.named[asset_class]
        return min(MOST_AROUND, words // 2 + others)

    @cached_property
    def _speaks_of_tokens(self) -> bool:
        """Whether anything says that the article is of the token world."""
        context = self._context
        named = self._references.named["crypto"]
        return bool(context.crypto_words or context.neighbours("crypto") or named)

    @cached_property
    def _persons(self) -> set[str]:
        """The ambiguous names that some place gives to somebody or something else."""
        names = self._references.names
        vetoed = {hit.text for hit in names if hit.needs_context and self._is_vetoed(hit)}
        return vetoed | self._references.persons


def _own_capitals(hit: Hit, text: str) -> int:
    """Count the kinds of capitals that neither a headline nor the beginning of a sentence explains.

    A second word's capital is its own at the beginning as well; an acronym always has its own.
    """
    if hit.text.islower() or clues.in_headline_style(text, hit.start, hit.end):
        return 0
    if hit.text.isupper() and " " not in hit.text:
        return 0
    begins = clues.begins_sentence(text, hit.start)
    return (not begins) + (" " in hit.text)
