"""What the dashboard "Newsfeed" shows, row by row: each panel with its question and its queries.

Not here: its first row (``health``).
"""

from typing import Final

from deploy.grafana.health import HEALTH
from deploy.grafana.wording import (
    NEUTRAL,
    Panel,
    Row,
    a_minute,
    age,
    asked,
    filling,
    graph,
    increase,
    mean,
    process,
    quantile,
    rate,
    series,
)

FLOW: Final = Row(
    title="The flow, by stage and topic",
    panels=(
        graph(
            "Sent",
            "What the sources that are watched have sent, by kind.",
            "cps",
            (rate("published_total", "kind"), "{{kind}}"),
            width=6,
        ),
        graph(
            "Records in",
            "What each stage reads; window a record for each ticker of an article. A stage that "
            "falls while the one before it does not is falling behind.",
            "cps",
            (rate("records_in_total", "stage"), "{{stage}}"),
            width=6,
        ),
        graph(
            "Records out",
            "What was delivered to each topic.",
            "cps",
            (rate("records_out_total", "topic"), "{{topic}}"),
            width=6,
        ),
        graph(
            "Lag by stage",
            "Records of the input not yet read. It should come back to zero.",
            "short",
            (f"sum by (stage) ({series('consumer_lag_records')})", "{{stage}}"),
            width=6,
        ),
        graph(
            "Arrival to output",
            "From an article's arrival in news.raw to the delivery of what each stage made of it.",
            "s",
            (quantile(0.5, "end_to_end_seconds", "stage"), "{{stage}} p50"),
            (quantile(0.99, "end_to_end_seconds", "stage"), "{{stage}} p99"),
        ),
        graph(
            "Time for a chunk",
            "From taking up a list of records to the delivery of all it led to, p99.",
            "s",
            (quantile(0.99, "stage_seconds", "stage"), "{{stage}}"),
        ),
        graph(
            "Waiting for the broker",
            "Share of the time spent waiting for deliveries. Near 1 the broker is the bottleneck.",
            "percentunit",
            (rate("backpressure_seconds_total", "stage"), "{{stage}}"),
        ),
    ),
)

CONTENT: Final = Row(
    title="The news",
    panels=(
        Panel(
            title="Tickers that trend",
            description="The ten tickers with most mentions in the last hour of event time.",
            unit="short",
            queries=asked(
                (f"topk(10, max by (ticker) ({series('top_ticker')}))", "{{ticker}}"),
            ),
            shape="bars",
            colour=NEUTRAL,
        ),
        graph(
            "What became of the articles",
            "Outcomes of dedupe, a minute.",
            "cpm",
            (a_minute("articles_total", "outcome", stage="dedupe"), "{{outcome}}"),
            shape="areas",
        ),
        graph(
            "Duplicates by method",
            "How copies were recognised, a minute.",
            "cpm",
            (a_minute("duplicates_total", "method"), "{{method}}"),
            shape="areas",
        ),
        graph(
            "Tags by rule",
            "By the rule of the strongest evidence, a minute.",
            "cpm",
            (a_minute("tags_total", "rule"), "{{rule}}"),
            shape="areas",
        ),
        graph(
            "Windows by kind",
            "Updates of open windows, windows declared final, revisions by late news; a minute.",
            "cpm",
            (a_minute("windows_total", "kind"), "{{kind}}"),
        ),
        graph(
            "Late news",
            "Mentions that came after their window had closed, a minute. Each revises it.",
            "cpm",
            (a_minute("late_total"), "late"),
            shape="counts",
        ),
    ),
)

PROBLEMS: Final = Row(
    title="Problems",
    panels=(
        graph(
            "Rejected by reason",
            "Records in news.rejected, a minute. `internal` is a bug of ours: the worker's log has "
            "more.",
            "cpm",
            (a_minute("rejected_total", "reason"), "{{reason}}"),
            shape="areas",
        ),
        graph(
            "Commits and rebalances",
            "Commits that failed, and times that partitions moved. Both belong to restarts only.",
            "short",
            (increase("commit_failures_total"), "failed commits"),
            (increase("rebalances_total"), "rebalances"),
            shape="counts",
        ),
        graph(
            "Skipped and missing records",
            "Repeats are records that came again and were skipped. Lost are those that expired "
            "before they were read; gaps are all offsets that the log no longer had.",
            "short",
            (increase("repeats_total", "stage"), "{{stage}} repeats"),
            (increase("expired_total", "stage"), "{{stage}} lost"),
            (increase("log_gaps_total", "stage"), "{{stage}} gaps"),
            shape="counts",
        ),
        graph(
            "Running for",
            "Time since each worker started. A line that falls is a worker that started again.",
            "s",
            (f"time() - {process('start_time_seconds')}", "{{instance}}"),
            width=6,
        ),
        graph(
            "Forgotten before their time",
            "What a maximum of dedupe pushed out although the horizon or the retention would keep "
            "it. Anything above zero: raise the maximum.",
            "short",
            (increase("evicted_total", "kind"), "{{kind}}"),
            shape="counts",
            width=6,
        ),
        graph(
            "Event time",
            "How far behind the clock the watermark and the newest news are. A watermark that "
            "rises as steadily as time stands still; where the news goes on it is stuck.",
            "s",
            (age("watermark_timestamp_seconds", "stage"), "{{stage}} watermark"),
            (age("event_timestamp_seconds", "stage"), "{{stage}} newest"),
            (age("published_timestamp_seconds", kind="article"), "newest sent"),
            width=6,
        ),
        graph(
            "Clocks",
            "Articles whose clock was wrong, by how, a minute. Those ahead move event time up to "
            "their arrival, no further.",
            "cpm",
            (a_minute("clock_anomalies_total", "kind"), "{{kind}}"),
            shape="counts",
            width=6,
        ),
    ),
)

RESOURCES: Final = Row(
    title="Resources",
    panels=(
        graph(
            "Processor",
            "Cores in use by each worker. A worker cannot use more than one.",
            "short",
            (process("cpu_seconds_total", "rate"), "{{instance}}"),
        ),
        graph(
            "Memory",
            "Resident memory of each worker.",
            "bytes",
            (process("resident_memory_bytes"), "{{instance}}"),
        ),
        graph(
            "State",
            "Texts, identities and windows remembered.",
            "short",
            (f"sum by (kind) ({series('state_entries')})", "{{kind}}"),
        ),
        graph(
            "State against its maximum",
            "Share of the most that may be remembered. At 1 the oldest are forgotten before their "
            "time. Windows have no maximum.",
            "percentunit",
            (filling(), "{{kind}}"),
            width=6,
        ),
        graph(
            "State in bytes",
            "Size of what is remembered, as the stage reckons it.",
            "bytes",
            (f"sum by (stage) ({series('state_bytes')})", "{{stage}}"),
            width=6,
        ),
        graph(
            "Restore",
            "Time that rebuilding the state took each worker, the mean since it started.",
            "s",
            (mean("restore_seconds", "instance"), "{{instance}}"),
            width=6,
        ),
        graph(
            "Commit",
            "Time that a commit of offsets took, p99.",
            "s",
            (quantile(0.99, "commit_seconds"), "commit"),
            width=6,
        ),
    ),
)

ROWS: Final = (HEALTH, FLOW, CONTENT, PROBLEMS, RESOURCES)
