"""Counts what the workers put out, as any consumer would: by following the output topics."""

from collections import Counter, deque
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple

import orjson

from stream import codec
from stream.cli.telling import tell
from stream.models import Mark, Topic
from stream.run import Tally
from stream.stages.contract import Output

WATCHED: Final = (
    Topic.TAGGED,
    Topic.UNIQUE,
    Topic.DUPLICATES,
    Topic.MENTIONS,
    Topic.WINDOWS,
    Topic.REJECTED,
)
LATEST: Final = 8


class Example(NamedTuple):
    """One record that shows what a kind of result is."""

    topic: str
    value: bytes
    headers: Mapping[str, bytes]


@dataclass(slots=True)
class Seen:
    """What was seen on the output topics since the offsets in ``begins``; repeats count once.

    Marks count from the beginning: time that had passed before stays passed.
    """

    begins: Mapping[tuple[str, int], int]
    tally: Tally = field(default_factory=Tally)
    tickers: Counter[str] = field(default_factory=Counter)
    marks: dict[int, datetime] = field(default_factory=dict)
    examples: dict[str, Example] = field(default_factory=dict)
    latest: deque[tuple[str, str]] = field(default_factory=lambda: deque(maxlen=LATEST))
    records: Counter[str] = field(default_factory=Counter)
    positions: dict[tuple[str, int], int] = field(default_factory=dict)
    _ids: set[tuple[str, bytes]] = field(default_factory=set)

    async def watch(self, records: AsyncIterator[Any]) -> None:
        """Count the records of a topic as they come, for as long as they come."""
        async for record in records:
            place = (record.topic, record.partition)
            if record.offset >= self.begins.get(place, 0) or _is_mark(record):
                self.add(record)
            self.positions[place] = record.offset + 1

    def add(self, record: Any) -> None:
        """Count one record, unless one with its id was counted before."""
        headers = dict(record.headers)
        if _is_mark(record):
            self._mark(record.partition, codec.decode_mark(record.value))
            return
        identity = (record.topic, headers.get("ce_id", b""))
        if identity in self._ids or record.value is None:
            return
        self._ids.add(identity)
        self.records[record.topic] += 1
        self.latest.append((record.topic, tell(record.topic, record.value, record.headers)))
        topic = Topic(record.topic)
        self.tally.add(Output(topic, record.key, record.value, record.headers))
        self._sort(Example(topic, record.value, headers))

    def read_to(self, ends: Mapping[tuple[str, int], int]) -> bool:
        """Say whether everything up to these ends was seen."""
        return all(
            self.positions.get(place, self.begins.get(place, 0)) >= end
            for place, end in ends.items()
        )

    def _mark(self, partition: int, mark: Mark) -> None:
        self.marks[partition] = max(mark.watermark, self.marks.get(partition, mark.watermark))

    def _sort(self, record: Example) -> None:
        """Count tickers, and keep an example of each kind: of windows the best, else the first."""
        match record.topic:
            case Topic.MENTIONS:
                mention = orjson.loads(record.value)
                self.tickers[mention["ticker"]] += mention["sign"]
            case Topic.UNIQUE:
                change = orjson.loads(record.value)["change"]
                self.examples.setdefault(change, record)
            case Topic.DUPLICATES:
                self.examples.setdefault(orjson.loads(record.value)["method"], record)
            case Topic.REJECTED:
                self.examples.setdefault("rejected", record)
            case Topic.WINDOWS:
                self._keep_window(record)

    def _keep_window(self, record: Example) -> None:
        """Keep the window that shows most; of its versions the last."""
        known = self.examples.get("window")
        if known is None or _showing(record) >= _showing(known):
            self.examples["window"] = record


def _is_mark(record: Any) -> bool:
    return record.topic == Topic.MENTIONS and codec.is_mark(record.value or b"")


def _showing(record: Example) -> tuple[int, int, int]:
    """Rank windows as examples: late news in it, many articles, long."""
    window = orjson.loads(record.value)
    return window["revision"], window["articles"], window["size_seconds"]
