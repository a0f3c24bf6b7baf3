"""Turns what happens in a worker into metrics, log events and readiness.

Not here: what the series mean (``metrics``), who serves them (``health``).
"""

import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum

from faust.types import TP
from prometheus_client import Gauge

from stream.engine.maxima import Maxima
from stream.engine.part import Part
from stream.engine.plan import StageSpec
from stream.engine.starts import Start
from stream.metrics import KINDS, Metrics
from stream.stages.contract import Stage

logger = logging.getLogger(__name__)


class Phase(Enum):
    """How far a worker has come since its last assignment; the value says what it waits for."""

    JOINING = "no partitions yet: it waits for its broker, its topics or its group"
    RESTORING = "its state is being restored"
    RESTORED = "its state is restored, reading has not begun"
    WORKING = ""
    MOVING = "its partitions are being moved"


class Readiness:
    """What the worker lacks to be of use now: to be assigned, restored and committing."""

    def __init__(self) -> None:
        self.phase = Phase.JOINING
        self.committing = True

    def reach(self, phase: Phase, *, after: Sequence[Phase]) -> None:
        """Come to a phase where it is one of those ``after``; nothing else ends the work."""
        if self.phase in after:
            self.phase = phase

    @property
    def missing(self) -> str:
        """Say what it lacks; nothing where it should be counted on."""
        return self.phase.value or ("" if self.committing else "its last commit failed")


class WorkerObserver:
    """Who is told by the consumer and the processor of one worker.

    ``check`` is asked at each start whether state and log are of one age; it may leave. ``assign``
    is told the partitions of each assignment.
    """

    def __init__(
        self,
        spec: StageSpec,
        metrics: Metrics,
        check: Callable[[dict[TP, Start]], None],
        assign: Callable[[Collection[int]], None],
    ) -> None:
        self.readiness = Readiness()
        self._stage = spec.name
        self._metrics = metrics
        self._check = check
        self._assign = assign
        self._shown: set[int] = set()
        self._partitions: list[int] = []
        self._maxima = Maxima(spec.name, spec.maxima)

    def assigned(self, tps: Collection[TP]) -> None:
        """Have the state of other partitions dropped."""
        partitions = sorted(tp.partition for tp in tps)
        logger.info("assigned", extra={"stage": self._stage, "partitions": partitions})
        self.readiness.reach(Phase.RESTORING, after=[Phase.JOINING, Phase.MOVING])
        self._assign(partitions)

    def starting(self, starts: dict[TP, Start]) -> None:
        """Check the starts, and count what the log no longer has."""
        self._check(starts)
        for tp, start in starts.items():
            if start.committed is not None and start.committed < start.begin:
                missing = start.begin - start.committed
                self.expired(tp, missing)
                self.log_gap(missing)
        self._partitions = sorted(tp.partition for tp in starts)

    def settled(self) -> None:
        """Be ready: with partitions to work on, or to stand by without any."""
        self._metrics.rebalances.inc()
        self.readiness.phase, self.readiness.committing = Phase.WORKING, True
        logger.info("ready", extra={"stage": self._stage, "partitions": self._partitions})

    def stopping(self) -> None:
        """Be of no use until the rebalance is over."""
        self.readiness.phase = Phase.MOVING
        self._partitions = []

    def committed(self, seconds: float, *, done: bool) -> None:
        """Measure a commit."""
        self.readiness.committing = done
        self._metrics.commit_seconds.observe(seconds)
        if not done:
            self._metrics.commit_failures.inc()

    def expired(self, tp: TP, missing: int) -> None:
        """Warn of records that the log let go of before they were read."""
        logger.warning(
            "records expired before they were read",
            extra={"topic": tp.topic, "partition": tp.partition, "records": missing},
        )
        self._metrics.expired.labels(self._stage).inc(missing)

    def log_gap(self, missing: int) -> None:
        """Count offsets that the log does not have."""
        self._metrics.log_gaps.labels(self._stage).inc(missing)

    def restored(self, seconds: float) -> None:
        """Measure the rebuilding of the state."""
        self.readiness.reach(Phase.RESTORED, after=[Phase.RESTORING])
        self._metrics.restore_seconds.observe(seconds)
        logger.info("restored", extra={"stage": self._stage, "seconds": round(seconds, 3)})

    def repeated(self, count: int) -> None:
        """Count records that were decided before."""
        if count:
            self._metrics.repeats.labels(self._stage).inc(count)

    def part_done(self, part: Part, seconds: float) -> None:
        """Count everything that a delivered part holds."""
        metrics, name = self._metrics, self._stage
        metrics.records_in.labels(name).inc(len(part.steps))
        metrics.stage_seconds.labels(name).observe(seconds)
        metrics.backpressure.labels(name).inc(part.delivery_seconds)
        if part.newest is not None:
            metrics.last_record.labels(name).set(part.newest.timestamp())
        for outcome, count in Counter(step.outcome for step in part.steps).items():
            metrics.articles.labels(name, outcome).inc(count)
        for reason, count in Counter(part.reasons).items():
            metrics.rejected.labels(name, reason).inc(count)
        for topic, count in Counter(output.topic for output in part.outputs).items():
            metrics.records_out.labels(name, topic).inc(count)
        for series, label, amount in part.counts:
            metrics.count(series, label, amount)
        self._maxima.counted(part.counts)
        self._observe_delays(part)

    def _observe_delays(self, part: Part) -> None:
        now = datetime.now(UTC)
        histogram = self._metrics.end_to_end.labels(self._stage)
        for step in part.steps:
            if step.received_at is not None:
                histogram.observe((now - step.received_at).total_seconds())

    def show_lag(self, records: Mapping[int, int]) -> None:
        """Show how far each partition is behind; one that is no longer ours is no longer shown."""
        lag = self._metrics.consumer_lag
        for partition in self._shown - records.keys():
            lag.remove(self._stage, str(partition))
        for partition, behind in records.items():
            lag.labels(self._stage, str(partition)).set(max(0, behind))
        self._shown = set(records)

    def show_state(self, stages: Iterable[Stage]) -> None:
        """Show the size of the state of all partitions together, and how far time has come."""
        statuses, name = [stage.status() for stage in stages], self._stage
        self._metrics.state_bytes.labels(name).set(sum(each.bytes for each in statuses))
        held = [holding for each in statuses for holding in each.holdings]
        for kind in KINDS[name]:
            entries = sum(each.entries for each in held if each.kind == kind)
            limit = sum(each.limit for each in held if each.kind == kind)
            self._metrics.state_entries.labels(name, kind).set(entries)
            self._metrics.state_limit.labels(name, kind).set(limit)
        self._show_time(self._metrics.watermark, min, [each.watermark for each in statuses])
        self._show_time(self._metrics.event_time, max, [each.newest for each in statuses])
        top = [pair for each in statuses for pair in each.top]
        self._metrics.show_top(sorted(top, key=lambda pair: (-pair[1], pair[0])))

    def _show_time(
        self,
        gauge: Gauge,
        chosen: Callable[[Iterable[datetime]], datetime],
        times: Iterable[datetime | None],
    ) -> None:
        """Show one of the times; of a worker without any, as one that stands by, none is shown."""
        known = [time for time in times if time is not None]
        if known:
            gauge.labels(self._stage).set(chosen(known).timestamp())
        else:
            gauge.clear()
