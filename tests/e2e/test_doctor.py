"""The doctor on the embedded broker: what cannot be reached, what is missing, who has the port."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic
from typing import Final

import pytest
from click.testing import CliRunner

import stream
from stream.cli import main
from stream.engine.brokers import LOOPBACK, Broker, free_port
from stream.engine.exits import Exit
from stream.engine.health import Health, serving
from stream.engine.topics import wait_for_broker
from stream.metrics import Metrics
from tests.harness.doctoring import diagnosed
from tests.harness.site import Site

pytestmark = pytest.mark.embedded

QUICK: Final = 0.5
CHECKS: Final = [
    "settings",
    "data",
    "port",
    "workers",
    "broker",
    "nodes",
    "version",
    "topics",
    "configs",
    "lag",
    "state",
]


@contextmanager
def listening() -> Iterator[str]:
    """Listen, take connections, and never say a word."""
    with socket.create_server((LOOPBACK, 0)) as server:
        yield f"{LOOPBACK}:{server.getsockname()[1]}"


@contextmanager
def answering_http() -> Iterator[str]:
    """Serve HTTP that knows no page."""
    with ThreadingHTTPServer((LOOPBACK, 0), BaseHTTPRequestHandler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"{LOOPBACK}:{server.server_port}"
        server.shutdown()


@contextmanager
def relaying(address: str, *, connections: int) -> Iterator[str]:
    """Relay the first so many connections to an address, and let those after it wait for ever."""
    with socket.create_server((LOOPBACK, 0)) as server:
        threading.Thread(target=relay, args=(server, address, connections), daemon=True).start()
        yield f"{LOOPBACK}:{server.getsockname()[1]}"


def relay(server: socket.socket, address: str, connections: int) -> None:
    """Take connections, and pass their bytes on in both directions."""
    host, _, port = address.rpartition(":")
    for _ in range(connections):
        near, _ = server.accept()
        far = socket.create_connection((host, int(port)))
        for ends in ((near, far), (far, near)):
            threading.Thread(target=pass_on, args=ends, daemon=True).start()


def pass_on(source: socket.socket, target: socket.socket) -> None:
    """Pass bytes on until there are no more, then close both."""
    with source, target, suppress(OSError):
        while taken := source.recv(1 << 16):
            target.sendall(taken)


@contextmanager
def serving_worker(version: str, *, live: bool = True) -> Iterator[str]:
    """Serve the port of a worker of another version."""
    metrics, port = Metrics(["tag"]), free_port()
    metrics.build_info.clear()
    metrics.build_info.labels(version, "3.11").set(1)
    health = Health(metrics.registry, lambda: "", lambda: live)
    with serving(health, LOOPBACK, port):
        yield f"{LOOPBACK}:{port}"


def of_broker(address: str) -> Mapping[str, str]:
    """Give settings that name a broker and nothing else."""
    return {"NEWSFEED_BROKER": address, "NEWSFEED_METRICS_PORT": "0"}


def test_where_nothing_is_wrong_every_check_says_so(ready: Site) -> None:
    """With numbers: nothing is skipped but what has no worker to ask."""
    environment = {**ready.environment, "NEWSFEED_METRICS_PORT": str(free_port())}

    diagnosis = diagnosed(environment)

    assert [*diagnosis] == CHECKS
    assert {name for name, each in diagnosis.items() if each.verdict != "ok"} == {"workers"}
    assert diagnosis["topics"].found == "9 topics with 15 partitions"
    assert diagnosis["lag"].found == (
        "tag: 0 workers, lag 0; dedupe: 0 workers, lag 0; window: 0 workers, lag 0"
    )
    assert diagnosis.exit_code == Exit.OK


def test_a_name_that_nobody_knows_is_told() -> None:
    """The top-level domain that is kept free for this."""
    finding = diagnosed(of_broker("broker.invalid:9092"), QUICK).only("broker")

    assert finding.found.startswith("broker.invalid:9092: the name is not resolved (")


def test_a_port_where_nobody_listens_is_told() -> None:
    """Everything that needs a broker is skipped, and says why."""
    address = f"{LOOPBACK}:{free_port()}"

    diagnosis = diagnosed(of_broker(address), QUICK)

    found = f"{address}: the connection is refused ({LOOPBACK})"
    assert diagnosis.only("broker").found == found
    assert {diagnosis[each].found for each in CHECKS[5:]} == {"no broker was reached"}
    assert diagnosis.exit_code == Exit.BROKER


@pytest.mark.parametrize("protocol", ["PLAINTEXT", "SSL"])
def test_a_port_that_never_answers_is_told_in_time(protocol: str) -> None:
    """Each wait is bounded, whichever way it is spoken to."""
    began = monotonic()

    with listening() as address:
        environment = {**of_broker(address), "NEWSFEED_SECURITY_PROTOCOL": protocol}
        finding = diagnosed(environment, QUICK).only("broker")

    assert finding.found == f"{address}: no answer (no answer within 0.5 s)"
    assert monotonic() - began < 10 * QUICK


def test_a_port_of_another_service_is_told() -> None:
    """By what it answers."""
    with answering_http() as address:
        finding = diagnosed(of_broker(address), QUICK).only("broker")

    assert finding.found == f"{address}: something answers that is no Kafka (HTTP)"


def test_a_broker_that_hangs_after_its_first_answers_is_told_in_time(ready: Site) -> None:
    """What was asked before stands; what follows is skipped."""
    began = monotonic()

    with relaying(ready.environment["NEWSFEED_BROKER"], connections=2) as address:
        diagnosis = diagnosed(of_broker(address), QUICK)

    why = "the topics cannot be asked for: no answer within 0.5 s"
    assert diagnosis["broker"].verdict == diagnosis["version"].verdict == "ok"
    assert diagnosis.only("topics").found == why
    assert (diagnosis["lag"].verdict, diagnosis["lag"].found) == ("skipped", why)
    assert diagnosis.exit_code == Exit.BROKER
    assert monotonic() - began < 10 * QUICK


def test_a_broker_that_stands_still_is_told_in_time(broker: Broker, ready: Site) -> None:
    """Its machine still takes connections for it."""
    assert broker.process is not None
    broker.process.send_signal(signal.SIGSTOP)

    finding = diagnosed(ready.environment, QUICK).only("broker")

    assert finding.found == f"{broker.address}: no answer (no answer within 0.5 s)"


def test_one_address_of_several_that_is_wrong_is_a_warning(ready: Site) -> None:
    """The others lead to the brokers; the rest is examined."""
    dead, living = f"{LOOPBACK}:{free_port()}", ready.environment["NEWSFEED_BROKER"]

    diagnosis = diagnosed({**ready.environment, "NEWSFEED_BROKER": f"{dead},{living}"})

    assert diagnosis.verdicts == {"broker": "warning"}
    assert diagnosis["state"].verdict == "ok"


def test_settings_that_cannot_be_used_are_the_first_finding() -> None:
    """An error for each, and nothing else is looked at."""
    diagnosis = diagnosed({"NEWSFEED_PARTITIONS": "many", "NEWSFEED_BROKERS": "a:1"})

    problems = [each.found for each in diagnosis["settings"].findings]
    assert problems == [
        "NEWSFEED_BROKERS: no such setting; did you mean NEWSFEED_BROKER?",
        "NEWSFEED_PARTITIONS: 'many' is not an integer at least 1 and at most 1000",
    ]
    assert {diagnosis[each].verdict for each in CHECKS[1:]} == {"skipped"}
    assert diagnosis.exit_code == Exit.CONFIG


def test_files_that_settings_name_are_looked_at(tmp_path: Path) -> None:
    """As a worker would: it ends of them, or would wait at a terminal for a password."""
    key = tmp_path / "key.pem"
    key.write_text("-----BEGIN ENCRYPTED PRIVATE KEY-----\n")
    (tmp_path / "extra.csv").write_text("nothing\n")

    tls = diagnosed(
        {
            "NEWSFEED_SECURITY_PROTOCOL": "SSL",
            "NEWSFEED_SSL_CAFILE": str(tmp_path / "none.pem"),
            "NEWSFEED_SSL_CERTFILE": str(tmp_path / "extra.csv"),
            "NEWSFEED_SSL_KEYFILE": str(key),
        }
    )
    extra = diagnosed({"NEWSFEED_GAZETTEER_EXTRA": str(tmp_path / "extra.csv")})

    assert [each.found.partition(": ")[0] for each in tls["settings"].findings] == [
        "NEWSFEED_SSL_CAFILE",
        "NEWSFEED_SSL_CERTFILE",
        "NEWSFEED_SSL_KEYFILE",
    ]
    assert extra.only("settings").found.startswith("NEWSFEED_GAZETTEER_EXTRA: ")
    assert tls.exit_code == extra.exit_code == Exit.CONFIG


def test_topics_that_are_missing_are_told(bare: Site) -> None:
    """All in one, with the command that makes them."""
    diagnosis = diagnosed(bare.environment)

    finding = diagnosis.only("topics")
    assert finding.found.startswith("missing: news.raw, news.tagged, ")
    assert finding.remedy == "newsfeed topics"
    assert diagnosis.exit_code == Exit.TOPICS


def test_another_number_of_partitions_is_told_with_both(ready: Site) -> None:
    """Expected and found."""
    diagnosis = diagnosed({**ready.environment, "NEWSFEED_RAW_PARTITIONS": "7"})

    assert diagnosis.only("topics").found == "news.raw: 7 partitions expected, 2 found"
    assert diagnosis.exit_code == Exit.TOPICS


@pytest.mark.parametrize(
    ("holding", "says"),
    [(listening, "nothing within 0.5 s"), (answering_http, "HTTP 501")],
)
def test_a_port_held_by_something_else_is_told(holding: type, says: str) -> None:
    """A worker with these settings could not start (78)."""
    with holding() as address:
        port = address.rpartition(":")[2]
        diagnosis = diagnosed(
            {"NEWSFEED_BROKER": f"{LOOPBACK}:1", "NEWSFEED_METRICS_PORT": port}, QUICK
        )

    assert diagnosis.only("port").found == (
        f"{address} is in use by something else than a worker of ours ({says})"
    )
    assert diagnosis.exit_code == Exit.CONFIG


def test_an_address_of_another_machine_cannot_be_listened_on() -> None:
    """The block of addresses that is kept for documents is nobody's."""
    environment = {"NEWSFEED_BROKER": f"{LOOPBACK}:1", "NEWSFEED_METRICS_HOST": "192.0.2.1"}

    diagnosis = diagnosed(environment, QUICK)

    assert diagnosis.only("port").found.startswith("192.0.2.1:9100: [Errno")
    assert diagnosis.exit_code == Exit.CONFIG


