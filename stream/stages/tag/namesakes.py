"""Whether a name means the firm or token, or the word, person or place it shares it with.

Not here: finding names (``names``), what speaks for one (``weights``), choosing between two
instruments (``homonyms``).
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from stream.gazetteer import Instrument
from stream.stages.tag import clues, sureness
from stream.stages.tag.context import Context
from stream.stages.tag.hits import Hit, Refused, Why
from stream.stages.tag.lexicon import COMPOUND_WORDS, CRYPTO_WORDS, MARKET_WORDS
from stream.stages.tag.lists import Place
from stream.stages.tag.reading import ReadArticle
from stream.stages.tag.references import References
from stream.stages.tag.standing import HOUSEHOLD_TOKEN, KNOWN_SHARE, SHORT, is_known, is_within
from stream.stages.tag.weights import ENOUGH, Weights

MIN_LENGTH: Final = 2
"""Shortest ambiguous name that its context can back."""
ENOUGH_OBSCURE: Final = 7
"""Points from which on an ambiguous name means a firm that few know."""


class NameRules:
    """Decides the names of one article."""

    def __init__(self, read: ReadArticle, found: Sequence[Hit | Refused], context: Context) -> None:
        self._read = read
        self._context = context
        self._references = References(found)
        self._vetoes: dict[Place, Why | None] = {}

    @cached_property
    def _weights(self) -> Weights:
        """Weigh the ambiguous names: costly, and most articles have none that need it."""
        return Weights(
            self._read,
            self._references,
            self._context,
            lambda hit: self._veto(hit) is not None,
        )

    def is_settled(self, share: Instrument) -> bool:
        """Say whether no symbol tells which of a firm's shares its name means."""
        labelled = self._references.labelled
        return not labelled or share.ids.get("cik") not in labelled

    def meant(self, hit: Hit) -> Sequence[Instrument] | Why:
        """Give those of a name's candidates that the article can mean, or why none is meant."""
        if hit.needs_context:
            if why := self._veto(hit):
                return why
            longer = self._references.longer.get(hit.text)
            if longer is not None:
                return longer.candidates if isinstance(longer, Hit) else longer.why
        candidates = [self._references.as_labelled(each) for each in hit.candidates]
        doubt = self._namesake if hit.needs_context else self._implausible
        doubts = [doubt(hit, each) for each in candidates]
        kept = [each for each, why in zip(candidates, doubts, strict=True) if why is None]
        return kept or next(filter(None, doubts))

    def sureness(self, hit: Hit) -> int:
        """Give the sureness of a name that was found meant, in thousandths."""
        if not hit.needs_context:
            return hit.sureness
        tickers = {self._references.as_labelled(each).ticker for each in hit.candidates}
        if not tickers.isdisjoint(self._references.unmistakable):
            return sureness.BACKED_NAME
        if hit.text in self._references.longer:
            return sureness.BACKED_NAME
        points = max(self._weights.points[each] for each in tickers)
        return sureness.namesake(points - ENOUGH)

    def _implausible(self, hit: Hit, instrument: Instrument) -> Why | None:
        """Say why a clear name does not mean it, None where it can.

        Tokens need their world around them, and a lesser share is not meant by the last word
        of a longer name.
        """
        if instrument.ticker in self._references.by_symbol:
            return None
        if instrument.asset_class == "crypto":
            return None if self._speaks_of_tokens(hit, instrument) else "no_token_talk"
        if is_within(instrument, KNOWN_SHARE):
            return "word" if self._is_beside_the_point(hit) else None
        return "person" if clues.is_person(self._text(hit), hit.start, hit.end) else None

    def _is_beside_the_point(self, hit: Hit) -> bool:
        """Say whether a clear name that is a word too stands in a text without any business."""
        may_be_word = hit.senses or len(hit.text) <= SHORT
        if not may_be_word or self._context.business_words:
            return False
        if len(self._references.unmistakable) > 1:
            return False
        place = (self._text(hit), hit.start, hit.end)
        return clues.beside(*place) + clues.as_subject(*place) == 0

    def _speaks_of_tokens(self, hit: Hit, token: Instrument) -> bool:
        """Say whether a token's name is one here; ``chainlink`` in small letters may be a fence."""
        small = hit.rule == "name" and hit.text.islower() and hit.text not in CRYPTO_WORDS
        return (
            (is_within(token, HOUSEHOLD_TOKEN) and not small)
            or self._context.crypto_words > 0
            or self._context.neighbours("crypto") > 0
        )

    def _veto(self, hit: Hit) -> Why | None:
        """Say what else an occurrence of an ambiguous name plainly is; looked at once."""
        place = (hit.field, hit.start)
        if place not in self._vetoes:
            self._vetoes[place] = self._other_thing(hit)
        return self._vetoes[place]

    def _other_thing(self, hit: Hit) -> Why | None:
        text = self._text(hit)
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
        if instrument.ticker in self._references.unmistakable:
            return None
        if len(hit.text) < MIN_LENGTH or hit.text.lower() in MARKET_WORDS:
            return "word"
        known = is_known(instrument, hit)
        if not known and instrument.asset_class == "crypto":
            return "little_known"
        points = self._weights.points[instrument.ticker]
        if points >= (ENOUGH if known else ENOUGH_OBSCURE):
            return None
        return "little_known" if points >= ENOUGH else "word"

    def _text(self, hit: Hit) -> str:
        return self._read.text(hit.field)
