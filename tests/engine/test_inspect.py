"""Reading topics and groups from outside, on the embedded broker."""

import asyncio
from collections.abc import Mapping

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition

from stream.engine import inspect
from stream.models import Topic
from tests.harness.site import Site

pytestmark = pytest.mark.embedded


def test_a_topic_is_read_from_its_beginning_to_its_end(ready: Site) -> None:
    """Every partition, each in order; it ends without waiting for more."""
    ready.publish(Topic.RAW, [(b"a", b"%d" % number) for number in range(3)], partition=0)
    ready.publish(Topic.RAW, [(b"b", b"%d" % number) for number in range(2)], partition=1)

    read = ready.read(Topic.RAW)

    assert [(record.partition, record.value) for record in read] == [
        (0, b"0"),
        (0, b"1"),
        (0, b"2"),
        (1, b"0"),
        (1, b"1"),
    ]


def test_an_empty_topic_and_none_at_all_give_nothing(ready: Site) -> None:
    """Neither hangs."""
    assert ready.read(Topic.RAW) == []
    assert ready.read("no.such.topic") == []


def test_following_gives_what_comes_later(ready: Site) -> None:
    """From the end: what stood there before is not shown."""
    ready.publish(Topic.RAW, [(b"a", b"before")])

    async def first() -> bytes | None:
        reader = inspect.follow(ready.settings, Topic.RAW, from_beginning=False)
        following = asyncio.ensure_future(anext(reader))
        while not following.done():
            await ready.published(Topic.RAW, [(b"a", b"after")])
            await asyncio.wait([following], timeout=0.05)
        value: bytes | None = following.result().value
        await reader.aclose()
        return value

    assert asyncio.run(first()) == b"after"


def test_ends_are_told_by_partition(ready: Site) -> None:
    """The offset of the next record."""
    ready.publish(Topic.RAW, [(b"a", b"1"), (b"a", b"2")], partition=1)

    assert asyncio.run(inspect.end_offsets(ready.settings, Topic.RAW)) == {0: 0, 1: 2}


def test_lag_is_what_a_group_has_still_to_commit(ready: Site) -> None:
    """Everything for a group that never committed."""
    ready.publish(Topic.RAW, [(b"a", b"%d" % number) for number in range(5)], partition=0)

    async def lags() -> list[Mapping[int, int]]:
        before = await inspect.group_lag(ready.settings, "readers", Topic.RAW)
        await commit(ready, "readers", 3)
        return [before, await inspect.group_lag(ready.settings, "readers", Topic.RAW)]

    assert asyncio.run(lags()) == [{0: 5, 1: 0}, {0: 2, 1: 0}]


async def commit(site: Site, group: str, offset: int) -> None:
    """Commit an offset of the first partition of ``news.raw``."""
    tp = TopicPartition(Topic.RAW, 0)
    consumer = AIOKafkaConsumer(bootstrap_servers=list(site.settings.broker), group_id=group)
    async with consumer:
        consumer.assign([tp])
        await consumer.commit({tp: offset})
