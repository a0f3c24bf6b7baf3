"""What the dashboard "Newsfeed worker" shows of one process, row by row."""

from typing import Final

from deploy.grafana.wording import (
    ALARM,
    NEUTRAL,
    NORMAL,
    WARNING,
    Panel,
    Row,
    a_minute,
    age,
    asked,
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

STAGE: Final = Panel(
    title="Stage",
    description="What the worker does, and whether it is assigned, restored and committing. "
    "A standby of dedupe waits.",
    unit="short",
    queries=asked((series("ready"), "{{stage}}")),
    shape="state",
    width=4,
    height=4,
    words=((0, "waits", WARNING), (1, "ready", NORMAL)),
    empty="not scraped",
)
BUILD: Final = Panel(
    title="Build",
    description="Which version of the processor runs, on which Python.",
    unit="short",
    queries=asked((series("build_info"), "{{version}} on Python {{python}}")),
    shape="name",
    width=4,
    height=4,
    colour=NEUTRAL,
)

IDENTITY: Final = Row(
    title="What is it, and is it well?",
    panels=(
        STAGE,
        BUILD,
        number(
            "Running for",
            "Time since the process started.",
            "s",
            f"time() - {process('start_time_seconds')}",
            colour=NEUTRAL,
        ),
        number(
            "In",
            "Records read, a second. Yellow: nothing comes in.",
            "cps",
            rate("records_in_total"),
            (0.001, NORMAL),
            colour=WARNING,
        ),
        number(
            "Last record",
            "Time since the newest record read was written. Yellow after 5 minutes, red after 15.",
            "s",
            age("last_record_timestamp_seconds"),
            (300, WARNING),
            (900, ALARM),
        ),
        number(
            "p99 from arrival",
            "99 of 100 articles take less from their arrival in news.raw to this stage's outputs.",
            "s",
            quantile(0.99, "end_to_end_seconds"),
            (1, WARNING),
            (5, ALARM),
        ),
        Panel(
            title="Lag",
            description="Records of its partitions that wait to be read.",
            unit="short",
            queries=asked((f"sum({series('consumer_lag_records')})", "lag")),
            shape="number",
            width=4,
            height=4,
            limits=((1_000, WARNING), (100_000, ALARM)),
        ),
    ),
)

WORK: Final = Row(
    title="What does it do?",
    panels=(
        graph(
            "What became of its records",
            "Each record has one outcome; a minute.",
            "cpm",
            (a_minute("articles_total", "outcome"), "{{outcome}}"),
            shape="areas",
        ),
        graph(
            "Records out",
            "What was delivered to each topic, a minute.",
            "cpm",
            (a_minute("records_out_total", "topic"), "{{topic}}"),
        ),
        graph(
            "Rejected by reason",
            "What went to news.rejected, a minute.",
            "cpm",
            (a_minute("rejected_total", "reason"), "{{reason}}"),
            shape="areas",
        ),
        graph(
            "Arrival to output",
            "From an article's arrival in news.raw to the delivery of what this stage made of it.",
            "s",
            (quantile(0.5, "end_to_end_seconds"), "p50"),
            (quantile(0.99, "end_to_end_seconds"), "p99"),
        ),
        graph(
            "Time for a chunk",
            "From taking up a list of records to the delivery of all it led to.",
            "s",
            (quantile(0.5, "stage_seconds"), "p50"),
            (quantile(0.99, "stage_seconds"), "p99"),
        ),
        graph(
            "Waiting for the broker",
            "Share of the time spent waiting for deliveries. Near 1 the broker is the bottleneck.",
            "percentunit",
            (rate("backpressure_seconds_total"), "waiting"),
        ),
    ),
)

PARTITIONS: Final = Row(
    title="Its partitions and its group",
    panels=(
        graph(
            "Lag by partition",
            "Records not yet read of each partition it holds. A partition without a line is held "
            "by another worker.",
            "short",
            (f"max by (partition) ({series('consumer_lag_records')})", "partition {{partition}}"),
        ),
        graph(
            "Event time",
            "How far behind the clock its watermark is, and the newest news it read. Tag has no "
            "watermark.",
            "s",
            (age("watermark_timestamp_seconds", "stage"), "watermark"),
            (age("event_timestamp_seconds", "stage"), "newest"),
        ),
        graph(
            "Rebalances and commits",
            "Times that it was given partitions, and commits that failed.",
            "short",
            (increase("rebalances_total"), "rebalances"),
            (increase("commit_failures_total"), "failed commits"),
            shape="counts",
        ),
        graph(
            "Commit",
            "Time that a commit of offsets took.",
            "s",
            (quantile(0.5, "commit_seconds"), "p50"),
            (quantile(0.99, "commit_seconds"), "p99"),
        ),
        graph(
            "Restore",
            "Time that rebuilding the state took, the mean since it started.",
            "s",
            (mean("restore_seconds", "instance"), "restore"),
        ),
        graph(
            "Skipped and missing records",
            "Repeats are records that came again and were skipped. Lost are those that expired "
            "before they were read; gaps are all offsets that the log no longer had.",
            "short",
            (increase("repeats_total"), "repeats"),
            (increase("expired_total"), "lost"),
            (increase("log_gaps_total"), "gaps"),
            shape="counts",
        ),
    ),
)

PROCESS: Final = Row(
    title="Its state and its process",
    panels=(
        graph(
            "State",
            "Things remembered. Tag remembers nothing.",
            "short",
            (f"sum by (kind) ({series('state_entries')})", "{{kind}}"),
        ),
        graph(
            "State against its maximum",
            "Share of the most that may be remembered. Windows have no maximum.",
            "percentunit",
            (filling(), "{{kind}}"),
        ),
        graph(
            "State in bytes",
            "Size of what is remembered, as the stage reckons it.",
            "bytes",
            (f"sum({series('state_bytes')})", "state"),
        ),
        graph(
            "Processor",
            "Cores in use. A worker cannot use more than one.",
            "short",
            (process("cpu_seconds_total", "rate"), "cores"),
            width=6,
        ),
        graph(
            "Memory",
            "Memory of the process: what it holds, and what it has asked for.",
            "bytes",
            (process("resident_memory_bytes"), "resident"),
            (process("virtual_memory_bytes"), "virtual"),
            width=6,
        ),
        graph(
            "File descriptors",
            "Files and connections that are open.",
            "short",
            (process("open_fds"), "open"),
            width=6,
        ),
        graph(
            "File descriptors in use",
            "Share of those that the system allows the process.",
            "percentunit",
            (f"{process('open_fds')} / {process('max_fds')}", "in use"),
            width=6,
        ),
    ),
)

ROWS: Final = (IDENTITY, WORK, PARTITIONS, PROCESS)
