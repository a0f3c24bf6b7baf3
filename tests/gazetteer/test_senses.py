"""The list of what else names mean is read as it was written, or refused with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.gazetteer import load
from stream.gazetteer.senses import Sense, read, write

SENSES: tuple[Sense, ...] = ("word", "given", "surname", "place")
NAMES = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1)


def test_a_name_stands_on_a_line_with_its_senses() -> None:
    """In the order given."""
    text = write({"ford": ["surname", "place"], "best buy": ["word"]})

    assert text == "ford: surname place\nbest buy: word\n"


def test_a_line_is_read_to_a_name_and_its_senses() -> None:
    """A colon may be in the name; what has no line has no sense."""
    found = read("ford: surname place\nstar: trek: word\n")

    assert found == {
        "ford": frozenset({"surname", "place"}),
        "star: trek": frozenset({"word"}),
    }
    assert read("") == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ford: surname\ntarget: wrod\n", "senses.txt:2: 'wrod' is no sense"),
        ("ford: surname wrod\n", "senses.txt:1: 'surname wrod' is no sense"),
        ("ford: surname\n\n", "senses.txt:2: '' has no name"),
        ("ford: \n", "senses.txt:1: '' is no sense"),
        ("word\n", "senses.txt:1: 'word' has no name"),
        (": word\n", "senses.txt:1: ': word' has no name"),
    ],
)
def test_what_is_no_such_line_is_refused_with_its_number(text: str, message: str) -> None:
    """An unknown sense, none, no name, an empty line."""
    with pytest.raises(ValueError, match="senses") as refused:
        read(text)

    assert str(refused.value) == message


@given(st.dictionaries(NAMES, st.lists(st.sampled_from(SENSES), min_size=1, unique=True)))
def test_what_is_written_is_read_again(senses: dict[str, list[Sense]]) -> None:
    """Whatever the names are made of."""
    assert read(write(senses)) == {name: frozenset(each) for name, each in senses.items()}


@pytest.mark.parametrize(
    ("name", "senses"),
    [
        ("Target", {"word"}),
        ("TARGET", {"word"}),
        ("Ford", {"surname", "word"}),
        ("Phoenix", {"place", "surname", "word"}),
        ("Nvidia", set()),
    ],
)
def test_the_table_knows_what_else_a_name_means(name: str, senses: set[Sense]) -> None:
    """In any letters; a coinage means nothing else."""
    assert load().senses(name) == senses


def test_given_names_are_hardly_anything_else() -> None:
    """Will, Mark and Chase are words, Paris is a town."""
    known = load().given_names()

    assert {"harrison", "tim"} <= known
    assert known.isdisjoint({"will", "mark", "chase", "paris"})
