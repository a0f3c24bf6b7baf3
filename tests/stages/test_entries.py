"""What a text names, each with the word beside it, as numbers."""

from hypothesis import given
from hypothesis import strategies as st

from stream.stages.entries import CONTEXT, CONTEXT_BITS, SURE, context, entries, entry, hashed


@given(st.text(), st.text())
def test_an_entry_has_the_thing_above_and_its_context_below(thing: str, beside: str) -> None:
    """48 bits: 32 of the thing, 16 of the word beside it."""
    both = entry(thing, context(beside))

    assert both >> CONTEXT_BITS == hashed(thing)
    assert both & CONTEXT == context(beside)
    assert both < 1 << 48


@given(st.text())
def test_a_context_is_sure_unless_it_is_said(beside: str) -> None:
    """The lowest bit is no part of the word's hash."""
    assert context(beside) & SURE


def test_of_many_the_lowest_are_kept_each_once() -> None:
    """The same ones in every text, in whatever order they stand."""
    assert entries([5, 3, 9, 3, 1], 3) == (1, 3, 5)
