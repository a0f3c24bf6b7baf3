"""Numbers, dates and directions: what differs between two fillings of one template."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.stages.entries import CONTEXT_BITS, hashed
from stream.stages.things import MAX_THINGS, cut_of, things_of
from stream.stages.wording import canonical, words_of


def things(text: str) -> set[int]:
    """Give the things of a text without their contexts."""
    return {each >> CONTEXT_BITS for each in things_of(words_of(canonical(text)))}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5 million", "5,000,000"),
        ("5 milllion", "5 million"),
        ("95 000", "95,000"),
        ("it may rain on 5 days", "it might rain on 5 days"),
        ("1.5bn", "1,500 million"),
        ("five", "5"),
        ("twenty-five", "25"),
        ("50 cents", "0.50"),
        ("95,000", "95.000"),
        ("10:30 am", "10:30"),
        ("third quarter", "q3 quarter"),
        ("sales rose", "sales climbed"),
        ("jan 3", "january 3rd"),
        ("3 january", "january 3"),
    ],
)
def test_a_thing_is_the_same_however_it_is_written(one: str, other: str) -> None:
    """Digits or words, long or short units, abbreviated months."""
    assert things(one) == things(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rose 5%", "rose 6%"),
        ("rose 5 million", "rose 5 billion"),
        ("on january 3", "on february 3"),
        ("on january 3", "on january 23"),
        ("on monday", "on tuesday"),
        ("sales rose", "sales fell"),
        ("sales rose", "sales not rose"),
        ("in the first half", "in the first quarter"),
        ("a civil case", "a criminal case"),
        ("the supreme court", "the appeals court"),
        ("gross margin", "net margin"),
        ("on may 28", "on june 28"),
        ("on 3 may", "on 4 may"),
    ],
)
def test_things_that_differ_are_others(one: str, other: str) -> None:
    """Each has something that the other lacks."""
    assert things(one) - things(other)
    assert things(other) - things(one)


def test_a_day_of_a_month_is_not_hidden_by_its_number_elsewhere() -> None:
    """The third of January is told from the 23rd in a text that names three of something."""
    one = things("all three will meet on january 23")
    other = things("all three will meet on january 3")

    assert other - one == {hashed("january 3")}


def test_what_moves_belongs_to_its_direction() -> None:
    """The same words in each other's place are other news."""
    assert things("sales rose as profit fell") != things("sales fell as profit rose")


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("it fell to 94...", True),
        ("it fell to 94 [...]", True),
        (f"{'word ' * 40}94", True),
        (f"{'word ' * 40}94.", False),
        ("it fell to 94", False),
        ("", False),
    ],
)
def test_the_last_word_of_a_text_that_was_cut_is_known(text: str, cut: bool) -> None:  # noqa: FBT001
    """It may be half a number: dots tell, or a long text without an end."""
    assert bool(cut_of(words_of(text), text)) is cut


def test_a_long_text_of_numbers_is_read_in_one_go() -> None:
    """To look for each of them from the beginning would take minutes."""
    words = [str(number) for number in range(200_000)]

    assert len(things_of(words)) == MAX_THINGS


def test_a_long_word_is_known_by_its_beginning() -> None:
    """Nothing of a hostile text is remembered at length."""
    assert things_of(["9" * 40]) == things_of(["9" * 1_000_000])
    assert things_of(["a" * 40, "5"]) == things_of(["a" * 1_000_000, "5"])


@given(st.lists(st.text(min_size=1) | st.sampled_from(["jan", "3", "five", "not", "up", "5bn"])))
def test_any_words_have_bounded_things(words: list[str]) -> None:
    """At most 40, sorted, each once."""
    found = things_of(words)

    assert len(found) <= MAX_THINGS
    assert list(found) == sorted(set(found))
