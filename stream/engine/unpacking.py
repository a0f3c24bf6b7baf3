"""Corrects how aiokafka unpacks what it fetched: hostile batches become records that are rejected.

As it is, a batch that inflates without bound ends in the process being killed for its memory; one
that brokers read and aiokafka does not, or a header's name that is no UTF-8, in a worker that
fetches the same batch for ever. Not here: rejecting them (``part``).
"""

import gzip
import io
import zlib
from collections.abc import Callable, Iterator, Sequence
from struct import Struct
from typing import Any, Final, NamedTuple

import cramjam
from aiokafka.consumer import fetcher
from aiokafka.errors import CorruptRecordException
from aiokafka.record._crecords import default_records as compiled
from aiokafka.record.default_records import _DefaultRecordBatchPy
from aiokafka.record.memory_records import MemoryRecords
from aiokafka.record.util import decode_varint_py

INFLATED_BYTES: Final = 64 << 20
"""Bytes that a batch is inflated to at most, sixteen times the largest that brokers take."""
_FIRST_GUESS: Final = 16
"""Times its compressed length that a batch is expected to have, at first."""
_LENGTH: Final = Struct(">qi")
_XERIAL: Final = b"\x82SNAPPY\x00"
_XERIAL_HEAD: Final = 16


class Inflated(Exception):
    """A batch that is larger than ``INFLATED_BYTES`` when it is inflated, or cannot be."""


class Unreadable(bytes):
    """The value of a record that stands for a whole batch: its bytes as they were fetched."""

    detail: str

    @classmethod
    def of(cls, batch: bytes, detail: str) -> "Unreadable":
        """Give the bytes of a batch with what is wrong with them."""
        value = cls(batch)
        value.detail = detail
        return value


class Substitute(NamedTuple):
    """One record in place of a batch that is not read, in the form of aiokafka's."""

    offset: int
    timestamp: int
    timestamp_type: int
    value: bytes
    key: bytes | None = None
    headers: Sequence[tuple[str, bytes]] = ()
    checksum: None = None


class Batches:
    """What ``MemoryRecords`` gives of one fetch, each batch with its bytes at hand."""

    def __init__(self, fetched: bytes) -> None:
        self._fetched = fetched
        self._records = MemoryRecords(fetched)
        self._place = 0

    def has_next(self) -> bool:
        """Say whether there is another batch."""
        return bool(self._records.has_next())

    def size_in_bytes(self) -> int:
        """Give the bytes fetched."""
        return int(self._records.size_in_bytes())

    def next_batch(self) -> "Batch":
        """Give the next batch."""
        _, length = _LENGTH.unpack_from(self._fetched, self._place)
        start, self._place = self._place, self._place + _LENGTH.size + length
        return Batch(self._records.next_batch(), memoryview(self._fetched)[start : self._place])


class Batch:
    """One batch whose records can be read, whatever it is; all else is aiokafka's."""

    __slots__ = ("_batch", "_bytes")

    def __init__(self, batch: Any, fetched: memoryview) -> None:
        self._batch = batch
        self._bytes = fetched

    def __getattr__(self, name: str) -> Any:
        return getattr(self._batch, name)

    def __next__(self) -> Any:
        return next(self._batch)  # how control batches are read

    def __iter__(self) -> Iterator[Any]:
        last = -1
        try:
            for record in self._records():
                last = record.offset
                yield record
        except (Inflated, CorruptRecordException) as error:  # its checksum is right: it stays so
            first = max(last + 1, self._batch.base_offset)
            if first < self._batch.next_offset:
                yield self._substitute(first, str(error))

    def _records(self) -> Iterator[Any]:
        last = -1
        try:
            for record in self._batch:
                last = record.offset
                yield record
        except UnicodeDecodeError:
            yield from (each for each in lenient(self._bytes) if each.offset > last)

    def _substitute(self, first: int, detail: str) -> Substitute:
        """Give one record for all from ``first`` on; the others then lack, as after compaction."""
        batch = self._batch
        return Substitute(
            first,
            batch.max_timestamp,
            batch.timestamp_type,
            Unreadable.of(bytes(self._bytes), detail),
        )


