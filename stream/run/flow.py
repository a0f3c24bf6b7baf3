"""The three stages in memory, one after the other, without Kafka: ``newsfeed run``.

Drives them by the contract of ``stages/contract.py``, so its results are what any engine must
give: the oracle. Not here: files and counts (``results``), what a stage does (``stages``).
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final, TypeVar

from stream import codec
from stream.engine.rejected import rejected_output
from stream.models import Rejected, Topic
from stream.sources.feed import CLOSING, Closing
from stream.stages.contract import Output, Record, Stage

CHUNK: Final = 256
"""Records a stage decides before it is asked what it gathered: as many as the engine cuts."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """How each stage is made, anew for each run.

    ``dedupe`` is made for one raw partition, for a log of several (``run_tagged``) for as many.
    """

    tag: Callable[[], Stage]
    dedupe: Callable[[], Stage]
    window: Callable[[], Stage]


def run(
    lines: Iterable[tuple[int, bytes]],
    stages: Stages,
    *,
    now: datetime,
    chunk: int = CHUNK,
    closing: Closing | None = CLOSING,
) -> Iterator[Output]:
    """Give what every topic gets from raw articles, in an order that keeps that of each topic.

    A line is (offset in raw partition 0, value). It was received at its own ``received_at`` where
    that is a time, else ``now``. After the last one time is closed by a heartbeat on the next
    line, as a replay does (None: windows that time did not reach stay open). Streams: holds a
    chunk, and what the stages hold. Any exception is a bug of ours.
    """
    flow = _Flow.of(stages, now)
    offset, received_at = -1, now
    for batch in _chunks(lines, chunk):
        records = [_raw(offset, value, now) for offset, value in batch]
        offset, received_at = records[-1].offset, max(received_at, records[-1].timestamp)
        yield from flow.raw(records)
    if closing is not None and flow.newest is not None:
        value = closing.heartbeat(flow.newest, received_at)
        yield from flow.raw([Record(0, offset + 1, received_at, None, value)])


def run_tagged(
    lines: Iterable[tuple[int, bytes]], stages: Stages, *, now: datetime, chunk: int = CHUNK
) -> Iterator[Output]:
    """Give what ``dedupe`` and ``window`` make of a log of ``news.tagged``, and the log itself.

    A line is (offset in the log, value). Values come without their headers: ``dedupe`` makes the
    signature anew. No heartbeat is added, for a log has its own. Time goes by all the raw
    partitions, so ``dedupe`` has to be made for those of the log (``raw_partitions``).
    """
    flow = _Flow.of(stages, now)
    for batch in _chunks(lines, chunk):
        yield from flow.tagged([Record(0, offset, now, None, value) for offset, value in batch])


def raw_partitions(values: Iterable[bytes]) -> int:
    """Count the raw partitions that a log of ``news.tagged`` comes from, at least 1."""
    return 1 + max(map(_raw_partition, values), default=0)


@dataclass(slots=True)
class _Station:
    """One stage and the log it reads, which has one partition."""

    name: str
    topic: Topic
    stage: Stage
    now: datetime
    next_offset: int = 0

    def log(self, outputs: Iterable[Output]) -> list[Record]:
        """Append outputs of the stage before to the log, and give them as its records."""
        records = [
            Record(0, offset, self.now, output.key, output.value, output.headers)
            for offset, output in enumerate(outputs, start=self.next_offset)
        ]
        self.next_offset += len(records)
        return records

    def work(self, records: Iterable[Record]) -> Iterator[Output]:
        """Decide a chunk: the outputs of each record, then those gathered over all."""
        for record in records:
            yield from self._decide(record)
        yield from self.stage.outputs()

    def _decide(self, record: Record) -> Sequence[Output]:
        try:
            return self.stage.apply(record).outputs
        except Rejected as error:
            where = {"stage": self.name, "topic": self.topic}
            return [rejected_output(record, error, **where, limit=sys.maxsize)]


@dataclass(slots=True)
class _Flow:
    """The stages in the order of the data; ``newest`` is the newest event time tagged, if any."""

    tag: _Station
    dedupe: _Station
    window: _Station
    newest: datetime | None = None

    @classmethod
    def of(cls, stages: Stages, now: datetime) -> "_Flow":
        """Make the stages anew."""
        return cls(
            _Station("tag", Topic.RAW, stages.tag(), now),
            _Station("dedupe", Topic.TAGGED, stages.dedupe(), now),
            _Station("window", Topic.MENTIONS, stages.window(), now),
        )

    def raw(self, records: Sequence[Record]) -> Iterator[Output]:
        """Take a chunk of raw records through all stages."""
        outputs = list(self.tag.work(records))
        tagged = [output for output in outputs if output.topic == Topic.TAGGED]
        times = [*map(_event_time, tagged), *filter(None, [self.newest])]
        self.newest = max(times, default=None)
        yield from (output for output in outputs if output.topic != Topic.TAGGED)
        yield from self._onwards(tagged, self.dedupe.log(tagged))

    def tagged(self, records: Sequence[Record]) -> Iterator[Output]:
        """Take a chunk of records of ``news.tagged`` through the stages after ``tag``."""
        tagged = [Output(Topic.TAGGED, record.key, record.value, ()) for record in records]
        yield from self._onwards(tagged, records)

    def _onwards(self, tagged: Sequence[Output], records: Sequence[Record]) -> Iterator[Output]:
        yield from tagged
        outputs = list(self.dedupe.work(records))
        yield from outputs
        mentions = [output for output in outputs if output.topic == Topic.MENTIONS]
        yield from self.window.work(self.window.log(mentions))


def _raw(offset: int, value: bytes, now: datetime) -> Record:
    return Record(0, offset, codec.decode_received_at(value) or now, None, value)


def _raw_partition(value: bytes) -> int:
    """Give the partition of a tagged record's origin, 0 where it is no such record."""
    try:
        read = codec.decode_idle if codec.is_idle(value) else codec.decode_tagged
        return int(read(value).origin.partition(":")[0])
    except (Rejected, ValueError):
        return 0


def _event_time(tagged: Output) -> datetime:
    """Give the time that ``dedupe`` goes by: a clock that runs ahead is held by ours."""
    record = codec.decode_tagged(tagged.value or b"")
    return min(record.article.published_at, record.received_at)


def _chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    remaining = iter(items)
    while chunk := list(islice(remaining, size)):
        yield chunk
