"""What the dashboard "Newsfeed" shows, row by row: each panel with its question and its queries.

Not here: its first row (``health``), panels that the worker's dashboard has too (``both``).
"""

from typing import Final

from deploy.grafana.both import (
    ARRIVAL,
    BROKER,
    CHUNK,
    COMMIT,
    COMMITS,
    FILLING,
    MEMORY,
    PROCESSOR,
    RECORDS_OUT,
    REJECTED,
    RESTORE,
    SENT_TIME,
    SKIPPED,
    STATE,
    STATE_BYTES,
)
from deploy.grafana.health import HEALTH, LAG
from deploy.grafana.wording import (
    NEUTRAL,
    Panel,
    Row,
    a_minute,
    asked,
    graph,
    increase,
    narrow,
    process,
    rate,
    series,
)

FLOW: Final = Row(
    title="The flow, by stage and topic",
    panels=(
        graph(
            "Sent",
            "What the sources that are watched have sent, by kind. Heartbeats without articles: "
            "nothing new, or a source that is silent. No line: no source is watched.",
            "cps",
            (rate("published_total", "kind"), "{{kind}}"),
            width=6,
        ),
        graph(
            "Records in",
            "What each stage reads; window a record for each ticker of an article. Normal: they "
            "rise and fall together. A stage that falls while the one before it does not is "
            "falling behind: see its lag.",
            "cps",
            (rate("records_in_total", "stage"), "{{stage}}"),
            width=6,
        ),
        narrow(RECORDS_OUT),
        graph(
            "Lag by stage",
            "Records of the input not yet read. Normal: it comes back to zero. Where it only "
            "grows, tag and window want more workers, dedupe a faster core "
            "(NewsfeedLagGrowing). No line: no worker.",
            "short",
            (f"sum by (stage) ({LAG})", "{{stage}}"),
            width=6,
        ),
        ARRIVAL,
        CHUNK,
        BROKER,
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
            empty="no window yet",
        ),
        graph(
            "What became of the articles",
            "Outcomes of dedupe, a minute. Normal: most are unique. `idle` are partitions without "
            "news, `repeat` records that came again after a restart.",
            "cpm",
            (a_minute("articles_total", "outcome", stage="dedupe"), "{{outcome}}"),
            shape="areas",
        ),
        graph(
            "Duplicates by method",
            "How copies were recognised, a minute. Many that are `redelivered`: a producer sends "
            "its records again.",
            "cpm",
            (a_minute("duplicates_total", "method"), "{{method}}"),
            shape="areas",
        ),
        graph(
            "Tags by rule",
            "By the rule of the strongest evidence, a minute. A rule that is gone from one day to "
            "the next: a source writes otherwise than before.",
            "cpm",
            (a_minute("tags_total", "rule"), "{{rule}}"),
            shape="areas",
        ),
        graph(
            "Windows by kind",
            "Updates of open windows, windows declared final, revisions by late news; a minute. "
            "Updates without any final one: see Event time.",
            "cpm",
            (a_minute("windows_total", "kind"), "{{kind}}"),
        ),
        graph(
            "Late news",
            "Mentions that came after their window had closed, a minute. Each revises it: results "
            "stay right. Many: a source is later than the lateness that windows wait.",
            "cpm",
            (a_minute("late_total"), "late"),
            shape="counts",
        ),
    ),
)

PROBLEMS: Final = Row(
    title="Problems",
    panels=(
        REJECTED,
        COMMITS,
        SKIPPED,
        graph(
            "Running for",
            "Time since each worker started. A line that falls is a worker that started again; "
            "its last log line and exit code say why (NewsfeedRestarting).",
            "s",
            (f"time() - {process('start_time_seconds')}", "{{instance}}"),
            width=6,
        ),
        graph(
            "Forgotten before their time",
            "What a maximum of dedupe pushed out although the horizon or the retention would "
            "keep it. Normal: nothing. Anything above zero: raise the maximum "
            "(NewsfeedForgettingEarly).",
            "short",
            (increase("evicted_total", "kind"), "{{kind}}"),
            shape="counts",
            width=6,
        ),
        narrow(SENT_TIME),
        graph(
            "Clocks",
            "Articles whose clock was wrong, by how, a minute. Those ahead move event time up "
            "to their arrival, no further. Many: the clock of a source wants to be set.",
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
        PROCESSOR,
        MEMORY,
        STATE,
        narrow(FILLING),
        narrow(STATE_BYTES),
        narrow(RESTORE),
        narrow(COMMIT),
    ),
)

ROWS: Final = (HEALTH, FLOW, CONTENT, PROBLEMS, RESOURCES)
