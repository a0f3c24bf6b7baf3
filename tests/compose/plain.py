"""The flow without passwords: started, scaled, hurt under a load, stopped, started again."""

from functools import partial
from typing import Final

from stream.metrics import STAGES
from stream.models import Topic
from tests.compose import watching
from tests.compose.counting import counted
from tests.compose.demo import BROKER, LOAD_RATE, Demo
from tests.compose.hardening import given_up, image
from tests.compose.steps import Story
from tests.compose.watching import fires, moments, moves, shown, target_count, told
from tests.harness.waiting import eventually

SECONDS: Final = 180.0
"""Far more than a start or a change takes on a busy machine."""
ALERT_SECONDS: Final = 300.0
"""The alerts of a missing worker wait two minutes, after Prometheus has noticed."""
FELT: Final = LOAD_RATE / 2
"""Articles a second, over the last minute: the load is there."""
AT_HAND: Final = 500
"""Mentions that are on their way at any time under this load: a few seconds of it."""
SCALED: Final = {"tag": 3, "dedupe": 2, "window": 2}
GROWING: Final = (Topic.TAGGED, Topic.UNIQUE, Topic.WINDOWS)
RUBBISH: Final = (b"rubbish", b'{"title": ')
TOOLS: Final = "/opt/kafka/bin"
GROUP: Final = "newsfeed-window"
CHANGELOG: Final = "newsfeed-window-journal-changelog"
KILL_WORKER: Final = """
import os, pathlib, signal
for place in pathlib.Path("/proc").glob("[0-9]*"):
    words, number = (place / "cmdline").read_bytes().split(b"\\0"), int(place.name)
    if b"work" in words and number not in (1, os.getpid()):
        os.kill(number, signal.SIGKILL)
"""
"""Ends the worker beside which it runs in the container, not the init that looks after it."""


def built(demo: Demo) -> str:
    """Build the image."""
    demo.project.compose("build")
    return image()


def started(demo: Demo) -> str:
    """Start all of it, from nothing."""
    starting = demo.project.starting()
    seen = moments(
        {
            "Grafana shows the dashboard": watching.dashboard_is_there,
            "its panel *Articles in* has news": lambda: moves("Articles in"),
            "its panel *Windows by kind* has the first window": lambda: moves("Windows by kind"),
            "all services are well": lambda: starting.poll() == 0,
        },
        within=SECONDS,
    )
    return told(seen)


def answered(demo: Demo) -> str:
    """Find records on every topic of results, and rubbish on that of rejected ones."""
    demo.site.publish(Topic.RAW, [RUBBISH])
    eventually(lambda: all(demo.counts().values()), "records on each topic", within=SECONDS)
    counts = demo.counts()
    return ", ".join(f"{count} on `{topic}`" for topic, count in counts.items())


def scraped(demo: Demo) -> str:
    """Find every process in Prometheus, and all that was provisioned in Grafana."""
    moments(
        {
            "every worker is read": lambda: target_count() == len(STAGES),
            "the source is read": lambda: watching.figure('up{job="newsfeed-source"}') == 1,
        },
        within=SECONDS,
    )
    titles = [each["title"] for each in watching.grafana("/api/search?type=dash-db")]
    boards = [watching.grafana(f"/api/dashboards/uid/{uid}") for uid in watching.UIDS]
    health = watching.grafana("/api/datasources/uid/prometheus/health")

    assert sorted(titles) == sorted(each["dashboard"]["title"] for each in boards)
    assert health["status"] == "OK"
    return f"{target_count():.0f} workers and a source; {', '.join(sorted(titles))}"


def ruled(demo: Demo) -> str:
    """Run the rules' own tests where the rules are used: versions of Prometheus differ."""
    prometheus = demo.project.the("prometheus")
    checked = prometheus.run("promtool", "check", "config", "/etc/prometheus/prometheus.yml")
    tested = prometheus.run("sh", "-c", "promtool test rules /etc/prometheus/tests/*.yml")

    assert checked.code == 0, checked.said
    assert tested.code == 0, tested.said
    return f"configuration and rules are well; {tested.said.count('SUCCESS')} files of tests pass"


def hardened(demo: Demo) -> str:
    """Look at what every container gave up."""
    return given_up(demo.project)


def examined(demo: Demo) -> str:
    """Let the doctor look, in a container and from outside."""
    within = demo.project.the("tag").run("newsfeed", "doctor")
    outside = demo.site.start("-m", "stream.cli", "doctor", NEWSFEED_METRICS_PORT="0")

    assert within.code == 0, within.said
    assert outside.wait() == 0, outside.log.read_text()
    return f"{len(within.said.splitlines())} checks, all well"


