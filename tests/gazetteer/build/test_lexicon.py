"""Which names mean something else as well."""

import pytest

from stream.gazetteer.build.lexicon import Lexicon, cities, commonest, levels

LEXICON = Lexicon(
    words={
        "carnival": 35,
        "best": 10,
        "buy": 10,
        "apple": 20,
        "xylem": 60,
        "home": 10,
        "depot": 35,
    },
    first_names=frozenset({"charles", "ralph"}),
    surnames=frozenset({"schwab", "ford", "lauren", "macy"}),
    places=frozenset({"phoenix", "new york"}),
)


@pytest.mark.parametrize(
    "name",
    [
        "Carnival",
        "Xylem",
        "Best Buy",
        "Ford",
        "Macy's",
        "Charles Schwab",
        "Ralph Lauren",
        "Phoenix",
        "New York",
        "Tuesday Best",
        "GE",
        "3M",
        "RTX",
    ],
)
def test_words_people_places_and_very_short_names_are_ambiguous(name: str) -> None:
    """Seen in a text they may well mean something else."""
    assert LEXICON.is_ambiguous(name)


@pytest.mark.parametrize(
    "name",
    ["Nvidia", "Home Depot", "Best Buy Apple", "AT&T", "Schwab Charles", "Bank of Phoenix"],
)
def test_invented_words_and_longer_names_are_not(name: str) -> None:
    """Three capitalised words in a row are hardly there by chance."""
    assert not LEXICON.is_ambiguous(name)


def test_a_word_has_its_commonest_level() -> None:
    """Lists of several dialects overlap."""
    found = levels([(10, ["a", "be"]), (60, ["be", "Cee"])])

    assert found == {"a": 10, "be": 10, "cee": 60}


def test_the_commonest_names_of_the_census_are_taken() -> None:
    """The files stand in the order of frequency."""
    census = "SMITH 1.006 1.006 1\nJOHNSON 0.810 1.816 2\nRARE 0.001 90.0 3\n"

    assert commonest(census, 2) == {"smith", "johnson"}
    assert commonest(census, None) == {"smith", "johnson", "rare"}


def test_time_zones_name_cities() -> None:
    """The last part, with blanks."""
    zones = ["tzdata/zoneinfo/America/New_York", "tzdata/zoneinfo/America/Indiana/Vevay", "zones"]

    assert cities(zones) == {"new york", "vevay"}


def test_days_and_months_are_words_of_every_day() -> None:
    """So is what any text is made of, in any letters."""
    words = ["Tuesday", "BEST", "Carnival", "Nvidia"]

    assert [LEXICON.is_everyday(word) for word in words] == [True, True, False, False]
