"""What one occurrence plainly is instead of a firm, beside its twin where the firm is meant."""

from typing import Final

import pytest

from stream.models import TextField
from stream.stages.tag.hits import Why
from stream.stages.tag.vetoes import Vetoes
from tests.stages.tag.examples import tickers

VETOES: Final = Vetoes(frozenset({"harrison", "tim", "june", "houston"}))


def veto(text: str, name: str, field: TextField = "body") -> Why | None:
    """Say what a name in a text is instead of a firm."""
    start = text.index(name)
    return VETOES.veto(text, start, start + len(name), field, VETOES.traits(name))


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("fires in the Amazon have spread", "Amazon", "place"),
        ("from the Amazon to the Andes", "Amazon", "place"),
        ("fires across the Amazon spread and destroyed trees", "Amazon", None),
        ("fires across the Amazon destroyed trees", "Amazon", "place"),
        ("the Tesla was parked", "Tesla", "place"),
        ("He drives a Tesla.", "Tesla", "place"),
        ("the Tesla shares were sold", "Tesla", None),
        ("an Amazon warehouse", "Amazon", None),
        ("Amazon have spread", "Amazon", None),
        ("Then Amazon was founded", "Amazon", None),
    ],
)
def test_an_article_before_a_lone_name_makes_it_a_thing(
    text: str, name: str, expected: Why | None
) -> None:
    """A river, a car; before another noun the article belongs to that."""
    assert veto(text, name) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Amazon rainforest", "Amazon", "place"),
        ("Amazon River", "Amazon", "place"),
        ("Ford Foundation", "Ford", "place"),
        ("Morgan Stanley Children's Hospital", "Morgan Stanley", None),
        ("Target Field", "Target", "place"),
        ("Target field tests", "Target", None),
        ("Amazon shares", "Amazon", None),
    ],
)
def test_a_word_of_places_behind_a_name_makes_it_theirs(
    text: str, name: str, expected: Why | None
) -> None:
    """Land in any letters, buildings only with a capital."""
    assert veto(text, name) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a fire in Ford, Michigan", "place"),
        ("a fire in Ford, Mich., spread", "place"),
        ("offices in Ford, TX 75001", "place"),
        ("Ford, Michigan's largest employer", None),
        ("Ford, Toyota and Honda", None),
        ("Ford, which fell", None),
    ],
)
def test_a_state_behind_a_name_makes_it_a_town(text: str, expected: Why | None) -> None:
    """A list goes on with other firms, a clause with small letters."""
    assert veto(text, "Ford") == expected


@pytest.mark.parametrize(
    "text",
    [
        "CINCINNATI - The mayor",
        "CINCINNATI — The mayor",
        "CINCINNATI, May 3 - The mayor",
        "CINCINNATI, Ohio (Wire) - The mayor",
        "CINCINNATI/NEW YORK - The mayor",
        "\nCINCINNATI -- The mayor",
    ],
)
def test_capitals_at_the_head_are_where_the_news_was_written(text: str) -> None:
    """A dateline, with or without date, state and agency."""
    assert veto(text, "CINCINNATI") == "place"


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("CINCINNATI rose 3% - its best day", "body"),
        ("CINCINNATI-based insurer", "body"),
        ("CINCINNATI - results", "title"),
        ("Shares of CINCINNATI - and others", "body"),
    ],
)
def test_other_capitals_are_no_dateline(text: str, field: TextField) -> None:
    """Behind other words, before a verb, in a title."""
    assert veto(text, "CINCINNATI", field) is None


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Harrison Ford said", "Ford", "person"),
        ("Harrison J. Ford said", "Ford", "person"),
        ("Tim Apple", "Apple", "person"),
        ("with Tim Hortons Wilson", "Tim Hortons", "person"),
        ("with Tim Hortons on", "Tim Hortons", None),
        ("In June Ford said", "Ford", None),
        ("In Houston Ford said", "Ford", None),
        ("Rival Ford said", "Ford", None),
        ("Ford said", "Ford", None),
        ("harrison Ford said", "Ford", None),
    ],
)
def test_a_given_name_beside_a_name_makes_it_a_person(
    text: str, name: str, expected: Why | None
) -> None:
    """Before a single word; or its own first word, where a surname follows. June is a month."""
    assert veto(text, name) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("He posted on Facebook that", "Facebook", "agency"),
        ("shown live on Twitter, Facebook", "Facebook", "agency"),
        ("a clip went viral on YouTube", "YouTube", "agency"),
        ("wrote in a post on his Instagram", "Instagram", "agency"),
        ("a Facebook page of the mayor", "Facebook", "agency"),
        ("a YouTube video shows", "YouTube", "agency"),
        ("Facebook posted a profit", "Facebook", None),
        ("Facebook users grew", "Facebook", None),
        ("spending on Facebook rose", "Facebook", None),
        ("He posted on Amazon that", "Amazon", None),
    ],
)
def test_a_platform_is_no_news_where_it_only_carries_it(
    text: str, name: str, expected: Why | None
) -> None:
    """Words for speaking before it, or for what is shown behind it."""
    assert veto(text, name) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("LONDON (Reuters) - It rained", "Reuters", "agency"),
        ("LONDON (Amazon) – It rained", "Amazon", "agency"),
        ("told the New York Times that", "New York Times", "agency"),
        ("the New York Times reported that", "New York Times", "agency"),
        ("New York Times shares rose", "New York Times", None),
        ("the New York Times reported quarterly profit", "New York Times", None),
        ("told Amazon that", "Amazon", None),
    ],
)
def test_who_reports_is_no_news(text: str, name: str, expected: Why | None) -> None:
    """In a dateline anybody, in a sentence agencies and papers; their own figures are news."""
    assert veto(text, name) == expected


@pytest.mark.parametrize(
    ("refused", "twin", "ticker"),
    [
        ("Fires in the Amazon have spread", "Amazon shares have risen", "equity:AMZN"),
        ("The Tesla was parked", "Tesla was sued", "equity:TSLA"),
        ("Harrison Ford sold his shares", "Ford sold its shares", "equity:F"),
        ("A plant in Ford, Michigan", "A plant of Ford's, shares up", "equity:F"),
        ("He posted on Facebook", "Facebook posted a loss", "equity:META"),
        ("LONDON (Reuters) - Rain", "Reuters shares fell", "equity:TRI"),
        ("It told the New York Times", "New York Times shares rose", "equity:NYT"),
        ("TARGET - The mayor said", "TARGET shares fell", "equity:TGT"),
    ],
)
def test_the_firm_is_tagged_and_its_namesake_is_not(refused: str, twin: str, ticker: str) -> None:
    """The same name, by what stands around it."""
    assert tickers(refused) == []
    assert tickers(twin) == [ticker]
