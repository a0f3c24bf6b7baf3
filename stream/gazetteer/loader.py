"""The gazetteer in memory: instruments by symbol and date, by ticker, and by name.

Not here: how the table is made (``build``), nor how a text is searched for names (``stages/tag``).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from stream.gazetteer.instruments import Instrument
from stream.models import TickerId


class Gazetteer:
    """All known instruments; immutable."""

    version: str
    """Names the table's content, as in ``2026.11-0a1b2c3d``: part of ``Tagged.model``."""

    def by_symbol(self, symbol: str, at: date | None = None) -> Sequence[Instrument]:
        """Give what the upper-case symbol meant on that date (None: now), the largest first.

        Homonyms of other asset classes are all given. Empty where no row knows the symbol.
        """
        raise NotImplementedError

    def by_ticker(self, ticker: TickerId) -> Instrument | None:
        """Give the present row of a ticker id; the last one for a delisted instrument."""
        raise NotImplementedError

    def names(self) -> Mapping[str, Sequence[Instrument]]:
        """Give every name and alias, as written in texts, with what it may mean, largest first.

        A name listed in the ``ambiguous`` of an instrument needs a context to mean it.
        """
        raise NotImplementedError

    def private(self) -> frozenset[str]:
        """Give the names of firms that have no ticker: they win a match and make no tag."""
        raise NotImplementedError


def load(extra: Path | None = None) -> Gazetteer:
    """Read the committed table, its overlay and, if given, a file of further rows.

    Raises ``ValueError`` with file and line for a row that cannot be read.
    """
    raise NotImplementedError
