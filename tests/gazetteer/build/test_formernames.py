"""Names that quoted firms had before."""

from datetime import date

from stream.gazetteer.build import formernames
from stream.gazetteer.build.formernames import FormerName
from stream.gazetteer.build.lexicon import Lexicon
from stream.gazetteer.instruments import Instrument
from stream.models import TickerId

WORDS = Lexicon(words={}, first_names=frozenset(), surnames=frozenset(), places=frozenset())
DAY = date(2021, 10, 27)


def share(symbol: str, name: str, cik: str, exchange: str = "NASDAQ") -> Instrument:
    """Make a present share."""
    return Instrument(
        ticker=TickerId(f"equity:{symbol}"),
        symbol=symbol,
        asset_class="equity",
        name=name,
        exchange=exchange,
        ids={"cik": cik},
    )


def names(rows: list[Instrument]) -> dict[str, tuple[str, ...]]:
    """Give the aliases by symbol."""
    return {each.symbol: each.aliases for each in rows}


def test_former_names_are_read_with_their_last_day() -> None:
    """As the SEC gives them."""
    text = (
        "cik,former_name,from_date,to_date\n"
        "0001326801,Facebook Inc,2005-05-06T00:00:00.000Z,2021-10-27T00:00:00.000Z\n"
    )

    assert formernames.read(text) == [FormerName(cik="1326801", name="Facebook Inc", until=DAY)]


def test_a_share_gets_the_names_it_had() -> None:
    """In their short and their full form."""
    rows = [share("META", "Meta Platforms", "1")]

    found = formernames.added(
        rows, [FormerName(cik="1", name="Facebook Inc", until=DAY)], (), WORDS
    )

    assert names(found) == {"META": ("Facebook", "Facebook Inc")}


def test_a_former_name_of_plain_words_is_ambiguous() -> None:
    """Few remember that it was a firm; with a word of a trade it is one anyway."""
    words = Lexicon(
        words={"black": 10, "diamond": 35, "park": 10},
        first_names=frozenset(),
        surnames=frozenset(),
        places=frozenset(),
    )
    former = [
        FormerName(cik="1", name="Black Diamond, Inc.", until=DAY),
        FormerName(cik="1", name="Park Chemicals", until=DAY),
    ]

    (found,) = formernames.added([share("CLAR", "Clarus", "1")], former, (), words)

    assert found.aliases == ("Black Diamond", "Black Diamond, Inc", "Park Chemicals")
    assert found.ambiguous == ("Black Diamond",)


def test_names_of_others_of_long_ago_and_of_shells_are_left_out() -> None:
    """So are those of two firms, those of the counter's, and what the overlay drops."""
    rows = [share("A", "Alpha", "1"), share("B", "Bravo", "2"), share("C", "C", "3", "OTC")]
    former = [
        FormerName(cik="1", name="Bravo Inc", until=DAY),
        FormerName(cik="1", name="Ancient Corp", until=date(2009, 1, 1)),
        FormerName(cik="1", name="Trident Acquisitions Corp", until=DAY),
        FormerName(cik="1", name="Shared Corp", until=DAY),
        FormerName(cik="2", name="Shared Inc", until=DAY),
        FormerName(cik="2", name="Dropped", until=DAY),
        FormerName(cik="3", name="Counter Corp", until=DAY),
    ]
    overlay = [
        Instrument(
            ticker=TickerId("equity:B"),
            symbol="B",
            asset_class="equity",
            name="Bravo",
            aliases=("!Dropped",),
            ids={},
        )
    ]

    found = formernames.added(rows, former, overlay, WORDS)

    assert names(found) == {"A": (), "B": (), "C": ()}
