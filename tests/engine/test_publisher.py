"""Publishing from outside the stages, on the embedded broker."""

import asyncio
from functools import partial

import pytest
from aiokafka.errors import KafkaConnectionError, MessageSizeTooLargeError

from stream.config import Settings
from stream.engine.brokers import Broker
from stream.engine.outputs import key_hash
from stream.engine.publisher import Publisher
from stream.models import Topic
from tests.harness.site import Site
from tests.harness.waiting import SECONDS

pytestmark = pytest.mark.embedded


def test_records_go_where_their_key_says(ready: Site) -> None:
    """By the same hash as the stages' outputs, so that an article stays in one partition."""
    records = [(b"%d" % number, b"value %d" % number) for number in range(20)]

    ready.publish(Topic.RAW, records)

    placed = {(record.key, record.value): record.partition for record in ready.read(Topic.RAW)}
    assert placed == {(key, value): key_hash(key) % 2 for key, value in records}


def test_a_given_partition_wins(ready: Site) -> None:
    """Heartbeats go to each one."""
    ready.publish(Topic.RAW, [(b"a", b"1"), (b"b", b"2")], partition=1)

    assert [record.partition for record in ready.read(Topic.RAW)] == [1, 1]


def test_headers_survive(ready: Site) -> None:
    """A mended record keeps its headers, in order; no key stays none."""

    async def publish() -> None:
        async with Publisher(ready.settings) as publisher:
            await publisher.publish(Topic.RAW, None, b"", headers=[("b", b"1"), ("a", b"\xff")])

    asyncio.run(publish())

    [record] = ready.read(Topic.RAW)
    assert (record.key, record.value, record.partition) == (None, b"", 0)
    assert list(record.headers) == [("b", b"1"), ("a", b"\xff")]


def test_leaving_delivers_what_is_pending(ready: Site) -> None:
    """Nobody has to flush."""

    async def publish() -> None:
        async with Publisher(ready.settings) as publisher:
            for number in range(500):
                await publisher.publish(Topic.RAW, b"%d" % number, b"v")

    asyncio.run(publish())

    assert len(ready.read(Topic.RAW)) == 500


def test_a_delivery_is_told_without_a_flush(ready: Site) -> None:
    """Once, of each record: a source that falls silent shall know what was confirmed."""

    async def publish() -> list[int]:
        heard: asyncio.Queue[int] = asyncio.Queue()
        async with Publisher(ready.settings) as publisher, asyncio.timeout(SECONDS):
            for number in (1, 2):
                told = partial(heard.put_nowait, number)
                await publisher.publish(Topic.RAW, None, b"v", delivered=told)
            return [await heard.get(), await heard.get()]

    assert sorted(asyncio.run(publish())) == [1, 2]


def test_a_delivery_that_fails_is_raised_and_not_told(ready: Site) -> None:
    """A record beyond what a message may be never arrives."""
    told: list[str] = []

    async def publish() -> None:
        async with Publisher(ready.settings) as publisher:
            large = bytes(ready.settings.message_max_bytes + 1)
            await publisher.publish(Topic.RAW, None, large, delivered=lambda: told.append("it"))

    with pytest.raises(MessageSizeTooLargeError):
        asyncio.run(publish())
    assert told == []


def test_partitions_are_counted(ready: Site) -> None:
    """Whoever sends heartbeats asks."""

    async def count() -> int:
        async with Publisher(ready.settings) as publisher:
            return await publisher.partitions(Topic.RAW)

    assert asyncio.run(count()) == 2


def test_no_broker_is_an_error(ready: Site, broker: Broker) -> None:
    """At once, not at the first record."""
    broker.stop()

    with pytest.raises(KafkaConnectionError):
        ready.publish(Topic.RAW, [(b"a", b"1")])


def test_a_publisher_is_entered_first() -> None:
    """A slip in the code is told as such."""

    async def publish(publisher: Publisher) -> None:
        await publisher.flush()
        await publisher.partitions("news.raw")

    with pytest.raises(RuntimeError, match="context manager"):
        asyncio.run(publish(Publisher(Settings())))
