"""The reader of commits sees what would go unseen in the groups' present offsets."""

import struct
from datetime import UTC, datetime

from stream.stages.contract import Record
from tests.faults.commits import parsed, went_back

PLACE = ("newsfeed-tag", "news.raw", 3)


def stored(offset: int) -> Record:
    """Make a commit as a broker stores it (key version 1, value version 3)."""
    group, topic, partition = PLACE
    key = struct.pack(">hh", 1, len(group)) + group.encode()
    key += struct.pack(">h", len(topic)) + topic.encode() + struct.pack(">i", partition)
    value = struct.pack(">hqihq", 3, offset, -1, 0, 1_700_000_000_000)
    return Record(0, 0, datetime(2025, 2, 10, tzinfo=UTC), key, value, [])


def test_commits_are_read_as_a_broker_stores_them() -> None:
    """Other records of the topic, those of the groups themselves, are passed over."""
    group = Record(0, 1, datetime(2025, 2, 10, tzinfo=UTC), struct.pack(">h", 2), b"group", [])

    assert list(parsed([stored(7), group, stored(9)])) == [(PLACE, 7), (PLACE, 9)]


def test_a_commit_that_went_back_for_a_moment_is_told() -> None:
    """The one after it makes it good, and no look at the group would show it."""
    told = went_back([(PLACE, 5), (PLACE, 9), (PLACE, 6), (PLACE, 12)])

    assert told == [f"{PLACE} was committed from 9 back to 6"]


def test_no_commit_at_all_is_told() -> None:
    """Brokers may come to store them in another way: what is not read proves nothing."""
    assert went_back([]) == ["not one commit was found"]
    assert went_back([(PLACE, 5)]) == []
