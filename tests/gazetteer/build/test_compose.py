"""Drafts, siblings and overlay to finished rows."""

from dataclasses import replace
from datetime import date

from stream.gazetteer.build import compose, drafts, siblings
from stream.gazetteer.build.lexicon import Lexicon
from stream.gazetteer.build.members import Member
from stream.gazetteer.build.sec import filings
from stream.gazetteer.instruments import Instrument
from stream.models import AssetClass, TickerId

LEXICON = Lexicon(
    words={"apple": 20, "render": 35},
    first_names=frozenset(),
    surnames=frozenset(),
    places=frozenset(),
)


def row(
    ticker: str, name: str, *aliases: str, symbol: str = "", exchange: str = "", rank: int = 0
) -> Instrument:
    """Make a draft of the little that matters here."""
    kind: AssetClass = "crypto" if ticker.startswith("crypto:") else "equity"
    return Instrument(
        ticker=TickerId(ticker),
        symbol=symbol or ticker.partition(":")[2],
        asset_class=kind,
        name=name,
        aliases=aliases,
        exchange=exchange,
        ids={},
        rank=rank or None,
    )


def test_one_firm_has_one_named_row() -> None:
    """Share classes and preferreds say which symbol they are."""
    listed = filings(
        [
            {"cik": "01", "ticker": "BRK-B", "exchange": "NYSE", "name": "BERKSHIRE HATHAWAY INC"},
            {"cik": "01", "ticker": "BRK-A", "exchange": "NYSE", "name": "BERKSHIRE HATHAWAY INC"},
        ]
    )

    found = drafts.shares(drafts.join(listed, []), LEXICON)

    assert [(each.ticker, each.name, each.aliases) for each in found] == [
        ("equity:BRK.B", "Berkshire Hathaway", ("Berkshire Hathaway Inc",)),
        ("equity:BRK.A", "Berkshire Hathaway (BRK.A)", ()),
    ]


def test_a_firm_abroad_has_the_id_of_its_share_in_new_york() -> None:
    """Its home symbol leads there; without such a share the home symbol is the id."""
    listed = filings(
        [
            {"cik": "01", "ticker": "HSBC", "exchange": "NYSE", "name": "HSBC HOLDINGS PLC"},
            {"cik": "02", "ticker": "NTDOY", "exchange": "OTC", "name": "NINTENDO CO LTD"},
        ]
    )
    abroad = [
        Member(name="HSBC", symbol="HSBA.L", others=("HSBC",), isins=()),
        Member(name="Nintendo", symbol="7974.T", others=("NTDOY",), isins=()),
    ]

    found = drafts.shares(drafts.join(listed, abroad), LEXICON)

    assert sorted((each.symbol, str(each.ticker)) for each in found) == [
        ("7974.T", "equity:7974.T"),
        ("HSBA.L", "equity:HSBC"),
        ("HSBC", "equity:HSBC"),
        ("NTDOY", "equity:7974.T"),
    ]


def test_lines_of_one_name_in_two_countries_become_one_instrument() -> None:
    """The counter's row of a firm at home abroad gives it names and rank."""
    home = row("equity:6501.T", "Hitachi", exchange="TSE")
    counter = row("equity:HTHIY", "Hitachi", "Hitachi Ltd", exchange="OTC", rank=60)

    found = siblings.joined([home, counter])

    assert [(str(each.ticker), each.symbol) for each in found] == [
        ("equity:6501.T", "6501.T"),
        ("equity:6501.T", "HTHIY"),
    ]
    assert (found[0].aliases, found[0].rank) == (("Hitachi Ltd",), 60)


def test_short_names_shared_by_chance_are_no_siblings() -> None:
    """EQT of Stockholm and EQT of Pittsburgh."""
    pair = [
        row("equity:EQT", "EQT", exchange="NYSE"),
        row("equity:EQT.ST", "EQT", exchange="STO"),
    ]

    assert siblings.joined(pair) == pair


def test_the_overlay_adds_and_drops_names() -> None:
    """What it does not say stays."""
    known = row("crypto:IO", "Ideal Opportunities", "Ideal", rank=9)
    curated = row("crypto:IO", "io.net", "!Ideal Opportunities")

    (found,) = compose.overlaid([known], [curated])

    assert (found.name, found.aliases, found.rank) == ("io.net", ("Ideal",), 9)


