"""The dedupe stage: tagged articles in one order in, unique ones, copies and mentions out.

It reads a record, has it decided, and remembers the fact. Not here: any decision.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from stream.codec import is_idle
from stream.models import Rejected
from stream.stages.contract import Count, Fact, Holding, Output, Record, Status, Step
from stream.stages.dedupe.case import Case, fingerprint_in, subjects_in
from stream.stages.dedupe.decide import decide
from stream.stages.dedupe.facts import moment, pack, unpack_fact
from stream.stages.dedupe.intake import read_idle, read_tagged
from stream.stages.dedupe.mentions import confident
from stream.stages.dedupe.records import mark_of_idle
from stream.stages.dedupe.settings import DedupeSettings
from stream.stages.dedupe.state import State
from stream.stages.dedupe.watermark import crosses

_REPEAT: Final = Step("repeat")
_STALE: Final = Step("idle")


class DedupeStage:
    """Finds copies and corrections over the whole feed; keeps the ``Stage`` contract.

    A record whose origin is at or below the highest seen of its raw partition is a repeat.
    """

    def __init__(self, settings: DedupeSettings) -> None:
        self._policy = settings
        self._least = round(settings.min_confidence * 1000)
        self._state = State(settings)
        self._gathered: Sequence[Count] = ()

    def apply(self, record: Record) -> Step:
        """Decide one record of ``news.tagged``. Raises ``Rejected`` for what is none."""
        if not record.value:
            raise Rejected("empty", "the record has no value")
        if is_idle(record.value):
            return self._idle(record.offset, record.value)
        return self._article(record, record.value)

    def outputs(self) -> Sequence[Output]:
        """Give nothing: every output goes with its record."""
        self._gathered = self._state.evictions()
        return ()

    def gathered(self) -> Sequence[Count]:
        """Count what maxima pushed out before its time, by kind, up to the last ``outputs()``."""
        return self._gathered

    def restore(self, facts: Iterable[Fact]) -> None:
        """Fold the journal's facts; what they say was put out before."""
        for fact in facts:
            self._state.commit(fact.offset, unpack_fact(fact.data))
        self._state.texts.chain()
        self._state.evicted.clear()

    def expired(self) -> int:
        """Give the lowest offset of an article, a text or a reading that is still needed."""
        return self._state.expired()

    def slim(self, fact: Fact) -> Fact:
        """Give the fact without its signature if that is searched no more."""
        whole = unpack_fact(fact.data)
        slimmed = self._state.slimmed(fact.offset, whole)
        return fact if slimmed is whole else Fact(fact.offset, pack(slimmed))

    def status(self) -> Status:
        """Tell how much is held of each kind, and what all memory takes (an estimate)."""
        state, policy, clock = self._state, self._policy, self._state.clock
        return Status(
            holdings=(
                Holding("texts", len(state.texts), policy.max_articles),
                Holding("identities", len(state.articles), policy.max_identities),
            ),
            bytes=state.size(),
            watermark=None if clock.watermark is None else moment(clock.watermark),
            newest=None if clock.newest is None else moment(clock.newest),
        )

    def _idle(self, offset: int, value: bytes) -> Step:
        idle, heard = read_idle(value)
        clock = self._state.clock
        if clock.repeats(heard):
            return _STALE
        fact = clock.tell(offset, heard)
        outputs: Sequence[Output] = ()
        if fact.watermark is not None and crosses(clock.watermark, fact.watermark):
            outputs = [mark_of_idle(offset, idle, fact.watermark)]
        step = Step("idle", outputs, pack(fact))
        self._state.commit(offset, fact)
        return step

    def _article(self, record: Record, value: bytes) -> Step:
        tagged, heard = read_tagged(value)
        clock = self._state.clock
        if clock.repeats(heard):
            return _REPEAT
        fact = clock.tell(record.offset, heard)
        tags = confident(tagged.tags, self._least)
        case = Case(
            seq=record.offset,
            value=value,
            tagged=tagged,
            time=heard.time or 0,
            tags=tags,
            packed=fingerprint_in(record, tagged),
            subjects=subjects_in(tagged, tags),
            fact=fact,
            mark=crosses(clock.watermark, fact.watermark),
        )
        step, fact, held = decide(case, self._state, self._policy)
        self._state.commit(record.offset, fact, held)
        return step
