"""The one port of a process: ``/metrics``, ``/healthz/live`` and ``/healthz/ready``.

Served from a thread, so that a stuck event loop is seen and not waited for.
"""

import asyncio
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic
from typing import Any, Final

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder

from stream.engine.address import family, joined

BEAT_SECONDS: Final = 1.0
LIVE_SECONDS: Final = 30.0
"""A loop that did not turn for this long is stuck."""

Answer = tuple[HTTPStatus, str, bytes]
PLAIN: Final = "text/plain; charset=utf-8"


class Pulse:
    """When the event loop last turned; alive until it first does, for a start may take long."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._last: float | None = None

    async def keep(self) -> None:
        """Beat as long as the loop turns."""
        while True:
            self.beat()
            await asyncio.sleep(BEAT_SECONDS)

    def beat(self) -> None:
        """Note that the loop turns."""
        self._last = self._clock()

    @property
    def alive(self) -> bool:
        """Say whether it turned lately."""
        return self._last is None or self._clock() - self._last < LIVE_SECONDS


class Health:
    """Answers the three paths; ``missing`` and ``alive`` are asked at each request.

    ``missing`` names what the process lacks to be of use, with nothing where it is ready.
    """

    def __init__(
        self, registry: CollectorRegistry, missing: Callable[[], str], alive: Callable[[], bool]
    ) -> None:
        self._registry = registry
        self._missing = missing
        self._alive = alive

    def answer(self, path: str, accept: str) -> Answer:
        """Give status, content type and body for a GET."""
        if path == "/metrics":
            encode, content_type = choose_encoder(accept)
            return HTTPStatus.OK, content_type, encode(self._registry)
        if path == "/healthz/live":
            return _unless("" if self._alive() else "the event loop is stuck", "live")
        if path == "/healthz/ready":
            return _unless(self._missing(), "ready")
        return HTTPStatus.NOT_FOUND, PLAIN, b"try /metrics, /healthz/live or /healthz/ready\n"


class PortTaken(Exception):
    """The port cannot be listened on."""


@contextmanager
def serving(
    health: Health, host: str, port: int, *, setting: str = "NEWSFEED_METRICS_PORT"
) -> Iterator[None]:
    """Serve from a daemon thread while the context lasts; not at all on port 0.

    Raises ``PortTaken``, which says to use another ``setting``.
    """
    if port == 0:
        yield
        return
    try:
        listening = _Server(host, port, _handler(health))
    except OSError as error:
        raise PortTaken(f"{joined(host, port)}: {error.strerror}; set {setting}") from None
    with listening as server:
        threading.Thread(target=server.serve_forever, name="health", daemon=True).start()
        try:
            yield
        finally:
            server.shutdown()


class _Server(ThreadingHTTPServer):
    def __init__(self, host: str, port: int, handler: type[BaseHTTPRequestHandler]) -> None:
        self.address_family = family(host)
        super().__init__((host, port), handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of one who left before the answer."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def _handler(health: Health) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, accept = self.path.partition("?")[0], self.headers.get("Accept", "")
            status, content_type, body = health.answer(path, accept)
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: scrapes are not events."""

    return Handler


def _unless(trouble: str, good: str) -> Answer:
    """Say that all is good, or that it is not and what is the trouble."""
    if trouble:
        return HTTPStatus.SERVICE_UNAVAILABLE, PLAIN, f"not {good}: {trouble}\n".encode()
    return HTTPStatus.OK, PLAIN, f"{good}\n".encode()
