"""What a worker's port says of it, asked from outside: is it ours, live, ready, which version.

Not here: how a worker answers (``health``).
"""

import asyncio
from asyncio import timeout
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, NamedTuple

from prometheus_client.parser import text_string_to_metric_families

from stream.engine.address import parted

MOST_BYTES: Final = 8 << 20
"""Of an answer: a worker's is a hundredth of it."""
MOST_WORDS: Final = 300
"""Characters of what it says that it lacks."""
BUILD: Final = "newsfeed_build_info"
READY: Final = "newsfeed_ready"
PATHS: Final = ("/metrics", "/healthz/live", "/healthz/ready")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """What answers at an address. ``version`` is None where it is no worker of ours.

    ``connected`` says whether anything listens, ``says`` how what is not ours presents itself;
    ``stuck`` and ``lacks`` are why a worker is not live and not ready, nothing where it is.
    """

    address: str
    connected: bool
    says: str = ""
    version: str | None = None
    stages: tuple[str, ...] = ()
    stuck: str = ""
    lacks: str = ""


class _Reply(NamedTuple):
    """The reply to one GET; ``status`` is 0 where it is no HTTP, ``says`` tells which it is."""

    status: int
    body: str
    says: str
    connected: bool = True


async def ask_vitals(address: str, seconds: float) -> Vitals:
    """Ask the port of what may be a worker, within ``seconds``. Never raises for what answers."""
    host, port = parted(address)
    metrics, live, ready = await asyncio.gather(
        *(_reply(host, port, path, seconds) for path in PATHS)
    )
    version, stages = _build(metrics.body) if metrics.status == HTTPStatus.OK else (None, ())
    return Vitals(
        address=address,
        connected=metrics.connected,
        says=metrics.says,
        version=version,
        stages=stages,
        stuck=_trouble(live, "not live: "),
        lacks=_trouble(ready, "not ready: "),
    )


async def _reply(host: str, port: int, path: str, seconds: float) -> _Reply:
    try:
        async with timeout(seconds):
            status, body = await _get(host, port, path)
    except TimeoutError:
        return _Reply(0, "", f"nothing within {seconds:g} s")
    except (OSError, UnicodeError) as error:
        return _Reply(0, "", str(error), connected=False)
    return _Reply(status, body, f"HTTP {status}" if status else "no HTTP")


def _trouble(reply: _Reply, prefix: str) -> str:
    """Give the worker's own words, else what came instead of them."""
    if reply.status == HTTPStatus.OK:
        return ""
    words = reply.body.strip()
    if not words.startswith(prefix):
        return reply.says
    return words.removeprefix(prefix)[:MOST_WORDS]


async def _get(host: str, port: int, path: str) -> tuple[int, str]:
    """GET a path; give status and body, status 0 where the answer is no HTTP."""
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(f"GET {path} HTTP/1.0\r\nHost: {host}\r\nAccept: text/plain\r\n\r\n".encode())
        answer = bytearray()
        while len(answer) < MOST_BYTES and (more := await reader.read(1 << 16)):
            answer += more
    except ConnectionError:
        return 0, ""
    finally:
        writer.transport.abort()
    head, _, body = bytes(answer).partition(b"\r\n\r\n")
    words = head.split(maxsplit=2)
    if not head.startswith(b"HTTP/") or len(words) < 2 or not words[1].isdigit():
        return 0, ""
    return int(words[1]), body.decode(errors="replace")


def _build(metrics: str) -> tuple[str | None, tuple[str, ...]]:
    """Read version and stages out of what may be the metrics of a worker."""
    version, stages = None, []
    try:
        for family in text_string_to_metric_families(metrics):
            for sample in family.samples:
                if sample.name == BUILD:
                    version = sample.labels.get("version")
                elif sample.name == READY:
                    stages.append(sample.labels.get("stage", ""))
    except ValueError:
        return None, ()
    return version, tuple(stages)
