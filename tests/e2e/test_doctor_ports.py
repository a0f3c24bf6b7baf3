"""The doctor and the ports of workers: who has this machine's, what others say of themselves."""

from typing import Final

import pytest

import stream
from stream.engine.brokers import LOOPBACK, free_port
from stream.engine.exits import Exit
from stream.engine.health import Health
from tests.harness.answering import (
    Failing,
    Hanging,
    answering_http,
    listening,
    serving_worker,
)
from tests.harness.doctoring import diagnosed
from tests.harness.site import Site

QUICK: Final = 0.5
NO_BROKER: Final = {"NEWSFEED_BROKER": f"{LOOPBACK}:1", "NEWSFEED_METRICS_PORT": "0"}


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
        f"{address} is in use, and no worker of ours answers there ({says})"
    )
    assert diagnosis.exit_code == Exit.CONFIG


def test_an_address_of_another_machine_cannot_be_listened_on() -> None:
    """The block of addresses that is kept for documents is nobody's."""
    environment = {"NEWSFEED_BROKER": f"{LOOPBACK}:1", "NEWSFEED_METRICS_HOST": "192.0.2.1"}

    diagnosis = diagnosed(environment, QUICK)

    assert diagnosis.only("port").found.startswith("192.0.2.1:9100: [Errno")
    assert diagnosis.exit_code == Exit.CONFIG


def test_a_worker_that_listens_in_ipv6_is_found_there() -> None:
    """The doctor writes such an address as one types it."""
    host = f"::ffff:{LOOPBACK}"
    with serving_worker(stream.__version__, host=host) as address:
        port = address.rpartition(":")[2]
        variables = {"NEWSFEED_METRICS_HOST": host, "NEWSFEED_METRICS_PORT": port}
        diagnosis = diagnosed({**NO_BROKER, **variables}, QUICK)

    named = f"a worker of tag, version {stream.__version__}"
    assert diagnosis["port"].found == f"[{host}]:{port} is held by {named}"
    assert diagnosis["workers"].verdict == "ok"


@pytest.mark.parametrize(
    ("kind", "says"), [(Failing, "HTTP 502"), (Hanging, "nothing within 0.5 s")]
)
def test_a_worker_that_gives_its_metrics_and_no_word_of_its_health_is_not_live(
    kind: type[Health], says: str
) -> None:
    """It is known as ours by its metrics; what came instead of its word is told."""
    with serving_worker(stream.__version__, kind=kind) as address:
        diagnosis = diagnosed(NO_BROKER, QUICK, metrics=(address,))

    assert diagnosis.only("workers").found == (
        f"{address}: a worker of tag, version {stream.__version__} is not live: {says}"
    )


@pytest.mark.embedded
def test_a_worker_without_a_broker_is_told_as_not_ready(bare: Site) -> None:
    """It waits for its topics."""
    worker = bare.work("tag")
    worker.until(lambda: worker.get("/healthz/live")[0], "an answer")

    finding = diagnosed(
        {**bare.environment, "NEWSFEED_METRICS_PORT": str(worker.metrics_port)}
    ).only("workers")

    assert finding.found.endswith(
        "is not ready: no partitions yet: it waits for its broker, its topics or its group"
    )
    assert finding.verdict == "warning"


def test_workers_of_another_version_are_told() -> None:
    """By what each says of its build; the command counts, too."""
    with serving_worker("0.0.1") as one, serving_worker(stream.__version__) as other:
        diagnosis = diagnosed(NO_BROKER, QUICK, metrics=(one, other))

    assert diagnosis.only("workers").found == (
        f"this is version {stream.__version__}, and there are workers of others: {one}: 0.0.1"
    )


def test_a_worker_whose_loop_stands_still_is_an_error() -> None:
    """So is one that was named and does not answer: both in one examination."""
    nobody = f"{LOOPBACK}:{free_port()}"
    with serving_worker(stream.__version__, live=False) as stuck:
        diagnosis = diagnosed(NO_BROKER, QUICK, metrics=(stuck, nobody))

    found = [each.found for each in diagnosis["workers"].findings]
    assert found[0].endswith("is not live: the event loop is stuck")
    assert found[1].startswith(f"{nobody}: no worker of ours; it does not answer")
    assert diagnosis.exit_code == Exit.FAILED
