"""Every commit that a broker ever took, in order, read from the topic it keeps them in.

Not from the groups' present offsets: a commit that went back for a moment shows as well.
"""

import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from stream.stages.contract import Record
from tests.faults.reader import read_all

TOPIC: Final = "__consumer_offsets"
OFFSET_KEYS: Final = (0, 1)
"""Versions of keys that belong to an offset; others belong to the group itself."""

Place = tuple[str, str, int]
"""Group, topic and partition."""
Commit = tuple[Place, int]


def read_commits(address: str) -> list[Commit]:
    """Give every commit, those of each partition in order."""
    return list(parsed(read_all(address, [TOPIC])[TOPIC]))


def went_back(commits: Iterable[Commit]) -> list[str]:
    """Name every commit below one taken before it, in words; that there is none is amiss, too."""
    highest: dict[Place, int] = defaultdict(int)
    told = []
    for place, offset in commits:
        if offset < highest[place]:
            told.append(f"{place} was committed from {highest[place]} back to {offset}")
        highest[place] = max(highest[place], offset)
    return told if highest else ["not one commit was found"]


def parsed(records: Iterable[Record]) -> Iterator[Commit]:
    """Read Kafka's OffsetCommitKey and the beginning of its OffsetCommitValue."""
    for record in records:
        if not record.key or not record.value:
            continue
        (version,) = struct.unpack_from(">h", record.key)
        if version in OFFSET_KEYS:
            group, at = _string(record.key, 2)
            topic, at = _string(record.key, at)
            (partition,) = struct.unpack_from(">i", record.key, at)
            (offset,) = struct.unpack_from(">q", record.value, 2)
            yield (group, topic, partition), offset


def _string(data: bytes, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from(">h", data, at)
    return data[at + 2 : at + 2 + length].decode(), at + 2 + length
