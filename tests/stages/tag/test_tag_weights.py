"""What speaks for an ambiguous name is added up; its best occurrence counts for all."""

import pytest

from stream.models import Article
from stream.stages.tag.context import Context
from stream.stages.tag.hits import Hit
from stream.stages.tag.reading import ReadArticle
from stream.stages.tag.references import References
from stream.stages.tag.weights import ENOUGH, MOST_WEIGHED, Weights
from tests.stages.tag.examples import article, found, tickers


def points(body: str, ticker: str = "equity:GAP", *, vetoed: str = "", title: str = "") -> int:
    """Give the points of an ambiguous ticker; what stands right behind ``vetoed`` is none."""
    told: Article = article(body, title=title)
    read = ReadArticle(told)
    hits = found(read)
    context = Context(read, [each for each in hits if isinstance(each, Hit)])

    def is_vetoed(hit: Hit) -> bool:
        return bool(vetoed) and read.text(hit.field)[: hit.start].endswith(vetoed)

    weights = Weights(read, References(hits), context, is_vetoed)
    return next((each for name, each in weights.points.items() if name == ticker), 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gap", 0),
        ("seen at Gap today", 2 + 1),
        ("Gap reported", 3),
        ("seen: Gap reported", 3),
        ("the shirts that Gap reported", 3 + 2),
        ("What Gap Reported on Rainy Days", 3),
    ],
)
def test_a_capital_of_its_own_speaks_for_a_name(text: str, expected: int) -> None:
    """Not one that a headline or the beginning of a sentence explains."""
    assert points(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("that Gap reported", 5),
        ("that Gap reported a loss", 5 + 1),
        ("that Gap reported a loss and lower sales", 5 + 2),
        ("that Gap reported a loss, lower sales, margins and orders", 5 + 3),
        ("that Gap reported a loss, sales, margins, orders, costs and outlook", 5 + 3),
    ],
)
def test_words_of_business_near_it_speak_for_it(text: str, expected: int) -> None:
    """One each, up to three."""
    assert points(text) == expected


def test_one_of_the_largest_firms_is_the_likelier() -> None:
    """More is written about it: Target is in the first 300, Gap is not."""
    assert points("that Gap reported") == 5
    assert points("that Target reported", "equity:TGT") == 5 + 1


def test_a_list_with_a_clear_name_is_enough() -> None:
    """In one with other ambiguous names each is as clear as the clearest."""
    alone = points("seen: Gap, Ford")
    listed = points("seen: Gap, Cisco")

    assert (alone, listed) == (0, 4 + 1)
    assert points("Gap. Ford reported a loss on its sales") < ENOUGH
    assert points("Gap, Ford reported a loss on its sales") >= ENOUGH


def test_what_only_stands_around_is_never_enough() -> None:
    """Much talk of business does not make a gap in a budget a clothier."""
    assert points("Gap. Sales, profits, shares, margins, orders and dividends") == ENOUGH - 1


def test_its_best_occurrence_counts_for_all() -> None:
    """An article uses a name in one sense."""
    assert points("Gap. Gap. Gap reported") == points("Gap reported") == 3


def test_occurrences_that_are_something_else_are_not_weighed() -> None:
    """What is vetoed adds nothing, and takes from the others: an article calls a person so."""
    assert points("that Gap reported; Sam Gap", vetoed="Sam ") == 5 - 4
    assert points("Sam Gap reported", vetoed="Sam ") == 0


def test_a_known_given_name_makes_the_others_a_person_too() -> None:
    """Who is introduced in full is called by surname behind."""
    assert points("that Ford reported", "equity:F") == 3 + 2 + 1
    assert points("Harrison Ford: that Ford reported", "equity:F") == 3 + 2 + 1 - 4


def test_a_place_behind_a_word_of_place_is_one() -> None:
    """``Duke`` is a town, too, and is not meant where towns stand."""
    assert points("the shares that Duke reported", "equity:DUK") >= ENOUGH
    assert points("a thing in Duke reported", "equity:DUK") == 3 + 2 + 1 - 4
    assert points("a thing in Gap reported", "equity:GAP") == 3 + 2


def test_of_a_name_repeated_without_end_the_first_are_weighed() -> None:
    """A text made of nothing else ends in time."""
    few, many = "Gap. " * (MOST_WEIGHED - 1), "Gap. " * MOST_WEIGHED

    assert points(f"{few}Gap reported") == 3
    assert points(f"{many}Gap reported") == 0


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Target to Cut Jobs as Sales Slow", ["equity:TGT"]),
        ("TARGET TO CUT JOBS AS SALES SLOW", ["equity:TGT"]),
        ("Target's Sales Slow", ["equity:TGT"]),
        ("Target’s profit falls", ["equity:TGT"]),
        ("Target-owned stores close", ["equity:TGT"]),
        ("Hitting the Target Each Day", []),
        ("ON TARGET FOR RAIN", []),
        ("Meta-analysis of sales and profits", []),
        ("target to cut jobs as sales slow", []),
        ("Gap between rich and poor widens", []),
        ("Mind the Gap: Trains Are Late", []),
    ],
)
def test_a_headline_names_a_firm_by_what_it_does(title: str, expected: list[str]) -> None:
    """In any capitals; small letters and what no firm does name none."""
    assert tickers(title=title) == expected
