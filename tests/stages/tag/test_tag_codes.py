"""Symbols are read where a text writes them with their market."""

import pytest

from stream.stages.tag.codes import find_codes
from stream.stages.tag.markets import suffix_of


def found(text: str) -> list[tuple[str, str, str]]:
    """Give rule, symbol and text of each code, in the order of the text."""
    codes = sorted(find_codes(text), key=lambda each: each.start)
    return [(each.rule, each.symbol, text[each.start : each.end]) for each in codes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cisco (NASDAQ: CSCO) gains", [("exchange", "CSCO", "CSCO")]),
        ("NYSE:KO", [("exchange", "KO", "KO")]),
        ("(NasdaqGS:AAPL)", [("exchange", "AAPL", "AAPL")]),
        ("(NYSE American: UEC)", [("exchange", "UEC", "UEC")]),
        ("(NASDAQ: $INTC)", [("exchange", "INTC", "$INTC")]),
        ("(NYSE: BRK.A, BRK/B)", [("exchange", "BRK.A", "BRK.A"), ("exchange", "BRK.B", "BRK/B")]),
        ("NYSE: KO, CEO says", [("exchange", "KO", "KO")]),
        ("(HKEX: 700)", [("exchange", "0700.HK", "700")]),
        (
            "(TSX: GIB; NYSE: GIB)",
            [("exchange", "GIB.TO", "GIB"), ("exchange", "GIB", "GIB")],
        ),
        ("(TSE: 7203)", [("exchange", "7203.T", "7203")]),
        ("(TSE: SHOP)", [("exchange", "SHOP.TO", "SHOP")]),
        ("(HKEX: 09988)", [("exchange", "9988.HK", "09988")]),
        ("(LON:HSBA)", [("exchange", "HSBA.L", "HSBA")]),
        ("(STO: VOLV-B)", [("exchange", "VOLV-B.ST", "VOLV-B")]),
        ("(Nasdaq: GOOG, GOOGL)", [("exchange", "GOOG", "GOOG"), ("exchange", "GOOGL", "GOOGL")]),
        ("(NYSE: BF.A and BF.B)", [("exchange", "BF.A", "BF.A"), ("exchange", "BF.B", "BF.B")]),
        ('(NYSE: "KO")', [("exchange", "KO", "KO")]),
        ("(OTC Pink: FNMA)", [("exchange", "FNMA", "FNMA")]),
        ("(Nasdaq Global Select Market: CSCO)", [("exchange", "CSCO", "CSCO")]),
        ("shares on the Tokyo Stock Exchange: 7203", [("exchange", "7203.T", "7203")]),
        ("Euronext Paris: MC", [("exchange", "MC.PA", "MC")]),
        (
            "AAPL:US and (VOD:LN)",
            [("exchange", "AAPL", "AAPL:US"), ("exchange", "VOD.L", "VOD:LN")],
        ),
        ("NYSE: A new high; Nasdaq: 2.5% up at 10:30", []),
        ("NOTE: AI leads. She: I know.", []),
    ],
)
def test_an_exchange_qualifies_the_symbol_behind_it(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    """In brackets a list of symbols may follow; elsewhere only one does."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CSCO.O rose", [("ric", "CSCO", "CSCO.O")]),
        ("<BRKb.N>", [("ric", "BRK.B", "BRKb.N")]),
        ("0700.HK fell", [("ric", "0700.HK", "0700.HK")]),
        ("<F.N> and (T.N)", [("ric", "F", "F.N"), ("ric", "T", "T.N")]),
        (
            "<7203.T>, <NESN.S> and <VOLVb.ST>",
            [
                ("ric", "7203.T", "7203.T"),
                ("ric", "NESN.SW", "NESN.S"),
                ("ric", "VOLV-B.ST", "VOLVb.ST"),
            ],
        ),
        ("<.SPX> fell to .N225, <CLc1> and <EUR=>", []),
        ("in U.S. trade, e.g. A.I. and www.IBM.N.com", []),
    ],
)
def test_a_reuters_code_is_spelt_as_ticker_ids_are(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    """US markets vanish, others become the suffix; abbreviations are no codes."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SOL-USD and BTC/USDT", [("pair", "SOL", "SOL-USD"), ("pair", "BTC", "BTC/USDT")]),
        ("$ETH/BTC", [("pair", "ETH", "$ETH/BTC")]),
        ("BTCUSDT and #ETHUSD", [("pair", "BTC", "BTCUSDT"), ("pair", "ETH", "#ETHUSD")]),
        ("ETH-PERP, SOLPERP", [("pair", "ETH", "ETH-PERP"), ("pair", "SOL", "SOLPERP")]),
        ("EUR/USD, EURUSD, non-USD, AND/USDX", []),
    ],
)
def test_a_pair_is_about_its_base(text: str, expected: list[tuple[str, str, str]]) -> None:
    """Currencies have pairs too and are no tokens."""
    assert found(text) == expected


def test_an_unknown_exchange_has_no_symbols() -> None:
    """A colon alone makes no market."""
    assert suffix_of("AMAZON") is None
    assert found("AMAZON: AI leads") == []


@pytest.mark.parametrize(
    "text",
    [
        ".O" * 500_000,
        "-USD" * 250_000,
        "NYSE: " * 160_000,
        "(NYSE: " + "A, " * 300_000,
        "A:A" * 300_000,
        "A" * 1_000_000,
        "USD" * 300_000,
    ],
    ids=["dots", "quotes", "exchanges", "list", "colons", "one word", "joined"],
)
def test_a_megabyte_made_to_hurt_is_read_in_one_pass(text: str) -> None:
    """Lists are cut, and no pattern looks back further than a symbol is long."""
    assert sum(1 for _ in find_codes(text)) <= 160_000
