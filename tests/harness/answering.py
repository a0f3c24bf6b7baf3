"""What may answer at a port instead of what is expected there; everything ends with its context."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from stream.engine.brokers import LOOPBACK, free_port
from stream.engine.health import Health, serving
from stream.metrics import Metrics


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