def scaled(demo: Demo) -> str:
    """Start more workers of each stage, and end them again."""
    options = [word for name, count in SCALED.items() for word in ("--scale", f"{name}={count}")]
    starting = demo.project.starting("--no-recreate", *options)
    seen = moments(
        {
            "all services are well": lambda: starting.poll() == 0,
            "Prometheus reads each": lambda: target_count() == sum(SCALED.values()),
            "three taggers, two workers of windows have partitions": lambda: (
                (
                    watching.holders("tag"),
                    watching.holders("window"),
                )
                == (SCALED["tag"], SCALED["window"])
            ),
        },
        within=SECONDS,
    )
    demo.project.up("--no-recreate", *(f"--scale={name}=1" for name in SCALED))
    return told(seen)


def ended(demo: Demo) -> str:
    """Kill a worker's process in its container."""
    demo.project.the("tag").run("python", "-c", KILL_WORKER)
    seen = moments(
        {
            "started again": lambda: demo.project.the("tag").restarts == 1,
            "ready": lambda: (tag := demo.project.the("tag")).restarts == 1 and tag.well,
        },
        within=SECONDS,
    )
    return told(seen)


def killed(demo: Demo) -> str:
    """Kill the container of a worker under a load, and wait for the alert."""
    demo.send_load()
    eventually(lambda: sum(shown("Articles in").values()) > FELT, "a load", within=SECONDS)
    demo.project.compose("kill", "--signal", "SIGKILL", "window")
    seen = moments(
        {
            "*Workers ready* tells of two stages": lambda: watching.stages_ready() == 2,
            "`NewsfeedWorkerMissing` fires": lambda: fires("NewsfeedWorkerMissing", "window"),
        },
        within=ALERT_SECONDS,
    )
    return f"{told(seen)}; by then {demo.lag('window'):,} mentions waited"


def recovered(demo: Demo) -> str:
    """Bring it back while the load goes on."""
    starting = demo.project.starting()
    seen = moments(
        {
            "all services are well": lambda: starting.poll() == 0,
            "all that waited is done": lambda: demo.lag("window") < AT_HAND,
            "the alert is gone": lambda: not fires("NewsfeedWorkerMissing", "window"),
        },
        within=ALERT_SECONDS,
    )
    demo.loads.pop().terminate()
    return told(seen)


def continued(demo: Demo) -> str:
    """End all of it, and start it again."""
    before = demo.counts()
    demo.project.compose("down")
    demo.project.up()
    seen = moments(
        {f"more on `{topic}`": partial(demo.has_more, topic, before[topic]) for topic in GROWING},
        within=SECONDS,
    )
    return f"once `up` returned: {told(seen)}"


def added_up(demo: Demo) -> str:
    """Stop all of it, source first, and count what every topic holds."""
    demo.project.compose("stop", "replay")
    for stage in STAGES:
        eventually(partial(demo.is_done, stage), f"{stage} done", within=SECONDS)
        demo.project.compose("stop", stage)
    return counted(BROKER)


def anew(demo: Demo) -> str:
    """Reset `window` as docs/operations.md tells it, and count again."""
    kafka, broker = demo.project.the("kafka"), ("--bootstrap-server", "localhost:19091")
    for done in (
        kafka.run(f"{TOOLS}/kafka-consumer-groups.sh", *broker, "--delete", "--group", GROUP),
        kafka.run(f"{TOOLS}/kafka-topics.sh", *broker, "--delete", "--topic", CHANGELOG),
        demo.project.once("topics"),
    ):
        assert done.code == 0, done.said
    demo.project.up("window")
    eventually(partial(demo.is_done, "window"), "all counted anew", within=SECONDS)
    demo.project.compose("stop", "window")
    return counted(BROKER)


PLAIN: Final = Story(
    title="Without passwords",
    steps={
        "`docker compose build`": built,
        "`docker compose up --wait`, from nothing": started,
        "a client on this machine sends rubbish, and looks at the topics": answered,
        "Prometheus and Grafana": scraped,
        "`promtool`, in the container of Prometheus": ruled,
        "every container, from within": hardened,
        "`newsfeed doctor`, in a container and from outside": examined,
        "`up --scale tag=3 --scale window=2 --scale dedupe=2`": scaled,
        "a tagger's process is killed (-9) in its container": ended,
        "`docker compose kill window`, under a load of 50 articles a second": killed,
        "`docker compose up --wait`, while the load goes on": recovered,
        "`docker compose down`, then `up --wait`": continued,
        "all is stopped, source first, and every topic counted": added_up,
        "`window` is reset as [told](operations.md#a-stage-anew), and all counted again": anew,
    },
)
