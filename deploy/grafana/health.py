"""The first row of "Newsfeed": does news flow, how late is it, what is wrong; seen at a glance."""

from typing import Final

from deploy.grafana.wording import (
    ALARM,
    FIRING,
    NEUTRAL,
    NORMAL,
    WARNING,
    Panel,
    Row,
    a_minute,
    age,
    asked,
    number,
    quantile,
    rate,
    series,
)

STAGES: Final = 3
RUNBOOKS: Final = ("What to do", "/d/newsfeed-runbooks/newsfeed-runbooks")
WORKER: Final = (
    "This worker",
    "/d/newsfeed-worker/newsfeed-worker?var-instance=${__field.labels.instance}",
)

ALERT_LABELS: Final = "alertname, stage, kind, service, instance"
ALERT_LEGEND: Final = "{{alertname}} {{stage}} {{kind}} {{service}} {{instance}}"
GRAVITY: Final = " or ".join(
    f'{gravity} * ALERTS{{{FIRING}, severity="{severity}"}}'
    for gravity, severity in ((3, "critical"), (2, "warning"), (1, "info"))
)

READY: Final = Panel(
    title="Workers ready",
    description="Workers that are assigned, restored and committing, and stages that have one. "
    "Red: a stage has none, and its input only grows. A standby of dedupe does not count.",
    unit="short",
    queries=asked(
        (f"sum({series('ready')}) or vector(0)", "workers"),
        (f"count(max by (stage) ({series('ready')}) == 1) or vector(0)", "stages"),
    ),
    shape="state",
    width=3,
    height=4,
    colour=ALARM,
    limits=((STAGES, NORMAL),),
)
ALERTS: Final = Panel(
    title="Alerts",
    description="Warnings and critical alerts that fire now. Which they are stands below, what to "
    "do behind the link.",
    unit="short",
    queries=asked((f'count(ALERTS{{{FIRING}, severity!="info"}}) or vector(0)', "alerts")),
    shape="number",
    width=3,
    height=4,
    limits=((1, ALARM),),
    words=((0, "none", NORMAL),),
    link=RUNBOOKS,
)
FIRED: Final = Panel(
    title="Alerts that fire",
    description="Which alerts fired when, and how grave they are. A click leads to what to do.",
    unit="short",
    queries=asked((f"max by ({ALERT_LABELS}) ({GRAVITY})", ALERT_LEGEND)),
    shape="timeline",
    width=9,
    height=6,
    words=((1, "info", NEUTRAL), (2, "warning", WARNING), (3, "critical", ALARM)),
    empty="none fired",
    link=RUNBOOKS,
)
WORKERS: Final = Panel(
    title="Workers",
    description="Which workers were ready when. One that waits has no partitions, restores its "
    "state, or cannot commit; a standby always waits. A click leads to the worker.",
    unit="short",
    queries=asked((f"max by (stage, instance) ({series('ready')})", "{{stage}} {{instance}}")),
    shape="timeline",
    width=9,
    height=6,
    words=((0, "waits", WARNING), (1, "ready", NORMAL)),
    empty="no worker is scraped",
    link=WORKER,
)

HEALTH: Final = Row(
    title="Is it healthy?",
    panels=(
        READY,
        ALERTS,
        number(
            "Articles in",
            "Articles read by tag, good and bad, a second. Yellow: none comes in.",
            "cps",
            rate("articles_total", stage="tag", outcome="tagged|rejected"),
            (0.001, NORMAL),
            colour=WARNING,
        ),
        number(
            "Articles out",
            "Articles that left dedupe, unique or as a duplicate, a second.",
            "cps",
            rate("articles_total", stage="dedupe", outcome="unique|duplicate"),
            (0.001, NORMAL),
            colour=WARNING,
        ),
        number(
            "Last record",
            "Time since the newest record that tag read was written, a heartbeat or news. Yellow "
            "after 5 minutes, red after 15.",
            "s",
            age("last_record_timestamp_seconds", stage="tag"),
            (300, WARNING),
            (900, ALARM),
        ),
        number(
            "p99 to unique",
            "99 of 100 articles take less from their arrival to news.unique or news.duplicates. "
            "The target is 5 seconds.",
            "s",
            quantile(0.99, "end_to_end_seconds", stage="dedupe"),
            (1, WARNING),
            (5, ALARM),
        ),
        number(
            "Lag",
            "Records that wait to be read, of all stages. Yellow where an alert begins to look.",
            "short",
            f"sum({series('consumer_lag_records')})",
            (1_000, WARNING),
            (100_000, ALARM),
        ),
        number(
            "Watermark age",
            "How far event time, as the windows see it, is behind the clock. At least the "
            "lateness; large while old news is replayed.",
            "s",
            age("watermark_timestamp_seconds", stage="window"),
            (3_600, WARNING),
        ),
        number(
            "Duplicates",
            "Share of the articles that are copies of earlier ones.",
            "percentunit",
            f"{rate('articles_total', stage='dedupe', outcome='duplicate')} / "
            f"({rate('articles_total', stage='dedupe', outcome='unique|duplicate')} > 0)",
            colour=NEUTRAL,
            height=6,
        ),
        number(
            "Rejected",
            "Records that went to news.rejected, a minute.",
            "cpm",
            a_minute("rejected_total"),
            (1, WARNING),
            (60, ALARM),
            height=6,
        ),
        FIRED,
        WORKERS,
    ),
)
