"""Sends records in batches, one or more per partition, and waits until all are delivered.

``create_batch`` and ``send_batch`` skip the per-record path of the producer, and its size check
too: a record too large for the topics must be stopped before it comes here (``size_of``).
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, Protocol

from aiokafka.errors import InvalidTimestampError, KafkaError
from aiokafka.partitioner import murmur2
from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.structs import RecordMetadata

from stream.stages.contract import EVERY_PARTITION, Header, Output

RECORD_OVERHEAD: Final = 1 << 10
"""Bytes around one record's key, value and headers in a batch of its own, generously."""

TOO_OLD: Final = (
    "they were too old when they came, by `message.timestamp.before.max.ms` of the topic: this "
    "worker was paused in the middle of a write and another may have its place, or the broker was "
    "away, or this machine's clock is behind the broker's"
)


class DeliveryFailed(Exception):
    """The broker did not take what was sent; nothing of the chunk may be acked."""


class BatchProducer(Protocol):
    """What is needed of aiokafka's producer."""

    def create_batch(self) -> BatchBuilder:
        """Open a batch of at most the producer's batch size, or of one larger record."""

    async def send_batch(
        self, batch: BatchBuilder, topic: str, *, partition: int
    ) -> Awaitable[RecordMetadata]:
        """Queue a batch; the result is its delivery."""

    async def partitions_for(self, topic: str) -> set[int]:
        """Give the partitions of a topic."""


class Parcel(NamedTuple):
    """One record on its way to a partition already chosen."""

    key: bytes | None
    value: bytes | None
    headers: Sequence[Header] = ()


def size_of(output: Output) -> int:
    """Give the bytes that a record takes in a batch, at most."""
    headers = sum(4 * len(name) + len(value or b"") for name, value in output.headers)
    return len(output.key or b"") + len(output.value or b"") + headers + RECORD_OVERHEAD


@lru_cache(maxsize=1 << 16)
def key_hash(key: bytes | None) -> int:
    """Hash a key as every Kafka client does by default (murmur2); no key goes to the first."""
    return 0 if key is None else murmur2(key) & 0x7FFFFFFF


class Deliveries:
    """Sends records through one producer and waits for them.

    ``producer`` is asked at each delivery: Faust makes it only when the app starts.
    """

    def __init__(self, producer: Callable[[], BatchProducer]) -> None:
        self._producer = producer
        self._partitions: dict[str, int] = {}

    async def deliver(self, outputs: Iterable[Output], at: int) -> None:
        """Deliver all of them, each partition's in order. Raises ``DeliveryFailed``.

        ``at`` is the records' time, in milliseconds since the epoch: when the lease was seen to
        hold.
        """
        lanes: dict[tuple[str, int], list[Parcel]] = {}
        try:
            for output in outputs:
                parcel = Parcel(output.key, output.value, output.headers)
                for partition in await self._targets(output):
                    lanes.setdefault((output.topic, partition), []).append(parcel)
        except KafkaError as error:
            raise DeliveryFailed(f"the topics did not answer: {error!r}") from error
        await self._send(lanes, at)

    async def deliver_to(self, topic: str, partition: int, parcels: Sequence[Parcel]) -> int:
        """Deliver to one partition; give the last record's offset. Raises ``DeliveryFailed``."""
        batches = await self._send({(topic, partition): parcels})
        count, metadata = batches[-1]
        return int(metadata.offset) + count - 1

    async def _targets(self, output: Output) -> Iterable[int]:
        """Say which partitions a record goes to."""
        count = self._partitions.get(output.topic)
        if count is None:
            count = len(await self._producer().partitions_for(output.topic))
            self._partitions[output.topic] = count
        if output.partition == EVERY_PARTITION:
            return range(count)
        if output.partition is not None:
            return (output.partition,)
        return (key_hash(output.key) % count,)

    async def _send(
        self, lanes: Mapping[tuple[str, int], Sequence[Parcel]], at: int | None = None
    ) -> list[tuple[int, RecordMetadata]]:
        """Send every lane; give each batch's record count and what the broker said of it."""
        try:
            counts, pending = [], []
            for (topic, partition), lane in lanes.items():
                for batch in self._batches(lane, at):
                    counts.append(batch.record_count())
                    sent = await self._producer().send_batch(batch, topic, partition=partition)
                    pending.append(sent)
            return list(zip(counts, await asyncio.gather(*pending), strict=True))
        except KafkaError as error:
            why = TOO_OLD if isinstance(error, InvalidTimestampError) else repr(error)
            topics = ", ".join(sorted({topic for topic, _ in lanes}))
            raise DeliveryFailed(f"{topics} did not take records: {why}") from error

    def _batches(self, lane: Iterable[Parcel], at: int | None) -> Iterator[BatchBuilder]:
        """Cut a lane into batches; the first record of a batch is always taken."""
        batch = self._producer().create_batch()
        for key, value, headers in lane:
            record = {"key": key, "value": value, "headers": list(headers)}
            if not batch.append(timestamp=at, **record):
                yield batch
                batch = self._producer().create_batch()
                batch.append(timestamp=at, **record)
        if batch.record_count():
            yield batch
