"""The first row of "Newsfeed": does news flow, how late is it, what is wrong; seen at a glance."""

from typing import Final

from deploy.grafana.both import READINESS, lag, last_record, readiness, slowest
from deploy.grafana.wording import (
    ALARM,
    FIRING,
    MISSING,
    NEUTRAL,
    NORMAL,
    WARNING,
    Panel,
    Row,
    asked,
    delay,
    number,
    rate,
    series,
)
from stream.metrics import STAGES

RUNBOOKS: Final = ("What to do", "/d/newsfeed-runbooks/newsfeed-runbooks?${__url_time_range}")
WORKER: Final = (
    "This worker",
    "/d/newsfeed-worker/newsfeed-worker?"
    + "&".join(
        (
            "var-instance=${__field.labels.instance}",
            "${datasource:queryparam}",
            "${job:queryparam}",
            "${__url_time_range}",
        )
    ),
)

ALERT_LABELS: Final = "alertname, stage, kind, service, instance"
ALERT_LEGEND: Final = "{{alertname}} {{stage}} {{kind}} {{service}} {{instance}}"
SEVERITIES: Final = ((1, "info", NEUTRAL), (2, "warning", WARNING), (3, "critical", ALARM))
GRAVITY: Final = " or ".join(
    f'{gravity} * ALERTS{{{FIRING}, severity="{severity}"}}'
    for gravity, severity, _ in reversed(SEVERITIES)
)
RULES_LOADED: Final = "service:newsfeed_workers:count"
"""What our rules record, whether an alert fires or not."""

LAG: Final = series("consumer_lag_records")

READY: Final = Panel(
    title="Workers ready",
    description="Workers of each stage that are assigned, restored and committing. Red: the stage "
    "has none, and its input only grows (NewsfeedWorkerMissing). A standby, which could take over, "
    "is ready too.",
    unit="short",
    queries=asked(
        *((f"sum({series('ready', stage=stage)}) or vector(0)", stage) for stage in STAGES)
    ),
    shape="state",
    width=6,
    height=4,
    colour=ALARM,
    limits=((1, NORMAL),),
)
ALERTS: Final = Panel(
    title="Alerts",
    description="The gravest alert that fires now. Which they are stands below, what to do behind "
    "the link. No rules: Prometheus has not loaded deploy/prometheus/rules.yml, and nothing warns.",
    unit="short",
    queries=asked((f"max({GRAVITY}) or 0 * max({RULES_LOADED}) or vector({MISSING})", "gravest")),
    shape="state",
    width=3,
    height=4,
    words=((MISSING, "no rules", ALARM), (0, "none", NORMAL), *SEVERITIES),
    link=RUNBOOKS,
)
FIRED: Final = Panel(
    title="Alerts that fire",
    description="Which alerts fired when, and how grave they are. Critical: results stop or are "
    "lost. Warning: they are late, wrong or soon will be. A click leads to what to do.",
    unit="short",
    queries=asked((f"max by ({ALERT_LABELS}) ({GRAVITY})", ALERT_LEGEND)),
    shape="timeline",
    width=8,
    height=6,
    words=SEVERITIES,
    empty="none fired",
    link=RUNBOOKS,
)
WORKERS: Final = Panel(
    title="Workers",
    description="Which workers were ready when. One that waits joins its group, restores its "
    "state, or cannot commit (NewsfeedWorkerNotReady); its /healthz/ready says which. One that is "
    "gone did not answer, or was taken away, within the last 15 minutes (NewsfeedWorkerDown). A "
    "click leads to the worker.",
    unit="short",
    queries=asked((readiness(), "{{stage}} {{instance}}")),
    shape="timeline",
    width=7,
    height=6,
    words=READINESS,
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
            "Articles read by tag, good and bad, a second. Yellow: none comes in. A quiet feed, or "
            "a source that is silent (NewsfeedNoArticles): ask the source.",
            "cps",
            rate("articles_total", stage="tag", outcome="tagged|rejected"),
            (0.001, NORMAL),
            colour=WARNING,
            missing=("no tag", ALARM),
        ),
        number(
            "Articles out",
            "Articles that left dedupe, unique or as a duplicate, a second. Normal: as many as "
            "come in and are not rejected. Yellow: none, though some may come in.",
            "cps",
            rate("articles_total", stage="dedupe", outcome="unique|duplicate"),
            (0.001, NORMAL),
            colour=WARNING,
            missing=("no dedupe", ALARM),
        ),
        last_record("tag", ALARM, stage="tag"),
        slowest("p99 to unique", "news.unique or news.duplicates", stage="dedupe"),
        lag(
            "Records that wait to be read, of all stages. Normal: it comes back to near 0. "
            "Unknown: a stage has no worker that could tell. NewsfeedLagGrowing fires where it is "
            "more than a minute's work.",
            f"sum({LAG}) and count(count by (stage) ({LAG})) == {len(STAGES)}",
            missing=("unknown", ALARM),
        ),
        number(
            "Watermark age",
            "How far event time, as the last of the windows' workers sees it, is behind the clock. "
            "Normal: a little more than the lateness; large while old news is replayed, and where "
            "no news comes.",
            "s",
            delay("watermark_timestamp_seconds", stage="window"),
            (3_600, WARNING),
            missing=("none", WARNING),
            height=6,
        ),
        number(
            "Duplicates",
            "Share of the articles that are copies of earlier ones. What is normal depends on the "
            "feed; a jump is a source that sends again.",
            "percentunit",
            f"{rate('articles_total', stage='dedupe', outcome='duplicate')} / "
            f"({rate('articles_total', stage='dedupe', outcome='unique|duplicate')} > 0)",
            colour=NEUTRAL,
            missing=("none", NEUTRAL),
            height=6,
        ),
        number(
            "Rejected",
            "Share of what a stage reads that went to news.rejected, of the stage with the most. "
            "Red where NewsfeedRejecting looks, from 5 % on; reasons stand under Problems.",
            "percentunit",
            f"max({rate('rejected_total', 'stage')} / ({rate('records_in_total', 'stage')} > 0))",
            (0.01, WARNING),
            (0.05, ALARM),
            missing=("none", NEUTRAL),
            height=6,
        ),
        FIRED,
        WORKERS,
    ),
)
