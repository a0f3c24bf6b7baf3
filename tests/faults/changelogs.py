"""Changelogs from outside, as someone with too many rights has them: read, filled, cut, cleaned."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from confluent_kafka import ConsumerGroupTopicPartitions, KafkaException, TopicPartition
from confluent_kafka.admin import AdminClient

from stream import pipeline
from stream.engine.plan import StageSpec
from stream.stages.contract import Record
from tests.faults.reader import read_all
from tests.faults.rights import TIMEOUT_SECONDS, configure
from tests.faults.stand import Stand

EAGER: Final = {
    "segment.ms": "500",
    "min.cleanable.dirty.ratio": "0.01",
    "max.compaction.lag.ms": "1000",
    "delete.retention.ms": "0",
}
"""What makes the broker's cleaner clean whatever it can, at each of its rounds (every 15 s)."""

KeyValue = tuple[bytes, bytes]
Copy = Mapping[int, Sequence[KeyValue]]
"""The entries that stand in each partition of a changelog."""


@dataclass(slots=True)
class Changelog:
    """The changelog of one stage of a stand; ``admin`` may do everything."""

    stand: Stand
    stage: str
    admin: AdminClient = field(init=False)

    def __post_init__(self) -> None:
        self.admin = AdminClient({"bootstrap.servers": self.stand.broker.address})

    @property
    def spec(self) -> StageSpec:
        """Give what the engine is told of the stage."""
        settings = self.stand.site.settings
        return next(each for each in pipeline.stages(settings) if each.name == self.stage)

    @property
    def topic(self) -> str:
        """Name the topic."""
        return self.spec.changelog or ""

    def records(self) -> list[Record]:
        """Read what is there, tombstones too."""
        return read_all(self.stand.broker.address, [self.topic])[self.topic]

    def copy(self) -> Copy:
        """Give the entries that stand."""
        standing: dict[int, dict[bytes, bytes]] = defaultdict(dict)
        for record in self.records():
            standing[record.partition].pop(record.key or b"", None)
            if record.value is not None:
                standing[record.partition][record.key or b""] = record.value
        return {partition: list(entries.items()) for partition, entries in standing.items()}

    def replace(self, copy: Copy) -> None:
        """Delete the topic, make it anew, fill it."""
        self.delete()
        self.stand.site.create_topics()
        for partition, entries in copy.items():
            self.stand.site.publish(self.topic, entries, partition=partition)

    def delete(self) -> None:
        """Delete the topic, and wait until it is gone."""
        _done(self.admin.delete_topics([self.topic]))
        self.stand.until(
            lambda: self.topic not in self.admin.list_topics(timeout=TIMEOUT_SECONDS).topics,
            f"{self.topic} to be gone",
        )

    def cut(self, offsets: Mapping[int, int]) -> None:
        """Delete the records below these offsets of each partition (DeleteRecords).

        No broker does so to a topic that is compacted only: someone changed that first.
        """
        configure(self.stand.broker.address, self.topic, {"cleanup.policy": "compact,delete"})
        below = [TopicPartition(self.topic, each, offset) for each, offset in offsets.items()]
        _done(self.admin.delete_records(below))

    def clean_eagerly(self) -> None:
        """Have the broker clean the topic as soon as it can."""
        configure(self.stand.broker.address, self.topic, EAGER)

    def cleaned_away(self) -> int:
        """Count the records that the broker has cleaned away."""
        ends: dict[int, int] = {}
        records = self.records()
        for record in records:
            ends[record.partition] = record.offset + 1
        return sum(ends.values()) - len(records)

    def forget_group(self) -> None:
        """Delete the offsets of the stage's group, as soon as no member is left in it."""
        self.stand.until(self._forgotten, f"{self.spec.group} to be deleted")

    def _forgotten(self) -> bool:
        try:
            _done(self.admin.delete_consumer_groups([self.spec.group]))
        except KafkaException:
            return False
        asked = [ConsumerGroupTopicPartitions(self.spec.group)]
        (answer,) = self.admin.list_consumer_group_offsets(asked).values()
        return not answer.result(TIMEOUT_SECONDS).topic_partitions


def _done(futures: Mapping[Any, Any]) -> None:
    for each in futures.values():
        each.result(TIMEOUT_SECONDS)


def newest_offsets(records: Iterable[Record]) -> dict[int, int]:
    """Give the offset of the last entry of each partition that was written and still stands."""
    last: dict[tuple[int, bytes | None], Record] = {}
    for record in records:
        last[record.partition, record.key] = record
    return {
        record.partition: record.offset
        for record in sorted(last.values(), key=lambda each: each.offset)
        if record.value is not None
    }
