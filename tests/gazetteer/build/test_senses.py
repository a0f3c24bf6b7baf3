"""What else the names of the table mean, by the lists of words, people and places."""

import pytest

from stream.gazetteer.build.lexicon import Lexicon
from stream.gazetteer.build.senses import given_names, senses
from stream.gazetteer.instruments import Instrument
from stream.gazetteer.senses import Sense
from tests.stages.tag.examples import instrument

LEXICON = Lexicon(
    words={"target": 20, "ford": 70, "will": 10, "dee": 55, "abe": 54, "quaint": 71},
    first_names=frozenset({"will", "abe", "dee", "harrison", "ford", "austin"}),
    surnames=frozenset({"ford", "macy", "harrison"}),
    places=frozenset({"austin", "ford"}),
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Target", ["word"]),
        ("Ford", ["word", "given", "surname", "place"]),
        ("Target's", ["word"]),
        ("Macy's", ["surname"]),
        ("Austin", ["given", "place"]),
    ],
)
def test_a_name_has_each_sense_that_a_list_knows(name: str, expected: list[Sense]) -> None:
    """Also without its possessive; in the order word, given name, surname, place."""
    assert senses([instrument("equity:X", name)], LEXICON) == {name.lower(): expected}


@pytest.mark.parametrize("name", ["Nvidia", "Quaint", "Target Practice"])
def test_a_coinage_a_rare_word_or_a_phrase_has_none(name: str) -> None:
    """Words count up to the level at which names count as ambiguous."""
    assert senses([instrument("equity:X", name)], LEXICON) == {}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (instrument("equity:X", "Nvidia", "Target"), {"target": ["word"]}),
        (instrument("equity:X", "Target", symbol="OLD"), {}),
        (instrument("crypto:X", "Target"), {}),
        (instrument("crypto:X", "Target", rank=900), {"target": ["word"]}),
    ],
)
def test_names_are_those_that_a_text_is_searched_for(
    row: Instrument, expected: dict[str, list[Sense]]
) -> None:
    """Aliases too; not of rows of former symbols, nor of tokens without a rank."""
    assert senses([row], LEXICON) == expected


def test_names_are_sorted_and_written_once() -> None:
    """So that the same table gives the same file."""
    rows = [instrument("equity:X", "Target"), instrument("equity:Y", "Ford", "TARGET")]

    assert list(senses(rows, LEXICON)) == ["ford", "target"]


def test_a_given_name_is_no_place_and_no_common_word() -> None:
    """Will is a verb and Austin a town; rare words count no more."""
    assert given_names(LEXICON) == ["dee", "harrison"]
