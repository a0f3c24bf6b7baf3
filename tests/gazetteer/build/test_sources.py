"""What the packages say, read: the SEC's list, members of indexes, tokens."""

from stream.gazetteer.build import members, sec, symbols, tokens
from stream.gazetteer.build.lexicon import Lexicon
from stream.gazetteer.build.members import Member
from stream.gazetteer.build.tokens import Token


def test_the_secs_list_gives_rank_class_and_primary_symbol() -> None:
    """Its order is by size; of a filer's symbols the first is the primary one."""
    rows: list[dict[str, str | None]] = [
        {"cik": "0001", "ticker": "GOOGL", "exchange": "Nasdaq", "name": "Alphabet Inc."},
        {"cik": "0002", "ticker": "SPY", "exchange": "NYSE", "name": "SPDR S&P 500 ETF TRUST"},
        {"cik": "0001", "ticker": "GOOG", "exchange": "Nasdaq", "name": "Alphabet Inc."},
        {"cik": "0003", "ticker": "NONAME", "exchange": None, "name": None},
    ]

    found = sec.filings(rows)

    assert [(each.symbol, each.asset_class, each.rank, each.primary) for each in found] == [
        ("GOOGL", "equity", 1, True),
        ("SPY", "etf", 2, True),
        ("GOOG", "equity", 1, False),
    ]


def test_class_shares_have_a_point_and_preferreds_a_hyphen() -> None:
    """As the feed writes US symbols."""
    written = [sec.us_symbol(each) for each in ("BRK-B", "BAC-PN", "aapl ")]

    assert written == ["BRK.B", "BAC-PN", "AAPL"]


def test_an_umbrella_of_funds_names_none_of_them() -> None:
    """One filer, several funds."""
    rows: list[dict[str, str | None]] = [
        {"cik": "0001", "ticker": symbol, "exchange": "CBOE", "name": "ProShares Trust II"}
        for symbol in ("UVXY", "SVXY")
    ]

    assert sec.umbrellas(sec.filings(rows)) == {"0001"}


def test_index_members_are_joined_over_indexes() -> None:
    """One firm in two indexes is one member with all its symbols and ISINs."""
    source = """INDICES = {
      'B': {'companies': [{'name': 'Airbus', 'symbol': 'AIR.PA',
        'symbols': [{'yahoo': 'EADSY'}, {'yahoo': 'AIR.F'}], 'isins': ['NL0000235190']}]},
      'A': {'companies': [{'name': 'Airbus', 'symbol': 'AIR.PA', 'symbols': []},
        {'name': 'No Symbol'}]}}"""

    assert members.read(source) == [
        Member(name="Airbus", symbol="AIR.PA", others=("EADSY",), isins=("NL0000235190",))
    ]


def test_the_home_symbol_is_no_mirror_of_elsewhere() -> None:
    """Frankfurt and London's international lines only mirror."""
    assert members.home_symbol("", ["ADB.F", "0XXX.L", "SAP.DE"]) == "SAP.DE"
    assert members.home_symbol("7203.T", []) == "7203.T"
    assert members.home_symbol("BRK-B", []) == "BRK.B"
    assert members.home_symbol("", ["ADB.F"]) == ""


def test_ranked_tokens_are_read_from_the_module() -> None:
    """Symbols in capitals, null for no rank."""
    source = """const tokens = [
  {
    id: 'near',
    symbol: 'near',
    name: 'NEAR Protocol',
    marketCapRank: 23,
    addresses: {
      near: 'x',
    },
  },
  {
    id: 'quote',
    symbol: 'q',
    name: "King's Coin",
    marketCapRank: null,
  },
]
"""

    assert tokens.read_ranked(source) == [
        Token(symbol="NEAR", names=("NEAR Protocol",), rank=23),
        Token(symbol="Q", names=("King's Coin",), rank=None),
    ]


def test_of_tokens_with_one_symbol_the_highest_ranked_stays() -> None:
    """The other package adds a name only where it means the same token."""
    ranked = [
        Token(symbol="NEAR", names=("NEAR Protocol",), rank=23),
        Token(symbol="UNI", names=("Unicorn",), rank=900),
        Token(symbol="UNI", names=("Uniswap",), rank=19),
    ]

    found = tokens.joined(ranked, {"NEAR": "Near", "UNI": "Universe", "42": "42 Coin"})

    assert found == [
        Token(symbol="NEAR", names=("NEAR Protocol", "Near"), rank=23),
        Token(symbol="UNI", names=("Uniswap",), rank=19),
    ]


def test_ranks_go_on_by_the_order_of_an_older_list() -> None:
    """For tokens that both know; it adds none, and says nothing of another token's symbol."""
    known = [
        Token(symbol="BTC", names=("Bitcoin",), rank=1),
        Token(symbol="OLDC", names=("Old Coin",), rank=None),
        Token(symbol="REUSE", names=("Reborn",), rank=None),
        Token(symbol="LAST", names=("Last",), rank=3_984),
    ]
    text = "name,tag,symbol\nBitcoin,b,BTC\nGone,g,GONE\nOld Coin,o,oldc\nDead,d,REUSE\n"

    found = tokens.ranked_further(known, tokens.read_ordered(text))

    assert {each.symbol: each.rank for each in found} == {
        "BTC": 1,
        "OLDC": 3_987,
        "REUSE": None,
        "LAST": 3_984,
    }


def test_trade_words_of_ranked_tokens_are_dropped_too() -> None:
    """Unranked ones keep one name: each more is one more chance to be wrong."""
    ranked = Token(symbol="UNI", names=("Uniswap Protocol Token",), rank=19)
    unranked = Token(symbol="XYZ", names=("Xyz Network",), rank=None)

    assert tokens.names_of(ranked) == ("Uniswap Protocol Token", "Uniswap")
    assert tokens.names_of(unranked) == ("Xyz Network",)


def test_symbols_of_a_family_of_issues_are_funds() -> None:
    """Known ones, words, currencies, test lines and long symbols are left out."""
    family = [
        {"Cusip": f"464287{n}07", "Ticker": f"FD{letter}"} for n, letter in enumerate("ABCDE")
    ]
    others = [
        {"Cusip": f"{issuer}101", "Ticker": symbol}
        for issuer, symbol in [
            ("31816Q", "FEYE"),
            ("000021", "KNWN"),
            ("000022", "DO"),
            ("000023", "USD"),
            ("00006K", "TEST"),
            ("000024", "LONGF"),
        ]
    ]
    lexicon = Lexicon(
        words={"do": 10}, first_names=frozenset(), surnames=frozenset(), places=frozenset()
    )

    found = symbols.nameless([*others, *family], {"KNWN"}, lexicon)

    assert found == ["equity:FEYE", *(f"etf:FD{letter}" for letter in "ABCDE")]
