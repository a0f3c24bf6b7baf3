"""The flow with TLS, passwords and access control: who gets in, and who does not."""

from typing import Final

from stream.engine.exits import Exit
from stream.engine.topics import missing
from stream.metrics import STAGES
from stream.models import Topic
from tests.compose.demo import Demo
from tests.compose.plain import SECONDS
from tests.compose.project import ROOT
from tests.compose.steps import Story
from tests.compose.watching import moments, moves, target_count, told
from tests.harness.waiting import eventually

FILE: Final = ROOT / "deploy" / "secure.env"
WRONG: Final = {"NEWSFEED_SASL_PASSWORD_FILE": "", "NEWSFEED_SASL_PASSWORD": "a guess"}


def started(demo: Demo) -> str:
    """Start all of it, from nothing."""
    starting = demo.project.starting()
    seen = moments(
        {
            "the first window": lambda: moves("Windows by kind"),
            "all services are well": lambda: starting.poll() == 0,
        },
        within=SECONDS,
    )
    eventually(lambda: target_count() == len(STAGES), "every worker scraped", within=SECONDS)
    return told(seen)


def let_in(demo: Demo) -> str:
    """Read results from this machine, with the certificate and a password of the volume."""
    files = {"ca.pem": "NEWSFEED_SSL_CAFILE", "newsfeed.password": "NEWSFEED_SASL_PASSWORD_FILE"}
    worker, directory = demo.project.the("tag"), demo.site.directory
    for name in files:
        (directory / name).write_text(worker.run("cat", f"/run/newsfeed/{name}").said)
    places = {variable: str(directory / name) for name, variable in files.items()}
    login = {"NEWSFEED_SECURITY_PROTOCOL": "SASL_SSL", "NEWSFEED_SASL_USERNAME": "newsfeed"}
    command = ("-m", "stream.cli", "tail", "--from-beginning", "--until-end", Topic.UNIQUE)
    reading = demo.site.start(*command, **login, **places)

    assert reading.wait() == 0, reading.log.read_text()
    count = len(reading.events())
    assert count > 0
    return f"reads {count} records of `news.unique`"


def refused(demo: Demo) -> str:
    """Come without TLS and a password to the port that is open to this machine."""
    asking = demo.site.start("-m", "stream.cli", "doctor", NEWSFEED_METRICS_PORT="0")

    assert asking.wait() == Exit.BROKER, asking.log.read_text()
    assert "the port speaks TLS" in asking.log.read_text()
    return "is told that the port speaks TLS"


def mistaken(demo: Demo) -> str:
    """Start a worker with a wrong password."""
    done = demo.project.once("tag", "doctor", **WRONG)

    assert done.code == Exit.BROKER, done.said
    assert "the broker refuses our login" in done.said, done.said
    return "is told so"


def kept_out(demo: Demo) -> str:
    """Let the source, which may use `news.raw` alone, ask for results."""
    done = demo.project.the("replay").run("newsfeed", "tail", "--until-end", Topic.UNIQUE)

    assert done.code == Exit.TOPICS, done.said
    assert missing(Topic.UNIQUE) in done.said
    return f"gets none ({missing(Topic.UNIQUE)})"


SECURE: Final = Story(
    title="With TLS, passwords and access control",
    steps={
        "`docker compose --env-file deploy/secure.env up --wait`, from nothing": started,
        "a client on this machine, with the certificate and a password from the volume": let_in,
        "one without TLS and password": refused,
        "a worker with a wrong password": mistaken,
        "the source, which may use `news.raw` alone, asks for results": kept_out,
    },
)
