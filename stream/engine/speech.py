"""What a port speaks: TLS, plain Kafka, HTTP, something else, or nothing.

Asked only where our own way of speaking failed, to tell why.
"""

import asyncio
import ssl
import struct
from asyncio import timeout
from enum import StrEnum
from typing import Final

CORRELATION: Final = 0x4E455753
API_VERSIONS: Final = struct.pack(">ihhih", 10, 18, 0, CORRELATION, -1)
"""The one question that every Kafka answers before any login: length, API, version, id, no name."""
PAGE: Final = b"GET / HTTP/1.0\r\n\r\n"
FIRST_BYTES: Final = 64


class Speech(StrEnum):
    """What answers."""

    TLS = "TLS"
    KAFKA = "Kafka"
    HTTP = "HTTP"
    OTHER = "no Kafka"
    GOODBYE = "a closed connection"
    SILENCE = "nothing"


async def speech(host: str, port: int, seconds: float) -> Speech:
    """Say what a port speaks, within ``seconds``."""
    secret, said = await asyncio.gather(
        _shakes_hands(host, port, seconds), _said(host, port, seconds)
    )
    return Speech.TLS if secret else said


async def speech_in_tls(host: str, port: int, seconds: float) -> Speech:
    """Say what a port that speaks TLS speaks within it."""
    return await _said(host, port, seconds, unverified())


def unverified() -> ssl.SSLContext:
    """Make a TLS context that trusts anyone: to ask what there is, never to say a secret."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


async def _shakes_hands(host: str, port: int, seconds: float) -> bool:
    """Say whether the port takes a TLS handshake, or refuses it in TLS."""
    try:
        async with timeout(seconds):
            _, writer = await asyncio.open_connection(host, port, ssl=unverified())
    except ssl.SSLError as error:
        return "ALERT" in (error.reason or "")
    except (OSError, TimeoutError):
        return False
    writer.transport.abort()
    return True


async def _said(
    host: str, port: int, seconds: float, context: ssl.SSLContext | None = None
) -> Speech:
    first, page = await asyncio.gather(
        *(_first_bytes(host, port, each, seconds, context) for each in (API_VERSIONS, PAGE))
    )
    if first and first[4:8] == struct.pack(">i", CORRELATION):
        return Speech.KAFKA
    if page and page.startswith(b"HTTP/"):
        return Speech.HTTP
    if first is None:
        return Speech.SILENCE
    return Speech.OTHER if first or page else Speech.GOODBYE


async def _first_bytes(
    host: str, port: int, question: bytes, seconds: float, context: ssl.SSLContext | None
) -> bytes | None:
    """Ask something; give the beginning of the answer, None where none comes in time."""
    try:
        async with timeout(seconds):
            reader, writer = await asyncio.open_connection(host, port, ssl=context)
            try:
                writer.write(question)
                return await reader.read(FIRST_BYTES)
            finally:
                writer.transport.abort()
    except TimeoutError:
        return None
    except OSError:
        return b""
