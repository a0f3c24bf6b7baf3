"""What may follow in a partition: only what continues the chain, or an honest gap of the log."""

from collections.abc import Sequence

import pytest
from faust.types import TP

from stream.engine.chain import Admission, Chain, Hole, Truncated
from stream.engine.chunks import Chunk
from tests.engine.fakes import fetched

NEWS, OTHER = TP("news.tagged", 0), TP("news.tagged", 1)


def chain_at(offset: int) -> Chain:
    """Make a chain in its first epoch that expects this offset."""
    chain = Chain()
    chain.begin()
    chain.seek({NEWS: offset})
    return chain


def chunk(offsets: Sequence[int], *, position: int | None, epoch: int = 1) -> Chunk:
    """Make a chunk of these offsets, fetched from a position."""
    records = [fetched(offset) for offset in offsets]
    return Chunk(NEWS, records, position, offsets[-1] + 1, epoch)


def empty(position: int | None, end: int, *, epoch: int = 1) -> Chunk:
    """Make a chunk of a position that went on without a record."""
    return Chunk(NEWS, [], position, end, epoch)


def offsets(chain: Chain, given: Chunk) -> list[int]:
    """Give the offsets of the records that a chain admits."""
    return [record.offset for record in chain.admit(given).records]


def test_what_follows_is_taken_whole() -> None:
    """A chunk that begins at the offset expected is admitted without a gap."""
    chain = chain_at(5)

    admission = chain.admit(chunk([5, 6, 7], position=5))

    assert [record.offset for record in admission.records] == [5, 6, 7]
    assert admission.gap == 0


def test_what_was_done_is_cut_off() -> None:
    """Of a chunk that overlaps, only the records from the offset expected on are new."""
    chain = chain_at(6)

    assert offsets(chain, chunk([4, 5, 6, 7], position=4)) == [6, 7]


def test_a_chunk_fetched_before_the_last_seek_is_stale() -> None:
    """What it holds will be fetched again, so nothing of it is taken, and no hole is seen."""
    chain = chain_at(0)
    chain.begin()

    assert offsets(chain, chunk([0, 1], position=0, epoch=1)) == []
    assert offsets(chain, chunk([9], position=3, epoch=1)) == []
    assert offsets(chain, chunk([0, 1], position=0, epoch=2)) == [0, 1]


def test_a_gap_in_the_log_is_honest() -> None:
    """Fetched from the very offset expected: the log itself lacks the records, and it is told."""
    chain = chain_at(5)

    admission = chain.admit(chunk([8, 9], position=5))

    assert [record.offset for record in admission.records] == [8, 9]
    assert admission.gap == 3


def test_a_gap_is_honest_behind_an_overlap_too() -> None:
    """A chunk fetched from below the offset expected proves what is missing above it."""
    chain = chain_at(5)

    assert chain.admit(chunk([8], position=4)).gap == 3


@pytest.mark.parametrize("position", [6, 8, None])
def test_a_hole_is_never_passed_over(position: int | None) -> None:
    """Fetched from beyond, or from nobody knows where: a chunk in between was lost (A)."""
    chain = chain_at(5)

    with pytest.raises(Hole, match=r"news\.tagged\[0\]: expected offset 5, got 8"):
        chain.admit(chunk([8, 9], position=position))

    assert chain.following() == {NEWS: 5}


def test_nothing_is_taken_of_a_partition_that_is_not_ours() -> None:
    """A chunk still queued after a revoke is let go."""
    chain = chain_at(5)

    chain.drop([NEWS])

    assert offsets(chain, chunk([5], position=5)) == []


def test_only_delivery_moves_the_chain() -> None:
    """Admitting does not move it; finishing does, and never back."""
    chain = chain_at(5)
    chain.admit(chunk([5, 6, 7], position=5))

    assert chain.following() == {NEWS: 5}
    chain.finish(NEWS, 8)
    chain.finish(NEWS, 6)
    assert chain.following() == {NEWS: 8}


def test_finishing_after_a_revoke_does_nothing() -> None:
    """A delivery that ends after the partition went neither fails nor claims it back."""
    chain = chain_at(5)
    chain.drop([NEWS])

    chain.finish(NEWS, 8)

    assert chain.following() == {}


def test_a_seek_says_what_is_expected() -> None:
    """Of its partitions and no others, also further back: what lies between is fetched again."""
    chain = chain_at(5)
    chain.seek({NEWS: 8, OTHER: 3})

    chain.seek({NEWS: 6})

    assert chain.following() == {NEWS: 6}
    assert offsets(chain, chunk([6, 7], position=6)) == [6, 7]


def test_each_epoch_has_its_number() -> None:
    """Whoever began one can see whether it is over."""
    chain = chain_at(5)

    assert [chain.begin(), chain.begin()] == [2, 3]
    assert chain.epoch == 3


def test_a_position_that_went_on_without_records_is_a_gap() -> None:
    """A transaction's end takes an offset and is no record: the chain must come past it."""
    chain = chain_at(5)

    assert chain.admit(empty(5, 7)) == Admission([], 2)


def test_a_hole_is_never_passed_over_without_records() -> None:
    """An empty chunk proves only what it was fetched from."""
    chain = chain_at(5)

    with pytest.raises(Hole, match="expected offset 5, got 8"):
        chain.admit(empty(7, 8))


@pytest.mark.parametrize(
    "given",
    [chunk([0, 1], position=0), chunk([3, 4], position=3), empty(5, 0), empty(5, 5)],
    ids=["read anew", "up to what was expected", "set back", "nothing new"],
)
def test_a_log_that_went_back_is_told(given: Chunk) -> None:
    """Cut short or made anew: its offsets mean other records, and none may pass for a repeat."""
    chain = chain_at(5)

    with pytest.raises(Truncated, match=rf"expected offset 5, but .* from {given.end}"):
        chain.admit(given)

    assert chain.following() == {NEWS: 5}


def test_a_stale_chunk_is_no_truncated_log() -> None:
    """What was fetched before a seek may well lie before what is expected since."""
    chain = chain_at(5)
    chain.begin()

    assert offsets(chain, chunk([0, 1], position=0, epoch=1)) == []
    assert offsets(chain, empty(5, 0, epoch=1)) == []
