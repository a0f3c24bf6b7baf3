"""Records of ``news.rejected``: the bytes as they came, why and from where in the headers.

The reasons stand under our own names and under ``__connect.errors.*``, which other dead-letter
tools read. A value that does not fit is cut, its size and SHA-256 kept.
"""

import hashlib
from collections.abc import Sequence
from typing import Final

from stream.codec import cloud_event
from stream.models import Rejected, Topic
from stream.stages.contract import Header, Output, Record, origin

MAX_DETAIL: Final = 500
MAX_IDENTITY: Final = 200
"""Characters taken of an id that came with the record: a stranger's may be of any length."""
ORIGIN: Final = "newsfeed-origin"
MARGIN_BYTES: Final = 64 << 10
"""Room in one message for the key, the headers and the batch around the value."""
HEADER_BYTES: Final = 8
"""Around a header's name and value in a batch; a record of a million empty ones must fit too."""


def origin_of(record: Record, stage: str) -> str:
    """Give the ``p:o`` of the raw record behind a record: in the first stage, its own."""
    known = dict(record.headers).get(ORIGIN)
    if stage == "tag" or known is None:
        return origin(record)
    return _told(known)


def rejected_output(
    record: Record, error: Rejected, *, stage: str, topic: str, limit: int
) -> Output:
    """Make the rejected record of a record; ``limit`` bounds the whole message, in bytes."""
    value, cut = _cut(record.value, max(0, limit - MARGIN_BYTES))
    room = max(0, limit - len(value or b"") - MARGIN_BYTES // 2)
    key = record.key if record.key is None or len(record.key) <= room else record.key[:room]
    room -= len(key or b"")
    headers = [*_fitting(record.headers, room), *_reasons(record, error, stage, topic), *cut]
    return Output(Topic.REJECTED, key, value, headers)


def _reasons(record: Record, error: Rejected, stage: str, topic: str) -> list[Header]:
    raw = origin_of(record, stage)
    identity = _told(dict(record.headers).get("ce_id") or b"")
    if stage == "tag" or not identity:
        identity = raw
    detail = error.detail[:MAX_DETAIL]
    event = cloud_event("rejected", id=f"{stage}:{identity}", source=stage, time=record.timestamp)
    ours = {
        "newsfeed-reason": error.reason,
        "newsfeed-detail": detail,
        "newsfeed-stage": stage,
        ORIGIN: raw,
        "__connect.errors.topic": topic,
        "__connect.errors.partition": str(record.partition),
        "__connect.errors.offset": str(record.offset),
        "__connect.errors.connector.name": f"newsfeed-{stage}",
        "__connect.errors.stage": "VALUE_CONVERTER" if stage == "tag" else "TRANSFORMATION",
        "__connect.errors.class.name": f"stream.stages.{stage}",
        "__connect.errors.exception.class.name": f"newsfeed.{error.reason}",
        "__connect.errors.exception.message": detail,
    }
    return [*event[:-1], *((name, text.encode(errors="replace")) for name, text in ours.items())]


def _told(identity: bytes) -> str:
    return identity[: 4 * MAX_IDENTITY].decode(errors="replace")[:MAX_IDENTITY]


def _cut(value: bytes | None, limit: int) -> tuple[bytes | None, list[Header]]:
    if value is None or len(value) <= limit:
        return value, []
    return value[:limit], [
        ("newsfeed-truncated", b"true"),
        ("newsfeed-size", str(len(value)).encode()),
        ("newsfeed-sha256", hashlib.sha256(value).hexdigest().encode()),
    ]


def _fitting(headers: Sequence[Header], room: int) -> list[Header]:
    """Keep the headers as they came, in order, as long as they fit."""
    kept: list[Header] = []
    for name, value in headers:
        room -= len(name.encode()) + len(value or b"") + HEADER_BYTES
        if room < 0:
            return [*kept, ("newsfeed-headers-truncated", b"true")]
        kept.append((name, value))
    return kept
