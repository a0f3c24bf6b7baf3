"""Whether a name means the firm or token, or the word, person or place it shares it with.

One article uses a name in one sense: the occurrence with the most points decides for all but those
that are plainly part of something else. Not here: finding names (``names``), what stands beside
one (``clues``), choosing between two instruments (``homonyms``).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import pairwise
from typing import Final

from stream.gazetteer import Instrument
from stream.models import AssetClass, TextField, TickerId
from stream.stages.tag import clues, sureness
from stream.stages.tag.context import Context, count_near
from stream.stages.tag.hits import NAMING, Hit, Refused, Why
from stream.stages.tag.lexicon import BUSINESS_WORDS, COMPOUND_WORDS, CRYPTO_WORDS, MARKET_WORDS
from stream.stages.tag.reading import ReadArticle

HOUSEHOLD_TOKEN: Final = 20
"""Tokens up to this rank mean themselves in any article, others in one of the token world."""
KNOWN_TOKEN: Final = 300
KNOWN_SHARE: Final = 3_000
"""An instrument beyond its rank, or without one, needs more to be meant by an ambiguous name."""
KNOWN_MEMBER: Final = 1_500
"""Stands in for the rank of a share that is known as a member of an index alone."""
KNOWN_ACRONYM: Final = 2_000
"""The same for up to five capitals, which mean more things than words do."""
MIN_LENGTH: Final = 2
"""Shortest ambiguous name that words near it can back."""
MOST_WEIGHED: Final = 40
"""Occurrences of one name that are weighed; the others follow them."""

ENOUGH: Final = 4
"""Points from which on an ambiguous name means the firm."""
ENOUGH_OBSCURE: Final = 7
"""The same where few know the firm."""
LISTED: Final = 4
"""Points in a list with an unmistakable name."""
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
ALSO_PERSON: Final = -2
"""Points where the article calls a person so elsewhere."""

_LIST_GAP: Final = re.compile(r"[\s,;&/*]{1,6}(?:(?:and|or) )?")
_LONGEST_GAP: Final = 10

Place = tuple[TextField, int]


class NameRules:
    """Decides the names of one article."""

    def __init__(self, read: ReadArticle, found: Sequence[Hit | Refused]) -> None:
        self._hits = [each for each in found if isinstance(each, Hit)]
        self.context = Context(read, self._hits)
        self._read = read
        self._found = found

    def meant(self, hit: Hit) -> Sequence[Instrument] | Why:
        """Give those of a name's candidates that the article can mean, or why none is meant."""
        if hit.needs_context and (why := self._veto(hit)):
            return why
        longer = self._longer.get(hit.text) if hit.needs_context else None
        if longer is not None:
            return longer.candidates if isinstance(longer, Hit) else longer.why
        candidates = [self._as_labelled(each) for each in hit.candidates]
        doubt = self._namesake if hit.needs_context else self._implausible
        doubts = {each.ticker: doubt(hit, each) for each in candidates}
        kept = [each for each in candidates if doubts[each.ticker] is None]
        return kept or next(why for why in doubts.values() if why)

    def sureness(self, hit: Hit) -> int:
        """Give the sureness of a name that was found meant, in thousandths."""
        if not hit.needs_context:
            return hit.sureness
        tickers = {self._as_labelled(each).ticker for each in hit.candidates}
        if hit.text in self._longer or not tickers.isdisjoint(self._unmistakable):
            return sureness.BACKED_NAME
        points = max(self._points[each] for each in tickers)
        return sureness.namesake(points - ENOUGH)

    def _as_labelled(self, instrument: Instrument) -> Instrument:
        """Give the firm's share that the article speaks of: beside ``$GOOG``, Google is that."""
        if instrument.asset_class != "equity" or instrument.ticker in self._by_symbol:
            return instrument
        return self._labelled.get(instrument.ids.get("cik", ""), instrument)

    def _implausible(self, hit: Hit, instrument: Instrument) -> Why | None:
        """Say why an unmistakable name does not mean it, None where it can.

        Tokens need their world around them, and a lesser share is not meant by the last word
        of a longer name.
        """
        if instrument.ticker in self._by_symbol:
            return None
        if instrument.asset_class != "crypto":
            if _within(instrument, KNOWN_SHARE):
                return None
            longer = clues.is_person(self._read.text(hit.field), hit.start, hit.end)
            return "person" if longer else None
        fits = (
            _within(instrument, HOUSEHOLD_TOKEN)
            or self.context.crypto_words > 0
            or self.context.neighbours("crypto") > 0
        )
        return None if fits else "no_token_talk"

    def _veto(self, hit: Hit) -> Why | None:
        """Say what else an occurrence of an ambiguous name plainly is."""
        text = self._read.text(hit.field)
        tied = clues.compound(text, hit.end)
        if tied and tied not in COMPOUND_WORDS:
            return "compound"
        if clues.is_longer_name(text, hit.start, hit.end):
            return "place"
        if " " not in hit.text and clues.is_person(text, hit.start, hit.end):
            return "person"
        return None

    def _namesake(self, hit: Hit, instrument: Instrument) -> Why | None:
        """Say why an ambiguous name does not mean it, None where it does."""
        if instrument.ticker in self._unmistakable:
            return None
        if len(hit.text) < MIN_LENGTH or hit.text.lower() in MARKET_WORDS:
            return "word"
        obscure = not _within(instrument, _enough_rank(hit, instrument))
        if obscure and instrument.asset_class == "crypto":
            return "little_known"
        points = self._points[instrument.ticker]
        if points >= (ENOUGH_OBSCURE if obscure else ENOUGH):
            return None
        return "little_known" if points >= ENOUGH else "word"

    @cached_property
    def _points(self) -> Counter[TickerId]:
        """Weigh the ambiguous names: the most points that an occurrence of each ticker has.

        What stands in one list with a name that is meant is weighed again, with that.
        """
        weighed = list(self._to_weigh())
        points = self._most(weighed, self._listed_with(lambda hit: not hit.needs_context))
        listed = self._listed_with(lambda hit: self._is_meant(hit, points))
        return self._most(weighed, listed)

    def _to_weigh(self) -> Iterator[Hit]:
        seen: defaultdict[str, int] = defaultdict(int)
        for hit in self._hits:
            if hit.needs_context and seen[hit.text] < MOST_WEIGHED and not self._veto(hit):
                seen[hit.text] += 1
                yield hit

    def _most(self, hits: Iterable[Hit], listed: AbstractSet[Place]) -> Counter[TickerId]:
        best: Counter[TickerId] = Counter()
        for hit in hits:
            extra = LISTED * ((hit.field, hit.start) in listed)
            extra += ALSO_PERSON * (hit.text in self._persons)
            for each in hit.candidates:
                ticker = self._as_labelled(each).ticker
                best[ticker] = max(best[ticker], self._weigh(hit, each) + extra)
        return best

    def _is_meant(self, hit: Hit, points: Counter[TickerId]) -> bool:
        if not hit.needs_context:
            return True
        tickers = {self._as_labelled(each).ticker for each in hit.candidates}
        known = not tickers.isdisjoint(self._unmistakable)
        return known or max(points[each] for each in tickers) >= ENOUGH

    def _weigh(self, hit: Hit, instrument: Instrument) -> int:
        if instrument.asset_class == "crypto":
            return self._weigh_token(hit)
        text, start, end = self._read.text(hit.field), hit.start, hit.end
        return (
            clues.beside(text, start, end)
            + clues.as_subject(text, start, end)
            + LOCATED * ("place" in hit.senses and clues.is_location(text, start))
            + OWN_CAPITAL * _own_capitals(hit, text)
            + HOUSEHOLD * _within(instrument, HOUSEHOLD_SHARE)
            + min(MOST_NEAR, count_near(text, start, end, BUSINESS_WORDS))
            + self._around("equity", self.context.equity_words)
        )

    def _weigh_token(self, hit: Hit) -> int:
        text, start, end = self._read.text(hit.field), hit.start, hit.end
        return (
            clues.beside_token(text, start, end)
            + OWN_CAPITAL * _own_capitals(hit, text)
            + min(MOST_NEAR, count_near(text, start, end, CRYPTO_WORDS))
            + self._around("crypto", self.context.crypto_words)
        )

    def _around(self, asset_class: AssetClass, words: int) -> int:
        """Give the points for what the article as a whole speaks of."""
        others = self.context.neighbours(asset_class) + self._named[asset_class]
        return min(MOST_AROUND, words // 2 + others)

    @cached_property
    def _named(self) -> Counter[AssetClass]:
        """How many instruments of a class the article names unmistakably."""
        names = (hit for hit in self._hits if hit.rule in NAMING and not hit.needs_context)
        found = {hit.candidates[0].ticker: hit.candidates[0].asset_class for hit in names}
        return Counter(found.values())

    @cached_property
    def _persons(self) -> set[str]:
        """The ambiguous names that some place gives to a person."""
        return {hit.text for hit in self._hits if hit.needs_context and self._veto(hit) == "person"}

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
    def _longer(self) -> dict[str, Hit | Refused]:
        """The longer names of the article by their first word: who says Duke Realty says Duke.

        Of several the first one counts, be it a firm's or that of something without a ticker.
        """
        found: dict[str, Hit | Refused] = {}
        for each in self._found:
            clear = each.why == "private" if isinstance(each, Refused) else not each.needs_context
            if each.rule == "name" and clear and " " in each.text:
                found.setdefault(each.text.partition(" ")[0].removesuffix("'s"), each)
        return found

    def _listed_with(self, is_known: Callable[[Hit], bool]) -> set[Place]:
        """Give the places of ambiguous names in one list with a name that is known to be meant."""
        names = [hit for hit in self._hits if hit.rule == "name"]
        found: set[Place] = set()
        for order in (names, names[::-1]):
            for one, other in pairwise(order):
                known = (one.field, one.start) in found or is_known(one)
                if known and other.needs_context and self._in_one_list(one, other):
                    found.add((other.field, other.start))
        return found

    def _in_one_list(self, one: Hit, other: Hit) -> bool:
        first, second = (one, other) if one.start < other.start else (other, one)
        if first.field != second.field or second.start - first.end > _LONGEST_GAP:
            return False
        gap = self._read.text(first.field)[first.end : second.start]
        return _LIST_GAP.fullmatch(gap) is not None and not gap.isspace()


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


def _enough_rank(hit: Hit, instrument: Instrument) -> int:
    if instrument.asset_class == "crypto":
        return KNOWN_TOKEN
    return KNOWN_ACRONYM if len(hit.text) <= 5 and hit.text.isupper() else KNOWN_SHARE


def _within(instrument: Instrument, rank: int) -> bool:
    """Say whether an instrument is known that well; members of indices abroad have no rank.

    Nor have those that ended, of which the table knows the larger ones.
    """
    if instrument.rank is None and instrument.asset_class != "crypto":
        known = "isin" in instrument.ids or instrument.valid_to is not None
        return known and rank >= KNOWN_MEMBER
    if instrument.rank is None:
        return False
    return instrument.rank <= rank
