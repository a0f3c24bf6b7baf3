"""From a record of ``news.mentions`` to what the stage counts; bad input is refused here.

Our own stages wrote these records, yet any bytes end as a value or as ``Rejected``.
"""

from datetime import datetime
from sys import intern
from typing import Annotated, Final, Literal

import msgspec

from stream.codec import MAX_MENTION_BYTES, decode_own, encode_plain, is_mark
from stream.models import EPOCH, Action, Rejected
from stream.stages.window.changes import Sighting
from stream.stages.window.times import SECOND, UNKNOWN

INDEX_BITS: Final = 16
MAX_SEQ: Final = (1 << 47) - 1
"""Highest offset whose version still is a signed 64-bit integer."""

Score = Annotated[float, msgspec.Meta(ge=0, le=1)]
Seq = Annotated[int, msgspec.Meta(ge=0, le=MAX_SEQ)]
Index = Annotated[int, msgspec.Meta(ge=0, lt=1 << INDEX_BITS)]


class SeenMention(msgspec.Struct, frozen=True, gc=False):
    """A ``Mention`` as it is read here: the same fields, in half the time of the dataclass."""

    ticker: str
    article_id: str
    story_id: str
    source: str
    title: str
    url: str
    published_at: datetime
    received_at: datetime
    action: Action
    relevance: Score
    confidence: Score
    novelty: Score
    tickers_in_article: int
    novel: bool
    sign: Literal[1, -1]
    seq: Seq
    index: Index
    watermark: datetime | None


class SeenMark(msgspec.Struct, frozen=True, gc=False):
    """A ``Mark`` as it is read here."""

    seq: Seq
    index: Index
    watermark: datetime


class _Words(msgspec.Struct, frozen=True, gc=False):
    """What a window says of a story, but for its id and how many copies it has."""

    title: str
    url: str


_mention: Final = msgspec.json.Decoder(SeenMention)
_mark: Final = msgspec.json.Decoder(SeenMark)


def read(value: bytes | None) -> SeenMention | SeenMark:
    """Read a mention or a mark. Raises ``Rejected``."""
    if not value:
        raise Rejected("empty", "the record has no value")
    if is_mark(value):
        return decode_own(_mark, value, MAX_MENTION_BYTES)
    return decode_own(_mention, value, MAX_MENTION_BYTES)


def version_of(news: SeenMention | SeenMark) -> int:
    """Give ``seq << 16 | index``, which grows with every record."""
    return news.seq << INDEX_BITS | news.index


def watermark_of(news: SeenMention | SeenMark) -> int:
    """Give the watermark a record carries, ``UNKNOWN`` where it carries none."""
    return UNKNOWN if news.watermark is None else _checked("watermark", news.watermark)


def received_of(mention: SeenMention) -> int:
    """Give when the article behind a mention was received."""
    return _checked("received_at", mention.received_at)


def sighting_of(mention: SeenMention, version: int, received: int) -> Sighting:
    """Give what the windows keep of a mention.

    Its event time is the earlier of published and received, so that no bad clock counts ahead.
    """
    published = _checked("published_at", mention.published_at)
    return Sighting(
        version,
        min(received, published),
        encode_plain(mention.story_id),
        intern(mention.source),
        round(mention.relevance * 1000),
        mention.novel,
        encode_plain(_Words(mention.title, mention.url))[1:-1],
        mention.article_id,
    )


def _checked(name: str, time: datetime) -> int:
    """Give a time in microseconds since the epoch, exactly. Raises ``Rejected`` without a zone."""
    try:
        since = time - EPOCH
    except TypeError:
        raise Rejected("bad_time", f"{name}: {time.isoformat()} has no time zone") from None
    return (since.days * 86_400 + since.seconds) * SECOND + since.microseconds
