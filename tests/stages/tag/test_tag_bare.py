"""Bare symbols count where what stands beside them quotes them, and nowhere else."""

import pytest

from stream import gazetteer
from stream.stages.tag.tagger import Tagger
from tests.stages.tag.examples import TAGGER, article, tickers


@pytest.fixture(scope="module")
def real() -> Tagger:
    """Build the tagger of the committed table once."""
    return Tagger(gazetteer.load())


def bare(tagger: Tagger, text: str) -> list[str]:
    """Give what was taken for a share or a token, in the order of the text."""
    evidence = [each for tag in tagger.tags(article(text)) for each in tag.evidence]
    return [each.text for each in sorted(evidence, key=lambda each: each.start)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KO up, PEP down on a quiet day", ["KO", "PEP"]),
        ("Long AMD, short INTC into the print", ["AMD", "INTC"]),
        ("TSLA +3%, CAT -2.5% after the open", ["TSLA", "CAT"]),
        ("we trimmed ORCL and bought calls on QCOM", ["ORCL", "QCOM"]),
        ("TSLA snaps a losing streak", ["TSLA"]),
        ("NVDA at 132.5, what a year", ["NVDA"]),
        ("PLTR shares were halted", ["PLTR"]),
        ("Earnings this week: ZM, LOW, DKS and more", ["ZM", "LOW", "DKS"]),
        ("NVDA > MSFT > AAPL these days", ["NVDA", "MSFT", "AAPL"]),
        ("CAT and DE both green premarket", ["CAT", "DE"]),
        ("#NVDA up again", ["NVDA"]),
        ("ARM rises, said the founder of ARM", ["ARM", "ARM"]),
        ("we moved to PLTR from SNOW; sold QCOM at 140", ["PLTR", "SNOW", "QCOM"]),
        ("#PEP is next after $KO", ["PEP", "$KO"]),
        ("Its token AAVE is used to vote", ["AAVE"]),
        ("The shares of Crocs Footwear (CROX) fell", ["Crocs", "CROX"]),
    ],
)
def test_what_stands_beside_it_quotes_a_symbol(
    real: Tagger, text: str, expected: list[str]
) -> None:
    """A move, a trade, a change in figures, a list, or brackets behind a name."""
    assert bare(real, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The CEO said that AI and IT are ALL we need NOW",
        "US GDP rises 3%, CPI up, PMI down",
        "Flights from Portland, OR to Gary, IN were cut",
        "The ER has one CAT scanner and an MRI",
        "a buy for the API team, short on RAM",
        "SOUND ON AND PLAY IT LOUD UNTIL THE NBA COST DROPS OUT of here",
        "the PBM, EQT and others met",
        "the Pan European Party (PEP) sold shares",
        "#ALL or nothing tonight, game #ON",
        "she moved to LA in JAN",
        "a PEP64 build, x.PEP, @PEP and PEP@home up 3%",
    ],
)
def test_capitals_that_nothing_quotes_are_none(real: Tagger, text: str) -> None:
    """Offices, measures, places, techniques, shouting: none is in a market."""
    assert bare(real, text) == []


def test_a_known_symbol_that_nothing_quotes_is_told() -> None:
    """Whoever wonders why a symbol made no tag can read it."""
    (refused,) = TAGGER.explain(article("The CSCO team met")).refused

    assert (refused.text, refused.rule, refused.why) == ("CSCO", "symbol", "no_market")
    assert [each.ticker for each in refused.candidates] == ["equity:CSCO"]


def test_a_list_backs_its_members_and_ends_with_it() -> None:
    """One member with a move behind it speaks for those before it, not for the next sentence."""
    assert tickers("CSCO, MSFT and AAPL rise. Then KO came") == [
        "equity:CSCO",
        "equity:MSFT",
        "equity:AAPL",
    ]
