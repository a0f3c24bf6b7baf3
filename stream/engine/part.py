"""One part of a chunk: some records in a row, decided in memory, not yet delivered.

Not here: delivering it (``processor``).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter
from typing import Final

from stream.engine.outputs import size_of
from stream.engine.plan import StageSpec
from stream.engine.rejected import MARGIN_BYTES, rejected_output
from stream.engine.unpacking import Unreadable
from stream.models import Reason, Rejected
from stream.stages.contract import Count, Fact, Output, Record, Stage, Step

PART_BYTES: Final = 8 << 20
"""Outputs of one part: bounds what waits for delivery, large articles or not."""


PART_SECONDS: Final = 0.5
"""Time after which a part takes no further record: heartbeats are sent between parts only."""


class Condemned(Exception):
    """A record that cannot be decided: the stage must be restored and go on without it.

    ``bug`` is the exception of the stage's own code, None where an output grew too large.
    """

    def __init__(self, offset: int, error: Rejected, bug: Exception | None = None) -> None:
        super().__init__(offset, error)
        self.offset = offset
        self.error = error
        self.bug = bug


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on one part and on one message; sizes in bytes."""

    records: int
    fact_bytes: int
    message_bytes: int


@dataclass(slots=True)
class Part:
    """What some records in a row led to, up to the input offset ``last``."""

    last: int
    outputs: list[Output] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    fact_bytes: int = 0
    output_bytes: int = 0
    newest: datetime | None = None
    delivery_seconds: float = 0.0

    def add(self, offset: int, step: Step) -> None:
        """Take in what became of the record at an offset."""
        self.last = offset
        self.steps.append(step)
        self.counts.extend(step.counts)
        self.outputs.extend(step.outputs)
        self.output_bytes += sum(map(size_of, step.outputs))
        if step.fact is not None:
            self.facts.append(Fact(offset, step.fact))
            self.fact_bytes += len(step.fact)

    def full(self, limits: Limits) -> bool:
        """Say whether to deliver before another record is decided."""
        return (
            len(self.steps) >= limits.records
            or self.fact_bytes >= limits.fact_bytes
            or self.output_bytes >= PART_BYTES
        )


class Decider:
    """Lets a stage decide records; what it refuses becomes a rejected record."""

    def __init__(
        self, spec: StageSpec, limits: Limits, clock: Callable[[], float] = perf_counter
    ) -> None:
        self._spec = spec
        self._limits = limits
        self._clock = clock

    def decide(
        self, stage: Stage, records: Sequence[Record], condemned: Mapping[int, Rejected]
    ) -> Part:
        """Decide records until the part is full, or took long; those condemned are rejected unseen.

        Raises ``Condemned`` where another record must join these.
        """
        part = Part(records[0].offset)
        end = self._clock() + PART_SECONDS
        for record in records:
            try:
                error = condemned.get(record.offset)
                step = self._rejected(record, error) if error else self._applied(stage, record)
            except Rejected as refused:
                error = refused
                step = self._rejected(record, refused)
            if error:
                part.reasons.append(error.reason)
            part.add(record.offset, step)
            part.newest = record.timestamp
            if part.full(self._limits) or self._clock() >= end:
                break
        part.outputs.extend(stage.outputs())
        part.counts.extend(stage.gathered())
        return part

    def _applied(self, stage: Stage, record: Record) -> Step:
        """Let the stage decide. Raises ``Rejected`` for bad input, else ``Condemned``."""
        if isinstance(record.value, Unreadable):
            raise Rejected("too_large", record.value.detail)
        try:
            step = stage.apply(record)
        except Rejected:
            raise
        except Exception as bug:  # the one guard around our own code
            refused = Rejected("internal", f"{type(bug).__name__}: {bug}")
            raise Condemned(record.offset, refused, bug) from bug
        limit = self._limits.message_bytes - MARGIN_BYTES
        fact_limit = limit - self._limits.fact_bytes  # one entry holds those before it, too
        if step.fact is not None and len(step.fact) > fact_limit:
            size = len(step.fact)
            detail = f"what to remember of it takes {size} bytes; at most {fact_limit} fit"
            raise Condemned(record.offset, Rejected("too_large", detail))
        for output in step.outputs:
            if (size := size_of(output)) > limit:
                detail = f"its record of {output.topic} takes {size} bytes; at most {limit} fit"
                raise Condemned(record.offset, Rejected("too_large", detail))
        return step

    def _rejected(self, record: Record, error: Rejected) -> Step:
        output = rejected_output(
            record,
            error,
            stage=self._spec.name,
            topic=self._spec.input,
            limit=self._limits.message_bytes,
        )
        return Step("rejected", (output,), received_at=record.timestamp)
