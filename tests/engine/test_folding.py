"""The facts of a journal in order: each once, and no entry kept longer than it takes."""

from hypothesis import given
from hypothesis import strategies as st

from stream.engine.entry import Label, folded, pack
from stream.engine.folding import in_order
from stream.stages.contract import Fact

STAGE = "dedupe"


def entries(*bounds: tuple[int, int]) -> dict[bytes, bytes]:
    """Make entries that hold all facts of these offsets, both included."""
    packed = [
        pack(STAGE, Label(0, first, last, 0, last), [fact(at) for at in range(first, last + 1)])
        for first, last in bounds
    ]
    return {entry.key: entry.value for entry in packed}


def fact(offset: int) -> Fact:
    """Make the fact of an offset."""
    return Fact(offset, b"%d" % offset)


def test_facts_come_by_offset() -> None:
    """Whatever the order in which the entries were read."""
    given_ = entries((3, 4), (0, 2))

    assert list(in_order(STAGE, given_, 0)) == [fact(offset) for offset in range(5)]


def test_an_entry_is_let_go_of_once_its_facts_are_given() -> None:
    """Entries and state are as large; both at once would take twice the memory."""
    left = entries((0, 1), (2, 3), (4, 5))

    sizes = [len(left) for _ in in_order(STAGE, left, 0)]

    assert sizes == [2, 2, 1, 1, 0, 0]


def test_a_fold_that_nobody_wants_any_more_ends_with_an_entry() -> None:
    """The partition went: the rest is not even read."""
    answers = iter([True, False])

    facts = in_order(STAGE, entries((0, 1), (2, 3), (4, 5)), 0, lambda: next(answers))

    assert list(facts) == [fact(0), fact(1)]


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=6), st.integers(0, 18))
def test_overlapping_entries_give_each_fact_once(more: list[tuple[int, int]], floor: int) -> None:
    """A retried chunk, a worker that woke up late, a merge cut short: over entries in a row."""
    overlapping = [(first, first + length) for first, length in more]
    given_ = entries((0, 3), (4, 11), (12, 16), *overlapping)
    expected = folded(STAGE, given_.values(), floor)

    assert list(in_order(STAGE, given_, floor)) == list(expected)
