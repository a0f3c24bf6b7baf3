"""Stands in for Kafka in the tests of the engine: topics in memory, which fail when told to."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from aiokafka import ConsumerRecord

from stream.config import Settings
from stream.engine.changelog import Changelog
from stream.engine.outputs import DeliveryFailed, Parcel
from stream.engine.part import Part
from stream.engine.plan import StageSpec
from stream.engine.reader import Log, replay
from stream.models import Topic
from stream.stages.contract import Output, Record, Stage
from tests.harness.counting import Counting

NOW: Final = datetime(2025, 3, 1, 12, tzinfo=UTC)
CHANGELOG: Final = "newsfeed-dedupe-journal-changelog"
SETTINGS: Final = Settings(journal_merge=4)
NEVER: Final = -1


class Kafka:
    """Topics in memory. The delivery of number ``fails_at`` takes its first half and fails."""

    def __init__(self, fails_at: int = NEVER) -> None:
        self.fails_at = fails_at
        self.deliveries = 0
        self.times: list[int] = []
        self.topics: dict[str, list[tuple[bytes | None, bytes | None]]] = defaultdict(list)

    async def deliver(self, outputs: Iterable[Output], at: int) -> None:
        """Take outputs; their partition does not matter here."""
        self.times.append(at)
        parcels: dict[str, list[Parcel]] = defaultdict(list)
        for output in outputs:
            parcels[output.topic].append(Parcel(output.key, output.value, output.headers))
        for topic, each in parcels.items():
            self._take(topic, each)

    async def deliver_to(self, topic: str, partition: int, parcels: Sequence[Parcel]) -> int:
        """Take parcels; give the offset of the last."""
        self._take(topic, parcels)
        return len(self.topics[topic]) - 1

    def values(self, topic: str) -> list[bytes | None]:
        """Give the values of a topic in order."""
        return [value for _, value in self.topics[topic]]

    def entries(self) -> dict[bytes, bytes]:
        """Read the changelog as a start does: the last value per key."""
        entries: dict[bytes, bytes] = {}
        for key, value in self.topics[CHANGELOG]:
            replay(entries, key or b"", value)
        return entries

    def _take(self, topic: str, parcels: Sequence[Parcel]) -> None:
        number, self.deliveries = self.deliveries, self.deliveries + 1
        failing = number == self.fails_at
        taken = parcels[: len(parcels) // 2] if failing else parcels
        self.topics[topic] += [(parcel.key, parcel.value) for parcel in taken]
        if failing:
            raise DeliveryFailed(f"delivery {number} was told to fail")


class MemoryReader:
    """Reads a changelog on topics in memory, and notes what it was asked for."""

    def __init__(self, kafka: Kafka) -> None:
        self.asked: list[dict[int, int]] = []
        self._kafka = kafka

    async def read(
        self, starts: Mapping[int, int], wanted: Callable[[int], bool] = lambda _: True
    ) -> dict[int, Log]:
        """Read what was delivered; every partition is the same."""
        self.asked.append(dict(starts))
        logs = {partition: Log(start) for partition, start in starts.items() if wanted(partition)}
        for log in logs.values():
            for key, value in self._kafka.topics[CHANGELOG][log.following :]:
                replay(log.entries, key or b"", value)
            log.following = len(self._kafka.topics[CHANGELOG])
        return logs


def changelog(kafka: Kafka, settings: Settings = SETTINGS) -> Changelog:
    """Make a changelog on topics in memory."""
    return Changelog("dedupe", CHANGELOG, settings, kafka, MemoryReader(kafka))


class Watcher:
    """Notes what the processor tells."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.repeats = 0

    def part_done(self, part: Part, seconds: float) -> None:
        """Note a part."""
        self.parts.append(part)

    def repeated(self, count: int) -> None:
        """Add up repeats."""
        self.repeats += count


def spec(make: Callable[[int], Stage] | None = None, *, journal: bool = True) -> StageSpec:
    """Describe a stage that counts."""
    return StageSpec(
        name="dedupe",
        input=Topic.TAGGED,
        outputs=(Topic.UNIQUE, Topic.REJECTED),
        group="newsfeed-dedupe",
        journal=journal,
        make=make or (lambda _partition: Counting()),
        part_records=256,
        maxima={"texts": "NEWSFEED_MAX_ARTICLES"},
    )


def settings(**changes: object) -> Settings:
    """Give the tests' settings, a few changed."""
    return replace(SETTINGS, **changes)  # type: ignore[arg-type]  # names and types are the caller's


def record(offset: int, value: bytes | None = b"news", **fields: object) -> Record:
    """Make an input record of partition 0."""
    return Record(**{**_plain(offset, value), **fields})  # type: ignore[arg-type]  # as above


def records(*values: bytes, first: int = 0) -> list[Record]:
    """Make input records in a row."""
    return [record(first + number, value) for number, value in enumerate(values)]


def fetched(offset: int, value: bytes = b"news", topic: str = Topic.TAGGED) -> ConsumerRecord:
    """Make a record as aiokafka gives it."""
    return ConsumerRecord(
        topic=topic,
        partition=0,
        offset=offset,
        timestamp=1_740_000_000_000 + offset,
        timestamp_type=1,
        key=b"key",
        value=value,
        checksum=None,
        serialized_key_size=3,
        serialized_value_size=len(value),
        headers=[],
    )


def _plain(offset: int, value: bytes | None) -> dict[str, object]:
    return {"partition": 0, "offset": offset, "timestamp": NOW, "key": b"key", "value": value}
