"""Records of ``news.windows`` to what is counted of them, leniently: anyone may write to a topic.

Not here: which version of a window counts (``board``), how the topic is read (``command``).
"""

from datetime import datetime, timedelta
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from stream.models import EPOCH, TopStory

_SECOND: Final = timedelta(seconds=1)
_NONE: Final = msgspec.Raw(b"[]")

Count = Annotated[int, Meta(ge=0)]
Moment = Annotated[datetime, Meta(tz=True)]


class Counts(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What one version of a window counts; times are whole seconds since the epoch.

    ``top`` is the JSON of its top stories, unread: few of them are ever shown.
    """

    ticker: str
    size: int
    start: int
    version: int
    articles: int
    duplicates: int
    watermark: int | None
    last: int | None
    top: bytes


class Place(msgspec.Struct, frozen=True, gc=False):
    """Which window a key names."""

    ticker: str
    size: int
    start: int


class _Window(msgspec.Struct, gc=False):
    """The fields of ``models.Window`` that are read here."""

    ticker: str
    size_seconds: Annotated[int, Meta(ge=1)]
    start: Moment
    version: Count
    articles: Count
    duplicates: Count
    watermark: Moment | None = None
    last_at: Moment | None = None
    top: msgspec.Raw = _NONE


_window: Final = msgspec.json.Decoder(_Window)
_stories: Final = msgspec.json.Decoder(tuple[TopStory, ...])


def read_counts(value: bytes) -> Counts | None:
    """Read a window; None where it is none."""
    try:
        window = _window.decode(value)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return Counts(
        ticker=window.ticker,
        size=window.size_seconds,
        start=seconds(window.start),
        version=window.version,
        articles=window.articles,
        duplicates=min(window.duplicates, window.articles),
        watermark=None if window.watermark is None else seconds(window.watermark),
        last=None if window.last_at is None else seconds(window.last_at),
        top=bytes(window.top),
    )


def read_place(key: bytes | None) -> Place | None:
    """Read the key of a window, ``ticker|size in seconds|start``; None where it is none."""
    try:
        ticker, size, start = (key or b"").decode().rsplit("|", 2)
        return Place(ticker, int(size), seconds(msgspec.convert(start, Moment)))
    except (ValueError, msgspec.ValidationError):  # the first also of what is no UTF-8
        return None


def read_stories(top: bytes) -> tuple[TopStory, ...]:
    """Read the top stories of a window; none where they cannot be read."""
    try:
        return _stories.decode(top)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ()


def seconds(time: datetime) -> int:
    """Count an aware time's whole seconds since the epoch."""
    return (time - EPOCH) // _SECOND
