"""The port of a process: metrics, alive or not, of use or not."""

import asyncio
import socket
import struct
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from http import HTTPStatus
from queue import SimpleQueue

import pytest
from prometheus_client import CollectorRegistry, Counter

from stream.engine.brokers import free_port
from stream.engine.health import Health, PortTaken, Pulse, serving
from tests.harness.waiting import SECONDS


def nothing() -> str:
    """Miss nothing."""
    return ""


def broker() -> str:
    """Miss the broker."""
    return "no broker"


def yes() -> bool:
    """Say yes."""
    return True


def no() -> bool:
    """Say no."""
    return False


def health(missing: Callable[[], str] = nothing, alive: Callable[[], bool] = yes) -> Health:
    """Make the answers of a process that counted three."""
    registry = CollectorRegistry()
    Counter("things", "Things.", registry=registry).inc(3)
    return Health(registry, missing, alive)


def get(port: int, path: str) -> tuple[int, str]:
    """Ask a port of this machine; give status and body."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_metrics_are_in_the_format_asked_for() -> None:
    """Prometheus asks for OpenMetrics; anything else gets the plain text."""
    status, content_type, body = health().answer("/metrics", "application/openmetrics-text")
    _, plain_type, plain = health().answer("/metrics", "")

    assert status == HTTPStatus.OK
    assert content_type.startswith("application/openmetrics-text")
    assert b"things_total 3.0" in body
    assert body.endswith(b"# EOF\n")
    assert plain_type.startswith("text/plain")
    assert b"things_total 3.0" in plain


@pytest.mark.parametrize(
    ("path", "given", "status"),
    [
        ("/healthz/ready", health(nothing, alive=no), HTTPStatus.OK),
        ("/healthz/ready", health(broker), HTTPStatus.SERVICE_UNAVAILABLE),
        ("/healthz/live", health(broker, alive=yes), HTTPStatus.OK),
        ("/healthz/live", health(alive=no), HTTPStatus.SERVICE_UNAVAILABLE),
        ("/", health(), HTTPStatus.NOT_FOUND),
    ],
)
def test_each_path_has_its_answer(path: str, given: Health, status: HTTPStatus) -> None:
    """Ready and live are two questions; whoever asks another is told what there is."""
    answer, _, body = given.answer(path, "")

    assert answer == status
    assert body.endswith(b"\n")


def test_a_loop_that_stopped_turning_is_not_alive() -> None:
    """Half a minute without a beat; the next beat brings it back."""
    now = [100.0]
    pulse = Pulse(lambda: now[0])
    pulse.beat()

    seen = []
    for seconds in (29, 1):
        now[0] += seconds
        seen.append(pulse.alive)
    pulse.beat()
    seen.append(pulse.alive)

    assert seen == [True, False, True]


def test_a_loop_that_never_turned_is_alive() -> None:
    """A start may wait long for its broker; whoever kills it then only lengthens the wait."""
    now = [100.0]
    pulse = Pulse(lambda: now[0])

    now[0] += 3_600

    assert pulse.alive


def test_a_turning_loop_keeps_the_pulse() -> None:
    """It beats at once and goes on until it is cancelled."""
    now = [100.0]
    pulse = Pulse(lambda: now[0])
    pulse.beat()
    now[0] += 60

    async def turn() -> tuple[bool, bool]:
        before = pulse.alive
        beating = asyncio.create_task(pulse.keep())
        await asyncio.sleep(0)
        after = pulse.alive
        beating.cancel()
        await asyncio.gather(beating, return_exceptions=True)
        return before, after

    assert asyncio.run(turn()) == (False, True)


def test_it_is_served_on_a_port() -> None:
    """Queries are ignored; it is asked anew each time; nothing listens afterwards."""
    port, missing = free_port(), ["no broker"]

    with serving(health(lambda: missing[0]), "127.0.0.1", port):
        assert get(port, "/healthz/ready") == (503, "not ready: no broker\n")
        missing[0] = ""
        assert get(port, "/healthz/ready?probe=1") == (200, "ready\n")
        assert "things_total 3.0" in get(port, "/metrics")[1]
    with pytest.raises(urllib.error.URLError):
        get(port, "/healthz/ready")


def test_who_leaves_before_the_answer_is_no_event(capfd: pytest.CaptureFixture[str]) -> None:
    """A probe that timed out; what fails of our own is told by its traceback."""
    port = free_port()
    left, answering = threading.Event(), SimpleQueue[threading.Thread]()

    def missing() -> str:
        answering.put(threading.current_thread())
        left.wait(SECONDS)
        return "x" * (8 << 20)

    with serving(health(missing), "127.0.0.1", port):
        with socket.create_connection(("127.0.0.1", port)) as asker:
            asker.sendall(b"GET /healthz/ready HTTP/1.0\r\n\r\n")
            asker.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        left.set()
        answering.get(timeout=SECONDS).join(SECONDS)

    assert capfd.readouterr().err == ""


def test_port_0_means_none() -> None:
    """A worker in a test or a demo need not listen."""
    with serving(health(), "no such host", 0):
        pass


def test_a_taken_port_is_an_error() -> None:
    """Two workers on one machine need two ports: the second says so, and what to set."""
    port = free_port()

    with (
        serving(health(), "127.0.0.1", port),
        pytest.raises(
            PortTaken, match=rf"127\.0\.0\.1:{port}: .* in use; set NEWSFEED_METRICS_PORT"
        ),
        serving(health(), "127.0.0.1", port),
    ):
        pass
