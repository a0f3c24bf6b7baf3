"""Publishing from outside the stages, on the embedded broker."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from aiokafka.errors import KafkaConnectionError, KafkaTimeoutError

from stream.config import Settings
from stream.engine.brokers import Broker
from stream.engine.outputs import key_hash
from stream.engine.publisher import Publisher, _tell
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


@pytest.mark.parametrize(
    ("end", "told"),
    [
        (lambda sent: sent.set_result(None), ["it"]),
        (lambda sent: sent.set_exception(KafkaTimeoutError()), []),
        (lambda sent: sent.cancel(), []),
    ],
    ids=["confirmed", "failed", "given up"],
)
def test_only_what_was_confirmed_is_told(
    end: Callable[["asyncio.Future[Any]"], object], told: list[str]
) -> None:
    """A failure is for the flush to raise."""
    heard: list[str] = []

    async def delivery() -> None:
        sent = asyncio.get_running_loop().create_future()
        end(sent)
        _tell(lambda: heard.append("it"), sent)

    asyncio.run(delivery())

    assert heard == told


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
