"""The markets by the names that articles and terminals give them, and what ticker ids call them.

Not here: finding them in a text (``codes``).
"""

from collections.abc import Mapping
from typing import Final

_UNITED_STATES: Final = (
    "NASDAQ NASDAQGS NASDAQGM NASDAQCM NYSE NYSEARCA NYSEAMERICAN NYSEMKT AMEX CBOE BATS OTC "
    "OTCQB OTCQX OTCMKTS OTCPK OTCBB ARCA PINK"
)
_CODES: Final[Mapping[str, str]] = {
    **dict.fromkeys(_UNITED_STATES.split(), ""),
    "TSX": ".TO",
    "TSXV": ".V",
    "LSE": ".L",
    "LON": ".L",
    "AIM": ".L",
    "ASX": ".AX",
    "HKEX": ".HK",
    "SEHK": ".HK",
    "HKSE": ".HK",
    "HKG": ".HK",
    "TYO": ".T",
    "TSE": ".T",
    "XETRA": ".DE",
    "XTRA": ".DE",
    "ETR": ".DE",
    "FWB": ".DE",
    "FSE": ".DE",
    "FRA": ".F",
    "EPA": ".PA",
    "AMS": ".AS",
    "EBR": ".BR",
    "BIT": ".MI",
    "BME": ".MC",
    "STO": ".ST",
    "HEL": ".HE",
    "CPH": ".CO",
    "OSL": ".OL",
    "SWX": ".SW",
    "SIX": ".SW",
    "VIE": ".VI",
    "NSE": ".NS",
    "BSE": ".BO",
    "KRX": ".KS",
    "KOSPI": ".KS",
    "KOSDAQ": ".KQ",
    "SGX": ".SI",
    "TPE": ".TW",
    "TWSE": ".TW",
    "SSE": ".SS",
    "SHA": ".SS",
    "SZSE": ".SZ",
    "SHE": ".SZ",
    "TADAWUL": ".SR",
    "JSE": ".JO",
    "BMV": ".MX",
    "NZX": ".NZ",
}
"""Exchange by its code in capitals to the suffix its symbols carry in ticker ids."""

_NAMES: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        (
            "NASDAQ NASDAQGS NASDAQGM NASDAQCM NASDAQGLOBALSELECTMARKET NASDAQGLOBALSELECT "
            "NASDAQGLOBALMARKET NASDAQCAPITALMARKET NYSE NYSEARCA NYSEAMERICAN NYSEMKT "
            "NEWYORKSTOCKEXCHANGE CBOE CBOEBZX OTCPINK OTCMARKETS OTCBULLETINBOARD OTCMKTS"
        ).split(),
        "",
    ),
    "TORONTOSTOCKEXCHANGE": ".TO",
    "TSXVENTURE": ".V",
    "TSXVENTUREEXCHANGE": ".V",
    "LONDONSTOCKEXCHANGE": ".L",
    "TOKYOSTOCKEXCHANGE": ".T",
    "HONGKONGSTOCKEXCHANGE": ".HK",
    "STOCKEXCHANGEOFHONGKONG": ".HK",
    "AUSTRALIANSECURITIESEXCHANGE": ".AX",
    "FRANKFURTSTOCKEXCHANGE": ".DE",
    "XETRA": ".DE",
    "EURONEXTPARIS": ".PA",
    "EURONEXTAMSTERDAM": ".AS",
    "EURONEXTBRUSSELS": ".BR",
    "EURONEXTMILAN": ".MI",
    "NASDAQSTOCKHOLM": ".ST",
    "NASDAQHELSINKI": ".HE",
    "NASDAQCOPENHAGEN": ".CO",
    "OSLOSTOCKEXCHANGE": ".OL",
    "SIXSWISSEXCHANGE": ".SW",
    "KOREAEXCHANGE": ".KS",
    "TADAWUL": ".SR",
}
"""The same by its name, in any letters, without its spaces."""

_LAST_WORDS_OF_NAMES: Final = (
    "SELECT MARKET ARCA AMERICAN MKT EXCHANGE BZX PINK MARKETS BOARD VENTURE KONG PARIS AMSTERDAM "
    "BRUSSELS MILAN STOCKHOLM HELSINKI COPENHAGEN"
)
LAST_WORDS: Final = frozenset((*_CODES, *_NAMES, *_LAST_WORDS_OF_NAMES.split()))
"""Words in capitals that the code or the name of an exchange may end with."""

_RIC_SUFFIXES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("O", "OQ", "N", "K", "PK"), ""),
    **{
        suffix: f".{suffix}"
        for suffix in (
            "L T HK TO V DE PA AS BR MI MC ST HE CO OL VI AX NZ KS KQ NS SS SZ SI TW MX".split()
        )
    },
    "S": ".SW",
    "F": ".F",
    "BO": ".BO",
    "BN": ".BO",
    "J": ".JO",
    "SE": ".SR",
}
"""Reuters' market letters to the suffix of ticker ids."""

_TERMINAL_SUFFIXES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("US", "UN", "UW", "UQ"), ""),
    "LN": ".L",
    "JP": ".T",
    "JT": ".T",
    "HK": ".HK",
    "GR": ".DE",
    "GY": ".DE",
    "FP": ".PA",
    "NA": ".AS",
    "BB": ".BR",
    "IM": ".MI",
    "SM": ".MC",
    "SS": ".ST",
    "FH": ".HE",
    "SW": ".SW",
    "VX": ".SW",
    "AU": ".AX",
    "CN": ".TO",
    "CT": ".TO",
    "KS": ".KS",
    "TT": ".TW",
}
"""Bloomberg's market letters, as in ``VOD:LN``, to the suffix of ticker ids."""


def is_exchange(name: str) -> bool:
    """Say whether the upper-case name is an exchange's."""
    return name in _CODES


def suffix_of(exchange: str) -> str | None:
    """Give the suffix of an exchange by its code in capitals, or by its name in any letters."""
    known = _CODES.get(exchange)
    return _NAMES.get(exchange.replace(" ", "").upper()) if known is None else known


def exchange_symbol(suffix: str, written: str) -> str:
    """Spell a symbol as ticker ids do: ``HKEX: 700`` is ``0700.HK``, ``NYSE: BRK/B`` ``BRK.B``.

    Toronto shares its code with Tokyo, whose symbols begin with a digit.
    """
    if suffix == ".T" and not written[:1].isdigit():
        suffix = ".TO"
    if not suffix:
        return written.replace("-", ".").replace("/", ".")
    if suffix == ".HK":
        written = written.lstrip("0").zfill(4)
    return written.replace(".", "-").replace("/", "-") + suffix


def ric_symbol(base: str, share_class: str, market: str) -> str | None:
    """Spell a Reuters code as ticker ids do: ``BRKb.N`` is ``BRK.B``; None for no market."""
    suffix = _RIC_SUFFIXES.get(market)
    if suffix is None:
        return None
    if not suffix:
        return f"{base}.{share_class.upper()}" if share_class else base
    return exchange_symbol(suffix, f"{base}-{share_class.upper()}" if share_class else base)


def terminal_symbol(base: str, market: str) -> str | None:
    """Spell a terminal's ``7203:JP`` as ticker ids do; None for no market."""
    suffix = _TERMINAL_SUFFIXES.get(market)
    return None if suffix is None else exchange_symbol(suffix, base)
