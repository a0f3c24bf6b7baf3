"""What one article names beyond doubt: symbols, clear names, the longer forms of short ones.

Not here: whether an unclear name is meant (``namesakes``).
"""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from stream.gazetteer import Instrument
from stream.models import AssetClass, TickerId
from stream.stages.tag.hits import NAMING, Hit, Refused


class References:
    """Looks at all that was found in one article; each question is answered once."""

    def __init__(self, found: Sequence[Hit | Refused]) -> None:
        self._found = found
        self._symbols: list[Hit] = []
        self._names: list[Hit] = []
        for each in found:
            if isinstance(each, Hit):
                (self._names if each.rule in NAMING else self._symbols).append(each)

    @property
    def names(self) -> Sequence[Hit]:
        """All names, in the order of the text, title first."""
        return self._names

    @cached_property
    def persons(self) -> set[str]:
        """The names that some place gives to a person beyond doubt: ``Harrison Ford``."""
        refused = (each for each in self._found if isinstance(each, Refused))
        return {each.text for each in refused if each.why == "person"}

    @cached_property
    def by_symbol(self) -> set[TickerId]:
        """The tickers that a symbol in the article may mean."""
        return {each.ticker for hit in self._symbols for each in hit.candidates}

    @cached_property
    def unmistakable(self) -> set[TickerId]:
        """The tickers that a symbol or a clear name in the article may mean."""
        return self.by_symbol | {
            each.ticker for hit in self._names if not hit.needs_context for each in hit.candidates
        }

    @cached_property
    def named(self) -> Counter[AssetClass]:
        """How many instruments of each class a clear name leads to."""
        found = {
            hit.candidates[0].ticker: hit.candidates[0].asset_class
            for hit in self._names
            if not hit.needs_context
        }
        return Counter(found.values())

    @cached_property
    def longer(self) -> dict[str, Hit | Refused]:
        """The longer names of the article by their first word: who says Duke Realty says Duke.

        Of several the first one counts, be it a firm's or that of something without a ticker.
        """
        found: dict[str, Hit | Refused] = {}
        for each in self._found:
            clear = each.why == "private" if isinstance(each, Refused) else not each.needs_context
            if each.rule == "name" and clear and " " in each.text:
                found.setdefault(each.text.partition(" ")[0].removesuffix("'s"), each)
        return found

    def as_labelled(self, instrument: Instrument) -> Instrument:
        """Give the firm's share that the article speaks of: beside ``$GOOG``, Google is that."""
        if instrument.asset_class != "equity" or instrument.ticker in self.by_symbol:
            return instrument
        return self.labelled.get(instrument.ids.get("cik", ""), instrument)

    @cached_property
    def labelled(self) -> dict[str, Instrument]:
        """The shares that a symbol in the article may mean, by the firm's CIK."""
        found: dict[str, Instrument] = {}
        for hit in self._symbols:
            for each in hit.candidates:
                if each.asset_class == "equity" and "cik" in each.ids:
                    found.setdefault(each.ids["cik"], each)
        return found
