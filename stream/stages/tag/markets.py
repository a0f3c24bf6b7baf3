"""The markets by the names that articles and Reuters codes give them, and what ids call them.

Not here: finding them in a text (``codes``).
"""

from collections.abc import Mapping
from typing import Final

_UNITED_STATES: Final = (
    "NASDAQ NASDAQGS NASDAQGM NASDAQCM NYSE NYSEARCA NYSEAMERICAN NYSEMKT AMEX CBOE BATS OTC "
    "OTCQB OTCQX OTCMKTS OTCPK ARCA"
)
_SUFFIXES: Final[Mapping[str, str]] = {
    **dict.fromkeys(_UNITED_STATES.split(), ""),
    "TSX": ".TO",
    "TSXV": ".V",
    "LSE": ".L",
    "LON": ".L",
    "ASX": ".AX",
    "HKEX": ".HK",
    "SEHK": ".HK",
    "HKG": ".HK",
    "TYO": ".T",
    "TSE": ".T",
    "XETRA": ".DE",
    "ETR": ".DE",
    "FRA": ".F",
    "EPA": ".PA",
    "AMS": ".AS",
    "BIT": ".MI",
    "BME": ".MC",
    "SWX": ".SW",
    "SIX": ".SW",
    "NSE": ".NS",
    "BSE": ".BO",
    "KRX": ".KS",
    "SGX": ".SI",
    "TPE": ".TW",
    "SSE": ".SS",
    "SHA": ".SS",
    "SZSE": ".SZ",
    "SHE": ".SZ",
}
"""Exchange, as articles name it, to the suffix its symbols carry in ticker ids."""

_RIC_SUFFIXES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("O", "OQ", "N"), ""),
    **{suffix: f".{suffix}" for suffix in ("L", "T", "HK", "TO", "DE", "PA", "AS", "MI", "MC")},
    **{suffix: f".{suffix}" for suffix in ("AX", "KS", "NS", "BO", "SS", "SZ", "SI", "TW", "SW")},
    "S": ".SW",
    "F": ".F",
    "BN": ".BO",
}
"""Reuters' market letters to the suffix of ticker ids."""


def is_exchange(name: str) -> bool:
    """Say whether the upper-case name is an exchange's."""
    return name in _SUFFIXES


def exchange_symbol(exchange: str, written: str) -> str | None:
    """Spell a symbol as ticker ids do: ``HKEX: 700`` is ``0700.HK``, ``NYSE: BRK/B`` ``BRK.B``.

    None where the exchange is not known.
    """
    suffix = _SUFFIXES.get(exchange)
    if suffix is None:
        return None
    if suffix == ".T" and not written[:1].isdigit():
        suffix = ".TO"
    if not suffix:
        return written.replace("-", ".").replace("/", ".")
    if suffix == ".HK":
        written = written.zfill(4)
    return written.replace(".", "-").replace("/", "-") + suffix


def ric_symbol(base: str, share_class: str, market: str) -> str | None:
    """Spell a Reuters code as ticker ids do: ``BRKb.N`` is ``BRK.B``; None for no market."""
    suffix = _RIC_SUFFIXES.get(market)
    if suffix is None:
        return None
    return f"{base}.{share_class.upper()}{suffix}" if share_class else base + suffix
