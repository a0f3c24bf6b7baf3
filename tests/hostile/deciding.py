"""Decides records in memory as a worker does, with all its limits, and says what became of them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple, cast

from stream.config import Settings
from stream.engine.outputs import size_of
from stream.engine.part import Condemned, Decider, Limits, Part
from stream.engine.plan import StageSpec
from stream.models import Reason
from stream.pipeline import stages
from stream.stages.contract import Header, Output, Record, Stage
from tests.hostile.case import Case

SETTINGS: Final = Settings()
SPECS: Final = {spec.name: spec for spec in stages(SETTINGS)}
LIMITS: Final = Limits(
    records=SETTINGS.chunk_records,
    fact_bytes=SETTINGS.journal_entry_bytes,
    message_bytes=SETTINGS.message_max_bytes,
)
ARRIVAL: Final = datetime(2025, 2, 1, 12, 30, tzinfo=UTC)


class Result(NamedTuple):
    """What became of one record: its outcome, the reason if it was rejected, what went out."""

    outcome: str
    reason: Reason | None
    outputs: list[Output]


def fresh(stage: str) -> tuple[Decider, Stage]:
    """Give a stage that has read nothing, made as its worker makes it, and what drives it."""
    spec: StageSpec = SPECS[stage]
    return Decider(spec, LIMITS), spec.make(0)


def decided(decider: Decider, stage: Stage, record: Record) -> Result:
    """Let a stage decide a record.

    Raises ``AssertionError`` for one that it cannot decide, which no record may bring about, for
    it counts as a bug of ours or costs the worker its state; and where what goes out fits no
    message.
    """
    part = _part(decider, stage, record)
    (step,) = part.steps
    reason = part.reasons[0] if part.reasons else None
    largest = max(map(size_of, part.outputs), default=0)
    assert largest <= LIMITS.message_bytes, f"an output of {largest} bytes"
    assert (step.outcome == "rejected") == (reason is not None)
    return Result(step.outcome, reason, part.outputs)


def record_of(case: Case, offset: int = 0) -> Record:
    """Give a case as the log holds it."""
    headers = cast("Sequence[Header]", case.headers)  # Kafka has nulls there, too
    return Record(0, offset, ARRIVAL, case.key, case.value, headers)


def passed_on(output: Output, offset: int = 0) -> Record:
    """Give an output as the next stage reads it."""
    return Record(0, offset, ARRIVAL, output.key, output.value, output.headers)


def _part(decider: Decider, stage: Stage, record: Record) -> Part:
    try:
        return decider.decide(stage, [record], {})
    except Condemned as condemned:
        raise AssertionError(f"condemned: {condemned.error}") from condemned
