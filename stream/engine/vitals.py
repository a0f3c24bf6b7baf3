"""What a worker's port says of it, asked from outside: is it ours, live, ready, which version.

Not here: how a worker answers (``health``).
"""

import asyncio
from asyncio import timeout
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from prometheus_client.parser import text_string_to_metric_families

MOST_BYTES: Final = 8 << 20
"""Of an answer: a worker's is a hundredth of it."""
MOST_WORDS: Final = 300
"""Characters of what it says that it lacks."""
BUILD: Final = "newsfeed_build_info"
READY: Final = "newsfeed_ready"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """What answers at an address. ``version`` is None where it is no worker of ours.

    ``connected`` says whether anything listens, ``says`` how what is not ours presents itself,
    ``lacks`` what a worker lacks to be ready, nothing where it is.
    """

    address: str
    connected: bool
    says: str = ""
    version: str | None = None
    stages: tuple[str, ...] = ()
    live: bool = False
    lacks: str = ""


async def ask_vitals(address: str, seconds: float) -> Vitals:
    """Ask the port of what may be a worker, within ``seconds``. Never raises for what answers."""
    host, _, port = address.rpartition(":")
    host = host.strip("[]")
    try:
        async with timeout(seconds):
            status, body = await _get(host, int(port), "/metrics")
            live, _ = await _get(host, int(port), "/healthz/live")
            ready, lacks = await _get(host, int(port), "/healthz/ready")
    except TimeoutError:
        return Vitals(address=address, connected=True, says=f"nothing within {seconds:g} s")
    except (OSError, UnicodeError) as error:
        return Vitals(address=address, connected=False, says=str(error))
    version, stages = _build(body) if status == HTTPStatus.OK else (None, ())
    return Vitals(
        address=address,
        connected=True,
        says=f"HTTP {status}" if status else "no HTTP",
        version=version,
        stages=stages,
        live=live == HTTPStatus.OK,
        lacks="" if ready == HTTPStatus.OK else (lacks.strip() or f"HTTP {ready}")[:MOST_WORDS],
    )


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
