"""Declares every series of the processor, once, with the closed sets of its labels.

Seconds and bytes, ``_total`` for counters, prefix ``newsfeed_``. A ticker is never a label, but
for ``top_ticker``, which is bounded. Not here: when something is counted (``engine``).
"""

import platform
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Final, get_args

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
)

import stream
from stream.models import Method, Reason, Rule, Topic, WindowKind

STAGES: Final = ("tag", "dedupe", "window")
TOPICS: Final[Mapping[str, tuple[Topic, ...]]] = {
    "tag": (Topic.TAGGED, Topic.REJECTED),
    "dedupe": (Topic.UNIQUE, Topic.DUPLICATES, Topic.MENTIONS, Topic.REJECTED),
    "window": (Topic.WINDOWS, Topic.REJECTED),
}
"""Where each stage sends to."""
OUTCOMES: Final[Mapping[str, tuple[str, ...]]] = {
    "tag": ("tagged", "heartbeat", "rejected"),
    "dedupe": ("unique", "duplicate", "heartbeat", "idle", "repeat", "rejected"),
    "window": ("mention", "mark", "repeat", "rejected"),
}
"""What may become of one record; each record has exactly one of its stage's outcomes."""
REASONS: Final = get_args(Reason)
METHODS: Final = get_args(Method)
RULES: Final = get_args(Rule)
WINDOW_KINDS: Final = get_args(WindowKind)
CLOCK_ANOMALIES: Final = ("ahead",)
PUBLISHED: Final = ("article", "heartbeat")
KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "tag": (),
    "dedupe": ("texts", "identities"),
    "window": ("windows",),
}
"""What the state of each stage holds: texts searched, articles that can be corrected, windows."""
TOP_TICKERS: Final = 10

CHUNK_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
"""A chunk is at most some hundred records; a healthy one takes 5 to 50 ms."""
DELAY_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800)
"""Fine where a reader of news notices (below 1 s), coarse where a stage catches up."""
COMMIT_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 10)
RESTORE_SECONDS: Final = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600)


