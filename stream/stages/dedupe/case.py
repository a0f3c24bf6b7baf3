"""One article before it is decided: what came, when, and what it says.

Bad records of ``news.tagged`` end here. Not here: anything that depends on other articles.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from stream.codec import decode_idle, decode_tagged
from stream.models import Idle, Origin, Rejected, Tag, Tagged
from stream.stages.contract import Record
from stream.stages.dedupe.facts import Heard, JournalFact, event_time
from stream.stages.dedupe.match import subjects_of
from stream.stages.text import SIGNATURE_HEADER, Fingerprint, fingerprint_of

_LONGEST_NUMBER: Final = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An article to be decided; ``fact`` is what hearing of it did to time.

    ``seq`` is its input offset, ``time`` its event time in microseconds, ``tags`` those of
    enough confidence to be mentioned, ``mark`` says whether time crossed a boundary.
    """

    seq: int
    value: bytes
    tagged: Tagged
    time: int
    tags: Sequence[Tag]
    fingerprint: Fingerprint
    subjects: bytes
    fact: JournalFact
    mark: bool


def read_idle(value: bytes) -> tuple[Idle, Heard]:
    """Read an idle record. Raises ``Rejected``."""
    idle = decode_idle(value)
    return idle, Heard(*_place(idle.origin), None)


def read_tagged(value: bytes) -> tuple[Tagged, Heard]:
    """Read an article's record. Raises ``Rejected``, also for times without a zone."""
    tagged = decode_tagged(value)
    _require_zone(tagged.received_at)
    _require_zone(tagged.article.published_at)
    time = event_time(tagged.article, tagged.received_at)
    return tagged, Heard(*_place(tagged.origin), time)


def fingerprint_in(record: Record, tagged: Tagged) -> Fingerprint:
    """Give the fingerprint in the record's header; one missing or of other making is taken anew."""
    for name, packed in record.headers:
        if name == SIGNATURE_HEADER:
            try:
                return Fingerprint.unpack(packed)
            except ValueError:
                break
    return fingerprint_of(tagged.article.title, tagged.article.body)


def subjects_in(tagged: Tagged, tags: Sequence[Tag]) -> bytes:
    """Give what an article is about, to be compared; nothing for one without a text."""
    return subjects_of(tags) if tagged.article.action != "retract" else b""


def _place(origin: Origin) -> tuple[int, int]:
    partition, _, offset = origin.partition(":")
    if not (_is_number(partition) and _is_number(offset)):
        raise Rejected("wrong_type", f"origin: {origin[:40]!r} is no partition and offset")
    return int(partition), int(offset)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER


def _require_zone(time: datetime) -> None:
    if time.tzinfo is None:
        raise Rejected("wrong_type", f"{time.isoformat()} has no time zone")