class Lenient(bytearray):
    """Bytes whose text may be any: what is no UTF-8 is replaced."""

    def __getitem__(self, place: Any) -> Any:
        found = super().__getitem__(place)
        return Lenient(found) if isinstance(place, slice) else found

    def decode(self, encoding: str = "utf-8", errors: str = "replace") -> str:
        """Give the text, with a mark for each byte that is none."""
        return super().decode(encoding, errors)


class LenientBatch(_DefaultRecordBatchPy):  # type: ignore[misc]  # aiokafka has no types
    """Reads numbers in Python, too: the compiled reader of them looks beyond the end of a batch."""

    def _read_msg(self, decode_varint: Any = decode_varint_py) -> Any:
        return super()._read_msg(decode_varint)


def lenient(fetched: memoryview) -> Iterator[Any]:
    """Read a batch in Python, header names of any bytes included; ten times as slow."""
    batch = LenientBatch(bytes(fetched))
    records: Iterator[Any] = iter(batch)  # inflates
    batch._buffer = Lenient(batch._buffer)
    return records


def install() -> None:
    """Have aiokafka unpack so in this process."""
    fetcher.MemoryRecords = Batches
    for name, decode in DECODERS.items():
        setattr(compiled, name, decode)


def inflate_gzip(packed: Any) -> bytes:
    """Inflate gzip. Raises ``Inflated``."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as file:
            inflated = file.read(INFLATED_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Inflated(f"a batch that cannot be inflated: {error}") from None
    if len(inflated) > INFLATED_BYTES:
        raise _too_large()
    return inflated


def inflate_snappy(packed: Any) -> bytes:
    """Inflate snappy, in one piece or in those of its Java library. Raises ``Inflated``."""
    data = memoryview(packed)
    if bytes(data[: len(_XERIAL)]) != _XERIAL:
        return _inflated(cramjam.snappy.decompress_raw_into, data)
    parts, place, size = [], _XERIAL_HEAD, 0
    while place < len(data):
        end = place + 4 + int.from_bytes(data[place : place + 4], "big")
        parts.append(_inflated(cramjam.snappy.decompress_raw_into, data[place + 4 : end]))
        size += len(parts[-1])
        if size > INFLATED_BYTES:
            raise _too_large()
        place = end
    return b"".join(parts)


def inflate_lz4(packed: Any) -> bytes:
    """Inflate an lz4 frame. Raises ``Inflated``."""
    return _inflated(cramjam.lz4.decompress_into, packed)


def inflate_zstd(packed: Any) -> bytes:
    """Inflate a zstd frame. Raises ``Inflated``."""
    return _inflated(cramjam.zstd.decompress_into, packed)


def _inflated(into: Callable[[Any, Any], int], packed: Any) -> bytes:
    """Inflate into a space that grows until it is enough, for nothing tells how much it will be."""
    size = min(INFLATED_BYTES, _FIRST_GUESS * len(packed) + 1_024)
    while True:
        space = bytearray(size)
        try:
            return bytes(memoryview(space)[: into(packed, space)])
        except cramjam.DecompressionError:
            if size == INFLATED_BYTES:
                raise _too_large() from None  # or it is damaged: the library does not tell which
        size = min(INFLATED_BYTES, 8 * size)


def _too_large() -> Inflated:
    return Inflated(f"a batch of more than {INFLATED_BYTES} bytes when it is inflated")


DECODERS: Final = {
    "gzip_decode": inflate_gzip,
    "snappy_decode": inflate_snappy,
    "lz4_decode": inflate_lz4,
    "zstd_decode": inflate_zstd,
}
"""By the names that aiokafka's compiled module calls them by."""
