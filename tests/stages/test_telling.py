"""The lists of words that tell templated news apart are lists: each word once, in lower case."""

import pytest

from stream.stages.telling import COUNTS, MONTHS, NEGATIONS, TELLING
from stream.stages.wording import LIGHT, normalise


def test_no_word_is_in_two_lists() -> None:
    """A word tells one thing, and none that every text has tells any."""
    assert not TELLING.keys() & COUNTS.keys()
    assert not TELLING.keys() & LIGHT
    assert not TELLING.keys() & NEGATIONS
    assert TELLING.keys() >= MONTHS - {"may"}


def test_words_are_written_as_texts_are_compared() -> None:
    """Otherwise they would be found in none."""
    assert [word for word in (*TELLING, *COUNTS) if normalise(word) != word] == []


@pytest.mark.parametrize(
    ("word", "other"),
    [("rose", "climbed"), ("jan", "january"), ("tonnes", "ton"), ("appeals", "appellate")],
)
def test_an_edit_says_the_same_in_another_word(word: str, other: str) -> None:
    """Words of one class are no difference."""
    assert TELLING[word] == TELLING[other]


@pytest.mark.parametrize(
    ("word", "other"),
    [("rose", "fell"), ("quarter", "half"), ("gross", "net"), ("civil", "criminal")],
)
def test_a_template_is_filled_with_words_of_a_sort(word: str, other: str) -> None:
    """Words of one sort and other classes stand in each other's place."""
    (sort, named), (other_sort, other_named) = TELLING[word], TELLING[other]

    assert sort == other_sort
    assert named != other_named
