"""What the gazetteer knows of one instrument. Not here: the table (``table.csv``), its loader."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from stream.models import AssetClass, TickerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One row: ``ticker`` is the present id; ``symbol`` the one it is (or was) quoted by.

    ``name`` is the usual name for a reader, ``aliases`` the further names that text calls it by.
    ``exchange`` is an upper-case short name (``NASDAQ``, ``NYSE``, ``TSE`` …), empty for tokens.
    ``ids`` holds ``cik`` and ``isin`` where known. ``rank`` orders by size within the asset class
    (1 is largest; None where unknown). ``valid_from`` and ``valid_to`` bound the dates at which
    ``symbol`` meant this instrument (inclusive; None is open). ``ambiguous`` holds those of its
    names that also mean something else (ordinary words, people, places, very short ones): seen
    in a text, they say nothing without a context.
    """

    ticker: TickerId
    symbol: str
    asset_class: AssetClass
    name: str
    aliases: tuple[str, ...] = ()
    exchange: str = ""
    ids: Mapping[str, str]
    rank: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    ambiguous: tuple[str, ...] = ()
