"""What the dashboard "Newsfeed worker" shows of one process, row by row.

Not here: panels that the dashboard of all workers has too (``both``).
"""

from dataclasses import replace
from typing import Final

from deploy.grafana.both import (
    ARRIVAL,
    BROKER,
    CHUNK,
    COMMIT,
    COMMITS,
    EVENT_TIME,
    FILLING,
    FULL,
    MEMORY,
    PROCESSOR,
    READINESS,
    RECORDS_OUT,
    REJECTED,
    RESTORE,
    SKIPPED,
    STATE,
    STATE_BYTES,
    lag,
    last_record,
    readiness,
    slowest,
)
from deploy.grafana.wording import (
    ALARM,
    GRAVE,
    NEUTRAL,
    NORMAL,
    WARNING,
    Panel,
    Row,
    a_minute,
    asked,
    graph,
    narrow,
    number,
    process,
    rate,
    series,
)

STAGE: Final = Panel(
    title="Stage",
    description="What the worker does, and whether it is assigned, restored and committing. One "
    "that waits says at /healthz/ready what it lacks. One that is gone does not answer.",
    unit="short",
    queries=asked((readiness(), "{{stage}}")),
    shape="state",
    width=4,
    height=4,
    colour=ALARM,
    words=READINESS,
    empty="not scraped",
)
BUILD: Final = Panel(
    title="Build",
    description="Which version of the processor runs, on which Python. All workers of a flow "
    "should run the same.",
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
            "Time since the process started. Short, though nobody started it: its last log line "
            "and exit code say why.",
            "s",
            f"time() - sum({process('start_time_seconds')})",
            colour=NEUTRAL,
            missing=("gone", GRAVE),
        ),
        number(
            "In",
            "Records read, a second. Yellow: nothing comes in, as with a standby.",
            "cps",
            rate("records_in_total"),
            (0.001, NORMAL),
            colour=WARNING,
            missing=("gone", GRAVE),
        ),
        last_record("it", NEUTRAL),
        slowest("p99 to output", "this stage's outputs"),
        replace(
            lag(
                "Records of its partitions that wait to be read. Normal: it comes back to near 0. "
                "None: it holds no partition.",
                f"sum({series('consumer_lag_records')})",
                missing=("none", NEUTRAL),
            ),
            width=4,
        ),
    ),
)

WORK: Final = Row(
    title="What does it do?",
    panels=(
        graph(
            "What became of its records",
            "Each record has one outcome; a minute. `repeat` after a restart is normal, `rejected` "
            "stands beside by reason.",
            "cpm",
            (a_minute("articles_total", "outcome"), "{{outcome}}"),
            shape="areas",
        ),
        RECORDS_OUT,
        REJECTED,
        ARRIVAL,
        CHUNK,
        BROKER,
    ),
)

PARTITIONS: Final = Row(
    title="Its partitions and its group",
    panels=(
        graph(
            "Lag by partition",
            "Records not yet read of each partition it holds. One that grows alone: its key is "
            "much too frequent. A partition without a line is held by another worker.",
            "short",
            (f"max by (partition) ({series('consumer_lag_records')})", "partition {{partition}}"),
        ),
        EVENT_TIME,
        COMMITS,
        COMMIT,
        RESTORE,
        SKIPPED,
    ),
)

PROCESS: Final = Row(
    title="Its state and its process",
    panels=(
        STATE,
        FILLING,
        STATE_BYTES,
        narrow(PROCESSOR),
        narrow(MEMORY),
        graph(
            "File descriptors",
            "Files and connections that are open. Normal: some tens. One that only rises is a "
            "leak of ours.",
            "short",
            (process("open_fds"), "{{instance}}"),
            width=6,
        ),
        graph(
            "File descriptors in use",
            "Share of those that the system allows the process. At 1 it can open no "
            "connection: raise the limit.",
            "percentunit",
            (f"{process('open_fds')} / {process('max_fds')}", "{{instance}}"),
            limits=FULL,
            width=6,
        ),
    ),
)

ROWS: Final = (IDENTITY, WORK, PARTITIONS, PROCESS)
