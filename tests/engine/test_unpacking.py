"""What was fetched is unpacked whole, within bounds, whatever a producer packed into it."""

import struct
import tracemalloc
from collections.abc import Sequence
from typing import Any

import pytest
from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.consumer import fetcher
from aiokafka.consumer.fetcher import PartitionRecords
from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.record._crecords import default_records as compiled
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.util import calc_crc32c

from stream.engine import unpacking
from stream.engine.part import Decider, Limits
from stream.engine.unpacking import INFLATED_BYTES, Unreadable
from stream.models import EPOCH
from stream.stages.contract import Record
from tests.engine.fakes import spec
from tests.harness.counting import Counting

HEAD_BYTES = 61
CODECS = {"none": 0, "gzip": 1, "snappy": 2, "lz4": 3, "zstd": 4}
every_codec = pytest.mark.parametrize("codec", CODECS)
compressed = pytest.mark.parametrize("codec", list(CODECS)[1:])


@pytest.fixture(autouse=True)
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Correct aiokafka for one test, and have it as it was after."""
    monkeypatch.setattr(fetcher, "MemoryRecords", fetcher.MemoryRecords)
    for name in unpacking.DECODERS:
        monkeypatch.setattr(compiled, name, getattr(compiled, name))
    unpacking.install()


def batch(*values: bytes, codec: str = "none", name: str = "name") -> bytes:
    """Pack values as a producer does, each with one header."""
    builder = DefaultRecordBatchBuilder(2, CODECS[codec], 0, -1, -1, -1, 1 << 30)
    for offset, value in enumerate(values):
        builder.append(offset, timestamp=7, key=b"k", value=value, headers=[(name, b"x")])
    return bytes(builder.build())


def refilled(packed: bytes, records: bytes) -> bytes:
    """Put other records into a batch, compressed or not, and mend its length and checksum."""
    changed = bytearray(packed[:HEAD_BYTES]) + records
    struct.pack_into(">i", changed, 8, len(changed) - 12)
    struct.pack_into(">I", changed, 17, calc_crc32c(bytes(changed[21:])))
    return bytes(changed)


def renamed(packed: bytes, old: bytes, new: bytes) -> bytes:
    """Put other bytes into an uncompressed batch, and mend its checksum."""
    return refilled(packed, packed[HEAD_BYTES:].replace(old, new))


def unpacked(fetched: bytes) -> Sequence[ConsumerRecord[Any, Any]]:
    """Unpack as aiokafka's fetcher does."""
    place = TopicPartition("news.raw", 0)
    records = fetcher.MemoryRecords(fetched)
    decoding = {"key_deserializer": None, "value_deserializer": None, "check_crcs": True}
    given = {"aborted_transactions": None, "fetch_offset": 0, "isolation_level": 0}
    return list(PartitionRecords(place, records, **given, **decoding))


@every_codec
def test_every_codec_is_read(codec: str) -> None:
    """A producer may choose any of them; texts that hardly shrink, and such that vanish."""
    values = [b"Bitcoin rises", bytes(range(256)) * 10, b"x" * (8 << 20), b""]

    records = unpacked(batch(*values, codec=codec))

    assert [record.value for record in records] == values
    assert [record.offset for record in records] == [0, 1, 2, 3]
    assert {record.headers for record in records} == {(("name", b"x"),)}


def test_batches_follow_each_other() -> None:
    """One fetch holds several, of any codec."""
    records = unpacked(batch(b"a", b"b", codec="zstd") + batch(b"a", b"b", b"c"))

    assert [record.value for record in records] == [b"a", b"b", b"c"]


@compressed
def test_a_batch_that_inflates_without_bound_is_one_record(codec: str) -> None:
    """The record has the bytes that were fetched, and what is wrong with them."""
    bomb = batch(b"first", bytes(INFLATED_BYTES), codec=codec)

    (record,) = unpacked(bomb)

    assert isinstance(record.value, Unreadable)
    assert bytes(record.value) == bomb
    assert record.value.detail == "a batch of more than 67108864 bytes when it is inflated"
    assert (record.offset, record.timestamp) == (0, 7)


@compressed
def test_a_batch_that_inflates_without_bound_takes_bounded_memory(codec: str) -> None:
    """Not even twice the bound."""
    bomb = batch(bytes(4 * INFLATED_BYTES), codec=codec)

    tracemalloc.start()
    unpacked(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 2 * INFLATED_BYTES


def test_a_name_that_is_no_text_is_read_as_far_as_it_goes() -> None:
    """Kafka asks for UTF-8 and no broker looks; each record comes once, its neighbours too."""
    good = batch(b"a")
    bad = renamed(batch(b"a", b"b", b"c", name="NAME"), b"\x08NAME\x02x", b"\x08\xff\xfeME\x02x")

    records = unpacked(good + bad)

    assert [record.value for record in records] == [b"a", b"b", b"c"]
    assert records[1].headers == (("\ufffd\ufffdME", b"x"),)


def test_what_follows_a_gzip_is_no_endless_error() -> None:
    """Java passes over it, so brokers take such a batch; Python's gzip does not read it."""
    packed = batch(b"a", b"b", codec="gzip")

    (record,) = unpacked(refilled(packed, packed[HEAD_BYTES:] + b"more"))

    assert isinstance(record.value, Unreadable)
    assert record.value.detail == "a batch that cannot be inflated: Not a gzipped file (b'mo')"


@pytest.mark.parametrize("codec", ["lz4", "zstd"])
def test_a_second_frame_is_passed_over(codec: str) -> None:
    """Java reads one of lz4, ours reads both: more than the batch says it has."""
    packed = batch(b"a", b"b", codec=codec)

    records = unpacked(refilled(packed, packed[HEAD_BYTES:] * 2) + batch(b"a", b"b", b"c"))

    assert [record.value for record in records] == [b"a", b"b", b"c"]


def test_records_that_are_none_are_one_record() -> None:
    """What is right before them is read, and so is the batch behind."""
    packed = batch(b"a", b"b", b"c")
    second = packed.index(b"k\x02b")
    torn = refilled(packed, packed[HEAD_BYTES:second] + b"k\x7fb" + packed[second + 3 :])

    good, bad, behind = unpacked(torn + batch(b"a", b"b", b"c", b"d"))

    assert (good.value, behind.value) == (b"a", b"d")
    assert isinstance(bad.value, Unreadable)
    assert (bad.offset, behind.offset) == (1, 3)


def test_a_length_beyond_the_batch_is_not_followed() -> None:
    """Behind a name that is no text, all is read in Python: also numbers, or the process dies."""
    packed = renamed(batch(b"a", b"b", name="NAME"), b"\x08NAME", b"\x08\xff\xfeME")
    second = packed.index(b"k\x02b")
    far = packed[HEAD_BYTES:second] + b"k\xfe\xff\xff\xff\x0f" + packed[second + 2 :]

    good, bad = unpacked(refilled(packed, far))

    assert good.value == b"a"
    assert isinstance(bad.value, Unreadable)


def test_a_batch_that_was_not_read_is_rejected() -> None:
    """As too large, with its bytes; the stage does not see it."""
    given = Record(0, 3, EPOCH, None, Unreadable.of(b"zip", "too much"))
    limits = Limits(records=9, fact_bytes=1 << 20, message_bytes=4 << 20)

    part = Decider(spec(), limits).decide(Counting(), [given], {})

    builder = BatchBuilder(1 << 20, 0)
    (output,) = part.outputs
    assert part.reasons == ["too_large"]
    assert output.value == b"zip"
    assert builder.append(timestamp=None, key=None, value=output.value, headers=[])