def test_a_worker_of_ours_on_the_port_is_asked(ready: Site) -> None:
    """Its stage, its version, whether it is ready; its group has a member then."""
    worker = ready.work("tag")
    worker.ready()
    environment = {**ready.environment, "NEWSFEED_METRICS_PORT": str(worker.metrics_port)}

    diagnosis = diagnosed(environment)

    address = f"{LOOPBACK}:{worker.metrics_port}"
    named = f"a worker of tag, version {stream.__version__}"
    assert diagnosis["port"].found == f"{address} is held by {named}"
    assert diagnosis["workers"].found == f"{address}: {named}, ready"
    assert diagnosis["lag"].found.startswith("tag: 1 worker, lag 0; dedupe: 0 workers")
    assert diagnosis.verdicts == {}


def test_a_worker_without_a_broker_is_told_as_not_ready(bare: Site) -> None:
    """It waits for its topics."""
    worker = bare.work("tag")
    worker.until(lambda: worker.get("/healthz/live")[0], "an answer")

    finding = diagnosed(
        {**bare.environment, "NEWSFEED_METRICS_PORT": str(worker.metrics_port)}
    ).only("workers")

    assert "is not ready: " in finding.found
    assert finding.verdict == "warning"


def test_workers_of_another_version_are_told() -> None:
    """By what each says of its build; the command counts, too."""
    with serving_worker("0.0.1") as one, serving_worker(stream.__version__) as other:
        diagnosis = diagnosed(of_broker(f"{LOOPBACK}:1"), QUICK, metrics=(one, other))

    assert diagnosis.only("workers").found == (
        f"this is version {stream.__version__}, and there are workers of others: {one}: 0.0.1"
    )


