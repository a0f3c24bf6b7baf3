"""What the consumer and the processor tell becomes metrics and readiness."""

from datetime import UTC, datetime, timedelta

import pytest
from faust.types import TP

from stream.engine.age import StateMismatch
from stream.engine.observer import WorkerObserver
from stream.engine.part import Part
from stream.engine.starts import Start
from stream.metrics import Metrics
from stream.models import Topic
from stream.stages.contract import Count, Output, Step
from tests.engine.fakes import spec
from tests.harness.counting import Counting

NEWS = TP("news.tagged", 0)
FRESH = {NEWS: Start(committed=None, begin=0, end=0)}


def accept(_starts: object) -> None:
    """Find nothing wrong."""


class Watched:
    """An observer of dedupe, and the series it writes."""

    def __init__(self) -> None:
        self.metrics = Metrics(["dedupe"])
        self.assigned: list[int] = []
        self.observer = WorkerObserver(spec(), self.metrics, accept, self.assigned.extend)

    def ready(self) -> bool:
        """Say whether the worker should be counted on."""
        return not self.observer.readiness.missing

    def series(self, name: str, **labels: str) -> float | None:
        """Give the value of a series, with the label of the stage if it has one."""
        registry = self.metrics.registry
        labelled = registry.get_sample_value(f"newsfeed_{name}", {"stage": "dedupe", **labels})
        if labelled is not None:
            return labelled
        return registry.get_sample_value(f"newsfeed_{name}", labels)


NEWEST = datetime(2025, 2, 10, 9, 30, tzinfo=UTC)


def part() -> Part:
    """Make a part of one unique article and one rejected record."""
    arrived = datetime.now(UTC) - timedelta(seconds=3)
    outputs = [Output(topic, None, b"v", ()) for topic in (Topic.UNIQUE, Topic.REJECTED)]
    return Part(
        1,
        outputs=outputs,
        steps=[Step("unique", received_at=arrived), Step("rejected", received_at=arrived)],
        counts=[Count("duplicates", "near", 2)],
        reasons=["not_json"],
        newest=NEWEST,
        delivery_seconds=1.5,
    )


def ready_lines(caplog: pytest.LogCaptureFixture) -> list[object]:
    """Give the partitions named by each event that said ready."""
    events = [event for event in caplog.records if event.message == "ready"]
    return [vars(event)["partitions"] for event in events]


def test_a_worker_is_ready_once_the_flow_is_on(caplog: pytest.LogCaptureFixture) -> None:
    """Assigned, restored and past the rebalance; a start that is only checked is not enough."""
    caplog.set_level("INFO")
    watched = Watched()

    watched.observer.starting(FRESH)
    assert not watched.ready()
    watched.observer.settled()

    assert watched.ready()
    assert watched.series("rebalances_total") == 1
    assert ready_lines(caplog) == [[0]]


def test_a_worker_without_partitions_is_ready(caplog: pytest.LogCaptureFixture) -> None:
    """It stands by: more workers than partitions must not look like a rollout that hangs."""
    caplog.set_level("INFO")
    watched = Watched()

    watched.observer.starting(FRESH)
    watched.observer.settled()
    watched.observer.stopping()
    watched.observer.settled()

    assert watched.ready()
    assert ready_lines(caplog) == [[0], []]


def test_a_worker_is_not_ready_while_partitions_move() -> None:
    """From the revoke to the end of the rebalance, also while the next start is checked."""
    watched = Watched()
    watched.observer.starting(FRESH)
    watched.observer.settled()

    watched.observer.stopping()

    assert not watched.ready()
    watched.observer.starting(FRESH)
    assert not watched.ready()


def test_a_worker_that_cannot_commit_is_not_ready() -> None:
    """Until a commit goes through again."""
    watched = Watched()
    watched.observer.settled()

    watched.observer.committed(0.1, done=False)
    assert watched.observer.readiness.missing == "its last commit failed"
    assert watched.series("commit_failures_total") == 1
    watched.observer.committed(0.1, done=True)
    assert watched.ready()
    assert watched.series("commit_seconds_count") == 2


def test_a_failed_commit_counts_until_the_rebalance_is_over() -> None:
    """The last commit before a revoke may fail; the next owner commits, so this one need not."""
    watched = Watched()
    watched.observer.settled()

    watched.observer.committed(0.1, done=False)
    watched.observer.stopping()
    watched.observer.settled()

    assert watched.ready()


