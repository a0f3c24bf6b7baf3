"""Deciding a part: how much goes into it, and what becomes of records that cannot be decided."""

from collections.abc import Sequence

import pytest

from stream.engine.part import Condemned, Decider, Limits, Part
from stream.engine.rejected import MARGIN_BYTES
from stream.models import Rejected, Topic
from stream.stages.contract import Count, Fact, Output, Record, Step
from tests.engine.fakes import records, spec
from tests.harness.counting import BAD, BUG, HUGE, Counting

ROOMY = Limits(records=100, fact_bytes=1 << 20, message_bytes=4 << 20)


class Silent(Counting):
    """Remembers values, and tells nobody."""

    def apply(self, record: Record) -> Step:
        """Take in a value."""
        return super().apply(record)._replace(outputs=())


def decide(
    given: Sequence[Record],
    limits: Limits = ROOMY,
    *,
    stage: Counting | None = None,
    condemned: dict[int, Rejected] | None = None,
) -> Part:
    """Decide records with a stage that counts."""
    return Decider(spec(), limits).decide(stage or Counting(), given, condemned or {})


def test_a_part_holds_what_its_records_led_to() -> None:
    """Outputs, facts, steps and counts, from the first to the last offset."""
    part = decide(records(b"a", b"b", first=7))

    assert part.last == 8
    assert [output.topic for output in part.outputs] == [Topic.UNIQUE, Topic.UNIQUE]
    assert part.facts == [Fact(7, b"a"), Fact(8, b"b")]
    assert [step.outcome for step in part.steps] == ["tagged", "tagged"]
    assert part.counts == [Count("tags", "cashtag"), Count("tags", "cashtag")]


def test_what_a_stage_gathered_ends_the_part() -> None:
    """Coalesced outputs come behind those of the records, with their counts."""
    part = decide(records(b"a", b"b"), stage=Counting(gathers=True))

    assert part.outputs[-1] == Output(Topic.WINDOWS, b"total", b"2", ())
    assert part.counts[-1] == Count("windows", "update")


@pytest.mark.parametrize(
    ("limits", "decided"),
    [
        (Limits(records=2, fact_bytes=1 << 20, message_bytes=4 << 20), 2),
        (Limits(records=100, fact_bytes=11, message_bytes=4 << 20), 3),
        (Limits(records=100, fact_bytes=1, message_bytes=4 << 20), 1),
    ],
    ids=["records", "facts", "one at least"],
)
def test_a_part_is_full_at_a_limit(limits: Limits, decided: int) -> None:
    """By the number of records or the bytes of their facts; one record is always decided."""
    part = decide(records(b"four", b"four", b"four", b"four"), limits)

    assert len(part.steps) == decided
    assert part.last == decided - 1


def test_a_part_is_full_of_outputs() -> None:
    """Outputs of 1 MiB each: eight of them wait for delivery, not hundreds."""
    part = decide(records(*[HUGE] * 20))

    assert len(part.steps) == 8


def test_a_part_ends_when_it_took_long() -> None:
    """Half a second: articles made to hurt may not keep the worker from its heartbeats."""
    clock = iter((0.0, 0.2, 0.4, 0.5, 0.6)).__next__
    decider = Decider(spec(), ROOMY, clock)

    part = decider.decide(Counting(), records(b"a", b"b", b"c", b"d"), {})

    assert [step.outcome for step in part.steps] == ["tagged"] * 3
    assert part.last == 2


def test_bad_input_is_a_rejected_record() -> None:
    """It goes to news.rejected and leaves no fact; its neighbours are decided as ever."""
    part = decide(records(b"a", BAD, b"b"))

    assert [step.outcome for step in part.steps] == ["tagged", "rejected", "tagged"]
    assert part.reasons == ["not_json"]
    assert [fact.offset for fact in part.facts] == [0, 2]
    assert part.outputs[1].topic == Topic.REJECTED
    assert part.outputs[1].value == BAD


def test_a_bug_condemns_its_record() -> None:
    """The stage's state may be torn, so nothing of this part is to be used."""
    with pytest.raises(Condemned) as condemned:
        decide(records(b"a", BUG, first=3))

    assert condemned.value.offset == 4
    assert condemned.value.error.reason == "internal"
    assert condemned.value.error.detail == "ValueError: asked to fail"
    assert isinstance(condemned.value.bug, ValueError)


def test_an_output_that_fits_no_message_condemns_its_record() -> None:
    """Sent, it would fail for ever; no bug, so none is counted."""
    small = Limits(records=100, fact_bytes=1 << 10, message_bytes=1 << 20)

    with pytest.raises(Condemned) as condemned:
        decide(records(HUGE), small)

    assert condemned.value.error.reason == "too_large"
    assert condemned.value.error.detail.startswith("its record of news.unique takes 10")
    assert condemned.value.bug is None


def test_a_fact_that_fits_no_message_condemns_its_record() -> None:
    """Nor beside as many bytes of others as one entry may hold; no bug, so none is counted."""
    small = Limits(records=100, fact_bytes=40_000, message_bytes=140_000)
    fits, too_large = b"x" * (100_000 - MARGIN_BYTES), b"y" * (100_001 - MARGIN_BYTES)

    with pytest.raises(Condemned) as condemned:
        decide(records(fits, too_large, first=3), small, stage=Silent())

    assert condemned.value.offset == 4
    assert condemned.value.error.reason == "too_large"
    assert condemned.value.error.detail == (
        "what to remember of it takes 34465 bytes; at most 34464 fit"
    )
    assert condemned.value.bug is None


def test_a_condemned_record_is_rejected_unseen() -> None:
    """The second time round the stage does not get it, and its state is that of the others."""
    stage = Counting()
    verdict = {1: Rejected("internal", "ValueError: asked to fail")}

    part = decide(records(b"a", BUG, b"b"), stage=stage, condemned=verdict)

    assert part.reasons == ["internal"]
    assert stage.count == 2


def test_a_rejected_record_is_timed_from_its_arrival() -> None:
    """It counts in the end-to-end delay like any other."""
    [given] = records(BAD)

    part = decide([given])

    assert part.steps[0].received_at == given.timestamp
