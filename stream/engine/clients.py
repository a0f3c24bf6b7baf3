"""How our clients reach the broker: addresses, TLS, SASL; and patience while it is away."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from aiokafka import AIOKafkaConsumer
from aiokafka.client import AIOKafkaClient
from aiokafka.helpers import create_ssl_context

from stream.config import Settings

RETRY_SECONDS: Final = 0.5


def security(settings: Settings) -> dict[str, Any]:
    """Give the arguments by which any aiokafka client logs in."""
    given: dict[str, Any] = {"security_protocol": settings.security_protocol}
    if settings.security_protocol.endswith("SSL"):
        given["ssl_context"] = ssl_context(settings)
    if settings.security_protocol.startswith("SASL"):
        given["sasl_mechanism"] = settings.sasl_mechanism
        given["sasl_plain_username"] = settings.sasl_username
        given["sasl_plain_password"] = settings.sasl_password
    return given


def connection(settings: Settings) -> dict[str, Any]:
    """Give the arguments that every aiokafka client of ours starts from."""
    return {"bootstrap_servers": list(settings.broker), **security(settings)}


def ssl_context(settings: Settings) -> ssl.SSLContext:
    """Make the TLS context: the given authorities, or the system's."""
    context: ssl.SSLContext = create_ssl_context(
        cafile=settings.ssl_cafile and str(settings.ssl_cafile),
        certfile=settings.ssl_certfile and str(settings.ssl_certfile),
        keyfile=settings.ssl_keyfile and str(settings.ssl_keyfile),
    )
    return context


def slow_down(client: Any) -> None:
    """Make a client rest after each failed metadata update (G).

    Without it aiokafka asks again at once while the broker is away, a log line each time.
    """
    update = client._metadata_update

    async def patient(cluster: Any, topics: Any) -> bool:
        done: bool = await update(cluster, topics)
        if not done:
            await asyncio.sleep(RETRY_SECONDS)
        return done

    client._metadata_update = patient


@asynccontextmanager
async def asking(settings: Settings) -> AsyncIterator[AIOKafkaClient]:
    """Run a bare client, for what no consumer asks. Raises ``KafkaError`` where nobody answers."""
    client = AIOKafkaClient(**connection(settings))
    try:
        await client.bootstrap()
        yield client
    finally:
        await client.close()


@asynccontextmanager
async def reading(settings: Settings, group: str | None = None) -> AsyncIterator[AIOKafkaConsumer]:
    """Run a consumer that commits nothing; ``group`` is for asking what it committed.

    Raises ``KafkaError`` where the broker does not answer.
    """
    consumer = AIOKafkaConsumer(
        **connection(settings),
        group_id=group,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=settings.fetch_max_bytes,
    )
    slow_down(consumer._client)
    try:
        await consumer.start()
        yield consumer
    finally:
        await consumer.stop()
