"""Primary first: relevance falls with position and company, and every mention is counted."""

from itertools import product

import pytest

from stream.codec import MAX_TAGS
from stream.stages.tag.scoring import MAX_EVIDENCE
from tests.stages.tag.examples import tag_of, tags, tickers


def test_title_and_lead_are_what_an_article_is_about() -> None:
    """Both give a relevance of 1 to the first ticker."""
    assert tag_of("equity:CSCO", title="Cisco gains").relevance == 1
    assert tag_of("equity:CSCO", "Cisco gains" + " and so on" * 100).relevance == 1


def test_relevance_falls_evenly_with_the_position_of_the_first_mention() -> None:
    """Half way from the lead to the end it is three quarters."""
    text = "." * 600 + " Cisco " + "." * 393

    assert len(text) == 1000
    assert tag_of("equity:CSCO", text).relevance == pytest.approx(0.75, abs=0.002)


def test_each_further_ticker_has_a_smaller_share() -> None:
    """The first three labels share the first place; then 0.05 less for each."""
    found = tags("$BTC $ETH $SOL with Microsoft")

    assert [(tag.ticker, tag.relevance) for tag in found] == [
        ("crypto:BTC", 1.0),
        ("crypto:ETH", 1.0),
        ("crypto:SOL", 1.0),
        ("equity:MSFT", 0.85),
    ]


def test_what_the_author_labelled_comes_before_what_he_names() -> None:
    """``$TAO`` is what the post is about, whoever its text begins with."""
    assert tickers("Microsoft and Google invest $TAO") == [
        "crypto:TAO",
        "equity:MSFT",
        "equity:GOOGL",
    ]


def test_an_article_that_names_many_is_about_none() -> None:
    """Of twenty tickers that stand out alike each has a fifth of what it would have."""
    found = tags(" ".join(f"$XX{letter}" for letter in "ABCDEFGHIJKLMNOPQRST"))

    assert len(found) == 20
    assert found[0].relevance == 0.2


def test_what_the_title_names_is_not_lost_in_the_crowd_behind() -> None:
    """A report on one firm that lists many others at its end is about the one."""
    others = " ".join(f"$XX{letter}" for letter in "ABCDEFGHIJKLMNOPQRST")

    found = tags(f"Shares rise. {'So it was. ' * 30}{others}", title="Cisco raises its dividend")

    assert (found[0].ticker, found[0].relevance) == ("equity:CSCO", 1.0)
    assert found[1].relevance < 0.2


def test_what_an_article_returns_to_is_what_it_is_about() -> None:
    """Named three times and in a third of all places, wherever it begins."""
    found = tags("So it was. " * 40 + "Microsoft met Cisco, then Cisco left and Cisco fell.")

    assert (found[0].ticker, found[0].relevance) == ("equity:CSCO", 1.0)


def test_a_house_of_analysts_is_not_what_its_note_is_about() -> None:
    """Who upgrades another has half the relevance, and stands behind."""
    found = tags("Microsoft upgraded Cisco to buy")

    assert [(tag.ticker, tag.relevance) for tag in found] == [
        ("equity:CSCO", 0.95),
        ("equity:MSFT", 0.5),
    ]


def test_evidence_points_into_the_field_as_it_came() -> None:
    """Offsets count code points, title first, also behind marks and emoji."""
    title, body = "e\u0301 🚀 $CSCO", "𝒜 Cisco’s day"

    first, second = tag_of("equity:CSCO", body, title=title).evidence

    assert (first.field, title[first.start : first.end]) == ("title", "$CSCO")
    assert (second.field, body[second.start : second.end]) == ("body", "Cisco")


def test_evidence_is_kept_for_twenty_and_counted_for_all() -> None:
    """A text that repeats itself does not swell its record."""
    tag = tag_of("equity:CSCO", "$CSCO and " * 50)

    assert len(tag.evidence) == MAX_EVIDENCE == 20
    assert tag.mention_count == 50


def test_one_occurrence_is_counted_once() -> None:
    """A cashtag behind its exchange is found by two rules, a pair's base by two as well."""
    tag = tag_of("equity:CSCO", "(NASDAQ: $CSCO)")

    assert tag.mention_count == 1
    assert [(each.text, each.rule) for each in tag.evidence] == [("$CSCO", "exchange")]


def test_ten_thousand_cashtags_keep_the_most_relevant() -> None:
    """All that is kept of the tags fits into one record beside the article."""
    symbols = ["$" + "".join(letters) + "Q" for letters in product("ABCDEFGHIJ", repeat=4)]

    found = tags(" ".join(symbols))

    assert len(found) == MAX_TAGS
    assert found[0].ticker == "unlisted:AAAAQ"


@pytest.mark.parametrize(
    "body",
    ["$A " * 350_000, "Target shares " * 70_000, "Cisco, " * 150_000, "BTC falls " * 100_000],
    ids=["cashtags", "ambiguous", "names", "bare"],
)
def test_a_megabyte_of_one_thing_is_read_to_the_bound(body: str) -> None:
    """No text holds the worker: of each kind 5,000 occurrences are read."""
    (tag,) = tags(body)

    assert tag.mention_count <= 5_000
