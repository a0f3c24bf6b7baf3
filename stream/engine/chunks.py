"""Chunks: whole fetched lists of one partition that travel through Faust as one pseudo-record.

An agent that gets one event at a time does a tenth of the records per second. Only our input
topics are handed out so; changelogs go through Faust as ever.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from aiokafka import ConsumerRecord
from faust import Schema
from faust.transport.utils import DefaultSchedulingStrategy
from faust.types import TP


class Fetched(list[ConsumerRecord]):
    """One fetched list with where it stands in the partition.

    ``position`` is the offset the fetch began at (None where it is not known), ``end`` the one
    the next fetch begins at; records between them may be missing from the log itself. ``epoch``
    counts the seeks before it.
    """

    __slots__ = ("end", "epoch", "position")

    def __init__(
        self, records: Sequence[ConsumerRecord], *, position: int | None, end: int, epoch: int
    ) -> None:
        super().__init__(records)
        self.position = position
        self.end = end
        self.epoch = epoch


class Chunk(NamedTuple):
    """The records of one ``Fetched``, as the value of a pseudo-record."""

    tp: TP
    records: Sequence[ConsumerRecord]
    position: int | None
    end: int
    epoch: int


class ChunkScheduler(DefaultSchedulingStrategy):
    """Hands out one pseudo-record per fetched list of our inputs, single records of the rest."""

    def iterate(self, records: Mapping[TP, list[Any]]) -> Iterator[tuple[TP, Any]]:
        """Give the chunks first, one a partition, then the other records in Faust's order."""
        others = {tp: each for tp, each in records.items() if not isinstance(each, Fetched)}
        for tp, each in records.items():
            if isinstance(each, Fetched):
                yield tp, Chunk(tp, each, each.position, each.end, each.epoch)
        yield from super().iterate(others)


class PassThrough(Schema[Any, Any]):
    """Leaves keys and values as they are: the stages read bytes, chunks are no bytes at all."""

    def loads_key(self, app: Any, message: Any, **_: Any) -> Any:
        """Give the key as it came."""
        return message.key

    def loads_value(self, app: Any, message: Any, **_: Any) -> Any:
        """Give the value as it came."""
        return message.value
