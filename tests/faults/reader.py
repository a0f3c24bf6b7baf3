"""Reads topics whole with another client than the one under test (confluent-kafka)."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from confluent_kafka import (
    OFFSET_BEGINNING,
    Consumer,
    KafkaError,
    KafkaException,
    TopicPartition,
)

from stream.stages.contract import Record

TIMEOUT_SECONDS = 20.0
SETTINGS: Final = {
    "group.id": "oracle",
    "enable.auto.commit": False,
    "enable.partition.eof": True,
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
    consumer.assign([TopicPartition(topic, each, OFFSET_BEGINNING) for each in partitions])
    records: dict[int, list[Record]] = {each: [] for each in sorted(partitions)}
    unread = set(partitions)
    while unread:
        message = consumer.poll(TIMEOUT_SECONDS)
        if message is None:
            raise TimeoutError(f"{topic}: no more records, before the ends of {unread}")
        if (error := message.error()) is None:
            record = _record(message)
            records[record.partition].append(record)
        elif error.code() == KafkaError._PARTITION_EOF:  # noqa: SLF001  # so it is named
            unread.discard(message.partition())
        else:
            raise KafkaException(error)
    return [record for lane in records.values() for record in lane]


def _record(message: Any) -> Record:
    at = datetime.fromtimestamp(message.timestamp()[1] / 1_000, UTC)
    place = message.partition(), message.offset()
    return Record(*place, at, message.key(), message.value(), message.headers() or [])
