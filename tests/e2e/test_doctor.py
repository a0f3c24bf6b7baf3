"""The doctor on the embedded broker: what cannot be reached, what is missing, who has the port."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from time import monotonic
from typing import Final

import pytest
from click.testing import CliRunner

from stream.cli import main
from stream.cli.failures import INTERRUPTED
from stream.engine.brokers import LOOPBACK, Broker, free_port
from stream.engine.exits import Exit
from tests.harness.answering import answering_http, listening, relaying, talk_nonsense
from tests.harness.doctoring import diagnosed, topics_of
from tests.harness.site import Site
from tests.harness.waiting import SECONDS

pytestmark = pytest.mark.embedded

QUICK: Final = 0.5
COMMAND: Final = [sys.executable, "-m", "stream.cli", "doctor"]
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


def test_an_answer_that_no_client_can_read_is_told(ready: Site) -> None:
    """Whatever the client makes of it: the doctor lives to tell."""
    address = ready.environment["NEWSFEED_BROKER"]

    with relaying(address, connections=2, then=talk_nonsense) as relayed:
        finding = diagnosed({**ready.environment, "NEWSFEED_BROKER": relayed}).only("topics")

    assert finding.found.startswith("the topics cannot be asked for: the answer cannot be read: ")


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


def test_addresses_that_never_answer_hold_nothing_up_beside_one_that_does(ready: Site) -> None:
    """A client would try them in any order, and wait long for each."""
    living = ready.environment["NEWSFEED_BROKER"]

    with ExitStack() as stack:
        silent = [stack.enter_context(listening()) for _ in range(5)]
        addresses = ",".join([*silent, living])
        diagnosis = diagnosed({**ready.environment, "NEWSFEED_BROKER": addresses}, 2.0)

    assert diagnosis["broker"].found == "5 warnings"
    assert diagnosis.verdicts == {"broker": "warning"}


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


def test_a_reader_that_leaves_early_changes_no_exit_code() -> None:
    """`newsfeed doctor | head` in a script; so where the output is closed from the beginning."""
    environment = {**os.environ, **of_broker(f"{LOOPBACK}:{free_port()}")}
    reading, writing = os.pipe()
    os.close(reading)

    left = subprocess.run(
        COMMAND, env=environment, stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    closed = subprocess.run(
        ["sh", "-c", '"$@" >&-', "sh", *COMMAND], env=environment, capture_output=True, check=False
    )

    assert (left.returncode, left.stderr) == (Exit.BROKER, b"")
    assert (closed.returncode, closed.stderr) == (Exit.BROKER, b"")


@pytest.mark.parametrize("protocol", ["PLAINTEXT", "SSL"])
def test_ctrl_c_ends_it_in_the_middle(protocol: str) -> None:
    """While it waits for an answer: without a word, and without waiting any longer."""
    with socket.create_server((LOOPBACK, 0)) as server:
        address = f"{LOOPBACK}:{server.getsockname()[1]}"
        variables = {**of_broker(address), "NEWSFEED_SECURITY_PROTOCOL": protocol}
        doctor = subprocess.Popen(
            [*COMMAND, "--timeout", "600"],
            env={**os.environ, **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        with server.accept()[0], server.accept()[0] as asking:
            asking.recv(1)
            doctor.send_signal(signal.SIGINT)
            told = doctor.communicate(timeout=SECONDS)

    assert (doctor.returncode, *told) == (INTERRUPTED, b"", b"")


def test_nothing_is_left_behind(bare: Site, tmp_path: Path) -> None:
    """No data directory is made, no topic, and nothing is printed beside the checks."""
    done = subprocess.run(
        COMMAND, env={**os.environ, **bare.environment}, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (Exit.TOPICS, "")
    assert not (tmp_path / "data").exists()
    assert topics_of(bare) == set()
