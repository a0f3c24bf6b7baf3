"""The journal of a partition: without a hole from the floor on, or refused."""

import pytest

from stream.engine.entry import Entry, JournalError
from stream.stages.contract import Fact
from tests.engine.journaling import changelog, entry, journal, keys
from tests.harness.counting import Counting


def test_the_position_is_the_last_offset_applied() -> None:
    """It starts below every offset and follows the furthest entry."""
    kept = journal()

    assert kept.position == -1
    kept.add(entry(0, 5))
    kept.add(entry(3, 4))
    assert kept.position == 5


def test_an_entry_begins_where_the_one_before_ended() -> None:
    """So offsets that the log lacks lie within an entry, and a hole between two is never honest."""
    kept = journal()

    kept.add(kept.entry(6, [Fact(5, b""), Fact(6, b"")], 0))
    following = kept.entry(20, [Fact(20, b"")], 0)

    assert (following.first, following.last) == (7, 20)


def test_an_entry_without_facts_moves_the_position() -> None:
    """Records that changed nothing are still behind us."""
    kept = journal()

    kept.add(kept.entry(9, [], 0))

    assert kept.position == 9


def test_the_floor_never_falls() -> None:
    """What was not needed once is not needed later; it is never above what was applied."""
    kept = journal()

    floors = []
    for last, needed_from in [(9, 4), (19, 2), (29, 1_000)]:
        kept.add(kept.entry(last, [], needed_from))
        floors.append(kept.floor)

    assert floors == [4, 4, 30]


def test_loading_gives_the_same_journal() -> None:
    """What stands in the changelog is all there is to know at a start."""
    written, read = journal(), journal()
    entries = [entry(0, 1), entry(2, 3, floor=2)]
    for each in entries:
        written.add(each)

    read.load(changelog(entries))

    assert (read.position, read.floor, len(read)) == (written.position, written.floor, 2)
    assert (read.position, read.floor) == (3, 2)


@pytest.mark.parametrize(
    ("entries", "complaint"),
    [
        ([entry(2, 5)], r"dedupe\[0\]: the entry of offsets 0 to 1 is missing"),
        ([entry(0, 1), entry(4, 5)], "the entry of offsets 2 to 3 is missing"),
        ([entry(0, 1), entry(4, 5, floor=3)], "the entry of offsets 3 to 3 is missing"),
        ([entry(0, 9), entry(2, 3), entry(11, 12)], "the entry of offsets 10 to 10 is missing"),
        ([entry(0, 5, position=9)], "the entry of offsets 6 to 9, the newest, is missing"),
        ([entry(0, 5, partition=2)], "an entry of partition 2"),
    ],
    ids=["oldest", "middle", "from the floor on", "behind an overlap", "newest", "partition"],
)
def test_what_lacks_an_entry_is_refused(entries: list[Entry], complaint: str) -> None:
    """A changelog that was cut short or mixed up would restore to another state, silently."""
    with pytest.raises(JournalError, match=complaint):
        journal().load(changelog(entries))


@pytest.mark.parametrize(
    "entries",
    [
        [],
        [entry(0, 5)],
        [entry(4, 5, floor=4)],
        [entry(0, 1), entry(4, 5, floor=4)],
        [entry(0, 3), entry(2, 9), entry(5, 6), entry(10, 10)],
        [entry(3, 5, floor=6)],
    ],
    ids=["none", "one", "expired", "half expired", "overlapping", "nothing needed"],
)
def test_what_is_whole_from_the_floor_on_is_read(entries: list[Entry]) -> None:
    """Below the floor anything may be gone."""
    kept = journal()

    kept.load(changelog(entries))

    assert kept.position == max((each.last for each in entries), default=-1)


def test_an_entry_under_the_key_of_another_is_refused() -> None:
    """The key alone would say that more is there than is."""
    with pytest.raises(JournalError, match="an entry of offsets 0 to 5 has the key"):
        journal().load({entry(0, 9).key: entry(0, 5).value})


def test_what_lies_within_another_is_deleted() -> None:
    """A merge that was cut short leaves its parts behind."""
    kept = journal()

    kept.load(changelog([entry(0, 5), entry(0, 2), entry(3, 5), entry(6, 7)]))

    assert kept.expired() == keys((0, 2), (3, 5))
    kept.remove(kept.expired())
    assert (len(kept), kept.expired()) == (2, ())


def test_whole_entries_below_the_floor_expire() -> None:
    """An entry goes once its last fact is no longer needed."""
    kept = journal(merge_count=9)
    for first in (0, 10, 20):
        kept.add(entry(first, first + 9))

    expired = []
    for last, floor in [(30, 9), (31, 10), (32, 25)]:
        kept.add(kept.entry(last, [], floor))
        expired.append(kept.expired())

    assert expired == [(), keys((0, 9)), keys((0, 9), (10, 19))]


def test_the_newest_entry_never_expires() -> None:
    """It holds the position and the floor: without it a restart would begin again."""
    kept = journal()
    kept.add(entry(0, 9))
    kept.add(entry(10, 19, floor=20))

    assert kept.expired() == keys((0, 9))


def test_what_was_removed_is_forgotten() -> None:
    """Deleted entries neither expire nor merge again; the position stays."""
    kept = journal(merge_count=2)
    kept.add(entry(0, 0))
    kept.add(entry(1, 1, floor=1))

    kept.remove(keys((0, 0)))

    assert len(kept) == 1
    assert kept.position == 1
    assert kept.merge(Counting()) is None
    assert not kept.expired()
