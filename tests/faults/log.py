"""The topics as they stand, record by record, and what names a record.

A record that a scenario puts on a topic of the stages' own is marked as foreign: stages must bear
it, and it is no result of theirs.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from stream.models import Topic
from stream.stages.contract import Header, Output, Record

Log = Mapping[Topic, Sequence[Record]]
"""Every record of each topic, each partition's in order."""

FOREIGN: Final[Header] = ("newsfeed-foreign", b"true")
"""Marks what no stage wrote; a rejected record keeps it among the headers it came with."""


def header(record: Record | Output, name: str) -> str:
    """Give a header as text, empty where there is none; of several the last."""
    return (dict(record.headers).get(name) or b"").decode(errors="replace")


def place_of_mention(mention: Record) -> tuple[int, int]:
    """Give ``seq`` and ``index`` of a mention or mark."""
    value = json.loads(mention.value or b"")
    return value["seq"], value["index"]


def is_foreign(record: Record) -> bool:
    """Say whether a record, or what was rejected in it, came from outside."""
    return FOREIGN in record.headers


def ours(log: Log) -> Log:
    """Leave out what came from outside, and what it was rejected as."""
    return {
        topic: [record for record in records if not is_foreign(record)]
        for topic, records in log.items()
    }
