"""The producer and the clients as mended: idempotent, and patient while the broker is away."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.cluster import ClusterMetadata
from aiokafka.consumer import fetcher
from aiokafka.record._crecords import default_records as compiled

from stream.engine.app import POLL_RECORDS
from stream.engine.chain import Chain
from stream.engine.chunks import ChunkScheduler
from stream.engine.clients import slow_down
from stream.engine.consumer import FETCH_WAIT_SECONDS, Consumer
from stream.engine.transport import Producer, Transport
from stream.engine.unpacking import Batches, inflate_zstd
from tests.engine.faust_bench import Observed, app

T = TypeVar("T")


@asynccontextmanager
async def clients(
    directory: Path, **changes: Any
) -> AsyncIterator[tuple[AIOKafkaProducer, AIOKafkaConsumer]]:
    """Make aiokafka's producer and consumer as a worker does; they connect to nothing."""
    made = app(directory, Chain(), Observed(), **changes)
    thread = made.consumer._thread  # type: ignore[attr-defined]  # of our consumer
    thread.thread_loop.close()
    assert isinstance(made.producer, Producer)
    producer, consumer = (
        made.producer._new_producer(),
        thread._create_worker_consumer(made.transport),
    )
    try:
        yield producer, consumer
    finally:
        await producer.stop()
        await consumer.stop()


def looked(directory: Path, look: Callable[[Any, Any], T], **changes: Any) -> T:
    """Give what was found when looking at the producer and the consumer of a worker."""

    async def whole() -> T:
        async with clients(directory, **changes) as (producer, consumer):
            return look(producer, consumer)

    return asyncio.run(whole())


@pytest.mark.parametrize("idempotent", [True, False])
def test_a_retry_is_never_sent_twice(tmp_path: Path, idempotent: bool) -> None:  # noqa: FBT001
    """J: the broker drops what is repeated; off only where the broker does not know how."""
    managed = looked(
        tmp_path,
        lambda producer, _: producer._txn_manager is not None,
        idempotent_producer=idempotent,
    )

    assert managed is idempotent


@pytest.mark.parametrize("idempotent", [True, False])
def test_every_replica_must_have_it(tmp_path: Path, idempotent: bool) -> None:  # noqa: FBT001
    """J: what counts as delivered survives the loss of a broker."""
    acks = looked(
        tmp_path, lambda producer, _: producer._sender._acks, idempotent_producer=idempotent
    )

    assert acks == -1


def test_a_fetch_at_the_broker_is_short(tmp_path: Path) -> None:
    """What else a start asks waits behind it; Faust's own 1.5 s made each start 2 s longer."""
    wait = looked(tmp_path, lambda _, consumer: consumer._fetch_max_wait_ms)

    assert wait == FETCH_WAIT_SECONDS * 1_000


def test_a_batch_of_millions_is_taken_out_bit_by_bit(tmp_path: Path) -> None:
    """Each record takes 10 µs and 400 bytes, however empty; a session lasts 8 s."""
    at_once = looked(tmp_path, lambda _, consumer: consumer._max_poll_records)

    assert at_once == POLL_RECORDS


def test_the_app_is_made_of_the_mended_parts(tmp_path: Path) -> None:
    """Faust's own settings and transport lead to them, no patching."""

    async def parts() -> list[object]:
        made = app(tmp_path, Chain(), Observed())
        made.consumer._thread.thread_loop.close()  # type: ignore[attr-defined]  # of our consumer
        return [
            type(made.transport),
            type(made.consumer),
            made.conf.ConsumerScheduler,
        ]

    assert asyncio.run(parts()) == [Transport, Consumer, ChunkScheduler]


def test_what_is_fetched_is_unpacked_within_bounds(tmp_path: Path) -> None:
    """From the first transport on, in the whole process: aiokafka has no door for it."""
    looked(tmp_path, lambda *_: None)

    assert fetcher.MemoryRecords is Batches
    assert compiled.zstd_decode is inflate_zstd


def test_partitions_stay_where_they_are(tmp_path: Path) -> None:
    """Faust's own assignor leaves them; for an app without tables it takes one that does not."""

    async def assignors() -> tuple[object, object]:
        async with clients(tmp_path) as (_, consumer):
            return consumer._partition_assignment_strategy, consumer_app(consumer)

    def consumer_app(consumer: Any) -> object:
        return [type(each).__name__ for each in consumer._partition_assignment_strategy]

    _, names = asyncio.run(assignors())

    assert names == ["PartitionAssignor"]


class Client:
    """A client whose metadata updates end as told."""

    def __init__(self, *, done: bool) -> None:
        self.done = done
        self.asked = 0

    async def _metadata_update(self, cluster: object, topics: object) -> bool:
        self.asked += 1
        return self.done


async def rests(client: Any) -> bool:
    """Say whether an update of the metadata rests before it ends."""
    update = asyncio.create_task(client._metadata_update(ClusterMetadata(), ()))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    resting = not update.done()
    update.cancel()
    return resting


@pytest.mark.parametrize(("done", "resting"), [(True, False), (False, True)])
def test_a_client_rests_after_a_failed_update(done: bool, resting: bool) -> None:  # noqa: FBT001  # cases
    """G: aiokafka asks again at once, a log line each time; what succeeds costs no time."""
    client = Client(done=done)
    slow_down(client)

    assert asyncio.run(rests(client)) is resting
    assert client.asked == 1


def test_both_clients_of_a_worker_are_patient(tmp_path: Path) -> None:
    """G: the producer's and the consumer's; with no broker known, every update fails at once."""

    async def whole() -> list[bool]:
        async with clients(tmp_path) as (producer, consumer):
            return [await rests(producer.client), await rests(consumer._client)]

    assert asyncio.run(whole()) == [True, True]
