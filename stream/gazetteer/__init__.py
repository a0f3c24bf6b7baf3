"""Which instruments there are and what text calls them: a committed table and its loader."""

from stream.gazetteer.instruments import Instrument
from stream.gazetteer.loader import Gazetteer, is_obscure, load

__all__ = ["Gazetteer", "Instrument", "is_obscure", "load"]