def test_a_worker_whose_loop_stands_still_is_an_error() -> None:
    """So is one that was named and does not answer: both in one examination."""
    nobody = f"{LOOPBACK}:{free_port()}"
    with serving_worker(stream.__version__, live=False) as stuck:
        diagnosis = diagnosed(of_broker(f"{LOOPBACK}:1"), QUICK, metrics=(stuck, nobody))

    found = [each.found for each in diagnosis["workers"].findings]
    assert found[0].endswith("is not live")
    assert found[1].startswith(f"{nobody}: no worker of ours; it does not answer")
    assert diagnosis.exit_code == Exit.FAILED


def test_the_command_prints_a_line_a_check_and_ends_with_the_first_error(bare: Site) -> None:
    """As JSON; the environment is all it is told."""
    result = CliRunner().invoke(main, ["doctor", "--json"], env={**bare.environment})

    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["check"] for line in lines] == CHECKS
    [finding] = lines[CHECKS.index("topics")]["findings"]
    assert (finding["verdict"], finding["exit_code"]) == ("error", Exit.TOPICS)
    assert result.exit_code == Exit.TOPICS


def test_off_a_terminal_a_finding_is_a_line_of_cells(bare: Site) -> None:
    """Verdict, check, what was found, causes, remedy."""
    result = CliRunner().invoke(main, ["doctor"], env={**bare.environment})

    cells = [line.split("\t") for line in result.stdout.splitlines()]
    [topics] = [row for row in cells if row[1] == "topics"]
    assert {len(row) for row in cells if row[0] in ("ok", "skipped")} == {3}
    assert (topics[0], topics[2][:8], topics[4]) == ("error", "missing:", "newsfeed topics")


def test_nothing_is_left_behind(bare: Site, tmp_path: Path) -> None:
    """No data directory is made, no topic, and nothing is printed beside the checks."""
    command = [sys.executable, "-m", "stream.cli", "doctor"]

    done = subprocess.run(
        command, env={**os.environ, **bare.environment}, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (Exit.TOPICS, "")
    assert not (tmp_path / "data").exists()
    assert asyncio.run(topics_of(bare)) == set()


async def topics_of(site: Site) -> set[str]:
    """Name the topics that there are."""
    return {*await wait_for_broker(site.settings)}
