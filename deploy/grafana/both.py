"""Panels of both dashboards: by stage and instance, so that they are of all workers, or of one."""

from dataclasses import replace
from typing import Final

from deploy.grafana.wording import (
    ALARM,
    GRAVE,
    MISSING,
    NEUTRAL,
    NORMAL,
    WARNING,
    Panel,
    a_minute,
    age,
    asked,
    delay,
    filling,
    graph,
    increase,
    mean,
    number,
    process,
    quantile,
    rate,
    series,
)

QUIET: Final = ((300, WARNING), (900, ALARM))
"""Seconds without a record, though there is a heartbeat each minute."""
SLOW: Final = ((1, WARNING), (5, ALARM))
"""Seconds from an article's arrival on; the target is 5."""
FULL: Final = ((0.9, WARNING),)
"""Share of what may be used; NewsfeedStateFull fires there."""

READINESS: Final = (
    (MISSING, "gone", GRAVE),
    (0, "waits", WARNING),
    (1, "ready", NORMAL),
)


def readiness() -> str:
    """Give for each worker whether it is ready, or gone within the last quarter of an hour."""
    ready = series("ready")
    past = f"max by (stage, instance) (last_over_time({ready}[15m]))"
    return f"max by (stage, instance) ({ready}) or 0 * {past} + {MISSING}"


def last_record(whose: str, none: str, **labels: str) -> Panel:
    """Make the number that says how long nothing has come in, heartbeats neither.

    ``none`` is the colour where nothing ever has.
    """
    return number(
        "Last record",
        f"Time since the newest record that {whose} read was written, a heartbeat or news. Normal: "
        "under a minute. Yellow after 5 minutes, red after 15: the source has stopped, the worker "
        "hangs, or it holds no partition. None: nothing was read yet, or nobody is there to read.",
        "s",
        age("last_record_timestamp_seconds", **labels),
        *QUIET,
        missing=("none", none),
    )


def slowest(title: str, until: str, **labels: str) -> Panel:
    """Make the number that says how late the latest are."""
    return number(
        title,
        f"99 of 100 articles take less from their arrival in news.raw to {until}. Red from the "
        "target on, 5 s: NewsfeedSlow. None: no article came.",
        "s",
        quantile(0.99, "end_to_end_seconds", **labels),
        *SLOW,
        missing=("none", NEUTRAL),
    )


def lag(description: str, expr: str, missing: tuple[str, str]) -> Panel:
    """Make the number of records that wait."""
    limits = ((1_000, WARNING), (100_000, ALARM))
    return number("Lag", description, "short", expr, *limits, missing=missing)


