"""What the committed table's names lead to: those that stories use, and those that need care."""

from typing import Final

import pytest

from stream.gazetteer import Gazetteer, Instrument, load


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """Load the committed table once."""
    return load()


EVERYDAY: Final = {
    "equity:JPM": ("JPMorgan", "JP Morgan", "J.P. Morgan", "JPMorgan Chase & Co"),
    "equity:BAC": ("BofA", "Bank of America", "Merrill Lynch"),
    "equity:C": ("Citi", "Citigroup"),
    "equity:PG": ("P&G", "Procter & Gamble", "Procter and Gamble"),
    "equity:JNJ": ("J&J", "Johnson & Johnson", "Johnson and Johnson"),
    "equity:BRK.B": ("Berkshire Hathaway", "Geico", "BNSF"),
    "equity:GOOGL": ("Google", "Alphabet", "YouTube", "Waymo"),
    "equity:META": ("Facebook", "Instagram", "WhatsApp"),
    "equity:MSFT": ("LinkedIn", "GitHub", "Xbox"),
    "equity:AMZN": ("Amazon Web Services", "Whole Foods"),
    "equity:WMT": ("Walmart", "Wal-Mart", "Sam's Club"),
    "equity:MCD": ("McDonald's", "McDonalds"),
    "equity:DHI": ("D.R. Horton", "DR Horton"),
    "equity:WRB": ("W.R. Berkley",),
    "equity:EL": ("Estee Lauder", "Estée Lauder"),
    "equity:CRWD": ("CrowdStrike", "Crowdstrike"),
    "equity:GFS": ("GlobalFoundries",),
    "equity:BUD": ("AB InBev", "Anheuser-Busch"),
    "equity:TT": ("Trane",),
    "equity:ORLY": ("O'Reilly Automotive",),
    "equity:QSR": ("Burger King", "Tim Hortons"),
    "equity:YUM": ("KFC", "Taco Bell"),
    "equity:GAP": ("Old Navy",),
    "equity:STLA": ("Chrysler", "Jeep"),
    "equity:MTCH": ("Tinder",),
    "equity:MS": ("Morgan Stanley",),
    "equity:TSM": ("TSMC",),
    "equity:RY": ("RBC",),
    "equity:SHEL": ("Royal Dutch Shell",),
    "equity:NVO": ("Novo Nordisk",),
    "equity:9984.T": ("SoftBank",),
    "equity:0700.HK": ("Tencent", "WeChat"),
    "equity:300750.SZ": ("CATL",),
    "equity:1211.HK": ("BYD",),
    "equity:2317.TW": ("Foxconn", "Hon Hai"),
    "equity:005930.KS": ("Samsung",),
    "equity:VOW3.DE": ("VW", "Volkswagen", "Audi"),
    "equity:P911.DE": ("Porsche",),
    "equity:MC.PA": ("LVMH", "Louis Vuitton"),
    "equity:GLE.PA": ("SocGen", "Société Générale", "Societe Generale"),
    "equity:STAN.L": ("StanChart", "Standard Chartered"),
    "equity:MAERSK-B.CO": ("Maersk",),
    "equity:FRE.DE": ("Fresenius",),
    "equity:WLN.PA": ("Worldline",),
    "equity:ADEN.SW": ("Adecco",),
    "equity:HLAG.DE": ("Hapag-Lloyd",),
    "equity:FM.TO": ("First Quantum",),
    "equity:ATD.TO": ("Circle K", "Couche-Tard"),
    "equity:QBE.AX": ("QBE",),
    "equity:1180.SR": ("Saudi National Bank",),
    "equity:FLG": ("New York Community Bancorp",),
    "equity:SPCE": ("Virgin Galactic",),
    "equity:IVG.MI": ("Iveco",),
}


@pytest.mark.parametrize(
    ("ticker", "name"), [(ticker, name) for ticker, names in EVERYDAY.items() for name in names]
)
def test_an_everyday_name_leads_to_its_share_without_a_context(
    gazetteer: Gazetteer, ticker: str, name: str
) -> None:
    """The name that the second mention of a story uses, and what it calls the divisions."""
    (first, *_) = gazetteer.names()[name]

    assert (first.ticker, name in first.ambiguous) == (ticker, False)


@pytest.mark.parametrize(
    ("ticker", "name"),
    [
        ("equity:TGT", "Target"),
        ("equity:V", "Visa"),
        ("equity:CCL", "Carnival"),
        ("equity:BBY", "Best Buy"),
        ("equity:XYZ", "Block"),
        ("equity:SCHW", "Schwab"),
        ("equity:ABT", "Abbott"),
        ("equity:F", "Ford"),
        ("equity:CAT", "Cat"),
        ("equity:ALGN", "Align"),
        ("equity:WBD", "Warner"),
        ("equity:SO", "Southern"),
        ("equity:UAL", "United"),
        ("equity:DAL", "Delta"),
        ("equity:DNLI", "Denali"),
        ("equity:OSK", "Oshkosh"),
        ("crypto:NEAR", "NEAR"),
        ("crypto:AVAX", "Avalanche"),
    ],
)
def test_a_word_person_or_place_needs_a_context(
    gazetteer: Gazetteer, ticker: str, name: str
) -> None:
    """In a text these mostly mean something else."""
    bearers: dict[str, Instrument] = {each.ticker: each for each in gazetteer.names()[name]}

    assert name in bearers[ticker].ambiguous


@pytest.mark.parametrize("name", ["Albany", "Cincinnati Reds", "Pan American", "Latam", "Bancorp"])
def test_a_part_of_a_name_that_is_a_place_is_none(gazetteer: Gazetteer, name: str) -> None:
    """Albany International is called by both words, or needs a context."""
    found = gazetteer.names().get(name, ())

    assert [each.ticker for each in found if name not in each.ambiguous] == []


@pytest.mark.parametrize(
    "name",
    [
        "OpenAI",
        "SpaceX",
        "Cargill",
        "Fitch Ratings",
        "People's Bank of China",
        "Jones Day",
        "Charles Schwab Challenge",
        "FedEx Cup",
        "Bloomberg News",
        "Premier League",
    ],
)
def test_what_only_begins_like_a_firm_is_private(gazetteer: Gazetteer, name: str) -> None:
    """Or what has no share at all: it wins its place and makes no tag."""
    assert name in gazetteer.private()


@pytest.mark.parametrize(
    ("ticker", "name"),
    [
        ("equity:TWNK", "Hostess Brands"),
        ("equity:WRK", "WestRock"),
        ("equity:INFO", "IHS Markit"),
        ("equity:HZNP", "Horizon Therapeutics"),
        ("equity:FRC", "First Republic"),
        ("equity:APT.AX", "Afterpay"),
        ("equity:SWMA.ST", "Swedish Match"),
        ("equity:3333.HK", "Evergrande"),
    ],
)
def test_a_firm_of_the_past_keeps_its_name_beside_its_buyer(
    gazetteer: Gazetteer, ticker: str, name: str
) -> None:
    """An article from before the end means the firm itself, one from after it whoever has it."""
    past, present = gazetteer.past_names()[name], gazetteer.names().get(name, ())

    assert ticker in [each.ticker for each in past]
    assert any(name not in each.ambiguous for each in (*past, *present))
