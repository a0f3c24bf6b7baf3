"""Reads topics whole with another client than the one under test (confluent-kafka)."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from confluent_kafka import Consumer, KafkaException, TopicPartition

from stream.stages.contract import Record

TIMEOUT_SECONDS = 20.0
SETTINGS: Final = {
    "group.id": "oracle",
    "enable.auto.commit": False,
    # What is asked behind a fetch waits for it, and half a second a partition adds up.
    "fetch.wait.max.ms": 10,
}

Name = TypeVar("Name", bound=str)


def read_all(address: str, topics: Iterable[Name]) -> dict[Name, list[Record]]:
    """Give every record of each topic, each partition's in order."""
    consumer = Consumer({"bootstrap.servers": address, **SETTINGS})
    try:
        return {topic: _read(consumer, topic) for topic in topics}
    finally:
        consumer.close()


def _read(consumer: Consumer, topic: str) -> list[Record]:
    partitions = consumer.list_topics(topic, TIMEOUT_SECONDS).topics[topic].partitions
    return [record for each in sorted(partitions) for record in _partition(consumer, topic, each)]


def _partition(consumer: Consumer, topic: str, partition: int) -> list[Record]:
    tp = TopicPartition(topic, partition, 0)
    _, end = consumer.get_watermark_offsets(tp, TIMEOUT_SECONDS)
    consumer.assign([tp])
    records: list[Record] = []
    following = 0
    while following < end:
        messages = consumer.consume(min(end - following, 10_000), TIMEOUT_SECONDS)
        if not messages:
            raise TimeoutError(f"{topic}[{partition}]: no more records before offset {end}")
        for message in messages:
            if message.error():
                raise KafkaException(message.error())
            records.append(_record(message))
        following = records[-1].offset + 1
    return records


def _record(message: Any) -> Record:
    at = datetime.fromtimestamp(message.timestamp()[1] / 1_000, UTC)
    place = message.partition(), message.offset()
    return Record(*place, at, message.key(), message.value(), message.headers() or [])