def test_a_start_that_is_refused_is_not_ready() -> None:
    """The check of ages comes first."""
    metrics = Metrics(["dedupe"])

    def refuse(_starts: object) -> None:
        raise StateMismatch("not of one age")

    observer = WorkerObserver(spec(), metrics, refuse, accept)

    with pytest.raises(StateMismatch):
        observer.starting(FRESH)
    assert observer.readiness.missing


def test_an_assignment_is_told_by_partition() -> None:
    """What belongs to other partitions is dropped at once, a restore in progress included."""
    watched = Watched()

    watched.observer.assigned([TP("news.tagged", 2), NEWS])

    assert watched.assigned == [0, 2]


def test_records_that_expired_unread_are_counted(caplog: pytest.LogCaptureFixture) -> None:
    """Retention removed what was not read yet: five offsets, told once."""
    watched = Watched()

    watched.observer.starting({NEWS: Start(committed=10, begin=15, end=20)})

    assert watched.series("log_gaps_total") == 5
    assert watched.series("expired_total") == 5
    [event] = caplog.records
    assert event.message == "records expired before they were read"
    assert (vars(event)["topic"], vars(event)["partition"]) == ("news.tagged", 0)
    assert vars(event)["records"] == 5


def test_a_delivered_part_is_counted() -> None:
    """Records in and out, outcomes, reasons, what the stage counted itself."""
    watched = Watched()

    watched.observer.part_done(part(), 0.2)

    assert watched.series("records_in_total") == 2
    assert watched.series("records_out_total", topic="news.unique") == 1
    assert watched.series("records_out_total", topic="news.rejected") == 1
    assert watched.series("articles_total", outcome="unique") == 1
    assert watched.series("articles_total", outcome="rejected") == 1
    assert watched.series("rejected_total", reason="not_json") == 1
    assert watched.series("duplicates_total", method="near") == 2
    assert watched.series("stage_seconds_count") == 1
    assert watched.series("backpressure_seconds_total") == 1.5
    assert watched.series("last_record_timestamp_seconds") == NEWEST.timestamp()


def test_what_a_maximum_pushed_out_is_counted_and_told(caplog: pytest.LogCaptureFixture) -> None:
    """In the metric all of it; in the log that it began."""
    watched = Watched()
    counts = [Count("evicted", "texts", 2)]

    for last in (1, 2):
        watched.observer.part_done(Part(last, counts=counts), 0.2)

    assert watched.series("evicted_total", kind="texts") == 4
    assert watched.series("evicted_total", kind="identities") == 0
    [event] = caplog.records
    assert (vars(event)["kind"], vars(event)["setting"]) == ("texts", "NEWSFEED_MAX_ARTICLES")


def test_the_delay_runs_from_the_arrival() -> None:
    """Of the article in news.raw, whatever stage it is in by now."""
    watched = Watched()

    watched.observer.part_done(part(), 0.2)

    assert watched.series("end_to_end_seconds_count") == 2
    assert 6 <= (watched.series("end_to_end_seconds_sum") or 0) < 60


def test_the_state_is_shown() -> None:
    """Its size and bound, of all partitions together, and how far time has come."""
    watched = Watched()

    watched.observer.show_state([Counting(count=7), Counting(count=2)])

    assert watched.series("state_entries", kind="texts") == 9
    assert watched.series("state_limit_entries", kind="texts") == 2_000
    assert watched.series("state_entries", kind="identities") == 0
    assert watched.series("watermark_timestamp_seconds") == pytest.approx(
        datetime.now(UTC).timestamp(), abs=60
    )


def test_a_worker_without_partitions_shows_no_time() -> None:
    """Its old one would stand still for ever, and look like a watermark that is held."""
    watched = Watched()

    watched.observer.show_state([])
    watched.observer.show_state([Counting()])
    shown = watched.series("watermark_timestamp_seconds")
    watched.observer.show_state([])

    assert shown is not None
    assert watched.series("watermark_timestamp_seconds") is None


def test_the_lag_of_a_partition_that_left_is_no_longer_shown() -> None:
    """Another worker shows it now; a sum over the workers would count it twice."""
    watched = Watched()

    watched.observer.show_lag({0: 7, 1: 3})
    watched.observer.show_lag({1: -1})

    assert watched.series("consumer_lag_records", partition="0") is None
    assert watched.series("consumer_lag_records", partition="1") == 0


def test_repeats_and_restores_are_counted() -> None:
    """Each in its own series."""
    watched = Watched()

    watched.observer.repeated(3)
    watched.observer.repeated(0)
    watched.observer.restored(0.4)

    assert watched.series("repeats_total") == 3
    assert watched.series("restore_seconds_count") == 1
