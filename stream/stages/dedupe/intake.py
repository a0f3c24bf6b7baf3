"""From a record of ``news.tagged`` to what the stage decides; bad input is refused here.

Our own stages wrote these records, yet any bytes end as a value or as ``Rejected``: what is let
in here can be counted, packed and repeated in each mention without a bound being looked at again.
"""

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Final

import msgspec

from stream.codec import MAX_NAME, MAX_REVISION, MAX_TAGS, decode_idle, decode_own
from stream.models import (
    Action,
    AssetClass,
    Idle,
    Origin,
    Rejected,
    Rule,
    TextField,
    TickerId,
)
from stream.stages.dedupe.facts import Heard, event_time

MAX_PARTITIONS: Final = 1_000
"""Raw partitions there can be: the reading of each is kept."""
_PLACE: Final = re.compile("([0-9]{1,18}):([0-9]{1,18})")

Score = Annotated[float, msgspec.Meta(ge=0, le=1)]


class SeenEvidence(msgspec.Struct, frozen=True, gc=False):
    """An ``Evidence`` as it is read here."""

    field: TextField
    start: int
    end: int
    text: str
    rule: Rule


class SeenTag(msgspec.Struct, frozen=True, gc=False):
    """A ``Tag`` as it is read here."""

    ticker: TickerId
    symbol: str
    asset_class: AssetClass
    name: str
    exchange: str
    ids: dict[str, str]
    relevance: Score
    confidence: Score
    mention_count: int
    evidence: tuple[SeenEvidence, ...]


class SeenArticle(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An ``Article`` as it is read here."""

    id: str
    source: str = ""
    title: str = ""
    body: str = ""
    url: str = ""
    language: str = ""
    published_at: datetime
    updated_at: datetime | None = None
    action: Action = "publish"
    revision: Annotated[int, msgspec.Meta(ge=0, le=MAX_REVISION)] = 0
    tickers: tuple[str, ...] = ()
    extra: dict[str, Any] = {}


class SeenTagged(msgspec.Struct, frozen=True, gc=False):
    """A ``Tagged`` as it is read here: the same fields, in half the time of the dataclasses'."""

    article: SeenArticle
    origin: Origin
    received_at: datetime
    model: str
    tags: tuple[SeenTag, ...]


_decoder: Final = msgspec.json.Decoder(SeenTagged)


def read_idle(value: bytes) -> tuple[Idle, Heard]:
    """Read an idle record. Raises ``Rejected``."""
    idle = decode_idle(value)
    return idle, Heard(*_place(idle.origin), None)


def read_tagged(value: bytes) -> tuple[SeenTagged, Heard]:
    """Read an article's record. Raises ``Rejected``."""
    tagged = decode_own(_decoder, value)
    place = _place(tagged.origin)
    article, received_at, tags = tagged.article, tagged.received_at, tagged.tags
    for time in (received_at, article.published_at, article.updated_at):
        if time is not None and time.tzinfo is not UTC:
            _check_time(time)
    if len(value) > MAX_NAME:  # what stands in a shorter one is no longer
        _check_lengths(tagged)
    if len(tags) > MAX_TAGS:
        raise Rejected("too_large", f"tags: at most {MAX_TAGS} are read, not {len(tags)}")
    return tagged, Heard(*place, event_time(article.published_at, received_at))


def _check_lengths(tagged: SeenTagged) -> None:
    _check_length("model", tagged.model)
    _check_length("id", tagged.article.id)
    _check_length("source", tagged.article.source)
    for tag in tagged.tags:
        _check_length("ticker", tag.ticker)


def _check_length(name: str, text: str) -> None:
    if len(text) > MAX_NAME:
        raise Rejected("too_large", f"{name}: at most {MAX_NAME} characters are read")


def _check_time(time: datetime) -> None:
    """Refuse a time without a zone, and one that its zone puts outside of the calendar in UTC."""
    if time.tzinfo is None:
        raise Rejected("wrong_type", f"{time.isoformat()} has no time zone")
    try:
        time.astimezone(UTC)
    except OverflowError:
        raise Rejected("bad_time", f"{time.isoformat()} is outside of the calendar") from None


def _place(origin: Origin) -> tuple[int, int]:
    found = _PLACE.fullmatch(origin)
    if found is None:
        raise Rejected("wrong_type", f"origin: {origin[:40]!r} is no partition and offset")
    partition, offset = int(found[1]), int(found[2])
    if partition >= MAX_PARTITIONS:
        raise Rejected("wrong_type", f"origin: partition {partition} cannot be")
    return partition, offset
