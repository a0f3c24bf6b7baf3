"""What every stage is: a pure fold over a log, one instance per input partition.

No Faust, no Kafka, no clock, no log, no metric, no randomness, and no output that depends on
the order of a set. ``run`` drives the stages in memory, ``engine`` drives the same ones on Kafka.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, NamedTuple, Protocol

from stream.models import Origin, Topic

Header = tuple[str, bytes]

EVERY_PARTITION: Final = -1
"""``Output.partition`` of a record that goes to each partition of its topic."""

Series = Literal["duplicates", "tags", "windows", "late", "clock_anomalies", "evicted"]
Kind = Literal["texts", "identities", "windows"]
"""What a state holds, each kind bounded for itself."""


class Record(NamedTuple):
    """One input record as the log holds it (a tuple: one is made for every record)."""

    partition: int
    offset: int
    timestamp: datetime
    key: bytes | None
    value: bytes | None
    headers: Sequence[Header] = ()


class Output(NamedTuple):
    """One record to be sent. ``partition`` is None where the key decides."""

    topic: Topic
    key: bytes | None
    value: bytes | None
    headers: Sequence[Header]
    partition: int | None = None


class Count(NamedTuple):
    """Something worth a metric: which series, which label of its closed set, how many."""

    series: Series
    label: str
    amount: int = 1


class Fact(NamedTuple):
    """What one input record changed in the state, at its input offset: never a sum."""

    offset: int
    data: bytes


class Step(NamedTuple):
    """What became of one record: exactly one outcome, its outputs, at most one journal fact.

    ``received_at`` is that of the article behind it (None for marks and the like): it makes the
    end-to-end delay.
    """

    outcome: str
    outputs: Sequence[Output] = ()
    fact: bytes | None = None
    counts: Sequence[Count] = ()
    received_at: datetime | None = None


class Holding(NamedTuple):
    """How many things of a kind a state holds, and the most it may; 0 where no maximum is set."""

    kind: Kind
    entries: int
    limit: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The size of a stage's state and how far time has come in it.

    ``newest`` is the newest event time it was told; the watermark follows it, unless it is held
    back. ``top`` names the tickers most mentioned in the last hour, and how often, the first first.
    """

    holdings: Sequence[Holding] = ()
    bytes: int = 0
    watermark: datetime | None = None
    newest: datetime | None = None
    top: Sequence[tuple[str, int]] = ()


class Stage(Protocol):
    """A pure stage. The engine calls it in the order of offsets, from one task."""

    def apply(self, record: Record) -> Step:
        """Decide one record: computes first, changes itself last.

        Raises ``Rejected`` for bad input, in which case nothing was changed. Any other exception
        is a bug of ours; the engine then drops the instance, restores a new one and goes on
        without that record.
        """

    def outputs(self) -> Sequence[Output]:
        """Give what was gathered since the last call (coalesced updates), in a fixed order."""

    def gathered(self) -> Sequence[Count]:
        """Count what the last ``outputs()`` gave, and what had gone by then: once a call of it."""

    def restore(self, facts: Iterable[Fact]) -> None:
        """Fold facts, in the order of their offsets, as ``apply`` did; nothing is put out."""

    def expired(self) -> int:
        """Journal facts below this input offset are no longer needed."""

    def slim(self, fact: Fact) -> Fact:
        """Give the fact without what is no longer needed of it (signatures past the horizon)."""

    def status(self) -> Status:
        """Tell the size of the state, for the metrics."""


def origin(record: Record) -> Origin:
    """Name where a raw record stands, as ``"<partition>:<offset>"``."""
    return Origin(f"{record.partition}:{record.offset}")
