"""Names by their capitals, each with the word beside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.stages.entries import CONTEXT_BITS, SURE, hashed
from stream.stages.naming import MAX_NAMES, names_of


def names(text: str) -> set[int]:
    """Give the names of a text without their contexts."""
    return {each >> CONTEXT_BITS for each in names_of(text)}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("shares of Tesla rose", {"tesla"}),
        ("all of the shares of Elon Musk\u2019s Tesla rose", {"elon", "musk", "tesla"}),
        ("said, \u201cTesla rose\u201d and more", {"tesla"}),
        ("it sold some \u2013 Tesla was glad", {"tesla"}),
        ("rival (Lucid) fell again", {"lucid"}),
        ("it lists VET/USDC today", {"vet/usdc"}),
        ("Tesla rose again today", {"tesla"}),
        ("It rose again.\nTesla fell again", {"tesla"}),
        ("it was said by Mr. Powell in March", {"powell"}),
        ("the Federal Reserve said so", set()),
        ("it is good, he said of Tes...", set()),
    ],
)
def test_a_name_is_told_by_its_capital(text: str, named: set[str]) -> None:
    """Without its owner's s, its quotes, titles, and what every text names."""
    assert names(text) == {hashed(name) for name in named}


@pytest.mark.parametrize(
    "text",
    ["Tesla Shares Rise As Musk Sells Stake", "TESLA SHARES RISE AS MUSK SELLS", "tesla rose", ""],
)
def test_capitals_at_most_words_tell_nothing(text: str) -> None:
    """A heading in capitals, shouting, and a copy that lost its capitals."""
    assert names(text) == set()


def test_the_first_word_of_a_sentence_is_not_sure() -> None:
    """Any word has its capital there; two in a row are a name."""
    (one,) = names_of("Tesla rose again today")
    two = names_of("Elon Musk rose again today")

    assert not one & SURE
    assert all(each & SURE for each in two)


def test_a_long_name_is_known_in_parts() -> None:
    """Of more than 8 capitalised words in a row the first 8 are a name, of 41 characters each."""
    words = " and so on" * 20

    assert (
        len(names_of(f"the house of {' '.join(f'Name{each}' for each in 'bcdefghij')}{words}")) == 8
    )
    assert names(f"the house of T{'e' * 50}{words}") == {hashed(f"t{'e' * 40}")}


@given(st.lists(st.text() | st.sampled_from(["of Tesla", ". Musk said", "\n", "...", "\u2019s"])))
def test_any_text_has_bounded_names(parts: list[str]) -> None:
    """At most 24, sorted, each once."""
    found = names_of(" ".join(parts))

    assert len(found) <= MAX_NAMES
    assert list(found) == sorted(set(found))
