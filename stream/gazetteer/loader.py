"""The gazetteer in memory: instruments by symbol and date, by ticker, and by name.

Not here: how the table is made (``build``), nor how a text is searched for names (``stages/tag``).
"""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Final, cast

import xxhash

from stream.gazetteer import extra as further_rows
from stream.gazetteer import rows, senses
from stream.gazetteer.instruments import Instrument
from stream.gazetteer.senses import Sense
from stream.models import AssetClass, TickerId

EDITION: Final = "2026.11"
"""Year and month in which the sources of the table were pinned."""

TABLE: Final = "table.csv"
PRIVATE: Final = "private.txt"
SYMBOLS: Final = "symbols.txt"
FILES: Final = (TABLE, PRIVATE, SYMBOLS, senses.SENSES, senses.GIVEN_NAMES)
"""All that the version tells apart."""

TOKEN_WEIGHT: Final = 30
"""A token of rank n is about as large as the share of rank 30 n, in the ranks that matter."""
UNRANKED_MEMBER: Final = 1_500
"""Stands in for the rank of a share outside the US, which is known as an index member only."""
UNRANKED: Final = 1_000_000
OBSCURE_TOKEN: Final = 4_000
"""A token beyond this rank, or without one, is one of thousands, under every symbol of note."""
_NO_SENSE: Final[frozenset[Sense]] = frozenset()


class Gazetteer:
    """All known instruments; immutable."""

    __slots__ = (
        "_given_names",
        "_nameless",
        "_names",
        "_past_names",
        "_private",
        "_senses",
        "_symbols",
        "_tickers",
        "version",
    )

    version: str
    """Names the table's content, as in ``2026.11-0a1b2c3d``: part of ``Tagged.model``."""

    def __init__(
        self,
        instruments: Iterable[Instrument],
        *,
        nameless: Iterable[TickerId] = (),
        private: Iterable[str] = (),
        senses: Mapping[str, frozenset[Sense]] | None = None,
        given_names: Iterable[str] = (),
        version: str = "",
    ) -> None:
        """Index the instruments; of two rows for one symbol and day both are found.

        ``nameless`` are ids of US symbols of which nothing else is known, ``senses`` what else
        names mean, by the name in small letters, as ``given_names`` are.
        """
        self._senses = senses or {}
        self._given_names = frozenset(given_names)
        self.version = version
        self._private = frozenset(private)
        self._nameless = frozenset(nameless)
        self._symbols: dict[str, tuple[Instrument, ...]] = {}
        self._tickers: dict[TickerId, Instrument] = {}
        self._names: dict[str, tuple[Instrument, ...]] = {}
        self._past_names: dict[str, tuple[Instrument, ...]] = {}
        for each in sorted(instruments, key=largest_first):
            _append(self._symbols, each.symbol, each)
            if is_own(each):
                self._enter(each)

    def _enter(self, own: Instrument) -> None:
        """Enter an instrument's row of its own symbol: a present one hides an ended one."""
        names = self._names if own.valid_to is None else self._past_names
        for name in (own.name, *own.aliases):
            _append(names, name, own)
        known = self._tickers.get(own.ticker)
        if known is None or _ended(known) < _ended(own):
            self._tickers[own.ticker] = own

    def by_symbol(self, symbol: str, at: date | None = None) -> Sequence[Instrument]:
        """Give what the upper-case symbol meant on that date (None: now), the largest first.

        Homonyms of other asset classes are all given. A symbol that is known to be quoted in the
        US, or to have been, and nothing else of it, is an instrument whose name is its symbol.
        Empty where nothing knows the symbol.
        """
        found = self._symbols.get(symbol, ())
        if at is None:
            known = [each for each in found if each.valid_to is None]
        else:
            known = [each for each in found if _valid(each, at)]
        return (*self._bare(symbol), *known) if _are_obscure(known) else tuple(known)

    def by_ticker(self, ticker: TickerId) -> Instrument | None:
        """Give the present row of a ticker id; the last one for a delisted instrument."""
        known = self._tickers.get(ticker)
        return _bare(ticker) if known is None and ticker in self._nameless else known

    def _bare(self, symbol: str) -> list[Instrument]:
        ids = (TickerId(f"{kind}:{symbol}") for kind in ("equity", "etf"))
        return [_bare(ticker) for ticker in ids if ticker in self._nameless]

    def names(self) -> Mapping[str, Sequence[Instrument]]:
        """Give every name and alias, as written in texts, with what it may mean, largest first.

        A name listed in the ``ambiguous`` of an instrument needs a context to mean it.
        """
        return MappingProxyType(self._names)

    def past_names(self) -> Mapping[str, Sequence[Instrument]]:
        """Give the names of delisted instruments: they mean them up to their ``valid_to``."""
        return MappingProxyType(self._past_names)

    def private(self) -> frozenset[str]:
        """Give the names of firms that have no ticker: they win a match and make no tag."""
        return self._private

    def senses(self, name: str) -> frozenset[Sense]:
        """Give what a name means besides its instrument: a word, a person, a place."""
        return self._senses.get(name.lower(), _NO_SENSE)

    def given_names(self) -> frozenset[str]:
        """Give people's first names, in small letters."""
        return self._given_names


