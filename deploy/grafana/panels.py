"""What the dashboard "Newsfeed" shows, row by row: each panel with its question and its queries."""

from typing import Final

from deploy.grafana.wording import (
    Panel,
    Query,
    Row,
    graph,
    increase,
    process,
    quantile,
    rate,
    series,
    stat,
)

HEALTH: Final = Row(
    title="Is it healthy?",
    panels=(
        stat("In", "Articles read by tag, a second.", "cps", rate("records_in_total", stage="tag")),
        stat(
            "Out",
            "Articles that left dedupe, unique or as a duplicate, a second.",
            "cps",
            rate("articles_total", stage="dedupe", outcome="unique|duplicate"),
        ),
        stat(
            "p99 to unique",
            "99 of 100 articles take less from their arrival to news.unique or news.duplicates.",
            "s",
            quantile(0.99, "end_to_end_seconds", stage="dedupe"),
            warn=1,
            alarm=5,
        ),
        stat(
            "Lag",
            "Records that wait to be read, of all stages.",
            "short",
            f"sum({series('consumer_lag_records')})",
            warn=1_000,
            alarm=100_000,
        ),
        stat(
            "Duplicates",
            "Share of the articles that are copies of earlier ones.",
            "percentunit",
            f"{rate('articles_total', stage='dedupe', outcome='duplicate')} / "
            f"{rate('articles_total', stage='dedupe', outcome='unique|duplicate')}",
        ),
        stat(
            "Rejected",
            "Records that went to news.rejected, a minute.",
            "cpm",
            f"60 * {rate('rejected_total')}",
            warn=1,
            alarm=60,
        ),
        stat(
            "Workers ready",
            "Workers that are assigned, restored and committing; a standby is not.",
            "short",
            f"sum({series('ready')})",
        ),
        stat(
            "Watermark age",
            "How far event time, as the windows see it, is behind the clock. Large when old news "
            "is replayed.",
            "s",
            f"time() - max({series('watermark_timestamp_seconds', stage='window')})",
        ),
    ),
)

FLOW: Final = Row(
    title="The flow, by stage and topic",
    panels=(
        graph(
            "Records in",
            "What each stage reads. Lines that part mean that a stage falls behind.",
            "cps",
            (rate("records_in_total", "stage"), "{{stage}}"),
        ),
        graph(
            "Records out",
            "What was delivered to each topic.",
            "cps",
            (rate("records_out_total", "topic"), "{{topic}}"),
        ),
        graph(
            "Lag",
            "Records of the input not yet read. It should come back to zero.",
            "short",
            (f"sum by (stage) ({series('consumer_lag_records')})", "{{stage}}"),
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
            queries=(Query(expr=f"max by (ticker) ({series('top_ticker')})", legend="{{ticker}}"),),
            shape="bars",
        ),
        graph(
            "What became of the articles",
            "Outcomes of dedupe.",
            "cps",
            (rate("articles_total", "outcome", stage="dedupe"), "{{outcome}}"),
        ),
        graph(
            "Duplicates by method",
            "How copies were recognised.",
            "cps",
            (rate("duplicates_total", "method"), "{{method}}"),
        ),
        graph(
            "Tags by rule",
            "By the rule of the strongest evidence.",
            "cps",
            (rate("tags_total", "rule"), "{{rule}}"),
        ),
        graph(
            "Windows by kind",
            "Updates of open windows, windows declared final, revisions by late news.",
            "cps",
            (rate("windows_total", "kind"), "{{kind}}"),
        ),
        graph(
            "Late news",
            "Mentions that came after their window had closed. Each revises it.",
            "cps",
            (rate("late_total"), "late"),
        ),
    ),
)

PROBLEMS: Final = Row(
    title="Problems",
    panels=(
        graph(
            "Rejected, by reason",
            "Records in news.rejected. `internal` is a bug of ours: the worker's log has more.",
            "short",
            (increase("rejected_total", "stage, reason") + " > 0", "{{stage}} {{reason}}"),
        ),
        graph(
            "Commits and rebalances",
            "Commits that failed, and times that partitions moved. Both belong to restarts only.",
            "short",
            (increase("commit_failures_total"), "failed commits"),
            (increase("rebalances_total"), "rebalances"),
        ),
        graph(
            "Skipped and missing records",
            "Repeats are skipped after a crash and harmless. Gaps are records lost to retention.",
            "short",
            (increase("repeats_total", "stage"), "{{stage}} repeats"),
            (increase("log_gaps_total", "stage"), "{{stage}} gaps"),
        ),
        graph(
            "Starts",
            "Times that a worker's process started.",
            "short",
            (process("start_time_seconds", "changes"), "{{instance}}"),
        ),
        graph(
            "Clocks",
            "Articles whose clock was wrong, by how.",
            "short",
            (increase("clock_anomalies_total", "kind"), "{{kind}}"),
        ),
        graph(
            "Forgotten before their time",
            "What a maximum of dedupe pushed out although the horizon or the retention would keep "
            "it. Anything above zero: raise the maximum.",
            "short",
            (increase("evicted_total", "kind"), "{{kind}}"),
        ),
        graph(
            "Watermark age",
            "How far event time is behind the clock. A line that rises as steadily as time means "
            "that it stands still.",
            "s",
            (f"time() - max by (stage) ({series('watermark_timestamp_seconds')})", "{{stage}}"),
        ),
    ),
)

RESOURCES: Final = Row(
    title="Resources",
    panels=(
        graph(
            "Processor",
            "Cores in use by each worker.",
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
            "Texts, identities and windows remembered, and the most that may be.",
            "short",
            (f"sum by (kind) ({series('state_entries')})", "{{kind}}"),
            (f"sum by (kind) ({series('state_limit_entries')} > 0)", "{{kind}} limit"),
        ),
        graph(
            "State in bytes",
            "Size of what is remembered, as the stage reckons it.",
            "bytes",
            (f"sum by (stage) ({series('state_bytes')})", "{{stage}}"),
        ),
        graph(
            "Restore",
            "Time that rebuilding the state took, p99.",
            "s",
            (quantile(0.99, "restore_seconds"), "restore"),
        ),
        graph(
            "Commit",
            "Time that a commit of offsets took, p99.",
            "s",
            (quantile(0.99, "commit_seconds"), "commit"),
        ),
    ),
)

ROWS: Final = (HEALTH, FLOW, CONTENT, PROBLEMS, RESOURCES)
