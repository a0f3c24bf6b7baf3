"""Tokens: ranked ones from one package, many more symbols and names from another."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from stream.gazetteer.build.shortnames import key
from stream.gazetteer.loader import OBSCURE_TOKEN

_ENTRY: Final = re.compile(r"^  \{\n(.*?)^  \},", re.MULTILINE | re.DOTALL)
_FIELD: Final = re.compile(r"^    (symbol|name|marketCapRank): (.*),$", re.MULTILINE)
_SYMBOL: Final = re.compile(r"[A-Z0-9]{1,12}")
_TRADE: Final = re.compile(
    r"(?: (?:Token|Coin|Protocol|Network|Finance|Governance|Chain|DAO|\([^)]*\)))+$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One token; ``rank`` is by market capitalisation (None where unknown)."""

    symbol: str
    names: tuple[str, ...]
    rank: int | None


def read_ranked(source: str) -> list[Token]:
    """Read the tokens of the icon package's ``tokens.js``."""
    found = []
    for entry in _ENTRY.findall(source):
        fields = {name: _value(text) for name, text in _FIELD.findall(entry)}
        symbol, name = fields.get("symbol") or "", fields.get("name") or ""
        rank = fields.get("marketCapRank")
        found.append(Token(symbol=symbol.upper(), names=(name,), rank=int(rank) if rank else None))
    return found


def read_names(source: bytes) -> dict[str, str]:
    """Read symbols and names of ``cryptocurrencies.json``."""
    names: dict[str, str] = json.loads(source)
    return names


def joined(ranked: Iterable[Token], names: Mapping[str, str]) -> list[Token]:
    """Give one token a symbol: of several the highest ranked, its name in both packages' words.

    Where the packages mean different tokens the ranked one stands alone. Symbols of digits only
    and names that a text cannot hold are dropped.
    """
    found: dict[str, Token] = {}
    for token in sorted(ranked, key=lambda each: (each.rank or 10**9, each.symbol, each.names)):
        found.setdefault(token.symbol, token)
    for symbol, name in names.items():
        known = found.get(symbol.upper())
        if known is None:
            found[symbol.upper()] = Token(symbol=symbol.upper(), names=(name,), rank=None)
        elif is_same(known.names[0], name):
            both = (*known.names, name)
            found[known.symbol] = Token(symbol=known.symbol, names=both, rank=known.rank)
    usable = (each for each in found.values() if _is_usable(each))
    return sorted(usable, key=lambda each: each.symbol)


def ranked_further(tokens: Iterable[Token], names: Iterable[tuple[str, str]]) -> list[Token]:
    """Rank tokens that have no rank by their place in an older list.

    ``names`` are its symbols and names in the order of market capitalisation. The rank goes on
    from the last known one: that plus the place. A symbol that means another token now stays
    without, and a token that only the older list has is not taken.
    """
    found = {each.symbol: each for each in tokens}
    last = max((each.rank for each in found.values() if each.rank), default=0)
    for place, (symbol, name) in enumerate(names, start=1):
        known = found.get(symbol)
        if known and known.rank is None and is_same(known.names[0], name):
            found[symbol] = replace(known, rank=last + place)
    return list(found.values())


def read_ordered(text: str) -> list[tuple[str, str]]:
    """Read symbols and names of a list in its order; of two with one symbol the first stays."""
    names: dict[str, str] = {}
    for row in csv.DictReader(io.StringIO(text)):
        names.setdefault(row["symbol"].upper(), row["name"])
    return list(names.items())


def is_same(left: str, right: str) -> bool:
    """Tell two spellings of one token's name ("NEAR Protocol", "Near") from two tokens."""
    shorter, longer = sorted((key(left), key(right)), key=len)
    return bool(shorter) and longer.startswith(shorter)


def names_of(token: Token) -> tuple[str, ...]:
    """Give the names texts use, the usual one first: "Uniswap Protocol Token" is "Uniswap" too."""
    names: dict[str, None] = {}
    for name in token.names:
        plain = " ".join(name.split())
        names[plain] = None
        if token.rank is not None and token.rank <= OBSCURE_TOKEN:
            names[_TRADE.sub("", plain)] = None
    return tuple(names)


def _is_usable(token: Token) -> bool:
    letters = any(map(str.isalpha, token.symbol))
    name = token.names[0]
    return letters and bool(_SYMBOL.fullmatch(token.symbol)) and _is_writable(name)


def _is_writable(name: str) -> bool:
    return name.isprintable() and any(map(str.isalpha, name)) and not set(name) & set('|"*$')


def _value(text: str) -> str | None:
    if text == "null":
        return None
    return text[1:-1].replace("\\'", "'") if text[0] in "'\"" else text
