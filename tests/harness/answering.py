"""What may answer at a port instead of what is expected there; everything ends with its context."""

import itertools
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from stream.engine.address import joined
from stream.engine.brokers import LOOPBACK, free_port
from stream.engine.health import PLAIN, Answer, Health, serving
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
def taking(take: Callable[[socket.socket], None]) -> Iterator[str]:
    """Listen, and give each connection to ``take`` in a thread of its own, which closes it."""

    def serve(server: socket.socket) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=take, args=(server.accept()[0],), daemon=True).start()

    with socket.create_server((LOOPBACK, 0)) as server:
        threading.Thread(target=serve, args=(server,), daemon=True).start()
        yield f"{LOOPBACK}:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)


def hanging_up() -> AbstractContextManager[str]:
    """Take connections and close them."""
    return taking(socket.socket.close)


def talking_nonsense() -> AbstractContextManager[str]:
    """Answer as a Kafka whose oldest version of an API is newer than its newest."""
    return taking(talk_nonsense)


def talk_nonsense(asker: socket.socket) -> None:
    """Answer each request under its number: no error, one API (3) of versions 9 to 1."""
    with asker, suppress(OSError):
        while request := asker.recv(1 << 16):
            asker.sendall(struct.pack(">i4shihhh", 16, request[8:12], 0, 1, 3, 9, 1))


@contextmanager
def relaying(
    address: str, *, connections: int, then: Callable[[socket.socket], None] | None = None
) -> Iterator[str]:
    """Relay the first so many connections to an address; those after it wait for ever.

    Or they are given to ``then``.
    """
    host, _, port = address.rpartition(":")
    numbers = itertools.count(1)

    def take(near: socket.socket) -> None:
        if next(numbers) <= connections:
            far = socket.create_connection((host, int(port)))
            threading.Thread(target=pass_on, args=(far, near), daemon=True).start()
            pass_on(near, far)
        elif then is not None:
            then(near)
        else:
            waiting.append(near)

    waiting: list[socket.socket] = []
    with taking(take) as ours:
        yield ours
    for each in waiting:
        each.close()


def pass_on(source: socket.socket, target: socket.socket) -> None:
    """Pass bytes on until there are no more, then close both."""
    with source, target, suppress(OSError):
        while taken := source.recv(1 << 16):
            target.sendall(taken)


@contextmanager
def serving_worker(
    version: str,
    *,
    live: bool = True,
    host: str = LOOPBACK,
    kind: type[Health] = Health,
) -> Iterator[str]:
    """Serve the port of a worker; ``kind`` is how it answers."""
    metrics, port = Metrics(["tag"]), free_port()
    metrics.build_info.clear()
    metrics.build_info.labels(version, "3.11").set(1)
    health = kind(metrics.registry, lambda: "", lambda: live)
    with serving(health, host, port):
        yield joined(host, port)


class Failing(Health):
    """Answers for its health as what stands before a worker does that is gone."""

    def answer(self, path: str, accept: str) -> Answer:
        """Give the metrics alone."""
        if path == "/metrics":
            return super().answer(path, accept)
        return HTTPStatus.BAD_GATEWAY, PLAIN, b"<html>"


class Hanging(Health):
    """Gives its metrics, and never an answer for its health."""

    def answer(self, path: str, accept: str) -> Answer:
        """Wait for longer than any test."""
        if path != "/metrics":
            threading.Event().wait()
        return super().answer(path, accept)