def load(extra: Path | None = None) -> Gazetteer:
    """Read the committed table and, if given, lay a user's file over it (``extra``).

    Raises ``ValueError`` with file and line for a row that cannot be read.
    """
    folder = resources.files("stream.gazetteer")
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in FILES}
    further = further_rows.load(extra) if extra else further_rows.Extra()
    digest = xxhash.xxh3_64_hexdigest("\x1f".join([*texts.values(), further.text]).encode())
    with _uncollected():
        table = rows.read(texts[TABLE].splitlines(), TABLE)
        return Gazetteer(
            further_rows.laid_over(table, further.instruments) if extra else table,
            nameless=map(TickerId, texts[SYMBOLS].splitlines()),
            private=[*read_private(texts[PRIVATE]), *further.private],
            senses=senses.read(texts[senses.SENSES]),
            given_names=texts[senses.GIVEN_NAMES].split(),
            version=f"{EDITION}-{digest[:8]}",
        )


def read_private(text: str) -> list[str]:
    """Read names, one a line; blank lines and those that begin with ``#`` are skipped."""
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def is_own(instrument: Instrument) -> bool:
    """Tell an instrument's row of its own symbol from one of a former or a foreign symbol."""
    return instrument.ticker == f"{instrument.asset_class}:{instrument.symbol}"


def is_obscure(instrument: Instrument) -> bool:
    """Tell a token of no rank, or of one so high that its symbol may well mean something else."""
    return instrument.asset_class == "crypto" and (instrument.rank or UNRANKED) > OBSCURE_TOKEN


def largest_first(instrument: Instrument) -> tuple[int, str, str, date]:
    """Order instruments of all classes by size, as far as ranks tell it; ties by id and date."""
    size = instrument.rank or UNRANKED
    if instrument.asset_class == "crypto":
        size *= TOKEN_WEIGHT
    elif instrument.rank is None and "." in instrument.symbol:
        size = UNRANKED_MEMBER
    begin = instrument.valid_from or date.min
    return size, instrument.ticker, instrument.symbol, begin


def _valid(instrument: Instrument, at: date) -> bool:
    begin, end = instrument.valid_from, instrument.valid_to
    return (begin is None or begin <= at) and (end is None or at <= end)


def _ended(instrument: Instrument) -> date:
    return instrument.valid_to or date.max


def _are_obscure(known: Iterable[Instrument]) -> bool:
    """Say whether there is nothing, or only tokens that hardly anybody knows."""
    return all(map(is_obscure, known))


def _bare(ticker: TickerId) -> Instrument:
    kind, _, symbol = ticker.partition(":")
    return Instrument(
        ticker=ticker,
        symbol=symbol,
        asset_class=cast("AssetClass", kind),
        name=symbol,
        ids={},
        ambiguous=(symbol,),
    )


def _append(index: dict[str, tuple[Instrument, ...]], key: str, item: Instrument) -> None:
    known = index.get(key)
    index[key] = (item,) if known is None else (*known, item)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold the garbage collector: the table makes 100,000 values, none of them garbage.

    Collecting in between takes longer than reading.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
