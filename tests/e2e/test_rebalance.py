"""A and C to D for real: nothing is lost or decided otherwise while partitions move under load."""

import asyncio
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from aiokafka import ConsumerRecord

from stream.engine.publisher import Publisher
from stream.engine.topics import ensure
from stream.models import Topic
from tests.harness.counting import counted
from tests.harness.counting_worker import PARTITIONS, TOPICS
from tests.harness.site import Site
from tests.harness.workers import Worker

pytestmark = pytest.mark.embedded

BACKLOG = 5_000
BATCH = 20


@pytest.fixture
def counting(bare: Site) -> Site:
    """Give a site with the topics of the stage that counts."""
    asyncio.run(ensure(bare.settings, TOPICS))
    return bare


def start(site: Site) -> Worker:
    """Start a worker that counts."""
    return site.start("-m", "tests.harness.counting_worker")


def values(partition: int, numbers: range) -> list[bytes]:
    """Give the values of a partition: no two alike."""
    return [b"%d of %d" % (number, partition) for number in numbers]


class Feeding:
    """Publishes batch after batch until it is stopped; ``count`` values went to each partition."""

    def __init__(self, site: Site, count: int) -> None:
        self.settings = site.settings
        self.count = count
        self.stopped = threading.Event()

    def run(self) -> None:
        """Publish, in a thread of its own."""
        asyncio.run(self._publish())

    async def _publish(self) -> None:
        async with Publisher(self.settings) as publisher:
            while not self.stopped.is_set():
                numbers = range(self.count, self.count + BATCH)
                for partition in range(PARTITIONS):
                    for value in values(partition, numbers):
                        await publisher.publish(Topic.RAW, None, value, partition=partition)
                await publisher.flush()
                self.count += BATCH


@contextmanager
def feeding(site: Site) -> Iterator[Feeding]:
    """Publish a backlog, and go on as long as the context lasts."""
    for partition in range(PARTITIONS):
        backlog = [(b"", value) for value in values(partition, range(BACKLOG))]
        site.publish(Topic.RAW, backlog, partition=partition)
    feed = Feeding(site, BACKLOG)
    thread = threading.Thread(target=feed.run)
    thread.start()
    try:
        yield feed
    finally:
        feed.stopped.set()
        thread.join()


def shown(records: Sequence[ConsumerRecord], partition: int) -> dict[int, tuple[int, int]]:
    """Give the state after each offset of a partition; whoever tells it, it must be the same."""
    states: dict[int, tuple[int, int]] = {}
    for record in records:
        if record.key == b"%d" % partition:
            value = json.loads(record.value)
            state = (value["count"], value["checksum"])
            assert states.setdefault(value["offset"], state) == state, "two results of one record"
    return states


def test_nothing_is_lost_while_workers_come_and_go(counting: Site) -> None:
    """Each record counts once in the state of its partition, whoever owned it when.

    A backlog at the start, a second worker that takes a partition over, and the first one that
    leaves again, all while records keep coming.
    """
    with feeding(counting) as feed:
        first = start(counting)
        first.ready()
        second = start(counting)
        second.ready()
        assert first.terminate() == 0
        second.logged("ready", partitions=[0, 1])
    total = feed.count

    records = counting.follow(
        Topic.UNIQUE,
        lambda read: (
            len(read) >= total * PARTITIONS
            and all(len(shown(read, each)) >= total for each in range(PARTITIONS))
        ),
    )

    for partition in range(PARTITIONS):
        expected = counted(values(partition, range(total)))
        assert shown(records, partition) == dict(enumerate(expected))
