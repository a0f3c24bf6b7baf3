"""What every stage keeps: the same from the same log, whatever the cuts, crashes and repeats.

Each stage brings a factory and a log with every kind of its records. Not here: what any stage
decides.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import pytest

from stream.models import Rejected
from stream.stages.contract import Fact, Output, Record, Stage, Step
from tests.stages.dedupe import examples as dedupe
from tests.stages.tag import examples as tag
from tests.stages.window import examples as window

Result = Step | str
"""What became of a record: a step, or the reason it was refused for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A stage under the contract and the log it is tried on.

    A crash repeats the outputs of the stage before, so its input comes again at new offsets; the
    first stage reads the same offsets again, as they are the origins themselves.
    """

    stage: Callable[[], Stage]
    records: Sequence[Record]
    repeats_move: bool = True


SUBJECTS: Final = {
    "tag": Subject(stage=tag.tag_stage, records=tag.tag_examples(), repeats_move=False),
    "dedupe": Subject(stage=dedupe.stage, records=dedupe.records()),
    "window": Subject(stage=window.stage, records=window.records()),
}
every_stage = pytest.mark.parametrize("subject", SUBJECTS.values(), ids=SUBJECTS)


def result(stage: Stage, record: Record) -> Result:
    """Apply a record and give what became of it."""
    try:
        return stage.apply(record)
    except Rejected as rejected:
        return rejected.reason


def results(stage: Stage, records: Iterable[Record]) -> list[Result]:
    """Apply records in order."""
    return [result(stage, record) for record in records]


def facts(records: Sequence[Record], outcomes: Sequence[Result]) -> list[Fact]:
    """Give the journal that these outcomes leave behind."""
    pairs = zip(records, outcomes, strict=True)
    steps = [(record, step) for record, step in pairs if isinstance(step, Step)]
    return [Fact(record.offset, step.fact) for record, step in steps if step.fact is not None]


def latest(outputs: Iterable[Output]) -> dict[bytes | None, bytes | None]:
    """Give the last value of each key, as a compacted topic keeps it."""
    return {output.key: output.value for output in outputs}


def outputs_of(outcomes: Iterable[Result]) -> list[Output]:
    """Give all that these outcomes send."""
    return [output for step in outcomes if isinstance(step, Step) for output in step.outputs]


@every_stage
def test_the_same_log_gives_the_same_bytes(subject: Subject) -> None:
    """Two instances that read one log send and remember the same."""
    one, other = subject.stage(), subject.stage()

    outcomes = results(one, subject.records)

    assert results(other, subject.records) == outcomes
    assert list(one.outputs()) == list(other.outputs())


@every_stage
def test_every_record_has_one_outcome(subject: Subject) -> None:
    """A record becomes a step with a named outcome, or is refused with a reason."""
    outcomes = results(subject.stage(), subject.records)

    named = [each if isinstance(each, str) else each.outcome for each in outcomes]

    assert len(named) == len(subject.records)
    assert all(named)


Keep = Callable[[Stage, Sequence[Fact]], Sequence[Fact]]


def whole(_: Stage, journal: Sequence[Fact]) -> Sequence[Fact]:
    """Keep the journal as it was written."""
    return journal


def slimmed(stage: Stage, journal: Sequence[Fact]) -> Sequence[Fact]:
    """Keep the journal without what is no longer needed of each fact."""
    return [stage.slim(fact) for fact in journal]


def every_other_slimmed(stage: Stage, journal: Sequence[Fact]) -> Sequence[Fact]:
    """Keep a journal of which only some entries were merged, and slimmed on the way."""
    return [stage.slim(fact) if fact.offset % 2 else fact for fact in journal]


def needed(stage: Stage, journal: Sequence[Fact]) -> Sequence[Fact]:
    """Keep of the journal what has not expired."""
    return [fact for fact in journal if fact.offset >= stage.expired()]


def needed_and_slimmed(stage: Stage, journal: Sequence[Fact]) -> Sequence[Fact]:
    """Keep the least that may be kept."""
    return slimmed(stage, needed(stage, journal))


@every_stage
@pytest.mark.parametrize("keep", [whole, slimmed, every_other_slimmed, needed, needed_and_slimmed])
def test_a_restored_stage_goes_on_as_if_nothing_had_happened(subject: Subject, keep: Keep) -> None:
    """At whatever record the crash comes, the rest of the log gives what it would have given."""
    for cut in range(len(subject.records) + 1):
        crashed, restored = subject.stage(), subject.stage()
        before = results(crashed, subject.records[:cut])
        crashed.outputs()

        restored.restore(keep(crashed, facts(subject.records[:cut], before)))
        after = results(restored, subject.records[cut:])

        assert after == results(crashed, subject.records[cut:])
        assert list(restored.outputs()) == list(crashed.outputs())
        assert restored.expired() == crashed.expired()


@every_stage
def test_a_restored_stage_writes_a_journal_as_good_as_any(subject: Subject) -> None:
    """A stage restored from what a restored stage went on to write goes on the same."""
    third = len(subject.records) // 3
    parts = [subject.records[:third], subject.records[third:-third], subject.records[-third:]]
    steady, once, twice = subject.stage(), subject.stage(), subject.stage()
    expected = [results(steady, part) for part in parts]

    journal = facts(parts[0], expected[0])
    once.restore(journal)
    journal += facts(parts[1], results(once, parts[1]))
    twice.restore(needed(once, journal))

    assert results(twice, parts[2]) == expected[2]


@every_stage
def test_a_refused_record_changes_nothing(subject: Subject) -> None:
    """The log without what was refused gives the same as with it."""
    stage, spared = subject.stage(), subject.stage()
    outcomes = results(stage, subject.records)
    pairs = list(zip(subject.records, outcomes, strict=True))

    good = [record for record, outcome in pairs if isinstance(outcome, Step)]

    assert len(good) < len(pairs)
    assert results(spared, good) == [each for each in outcomes if isinstance(each, Step)]
    assert list(spared.outputs()) == list(stage.outputs())


@every_stage
@pytest.mark.parametrize("size", [1, 2, 5])
def test_cuts_between_chunks_change_no_last_version(subject: Subject, size: int) -> None:
    """Whatever was gathered per chunk, the last value of each key is the same."""
    stage, cut = subject.stage(), subject.stage()
    outcomes = results(stage, subject.records)
    chunked: list[Result] = []
    gathered: list[Output] = []

    for start in range(0, len(subject.records), size):
        chunked += results(cut, subject.records[start : start + size])
        gathered += cut.outputs()

    assert chunked == outcomes
    assert latest(gathered) == latest(stage.outputs())


@every_stage
@pytest.mark.parametrize("length", [1, 3, 100])
def test_a_repeated_suffix_changes_nothing(subject: Subject, length: int) -> None:
    """What comes again sends at most what was sent, and leaves the state as it is."""
    stage, untouched = subject.stage(), subject.stage()
    outcomes = results(stage, subject.records)
    results(untouched, subject.records)
    sent = outputs_of(outcomes) + list(stage.outputs())
    untouched.outputs()
    end = subject.records[-1].offset + 1 if subject.repeats_move else 0

    repeats = [record._replace(offset=end + record.offset) for record in subject.records[-length:]]
    again = outputs_of(results(stage, repeats)) + list(stage.outputs())

    assert [output for output in again if output not in sent] == []
    assert stage.status() == untouched.status()
