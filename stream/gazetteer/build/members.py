"""Members of stock indexes: everyday names, ISINs and the symbols of other countries."""

import ast
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

EXCHANGES: Final = {
    "AS": "AMS",
    "AX": "ASX",
    "BR": "EBR",
    "CO": "CPH",
    "DE": "XETRA",
    "F": "FRA",
    "HE": "HEL",
    "HK": "HKEX",
    "IR": "ISE",
    "KQ": "KOSDAQ",
    "KS": "KRX",
    "L": "LSE",
    "LS": "ELI",
    "MC": "BME",
    "MI": "BIT",
    "NS": "NSE",
    "OL": "OSL",
    "PA": "EPA",
    "SA": "B3",
    "SI": "SGX",
    "SS": "SSE",
    "ST": "STO",
    "SW": "SIX",
    "SZ": "SZSE",
    "T": "TSE",
    "TO": "TSX",
    "TW": "TWSE",
    "VI": "VIE",
}
"""Yahoo's suffix to the exchange's usual short name."""

_BARE: Final = re.compile(r"[A-Z]{1,5}")
_US: Final = re.compile(r"[A-Z]{1,5}(?:[.-][A-Z])?")
_FOREIGN: Final = re.compile(r"[A-Z0-9-]{1,12}\.([A-Z]{1,2})")
_SECONDARY: Final = frozenset({"F", "SG", "MU", "BE", "DU", "HM"})
_LONDON_LINE: Final = re.compile(r"0[A-Z0-9]{3}\.L")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One firm of an index; ``symbol`` is that of its home exchange, ``others`` its US ones."""

    name: str
    symbol: str
    others: tuple[str, ...]
    isins: tuple[str, ...]

    @property
    def abroad(self) -> bool:
        """Whether its home exchange is outside the US."""
        return exchange(self.symbol) != ""


def read(source: str) -> list[Member]:
    """Read ``indices_data.py``, a module that is one literal, without running it."""
    _, _, literal = source.partition("INDICES = ")
    indices: Mapping[str, Mapping[str, Any]] = ast.literal_eval(literal)
    return members(firm for name in sorted(indices) for firm in indices[name]["companies"])


def members(firms: Iterable[Mapping[str, Any]]) -> list[Member]:
    """Give each firm once, those without a symbol of a known exchange dropped."""
    found: dict[str, Member] = {}
    for firm in firms:
        quoted = [each.get("yahoo", "") for each in firm.get("symbols", ())]
        symbol = home_symbol(firm.get("symbol", ""), quoted)
        if not symbol or not firm.get("name"):
            continue
        known = found.get(symbol)
        others = {each for each in quoted if _BARE.fullmatch(each)} - {symbol}
        found[symbol] = Member(
            name=known.name if known else " ".join(firm["name"].split()),
            symbol=symbol,
            others=_joined(known.others if known else (), others),
            isins=_joined(known.isins if known else (), firm.get("isins", ())),
        )
    return [found[symbol] for symbol in sorted(found)]


def home_symbol(given: str, quoted: Sequence[str]) -> str:
    """Choose the symbol of the home exchange; empty where only secondary lines are known."""
    candidates = [each.strip().upper() for each in (given, *quoted) if each]
    for each in candidates:
        if exchange(each) and not is_secondary(each):
            return each
    american = (each for each in candidates if _US.fullmatch(each) and not is_secondary(each))
    return next(american, "").replace("-", ".")


def exchange(symbol: str) -> str:
    """Name the exchange of a Yahoo symbol; empty for the US and the unknown."""
    found = _FOREIGN.fullmatch(symbol)
    return EXCHANGES.get(found[1], "") if found else ""


def is_secondary(symbol: str) -> bool:
    """Tell lines that only mirror a share of elsewhere: Frankfurt's, London's 0XXX."""
    return symbol.rpartition(".")[2] in _SECONDARY or bool(_LONDON_LINE.fullmatch(symbol))


def isin_of(member: Member, *, us: bool) -> str:
    """Choose the one ISIN that fits (a US one for US firms); empty where several would."""
    fitting = [each for each in member.isins if each.startswith("US") == us]
    return fitting[0] if len(fitting) == 1 else ""


def _joined(known: Iterable[str], further: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({*known, *further}))
