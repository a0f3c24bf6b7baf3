"""Feeds made by hand, and the whole flow in memory, from raw articles to windows; no test itself.

``windows`` goes by the front door; ``Flow`` is for feeds of several partitions, record by record.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any, Final
from zlib import crc32

from stream import codec
from stream.config import Settings
from stream.models import Rejected, Topic
from stream.pipeline import offline
from stream.run import collect, latest, run
from stream.stages.contract import EVERY_PARTITION, Output, Record, Stage
from stream.stages.tag import idle_record
from tests.stages.window.examples import time

NOW: Final = datetime.fromisoformat("2026-01-01T00:00:00Z")
CHANGING: Final = {"version", "watermark"}
"""Fields of a window that hang on the places of the log."""

Told = dict[str, dict[str, Any]]
"""Windows by key, as their records tell them."""


def at(text: str) -> str:
    """Write ``10:02`` as a time of 1 May 2024; leave anything longer as it stands."""
    return text if "T" in text else codec.rfc3339(time(text))


def article(
    name: str, published: str, *, received: str = "", ticker: str = "CSCO", **more: object
) -> bytes:
    """Give an article like no other, received when it was published unless told."""
    fields = {
        "id": name,
        "source": "wire",
        "title": f"${ticker} tells {name}",
        "published_at": at(published),
        "received_at": at(received or published),
    }
    return codec.encode({**fields, **more})


def heartbeat(published: str) -> bytes:
    """Say that time passed, and was heard of then."""
    times = {"published_at": at(published), "received_at": at(published)}
    return codec.encode({"action": "heartbeat", **times})


def outcome(*values: bytes, chunk: int = 256) -> dict[Topic, list[Output]]:
    """Run raw records through all stages and give what each topic got."""
    made = offline(Settings())
    return collect(run(enumerate(values), made, now=NOW, chunk=chunk, closing=None))


def windows(*values: bytes, chunk: int = 256) -> Told:
    """Give the last version of each window of a feed, less what hangs on the places of the log."""
    return told(outcome(*values, chunk=chunk)[Topic.WINDOWS])


def told(outputs: Iterable[Output]) -> Told:
    """Give the last version of each window by its key, less what hangs on the places of the log."""
    return {
        key.decode(): {
            name: value for name, value in codec.decode_json(window).items() if name not in CHANGING
        }
        for key, window in latest(outputs).items()
    }


def of_ticker(found: Told, ticker: str) -> Told:
    """Give the windows of one ticker."""
    return {key: window for key, window in found.items() if window["ticker"] == ticker}


def final(found: Told) -> list[str]:
    """Name the windows that are final."""
    return [key for key, window in found.items() if window["final"]]


def reasons(rejected: Iterable[Output]) -> list[bytes]:
    """Say why records were rejected."""
    return [dict(each.headers)["newsfeed-reason"] for each in rejected]


def watermarks(mentions: Iterable[Output]) -> list[str]:
    """Give the times that marks tell."""
    values = [each.value or b"" for each in mentions]
    return [codec.decode_json(value)["watermark"] for value in values if codec.is_mark(value)]


@dataclass(frozen=True, slots=True)
class Seen:
    """What one record led to; ``windows`` in the order of the partitions that put them out."""

    mentions: Sequence[Output] = ()
    windows: Sequence[Output] = ()
    rejected: Sequence[Output] = ()

    @property
    def marks(self) -> list[str]:
        """Give the times that were told to every partition."""
        return watermarks(each for each in self.mentions if each.partition == EVERY_PARTITION)

    @property
    def final(self) -> list[str]:
        """Name the windows that were put out as final."""
        return final(told(self.windows))


@dataclass(slots=True)
class Flow:
    """The stages over topics of several partitions, fed record by record."""

    raw_partitions: int = 1
    partitions: int = 1
    tag: Stage = field(init=False)
    dedupe: Stage = field(init=False)
    window: list[Stage] = field(init=False)
    raw: Counter[int] = field(default_factory=Counter)
    log: "count[int]" = field(default_factory=count)
    mentions: Counter[int] = field(default_factory=Counter)
    outputs: list[Output] = field(default_factory=list)

    def __post_init__(self) -> None:
        made = offline(Settings(), raw_partitions=self.raw_partitions)
        self.tag, self.dedupe = made.tag(), made.dedupe()
        self.window = [made.window() for _ in range(self.partitions)]

    def read(self, value: bytes, partition: int = 0) -> Seen:
        """Let a raw record come in a partition."""
        received = codec.decode_received_at(value) or NOW
        record = Record(partition, self.raw[partition], received, None, value)
        self.raw[partition] += 1
        return self._onwards(self.tag.apply(record).outputs)

    def still(self, partition: int, *, at_offset: int | None = None) -> Seen:
        """Let a tagger say that a partition stands still, at its end unless told."""
        offset = self.raw[partition] if at_offset is None else at_offset
        return self._onwards([idle_record(partition, offset, NOW)])

    def windows(self) -> Told:
        """Give the last version of each window so far."""
        return told(self.outputs)

    def _onwards(self, tagged: Sequence[Output]) -> Seen:
        mentions, put_out, rejected = list[Output](), list[Output](), list[Output]()
        for output in tagged:
            record = Record(0, next(self.log), NOW, output.key, output.value, output.headers)
            outputs = self.dedupe.apply(record).outputs
            mentions += [each for each in outputs if each.topic is Topic.MENTIONS]
        for mention in mentions:
            rejected += self._count(mention)
        for stage in self.window:
            put_out += stage.outputs()
        self.outputs += put_out
        return Seen(mentions, put_out, rejected)

    def _count(self, mention: Output) -> Sequence[Output]:
        """Hand a mention to its partition, a mark to all; give it back where it is refused."""
        refused = list[Output]()
        for partition in self._partitions_of(mention):
            offset = self.mentions[partition]
            self.mentions[partition] += 1
            record = Record(partition, offset, NOW, mention.key, mention.value, mention.headers)
            try:
                self.window[partition].apply(record)
            except Rejected:
                refused.append(mention)
        return refused

    def _partitions_of(self, mention: Output) -> Iterable[int]:
        if mention.partition == EVERY_PARTITION:
            return range(self.partitions)
        return (crc32(mention.key or b"") % self.partitions,)
