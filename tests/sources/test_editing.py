"""What other houses do to a text: which words stay, which change."""

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.sources import editing

TEXTS = st.text(max_size=400)


def chance(seed: int) -> Random:
    """Give the same luck for the same seed."""
    return Random(seed)


def words(text: str) -> list[str]:
    """Give the words of a text without marks and layout."""
    return re.findall(r"\w+", text)


def test_reformat_sets_the_same_words_anew() -> None:
    """Headings, rules and bold marks go, quotation marks change, lines are 72 columns at most."""
    text = "### A **bold** \"plan\"\n---\nIt's the firm's " + "very " * 20 + "long 'plan'."

    new = editing.reformat(text)

    assert new.startswith("A bold “plan”\n\nIt's the firm's very")
    assert new.endswith("long ‘plan’.")
    assert max(map(len, new.splitlines())) <= 72


def test_typographic_quotation_marks_become_straight() -> None:
    """The other house has the other habit."""
    assert editing.restyle("“Yes,” it’s ‘so’") == "\"Yes,\" it's 'so'"


@given(TEXTS)
def test_reformat_keeps_every_word(text: str) -> None:
    """Whatever the text, its words and numbers are the same in the same order."""
    text = text.replace("_", " ")

    assert words(editing.reformat(text)) == words(text)


def test_an_edit_changes_one_word_in_thirty() -> None:
    """Of ninety words three are swapped; the others stand where they were."""
    text = " ".join(["large", "firm", "grows"] * 30)

    new = editing.edit(text, chance(1))

    changed = [pair for pair in zip(text.split(), new.split(), strict=True) if pair[0] != pair[1]]
    assert changed == [("large", "big")] * 3


@given(st.integers(0, 1000))
def test_an_edit_leaves_names_numbers_and_symbols(seed: int) -> None:
    """Cashtags, capitals, addresses and words with a hyphen or an apostrophe are never touched."""
    text = "$large #large Large large-cap large's @large large.com 12large growing"

    new = editing.edit(text, chance(seed))

    assert new == text.replace("growing", "rising")


def test_a_text_that_offers_nothing_to_edit_gets_a_remark() -> None:
    """An edited copy is never the same text."""
    assert editing.edit("Gold at 2,900", chance(1)) == "Gold at 2,900 More to follow."


@pytest.mark.parametrize(
    ("text", "share", "expected"),
    [
        ("one two three four", 0.6, "one two …"),
        ("one two, three", 0.6, "one two …"),
        ("one two", 1.0, "one two"),
        ("", 0.6, ""),
        ("字字字字字字字字字字", 0.6, "字字字字字字 …"),
    ],
)
def test_a_cut_ends_with_a_whole_word(text: str, share: float, expected: str) -> None:
    """The share is of characters; a text without spaces is cut where the share ends."""
    assert editing.cut(text, share) == expected


@given(TEXTS, st.integers(0, 9))
def test_boilerplate_leaves_the_text_whole(text: str, seed: int) -> None:
    """The wrapped text stands unchanged between an opening and a closing without numbers."""
    before, _, after = editing.wrap(text, chance(seed)).partition(f"\n\n{text}\n\n")

    assert len(before) > 80
    assert len(after) > 80
    assert not re.search(r"\d", before + after)


def test_another_number_is_filled_in_everywhere() -> None:
    """The first number of two or three digits changes in title and body; the others stay."""
    new = editing.renumber("Up 40 in 2025", "Of $40, 4 and 400: 40. Not 40.5 or 1,400.", chance(3))

    assert new == ("Up 44 in 2025", "Of $44, 4 and 400: 44. Not 40.5 or 1,400.")


def test_a_text_without_such_a_number_is_no_template() -> None:
    """Years, single digits and numbers inside of words are none."""
    assert editing.renumber("In 2025", "GPT-40, 7 of 1,400", chance(1)) is None
