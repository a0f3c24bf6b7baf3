"""A bug of the stage's own code costs its own record, and too many of them the worker."""

import pytest

from stream.engine.processor import TooManyBugs
from stream.models import Topic
from tests.engine.processing import Bench
from tests.harness.counting import BUG, HUGE, counted


def test_a_bug_harms_its_own_record_only() -> None:
    """The instance is restored and the chunk done without the record, which is rejected."""
    bench = Bench()

    bench.run(b"a", b"b", BUG, b"c")

    assert bench.shown() == counted([b"a", b"b", b"c"])
    assert bench.state == counted([b"a", b"b", b"c"])[-1]
    assert bench.kafka.values(Topic.REJECTED) == [BUG]
    assert bench.finished[-1] == 4


def test_a_bug_after_a_delivered_part_restores_that_part() -> None:
    """The state comes back from the changelog as it stands, not from the beginning of the chunk."""
    bench = Bench(part_records=2)

    bench.run(b"a", b"b", b"c", BUG, b"d")

    assert bench.shown() == counted([b"a", b"b", b"c", b"d"])


def test_a_stage_without_a_state_starts_anew_after_a_bug() -> None:
    """There is nothing to restore."""
    bench = Bench(journal=False)

    bench.run(b"a", BUG, b"b")

    assert bench.shown() == counted([b"a", b"b"])
    assert bench.kafka.values(Topic.REJECTED) == [BUG]


def test_an_output_too_large_is_no_bug() -> None:
    """The record is rejected as too large; the limit on bugs does not count it."""
    bench = Bench(bugs_allowed=0)

    bench.run(b"a", HUGE, b"b")

    assert bench.shown() == counted([b"a", b"b"])
    assert [part.reasons for part in bench.watcher.parts] == [["too_large"]]


def test_too_many_bugs_stop_the_worker() -> None:
    """As many as allowed are rejected; one more, and nothing of the chunk is finished."""
    bench = Bench(bugs_allowed=2)

    with pytest.raises(TooManyBugs, match="dedupe: the last of too many: ValueError"):
        bench.run(BUG, b"a", BUG, BUG)

    assert bench.finished == []


def test_as_many_bugs_as_allowed_do_not_stop_it() -> None:
    """The limit itself is still allowed."""
    bench = Bench(bugs_allowed=2)

    bench.run(BUG, b"a", BUG)

    assert bench.kafka.values(Topic.REJECTED) == [BUG, BUG]
