"""What the journal of ``dedupe`` remembers of one record, packed as msgpack arrays.

Times are integer microseconds since 1970, scores are thousandths. A fact says what became of
its record, never a difference: the fold needs nothing that lies before the oldest fact needed.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from stream.models import EPOCH, Action

_MICROSECOND: Final = timedelta(microseconds=1)
_FIRST_MICROS: Final = (datetime.min.replace(tzinfo=UTC) - EPOCH) // _MICROSECOND


class Heard(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A raw partition was heard of: a record of event time ``time``, or it is idle (None).

    ``offset`` is the record's, or the next one expected of an idle partition.
    """

    partition: int
    offset: int
    time: int | None


class Reading(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Where a raw partition stands: highest offset seen, newest event time, idle or not."""

    partition: int
    highest: int = -1
    newest: int | None = None
    idle: bool = False


class HeldMention(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A mention as it was given, less what it shares with the article's others."""

    ticker: str
    relevance: int
    confidence: int
    novel: bool
    action: Action
    received: int


class Held(msgspec.Struct, frozen=True, array_like=True, kw_only=True, gc=False):
    """An article as corrections need it: its revision and the mentions that stand.

    ``first`` is the input offset at which the article was first seen, ``replaced`` the content that
    the same revision had before, where a provider forgot to count. ``title`` and ``url`` are
    the mentions' and empty where there are none.
    """

    article_id: str
    source: str
    first: int
    revision: int
    content: bytes
    retracted: bool
    event: int
    story: int
    title: str = ""
    url: str = ""
    published: int = 0
    novelty: int = 1000
    tickers_in_article: int = 0
    mentions: tuple[HeldMention, ...] = ()
    replaced: bytes = b""


class StoryState(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A story as one of its records left it; ``tickers`` are those it has a novel mention of."""

    id: int
    first: int
    last: int
    count: int
    tickers: tuple[str, ...]


class JournalFact(msgspec.Struct, frozen=True, array_like=True, kw_only=True, gc=False):
    """All that one record changed.

    ``readings`` are those of all raw partitions, given now and then so that older facts can go.
    ``held`` is a packed ``Held``. ``text`` is a packed fingerprint to be searched from now on,
    only its content hash where it is searched no more; ``subjects`` its symbols' hashes.
    """

    heard: Heard
    watermark: int | None
    readings: tuple[Reading, ...] | None = None
    held: bytes | None = None
    story: StoryState | None = None
    text: bytes | None = None
    subjects: bytes = b""


_encoder: Final = msgspec.msgpack.Encoder()
_fact: Final = msgspec.msgpack.Decoder(JournalFact)
_held: Final = msgspec.msgpack.Decoder(Held)


def pack(value: JournalFact | Held) -> bytes:
    """Give a fact, or an article held, as msgpack."""
    return _encoder.encode(value)


def unpack_fact(data: bytes) -> JournalFact:
    """Read a fact of the journal."""
    return _fact.decode(data)


def unpack_held(data: bytes) -> Held:
    """Read an article held."""
    return _held.decode(data)


def micros(time: datetime) -> int:
    """Count the microseconds since 1970 of an aware time."""
    return (time - EPOCH) // _MICROSECOND


def moment(microseconds: int) -> datetime:
    """Give the time of a count of microseconds, not before the first that a datetime can hold."""
    # Multiplied, as to make a timedelta of a number takes twice as long.
    return EPOCH + max(microseconds, _FIRST_MICROS) * _MICROSECOND


def event_time(published_at: datetime, received_at: datetime) -> int:
    """Give a record's event time: one clock that is ahead may not close every window."""
    return micros(min(published_at, received_at))