class Declared:
    """Series on a registry of their own, with those that every process has."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # the library omits its type
        self.registry = CollectorRegistry()

    def _counter(self, name: str, help: str, *labels: str) -> Counter:
        return Counter(f"newsfeed_{name}", help, labels, registry=self.registry)

    def _gauge(self, name: str, help: str, *labels: str) -> Gauge:
        return Gauge(f"newsfeed_{name}", help, labels, registry=self.registry)

    def _histogram(self, name: str, help: str, *labels: str, buckets: Sequence[float]) -> Histogram:
        return Histogram(f"newsfeed_{name}", help, labels, registry=self.registry, buckets=buckets)

    def _declare_process(self) -> None:
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self.build_info = self._gauge(
            "build_info", "Which version of the processor runs; always 1.", "version", "python"
        )
        self.build_info.labels(stream.__version__, platform.python_version()).set(1)


class SourceMetrics(Declared):
    """The series of a process that sends articles and runs no stage: make it once per process."""

    def __init__(self) -> None:
        super().__init__()
        self.published = self._counter(
            "published_total", "Records for news.raw that the broker confirmed, by kind.", "kind"
        )
        self.published_time = self._gauge(
            "published_timestamp_seconds",
            "Newest event time of what the broker confirmed, as Unix time.",
            "kind",
        )
        for kind in PUBLISHED:
            self.published.labels(kind)
        self._declare_process()


class Metrics(Declared):
    """The series of a worker: make it once per process.

    ``stages`` are those this process runs: each series whose labels are closed sets stands at 0
    for them from the start, so that a rate over the first event is seen.
    """

    def __init__(self, stages: Iterable[str] = STAGES) -> None:
        super().__init__()
        self._top: set[tuple[str, str]] = set()
        self._declare_flow()
        self._declare_news()
        self._declare_time()
        self._declare_group()
        self._declare_state()
        self._declare_process()
        for stage in stages:
            self._start_at_zero(stage)

    def count(self, series: str, label: str, amount: int) -> None:
        """Add what a stage counted: a series of the contract's closed set, and its label.

        Raises ``KeyError`` for another series.
        """
        counter = self._counted[series]
        (counter.labels(label) if counter is not self.late else counter).inc(amount)

    def show_top(self, tickers: Sequence[tuple[str, float]]) -> None:
        """Show these as the tickers that trend, the first first, instead of those shown before.

        At most ten are shown; the value is the ticker's volume over the last hour.
        """
        shown = {
            (str(rank), ticker): volume
            for rank, (ticker, volume) in enumerate(tickers[:TOP_TICKERS], start=1)
        }
        for labels in self._top - shown.keys():
            self.top_ticker.remove(*labels)
        for labels, volume in shown.items():
            self.top_ticker.labels(*labels).set(volume)
        self._top = set(shown)

    def _declare_flow(self) -> None:
        self.records_in = self._counter(
            "records_in_total", "Records read from the stage's input topic.", "stage"
        )
        self.records_out = self._counter(
            "records_out_total", "Records delivered to an output topic.", "stage", "topic"
        )
        self.articles = self._counter(
            "articles_total", "Records decided, by what became of them.", "stage", "outcome"
        )
        self.rejected = self._counter(
            "rejected_total", "Records sent to news.rejected, by reason.", "stage", "reason"
        )
        self.repeats = self._counter(
            "repeats_total", "Records skipped because they were decided before.", "stage"
        )
        self.log_gaps = self._counter(
            "log_gaps_total", "Offsets that the input's log no longer had.", "stage"
        )
        self.expired = self._counter(
            "expired_total", "Records that the log let go of before they were read.", "stage"
        )
        self.backpressure = self._counter(
            "backpressure_seconds_total", "Seconds spent waiting for deliveries.", "stage"
        )

    def _declare_news(self) -> None:
        self.duplicates = self._counter(
            "duplicates_total", "Duplicates found, by the method that found them.", "method"
        )
        self.tags = self._counter(
            "tags_total", "Tags given, by the rule of their first evidence.", "rule"
        )
        self.windows = self._counter(
            "windows_total",
            "Windows put out, by whether they were open, closed or revised.",
            "kind",
        )
        self.late = self._counter("late_total", "Mentions that came after their window closed.")
        self.clock_anomalies = self._counter(
            "clock_anomalies_total", "Articles whose clock was wrong, by how.", "kind"
        )
        self.evicted = self._counter(
            "evicted_total", "Things forgotten before their time because of a maximum.", "kind"
        )
        self.top_ticker = self._gauge(
            "top_ticker", "Mentions in the last hour of the tickers that trend.", "rank", "ticker"
        )
        self._counted: Mapping[str, Counter] = {
            "duplicates": self.duplicates,
            "tags": self.tags,
            "windows": self.windows,
            "late": self.late,
            "clock_anomalies": self.clock_anomalies,
            "evicted": self.evicted,
        }

    def _declare_time(self) -> None:
        self.stage_seconds = self._histogram(
            "stage_seconds",
            "Time from taking up a chunk of records to the delivery of all it led to.",
            "stage",
            buckets=CHUNK_SECONDS,
        )
        self.end_to_end = self._histogram(
            "end_to_end_seconds",
            "Time from an article's arrival in news.raw to the delivery of its outputs.",
            "stage",
            buckets=DELAY_SECONDS,
        )
        self.watermark = self._gauge(
            "watermark_timestamp_seconds", "How far event time has come, as Unix time.", "stage"
        )
        self.event_time = self._gauge(
            "event_timestamp_seconds", "Newest event time read, as Unix time.", "stage"
        )
        self.last_record = self._gauge(
            "last_record_timestamp_seconds", "When the newest record read was written.", "stage"
        )

    def _declare_group(self) -> None:
        self.consumer_lag = self._gauge(
            "consumer_lag_records", "Records not yet read of a partition.", "stage", "partition"
        )
        self.commit_seconds = self._histogram(
            "commit_seconds", "Time that a commit of offsets took.", buckets=COMMIT_SECONDS
        )
        self.commit_failures = self._counter("commit_failures_total", "Commits that failed.")
        self.rebalances = self._counter("rebalances_total", "Times that partitions were assigned.")
        self.restore_seconds = self._histogram(
            "restore_seconds",
            "Time that rebuilding the state of the assigned partitions took.",
            buckets=RESTORE_SECONDS,
        )
        self.ready = self._gauge(
            "ready", "Whether the stage is assigned, restored and committing.", "stage"
        )

    def _declare_state(self) -> None:
        self.state_entries = self._gauge(
            "state_entries", "Things that the stage remembers, by what they are.", "stage", "kind"
        )
        self.state_bytes = self._gauge(
            "state_bytes", "Size of what the stage remembers, as it reckons it.", "stage"
        )
        self.state_limit = self._gauge(
            "state_limit_entries",
            "Most things of a kind that the stage may remember; 0 where none is set.",
            "stage",
            "kind",
        )

    def _start_at_zero(self, stage: str) -> None:
        """Make the children of a stage; times stay unset until known, for 0 would be 1970."""
        for series in self._plain_counters():
            series.labels(stage)
        for gauge in (self.ready, self.state_bytes):
            gauge.labels(stage)
        for gauge, kind in product((self.state_entries, self.state_limit), KINDS[stage]):
            gauge.labels(stage, kind)
        for histogram in (self.stage_seconds, self.end_to_end):
            histogram.labels(stage)
        for topic in TOPICS[stage]:
            self.records_out.labels(stage, topic)
        for outcome in OUTCOMES[stage]:
            self.articles.labels(stage, outcome)
        for reason in REASONS:
            self.rejected.labels(stage, reason)
        self._start_news_at_zero(stage)

    def _plain_counters(self) -> Sequence[Counter]:
        """Give the counters that have no label but the stage."""
        return self.records_in, self.repeats, self.log_gaps, self.expired, self.backpressure

    def _start_news_at_zero(self, stage: str) -> None:
        """Make the children of the series that only one stage counts."""
        counted: Mapping[str, Sequence[tuple[Counter, Sequence[str]]]] = {
            "tag": ((self.tags, RULES), (self.clock_anomalies, CLOCK_ANOMALIES)),
            "dedupe": ((self.duplicates, METHODS), (self.evicted, KINDS["dedupe"])),
            "window": ((self.windows, WINDOW_KINDS),),
        }
        for counter, labels in counted[stage]:
            for label in labels:
                counter.labels(label)