def test_a_former_symbol_gives_its_id_away() -> None:
    """RNDR has no id of its own any more; RENDER takes its rank."""
    stale = row("crypto:RNDR", "Render", rank=35)
    curated = [row("crypto:RENDER", "Render"), row("crypto:RENDER", "Render", symbol="RNDR")]

    found = compose.overlaid([stale], curated)

    assert [(str(each.ticker), each.symbol, each.rank) for each in found] == [
        ("crypto:RENDER", "RENDER", 35),
        ("crypto:RENDER", "RNDR", None),
    ]


def test_the_present_symbol_starts_when_the_former_ends() -> None:
    """So does the next owner of a symbol that a delisted firm had."""
    renamed = replace(row("equity:META", "Meta", symbol="FB"), valid_to=date(2022, 6, 8))
    delisted = replace(row("equity:S", "Sprint"), valid_to=date(2020, 4, 1))

    found = compose.overlaid(
        [row("equity:META", "Meta"), row("equity:S", "SentinelOne")], [renamed, delisted]
    )

    assert [(each.name, each.symbol, each.valid_from) for each in found] == [
        ("Meta", "META", date(2022, 6, 9)),
        ("SentinelOne", "S", date(2020, 4, 2)),
        ("Meta", "FB", None),
        ("Sprint", "S", None),
    ]


def test_an_ended_row_leaves_its_names_to_the_present() -> None:
    """Whichever legal form they have; without another name it is told apart by its symbol."""
    ended = replace(row("equity:RTN", "Raytheon", "Raytheon Company"), valid_to=date(2020, 4, 2))
    other = replace(row("equity:CERN", "Cerner", "Cerner Corp"), valid_to=date(2022, 6, 7))

    found = compose.without_names_of([row("equity:RTX", "RTX", "Raytheon")], [ended, other])

    assert [(each.name, each.aliases) for each in found] == [
        ("Raytheon (RTN)", ()),
        ("Cerner", ("Cerner Corp",)),
    ]


def test_a_symbol_is_its_present_owners_from_the_day_after_the_formers_last() -> None:
    """On any day a symbol of one class has one owner."""
    former = replace(row("equity:BOLD", "Audentes"), valid_to=date(2019, 11, 20))
    present = row("equity:BOLD", "Boundless Bio")

    found = compose.compose([present], [], LEXICON, [former])

    assert [(each.name, each.valid_from, each.valid_to) for each in found] == [
        ("Audentes", None, date(2019, 11, 20)),
        ("Boundless Bio", date(2019, 11, 21), None),
    ]


def test_names_are_judged_and_the_overlay_may_differ() -> None:
    """A word is ambiguous unless the overlay clears it, any name if it says so."""
    cleared = replace(row("equity:AAPL", "Apple", "Cupertino"), ambiguous=("!Apple", "Cupertino"))

    (found,) = compose.compose([], [cleared], LEXICON)

    assert found.ambiguous == ("Cupertino",)


def test_the_names_of_little_known_tokens_are_ambiguous() -> None:
    """Stargate is a token of rank 406, and more often something else."""
    known, hardly = row("crypto:AAA", "Aaaah", rank=250), row("crypto:STG", "Stargate", rank=406)

    found = compose.compose([known, hardly], [], LEXICON)

    assert [each.ambiguous for each in found] == [(), ("Stargate",)]


def test_the_larger_bearer_of_a_name_has_it() -> None:
    """The others need a context; a token without rank gets its symbol into the name."""
    solana = row("crypto:SOL", "Solana", rank=6)
    treasury = row("equity:HSDT", "Solana", rank=3_000)
    copy = row("crypto:SOLX", "Solana")

    found = compose.compose([solana, treasury, copy], [], LEXICON)

    assert [(each.name, each.ambiguous) for each in found] == [
        ("Solana", ()),
        ("Solana (SOLX)", ("Solana (SOLX)",)),
        ("Solana", ("Solana",)),
    ]