RECORDS_OUT: Final = graph(
    "Records out",
    "What was delivered to each topic. Normal: they rise and fall with what comes in. One that "
    "falls to 0 alone: its stage has stopped.",
    "cps",
    (rate("records_out_total", "topic"), "{{topic}}"),
)
ARRIVAL: Final = graph(
    "Arrival to output",
    "From an article's arrival in news.raw to the delivery of what each stage made of it. Normal: "
    "well under a second. After an outage it is high until the lag is worked off; else see lag, "
    "then the broker. Dashed: 1 s, and the target, 5 s.",
    "s",
    (quantile(0.5, "end_to_end_seconds", "stage"), "{{stage}} p50"),
    (quantile(0.99, "end_to_end_seconds", "stage"), "{{stage}} p99"),
    limits=SLOW,
)
CHUNK: Final = graph(
    "Time for a chunk",
    "From taking up a list of records, some hundred at most, to the delivery of all it led to. "
    "Normal: 5 to 50 ms. Slower: a processor or a broker that is busy; both are shown here.",
    "s",
    (quantile(0.5, "stage_seconds", "stage"), "{{stage}} p50"),
    (quantile(0.99, "stage_seconds", "stage"), "{{stage}} p99"),
)
BROKER: Final = graph(
    "Waiting for the broker",
    "Share of the time spent waiting for deliveries. Normal: the smaller part. Near 1 the broker "
    "is the bottleneck: look after its disks and its network.",
    "percentunit",
    (rate("backpressure_seconds_total", "stage"), "{{stage}}"),
)
REJECTED: Final = graph(
    "Rejected by reason",
    "Records in news.rejected, a minute. A reason that jumps: `newsfeed tail news.rejected` shows "
    "the records, and their source mends them. `internal` is a bug of ours: the worker's log has "
    "more.",
    "cpm",
    (a_minute("rejected_total", "reason"), "{{reason}}"),
    shape="areas",
)
COMMITS: Final = graph(
    "Commits and rebalances",
    "Commits that failed, and times that partitions moved. Normal: none but where workers start "
    "or end. Again and again: NewsfeedCommitsFailing and NewsfeedRebalancing say what to do.",
    "short",
    (increase("commit_failures_total"), "failed commits"),
    (increase("rebalances_total"), "rebalances"),
    shape="counts",
)
SKIPPED: Final = graph(
    "Skipped and missing records",
    "Normal: nothing; repeats after a restart, records that came again and were skipped. Lost are "
    "those that expired before they were read: send them again (NewsfeedLogGap). Gaps are all "
    "offsets that the log no longer had.",
    "short",
    (increase("repeats_total", "stage"), "{{stage}} repeats"),
    (increase("expired_total", "stage"), "{{stage}} lost"),
    (increase("log_gaps_total", "stage"), "{{stage}} gaps"),
    shape="counts",
)
EVENT_TIME: Final = graph(
    "Event time",
    "How far behind the clock the watermark and the newest news are. A watermark that rises as "
    "steadily as time stands still: normal where no news comes, else it is stuck "
    "(NewsfeedWatermarkStuck). Tag has none.",
    "s",
    (delay("watermark_timestamp_seconds", "stage"), "{{stage}} watermark"),
    (age("event_timestamp_seconds", "stage"), "{{stage}} newest"),
)
SENT_TIME: Final = replace(
    EVENT_TIME,
    queries=(
        *EVENT_TIME.queries,
        *asked((age("published_timestamp_seconds", kind="article"), "newest sent")),
    ),
)
"""With what sources tell, which are no workers."""
COMMIT: Final = graph(
    "Commit",
    "Time that a commit of offsets took. Normal: under a second. Slower: the broker that "
    "coordinates the group is busy.",
    "s",
    (quantile(0.5, "commit_seconds"), "p50"),
    (quantile(0.99, "commit_seconds"), "p99"),
)
RESTORE: Final = graph(
    "Restore",
    "Time that rebuilding the state took each worker, the mean since it started. It grows with the "
    "state; nothing is read meanwhile.",
    "s",
    (mean("restore_seconds", "instance"), "{{instance}}"),
)
STATE: Final = graph(
    "State",
    "Texts, identities and windows remembered. Normal: level, once it holds all that the horizon "
    "and the retention keep. Tag remembers nothing.",
    "short",
    (f"sum by (kind) ({series('state_entries')})", "{{kind}}"),
)
FILLING: Final = graph(
    "State against its maximum",
    "Share of the most that may be remembered. From the dashed line on raise the maximum, and the "
    "memory with it (NewsfeedStateFull): at 1 the oldest are forgotten before their time. Windows "
    "have no maximum.",
    "percentunit",
    (filling(), "{{kind}}"),
    limits=FULL,
)
STATE_BYTES: Final = graph(
    "State in bytes",
    "Size of what is remembered, as the stage reckons it; the process takes more.",
    "bytes",
    (f"sum by (stage) ({series('state_bytes')})", "{{stage}}"),
)
PROCESSOR: Final = graph(
    "Processor",
    "Cores in use. A worker cannot use more than one: near 1 it is at its limit, and tag and "
    "window want another worker.",
    "short",
    (process("cpu_seconds_total", "rate"), "{{instance}}"),
)
MEMORY: Final = graph(
    "Memory",
    "Resident memory. Normal: it follows the state. Compare it with the limit of the container, "
    "which the processor does not know.",
    "bytes",
    (process("resident_memory_bytes"), "{{instance}}"),
)
