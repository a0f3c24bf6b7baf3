"""Publishes records from outside the stages: the replay, mended rejected records."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial
from types import TracebackType
from typing import Final, Self

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from aiokafka.structs import RecordMetadata

from stream.config import Settings
from stream.engine.clients import connection, slow_down
from stream.engine.outputs import key_hash
from stream.stages.contract import Header

STOP_SECONDS: Final = 5.0
MOST_PENDING: Final = 10_000
"""Records queued and not yet known to be delivered: bounds the memory of a fast replay."""


class Publisher:
    """An async context manager around one producer."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._producer: AIOKafkaProducer | None = None
        self._pending: list[Awaitable[RecordMetadata]] = []

    async def __aenter__(self) -> Self:
        """Connect. Raises ``KafkaError``."""
        settings = self._settings
        producer = AIOKafkaProducer(
            **connection(settings),
            acks="all",
            enable_idempotence=settings.idempotent_producer,
            linger_ms=settings.linger_ms,
            max_batch_size=256 << 10,
            max_request_size=settings.message_max_bytes,
        )
        slow_down(producer.client)
        try:
            await producer.start()
        except KafkaError:
            await producer.stop()
            raise
        self._producer = producer
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Deliver what is pending and disconnect; after an error, not for long.

        What an idempotent producer still holds never expires while the broker is away.
        """
        try:
            if error is None:
                await self.flush()
        finally:
            patience = None if error is None else STOP_SECONDS
            with suppress(TimeoutError):
                await asyncio.wait_for(self._connected.stop(), patience)

    async def publish(
        self,
        topic: str,
        key: bytes | None,
        value: bytes | None,
        *,
        partition: int | None = None,
        headers: Sequence[Header] = (),
        delivered: Callable[[], None] | None = None,
    ) -> None:
        """Queue a record, by its key unless a partition is given; ``flush`` delivers.

        ``delivered`` is told once the broker has confirmed it, flushed or not.
        """
        if partition is None:
            partition = key_hash(key) % await self.partitions(topic)
        sent = await self._connected.send(
            topic, value=value, key=key, partition=partition, headers=list(headers)
        )
        if delivered is not None:
            sent.add_done_callback(partial(_tell, delivered))
        self._pending.append(sent)
        if len(self._pending) >= MOST_PENDING:
            await self.flush()

    async def flush(self) -> None:
        """Wait until everything queued is delivered. Raises ``KafkaError``."""
        pending, self._pending = self._pending, []
        await asyncio.gather(*pending)

    async def partitions(self, topic: str) -> int:
        """Count the partitions of a topic."""
        return len(await self._connected.partitions_for(topic))

    @property
    def _connected(self) -> AIOKafkaProducer:
        if self._producer is None:
            raise RuntimeError("use the publisher as a context manager")
        return self._producer


def _tell(delivered: Callable[[], None], sent: "asyncio.Future[RecordMetadata]") -> None:
    """Tell of a delivery; one that failed is for ``flush`` to raise."""
    if not sent.cancelled() and sent.exception() is None:
        delivered()
