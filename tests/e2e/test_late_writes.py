"""A write that comes long after its lease held: the broker refuses it where it would do harm."""

import asyncio
import time
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer

from stream.engine.brokers import apache
from stream.engine.clients import connection
from stream.engine.outputs import Deliveries, DeliveryFailed
from stream.models import Topic
from stream.stages.contract import Output
from tests.harness.site import Site, site

pytestmark = pytest.mark.kafka


def test_windows_written_too_late_are_refused(tmp_path: Path) -> None:
    """What is kept of a window is what was written last; of other results, a repeat is one more."""
    with apache(tmp_path / "kafka") as broker, site(broker.address, tmp_path) as made:
        made.create_topics()
        lease = made.settings.session_timeout_seconds / 2

        asyncio.run(deliver(made, Topic.WINDOWS, seconds_ago=0))
        asyncio.run(deliver(made, Topic.UNIQUE, seconds_ago=lease + 1))
        with pytest.raises(DeliveryFailed, match=r"news\.windows .* this worker was paused"):
            asyncio.run(deliver(made, Topic.WINDOWS, seconds_ago=lease + 1))

        assert len(made.follow(Topic.UNIQUE, lambda read: len(read) == 1)) == 1
        assert len(made.follow(Topic.WINDOWS, lambda read: len(read) == 1)) == 1


async def deliver(site: Site, topic: Topic, *, seconds_ago: float) -> None:
    """Deliver a record under a lease that held some time ago."""
    held_at = int((time.time() - seconds_ago) * 1_000)
    async with AIOKafkaProducer(**connection(site.settings), acks="all") as producer:
        deliveries = Deliveries(lambda: producer)
        await deliveries.deliver([Output(topic, b"key", b"value", ())], held_at)
