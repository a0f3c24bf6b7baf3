"""From a record of ``news.mentions`` to what the stage counts; bad input is refused here.

Our own stages wrote these records, yet any bytes end as a value or as ``Rejected``.
"""

from datetime import datetime
from sys import intern
from typing import Final

from stream.codec import decode_mark, decode_mention, is_mark
from stream.models import Mark, Mention, Rejected
from stream.stages.window.changes import Sighting, encode_label
from stream.stages.window.times import UNKNOWN, microseconds

INDEX_BITS: Final = 16
MAX_SEQ: Final = (1 << 47) - 1
"""Highest offset whose version still is a signed 64-bit integer."""


def read(value: bytes | None) -> Mention | Mark:
    """Read a mention or a mark. Raises ``Rejected``."""
    if not value:
        raise Rejected("empty", "the record has no value")
    return decode_mark(value) if is_mark(value) else decode_mention(value)


def version_of(record: Mention | Mark) -> int:
    """Give ``seq << 16 | index``, which grows with every record. Raises ``Rejected``."""
    if not (0 <= record.seq <= MAX_SEQ and 0 <= record.index < 1 << INDEX_BITS):
        raise Rejected("wrong_type", f"seq {record.seq} or index {record.index} is out of range")
    return record.seq << INDEX_BITS | record.index


def watermark_of(record: Mention | Mark) -> int:
    """Give the watermark a record carries, ``UNKNOWN`` where it carries none."""
    return UNKNOWN if record.watermark is None else _checked("watermark", record.watermark)


def received_of(mention: Mention) -> int:
    """Give when the article behind a mention was received."""
    return _checked("received_at", mention.received_at)


def sighting_of(mention: Mention, version: int, received: int) -> Sighting:
    """Give what the windows keep of a mention.

    Its event time is the earlier of published and received, so that no bad clock counts ahead.
    """
    if not 0 <= mention.relevance <= 1:
        raise Rejected("wrong_type", f"relevance: {mention.relevance} is not from 0 to 1")
    return Sighting(
        version=version,
        event=min(_checked("published_at", mention.published_at), received),
        story=mention.story_id,
        source=intern(mention.source),
        relevance=round(mention.relevance * 1000),
        novel=mention.novel,
        label=encode_label(mention.article_id, mention.title, mention.url),
    )


def _checked(name: str, time: datetime) -> int:
    if time.tzinfo is None:
        raise Rejected("bad_time", f"{name}: {time.isoformat()} has no time zone")
    return microseconds(time)
