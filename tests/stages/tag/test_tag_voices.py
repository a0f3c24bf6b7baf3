"""Who speaks, as against whom an article is about."""

import pytest

from stream.stages.tag import voices
from tests.stages.tag.examples import tag_of, tickers


def place(text: str, name: str) -> tuple[str, int, int]:
    """Give the place of a name in a text."""
    start = text.index(name)
    return text, start, start + len(name)


@pytest.mark.parametrize(
    "text", ["LONDON (Reuters) - It", "(Reuters) – It", "ROME, May 3 (Reuters) —"]
)
def test_a_dateline_names_the_agency_in_brackets(text: str) -> None:
    """Before a dash of any length."""
    assert voices.is_in_dateline(*place(text, "Reuters"))


@pytest.mark.parametrize(
    "text",
    ["a firm (Reuters) that", "Reuters - It rained", f"{'so it was. ' * 20}(Reuters) - It"],
)
def test_brackets_elsewhere_are_no_dateline(text: str) -> None:
    """It stands at the head, and a dash follows."""
    assert not voices.is_in_dateline(*place(text, "Reuters"))


@pytest.mark.parametrize(
    ("name", "expected"), [("Reuters", True), ("THE NEW YORK TIMES", True), ("Cisco", False)]
)
def test_agencies_papers_and_providers_of_data_report(name: str, *, expected: bool) -> None:
    """In any letters."""
    assert voices.is_reporter(name) is expected


@pytest.mark.parametrize(
    "text",
    [
        "told Reuters that",
        "told the Reuters agency",
        "according to Reuters",
        "Data from Reuters show",
        "estimates compiled by Reuters",
        "in an interview with Reuters",
        "Reuters reported on Monday",
        "Reuters first reported that",
        "a Reuters poll of economists",
        "Reuters' data",
        "Reuters said on Monday that rates",
    ],
)
def test_a_voice_is_cited_for_what_it_reports(text: str) -> None:
    """By the words before it, or behind."""
    assert voices.is_cited(*place(text, "Reuters"))


@pytest.mark.parametrize(
    "text",
    [
        "Reuters shares fell",
        "Reuters reported quarterly profit",
        "Reuters reported a loss",
        "Reuters reported higher sales",
        "Reuters said it would cut jobs",
        "a bid for Reuters",
    ],
)
def test_a_voice_that_speaks_of_itself_is_not_cited(text: str) -> None:
    """Agencies have results, too."""
    assert not voices.is_cited(*place(text, "Reuters"))


@pytest.mark.parametrize(
    "text",
    [
        "Morgan Stanley analysts upgraded Cisco",
        "Morgan Stanley's chief economist",
        "Morgan Stanley raised its price target on Cisco",
        "Morgan Stanley cut Cisco to sell",
        "Morgan Stanley upgrades Cisco",
        "analysts at Morgan Stanley",
        "a note from Morgan Stanley",
        "Cisco was upgraded to buy by Morgan Stanley",
        "According to Morgan Stanley, Cisco",
    ],
)
def test_a_house_is_named_for_its_analysts(text: str) -> None:
    """What they say is about others."""
    assert voices.is_house(*place(text, "Morgan Stanley"))


@pytest.mark.parametrize(
    "text",
    [
        "Morgan Stanley shares rose",
        "Morgan Stanley raised its dividend",
        "Morgan Stanley cut 2,000 jobs",
        "analysts expect Morgan Stanley to",
        "a bid by Morgan Stanley",
    ],
)
def test_a_bank_is_news_by_what_it_does_itself(text: str) -> None:
    """Its shares, its dividend, its staff."""
    assert not voices.is_house(*place(text, "Morgan Stanley"))


def test_a_house_is_tagged_behind_what_it_speaks_of() -> None:
    """With half of its relevance; in news of its own it is first."""
    note = "Morgan Stanley analysts upgraded Cisco to buy"

    assert tickers(note) == ["equity:CSCO", "equity:MS"]
    assert tag_of("equity:MS", note).relevance == 0.5
    assert tag_of("equity:MS", "Morgan Stanley shares rose").relevance == 1.0
