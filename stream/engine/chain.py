"""The explicit chain of offsets: what is expected next of each partition, and what may follow.

Faust may drop a fetched chunk between the consumer and the agent (it clears its queues at every
rebalance) and ack past it. Here a chunk is only taken if it follows; only the engine moves the
chain, after delivery; commits follow the chain. No I/O.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from aiokafka import ConsumerRecord
from faust.types import TP

from stream.engine.chunks import Chunk


class Hole(Exception):
    """A chunk begins beyond what was expected although the log has records there."""

    def __init__(self, tp: TP, expected: int, found: int) -> None:
        super().__init__(f"{tp.topic}[{tp.partition}]: expected offset {expected}, got {found}")


class Truncated(Exception):
    """The log went back behind what was read: it was cut short or made anew."""

    def __init__(self, tp: TP, expected: int, found: int) -> None:
        super().__init__(
            f"{tp.topic}[{tp.partition}]: expected offset {expected}, but the log is read again "
            f"from {found}: it was cut short or made anew"
        )


class Admission(NamedTuple):
    """The records of a chunk to go on with, and how many offsets the log itself lacks before."""

    records: Sequence[ConsumerRecord]
    gap: int = 0


NOTHING: Final = Admission(())


class Chain:
    """Next offset expected of each partition that is ours.

    ``epoch`` counts the seeks: a chunk fetched before the last one is stale, for what it holds
    will be fetched again.
    """

    def __init__(self) -> None:
        self.epoch = 0
        self._next: dict[TP, int] = {}

    def begin(self) -> int:
        """Start an epoch and give its number: every chunk fetched until now is stale."""
        self.epoch += 1
        return self.epoch

    def seek(self, starts: Mapping[TP, int]) -> None:
        """Expect these offsets next, of these partitions and no others."""
        self._next = dict(starts)

    def drop(self, tps: Iterable[TP]) -> None:
        """Forget partitions that are no longer ours."""
        for tp in tps:
            self._next.pop(tp, None)

    def admit(self, chunk: Chunk) -> Admission:
        """Give what is new in a chunk: nothing of a stale one or of a partition not ours.

        A gap is honest where the chunk was fetched from the very offset expected: then the log
        lacks the records (retention, compaction, transactions). Raises ``Hole`` otherwise, and
        ``Truncated`` for a chunk that lies before what was expected.
        """
        expected = self._next.get(chunk.tp)
        if expected is None or chunk.epoch != self.epoch:
            return NOTHING
        if chunk.end <= expected:
            raise Truncated(chunk.tp, expected, chunk.end)
        first = chunk.records[0].offset if chunk.records else chunk.end
        if first > expected:
            if chunk.position is None or chunk.position > expected:
                raise Hole(chunk.tp, expected, first)
            return Admission(chunk.records, first - expected)
        if first == expected:
            return Admission(chunk.records)
        return Admission([each for each in chunk.records if each.offset >= expected])

    def finish(self, tp: TP, following: int) -> None:
        """Move on after delivery; without effect for a partition that was revoked meanwhile."""
        if tp in self._next:
            self._next[tp] = max(self._next[tp], following)

    def following(self) -> Mapping[TP, int]:
        """Give the next offset expected of each partition: what may be committed."""
        return dict(self._next)
