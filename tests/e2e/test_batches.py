"""Batches packed in every way, well or with malice, through a real broker to a real worker."""

import asyncio
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.util import calc_crc32c
from confluent_kafka import Producer

from stream.engine.brokers import apache
from stream.models import Topic
from tests.harness.site import Site, site
from tests.hostile.case import sound

pytestmark = pytest.mark.kafka

CODECS: Final = ("none", "gzip", "snappy", "lz4", "zstd")
BOMB_BYTES: Final = 300 << 20
MOST_MEMORY: Final = 400 << 20


def test_each_codec_is_read_and_a_bomb_is_rejected(tmp_path: Path) -> None:
    """News of every codec comes through, also behind a bomb and a header name that is no UTF-8.

    The bomb (300 MiB of nothing in some kilobytes of zstd) is one rejected record, and the worker
    takes no more memory than it does without.
    """
    with apache(tmp_path / "kafka") as broker, site(broker.address, tmp_path) as made:
        made.create_topics()
        send(made, "zstd", bytes(BOMB_BYTES))
        asyncio.run(send_misnamed(made, sound(id="misnamed")))
        for codec in CODECS:
            send(made, codec, sound(id=codec))
        worker = made.work("tag")

        tagged = made.follow(Topic.TAGGED, lambda read: len(read) == len(CODECS) + 1)
        (rejected,) = made.follow(Topic.REJECTED, lambda read: len(read) == 1)

        assert {record.key for record in tagged} == {b"misnamed", *map(str.encode, CODECS)}
        assert dict(rejected.headers)["newsfeed-reason"] == b"too_large"
        assert worker.peak_memory < MOST_MEMORY
        assert worker.terminate() == 0


def send(site: Site, codec: str, value: bytes) -> None:
    """Publish one record as another client does."""
    settings = {"bootstrap.servers": site.settings.broker[0], "compression.type": codec}
    producer = Producer({**settings, "message.max.bytes": 1_000_000_000})
    producer.produce(Topic.RAW.value, value, b"key", 0)
    assert producer.flush(30.0) == 0


async def send_misnamed(site: Site, *values: bytes) -> None:
    """Publish a batch whose headers have a name that is no UTF-8."""
    producer = AIOKafkaProducer(bootstrap_servers=list(site.settings.broker))
    await producer.start()
    try:
        await (await producer.send_batch(misnamed(values), Topic.RAW, partition=0))
    finally:
        await producer.stop()


def misnamed(values: Sequence[bytes]) -> BatchBuilder:
    """Pack a batch by hand: no client lets such a name through."""
    builder = DefaultRecordBatchBuilder(2, 0, 0, -1, -1, -1, 1 << 20)
    for offset, value in enumerate(values):
        builder.append(offset, timestamp=1, key=b"key", value=value, headers=[("NAME", b"x")])
    packed = bytearray(bytes(builder.build()).replace(b"\x08NAME\x02x", b"\x08\xff\xfeME\x02x"))
    struct.pack_into(">I", packed, 17, calc_crc32c(bytes(packed[21:])))
    batch = BatchBuilder(1 << 20, 0)
    batch._relative_offset, batch._buffer, batch._closed = len(values), packed, True
    return batch
