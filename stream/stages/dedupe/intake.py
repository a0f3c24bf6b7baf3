"""From a record of ``news.tagged`` to what the stage decides; bad input is refused here.

Our own stages wrote these records, yet any bytes end as a value or as ``Rejected``: what is let
in here can be counted, packed and repeated in each mention without a bound being looked at again.
"""

from datetime import UTC, datetime
from typing import Final

from stream.codec import MAX_NAME, MAX_REVISION, MAX_TAGS, decode_idle, decode_tagged
from stream.models import Article, Idle, Origin, Rejected, Tag, Tagged
from stream.stages.dedupe.facts import Heard, event_time

MAX_PARTITIONS: Final = 1_000
"""Raw partitions there can be: the reading of each is kept."""
_LONGEST_NUMBER: Final = 18


def read_idle(value: bytes) -> tuple[Idle, Heard]:
    """Read an idle record. Raises ``Rejected``."""
    idle = decode_idle(value)
    return idle, Heard(*_place(idle.origin), None)


def read_tagged(value: bytes) -> tuple[Tagged, Heard]:
    """Read an article's record. Raises ``Rejected``."""
    tagged = decode_tagged(value)
    place = _place(tagged.origin)
    _check_time(tagged.received_at)
    _check_length("model", tagged.model)
    _check_article(tagged.article)
    if len(tagged.tags) > MAX_TAGS:
        raise Rejected("too_large", f"tags: at most {MAX_TAGS} are read, not {len(tagged.tags)}")
    for tag in tagged.tags:
        _check_tag(tag)
    return tagged, Heard(*place, event_time(tagged.article, tagged.received_at))


def _check_article(article: Article) -> None:
    _check_length("id", article.id)
    _check_length("source", article.source)
    _check_time(article.published_at)
    if article.updated_at is not None:
        _check_time(article.updated_at)
    if not 0 <= article.revision <= MAX_REVISION:
        raise Rejected("wrong_type", "revision: expected an integer from 0 to 2^53 - 1")


def _check_tag(tag: Tag) -> None:
    _check_length("ticker", tag.ticker)
    if not (0 <= tag.relevance <= 1 and 0 <= tag.confidence <= 1):
        raise Rejected("wrong_type", f"{tag.ticker}: a score is not from 0 to 1")


def _check_length(name: str, text: str) -> None:
    if len(text) > MAX_NAME:
        raise Rejected("too_large", f"{name}: at most {MAX_NAME} characters are read")


def _check_time(time: datetime) -> None:
    """Refuse a time without a zone, and one that its zone puts outside of the calendar in UTC."""
    if time.tzinfo is UTC:
        return
    if time.tzinfo is None:
        raise Rejected("wrong_type", f"{time.isoformat()} has no time zone")
    try:
        time.astimezone(UTC)
    except OverflowError:
        raise Rejected("bad_time", f"{time.isoformat()} is outside of the calendar") from None


def _place(origin: Origin) -> tuple[int, int]:
    partition, _, offset = origin.partition(":")
    if not (_is_number(partition) and _is_number(offset)):
        raise Rejected("wrong_type", f"origin: {origin[:40]!r} is no partition and offset")
    if int(partition) >= MAX_PARTITIONS:
        raise Rejected("wrong_type", f"origin: partition {partition} cannot be")
    return int(partition), int(offset)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER
