"""Merging: entries in a row become one, so that they stay few and are seldom written."""

import pytest

from stream.engine.entry import Label, read_label, unpack
from stream.stages.contract import Fact
from tests.engine.journaling import entry, facts, journal, keys, of_size
from tests.harness.counting import Counting


def test_small_entries_become_one() -> None:
    """As soon as there are enough of them: all their facts, by offset."""
    kept = journal(merge_count=3)
    for first in (0, 2, 4):
        kept.add(entry(first, first + 1))

    merge = kept.merge(Counting())

    assert merge is not None
    assert (merge.merged.first, merge.merged.last) == (0, 5)
    assert unpack("dedupe", merge.merged.value) == facts(0, 5)
    assert merge.parts == keys((0, 1), (2, 3), (4, 5))


def test_too_few_small_entries_stay() -> None:
    """Merging costs a write, so it waits."""
    kept = journal(merge_count=3)
    kept.add(entry(0, 1))
    kept.add(entry(2, 3))

    assert kept.merge(Counting()) is None


def test_a_larger_entry_waits_until_as_much_is_behind_it() -> None:
    """So each merge puts an entry into one at least twice as large: few writes in all."""
    kept = journal(merge_count=3)
    for first, size in enumerate((400, 100, 100)):
        kept.add(of_size(first, size))

    merge = kept.merge(Counting())

    assert merge is not None
    assert merge.parts == keys((1, 1), (2, 2))


def test_a_run_that_is_full_becomes_one() -> None:
    """It is merged whole before the entry that does not fit, however few there are."""
    kept = journal(merge_count=100, entry_bytes=4_000)
    for first in range(5):
        kept.add(of_size(first, 950))

    merge = kept.merge(Counting())

    assert merge is not None
    assert merge.parts == keys((0, 0), (1, 1), (2, 2), (3, 3))
    assert 3_700 < len(merge.merged.value) <= 4_000


def test_a_large_entry_stands_for_itself() -> None:
    """What was gathered before it is merged without it: a merge never spans what it lacks."""
    kept = journal(merge_count=100, entry_bytes=4_000)
    for first, size in enumerate((100, 100, 1_000, 100)):
        kept.add(of_size(first, size))

    merge = kept.merge(Counting())

    assert merge is not None
    assert merge.parts == keys((0, 0), (1, 1))


def test_large_entries_are_not_merged() -> None:
    """One of a quarter of the bound or more is never written again."""
    kept = journal(merge_count=2, entry_bytes=4_000)

    merges = []
    for first in range(5):
        kept.add(of_size(first, 1_000))
        merges.append(kept.merge(Counting()))

    assert merges == [None] * 5


def test_merging_slims_each_fact() -> None:
    """The stage may leave out what is no longer needed."""
    kept, stage = journal(merge_count=2), Counting()
    kept.add(entry(0, 1))
    kept.add(entry(2, 4))

    kept.merge(stage)

    assert stage.slimmed == [0, 1, 2, 3, 4]


def test_merging_leaves_out_what_lies_below_the_floor() -> None:
    """It says so: the floor stands on the merged entry, with the position it is right for."""
    kept = journal(merge_count=2)
    kept.add(entry(0, 1))
    kept.add(entry(2, 4, floor=1))

    merge = kept.merge(Counting())

    assert merge is not None
    assert unpack("dedupe", merge.merged.value) == facts(1, 4)
    assert read_label("dedupe", merge.merged.value) == Label(0, 0, 4, floor=1, position=4)


def test_a_merge_never_deletes_itself() -> None:
    """Where one part spans all others, the merged entry takes its key: it is not to be deleted."""
    kept = journal(merge_count=2)
    kept.add(entry(0, 5))
    kept.add(entry(2, 3))
    kept.add(entry(4, 5))

    merge = kept.merge(Counting())

    assert merge is not None
    assert merge.merged.key == entry(0, 5).key
    assert merge.parts == keys((2, 3), (4, 5))


@pytest.mark.parametrize(
    ("sizes", "entries", "writes"),
    [
        ([60], 30, 4.0),
        ([60] * 63 + [700], 30, 4.0),
        ([40, 900], 180, 3.0),
        ([1_500], 2_000, 1.0),
    ],
    ids=["one record a chunk", "mixed", "every other larger", "large"],
)
def test_entries_stay_few_and_are_seldom_written(
    sizes: list[int], entries: int, writes: float
) -> None:
    """Of 2,000 chunks hardly more entries are left than 6,000 bytes each would make."""
    kept, stage = journal(merge_count=8, entry_bytes=6_000), Counting()
    written = given = 0

    for last in range(2_000):
        made = kept.entry(last, [Fact(last, b"x" * sizes[last % len(sizes)])], 0)
        kept.add(made)
        given += len(made.value)
        written += len(made.value)
        if merge := kept.merge(stage):
            kept.merged(merge)
            kept.remove(merge.parts)
            written += len(merge.merged.value)

    assert len(kept) <= entries
    assert written <= writes * given
