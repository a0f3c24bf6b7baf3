"""The journal of a partition: any overlap of entries restores to one state, and they stay few."""

import msgspec
import pytest

from stream.engine.journal import Entry, Journal, JournalError, folded, pack, parse_key, unpack
from stream.stages.contract import Fact
from tests.harness.counting import Counting


def journal(*, merge_count: int = 3, entry_bytes: int = 3_000) -> Journal:
    """Make an empty journal; entries below 1,000 bytes count as small."""
    return Journal("dedupe", merge_count=merge_count, entry_bytes=entry_bytes)


def facts(first: int, last: int, data: bytes = b"fact") -> list[Fact]:
    """Make a fact for each offset."""
    return [Fact(offset, data) for offset in range(first, last + 1)]


def entry(first: int, last: int, data: bytes = b"fact") -> Entry:
    """Make an entry with a fact for each offset."""
    return Entry(first, last, pack("dedupe", facts(first, last, data)))


def test_facts_survive_packing() -> None:
    """What was packed is what is read."""
    packed = pack("dedupe", [Fact(3, b"\x00\xff"), Fact(9, b"")])

    assert unpack("dedupe", packed) == [Fact(3, b"\x00\xff"), Fact(9, b"")]


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        (pack("window", []), "an entry of stage 'window', version 1; this is stage 'dedupe'"),
        (msgspec.msgpack.encode((2, "dedupe", "anything")), "of stage 'dedupe', version 2"),
        (b"not msgpack", "an entry that no journal wrote"),
        (msgspec.msgpack.encode((1, "dedupe", "no list")), "an entry that no journal wrote"),
        (b"", "an entry that no journal wrote"),
    ],
)
def test_what_another_wrote_is_refused(value: bytes, complaint: str) -> None:
    """Another stage, another version or rubbish is never guessed at."""
    with pytest.raises(JournalError, match=complaint):
        unpack("dedupe", value)


def test_a_key_names_both_offsets() -> None:
    """A shorter chunk with the same beginning has another key, and never overwrites (F)."""
    assert Entry(7, 12, b"").key == b"00000000000000000007-00000000000000000012"
    assert Entry(7, 9, b"").key != Entry(7, 12, b"").key
    assert parse_key(Entry(7, 12, b"").key) == (7, 12)


@pytest.mark.parametrize("key", [b"", b"7", b"seven-twelve", b"1-2-3", b"\xff"])
def test_a_foreign_key_is_refused(key: bytes) -> None:
    """The changelog is ours alone."""
    with pytest.raises(JournalError, match="a key that no journal wrote"):
        parse_key(key)


def test_overlapping_entries_fold_to_one_state() -> None:
    """In any order, however they overlap, each offset counts once."""
    whole, half, rest = entry(0, 5), entry(0, 2), entry(2, 5)

    for entries in ([whole], [half, rest], [rest, whole, half], [half, half, rest]):
        assert folded("dedupe", [each.value for each in entries]) == facts(0, 5)


def test_the_position_is_the_last_offset_applied() -> None:
    """It starts below every offset and follows the furthest entry."""
    kept = journal()

    assert kept.position == -1
    kept.add(entry(0, 5))
    kept.add(entry(3, 4))
    assert kept.position == 5


def test_an_entry_without_facts_moves_the_position() -> None:
    """Records that changed nothing are still behind us."""
    kept = journal()

    kept.add(kept.entry(0, 9, []))

    assert kept.position == 9


def test_loading_gives_the_same_journal() -> None:
    """What stands in the changelog is all there is to know at a start."""
    written, read = journal(), journal()
    entries = [entry(0, 1), entry(2, 3)]
    for each in entries:
        written.add(each)

    read.load({each.key: each.value for each in entries})

    assert (read.position, len(read)) == (written.position, len(written)) == (3, 2)


def test_small_entries_become_one() -> None:
    """As soon as there are enough of them: the oldest first, all their facts, by offset."""
    kept = journal(merge_count=3)
    for first in (4, 0, 2):
        kept.add(entry(first, first + 1))

    merge = kept.merge(Counting())

    assert merge is not None
    assert (merge.merged.first, merge.merged.last) == (0, 5)
    assert unpack("dedupe", merge.merged.value) == facts(0, 5)
    assert merge.parts == [entry(0, 1).key, entry(2, 3).key, entry(4, 5).key]


def test_too_few_small_entries_stay() -> None:
    """Merging costs a write, so it waits."""
    kept = journal(merge_count=3)
    kept.add(entry(0, 1))
    kept.add(entry(2, 3))

    assert kept.merge(Counting()) is None


def test_large_entries_are_not_merged() -> None:
    """An entry of a third of the bound or more stands for itself."""
    kept = journal(merge_count=3, entry_bytes=3_000)
    for offset in range(5):
        kept.add(entry(offset, offset, b"x" * 1_000))

    assert kept.merge(Counting()) is None


def test_a_merged_entry_keeps_the_bound() -> None:
    """As many of the largest small entries as are merged at once stay within the bound."""
    kept = journal(merge_count=3, entry_bytes=3_000)
    for offset in range(3):
        kept.add(entry(offset, offset, b"x" * 960))

    merge = kept.merge(Counting())

    assert merge is not None
    assert 2_800 < len(merge.merged.value) <= 3_000


def test_merging_slims_each_fact() -> None:
    """The stage may leave out what is no longer needed."""
    kept, stage = journal(merge_count=2), Counting()
    kept.add(entry(0, 1))
    kept.add(entry(2, 2))

    kept.merge(stage)

    assert stage.slimmed == [0, 1, 2]


def test_a_merge_never_deletes_itself() -> None:
    """Where one part spans all others, the merged entry takes its key: it is not to be deleted."""
    kept = journal(merge_count=2)
    kept.add(entry(0, 5))
    kept.add(entry(2, 3))

    merge = kept.merge(Counting())

    assert merge is not None
    assert merge.merged.key == entry(0, 5).key
    assert merge.parts == [entry(2, 3).key]


def test_whole_entries_below_expire() -> None:
    """An entry goes once its last fact is no longer needed."""
    kept = journal()
    for first in (0, 10, 20):
        kept.add(entry(first, first + 9))

    assert not kept.expired(9)
    assert kept.expired(10) == [entry(0, 9).key]
    assert kept.expired(25) == [entry(0, 9).key, entry(10, 19).key]


def test_the_newest_entry_never_expires() -> None:
    """It holds the position: without it a restart would begin again."""
    kept = journal()
    kept.add(entry(0, 9))
    kept.add(entry(10, 19))

    assert kept.expired(1_000) == [entry(0, 9).key]


def test_what_was_removed_is_forgotten() -> None:
    """Deleted entries neither expire nor merge again; the position stays."""
    kept = journal(merge_count=2)
    kept.add(entry(0, 0))
    kept.add(entry(1, 1))

    kept.remove([entry(0, 0).key])

    assert len(kept) == 1
    assert kept.position == 1
    assert kept.merge(Counting()) is None
    assert not kept.expired(1)
