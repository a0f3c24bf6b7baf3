"""One article before it is decided: what came, when, and what it says.

Not here: reading its record (``intake``), anything that depends on other articles.
"""

from collections.abc import Sequence
from typing import NamedTuple

from stream.stages.contract import Record
from stream.stages.dedupe.facts import JournalFact
from stream.stages.dedupe.intake import SeenTag, SeenTagged
from stream.stages.dedupe.match import subjects_of
from stream.stages.text import SIGNATURE_HEADER, content_in, fingerprint, is_fingerprint


class Case(NamedTuple):
    """An article to be decided; ``fact`` is what hearing of it did to time.

    ``seq`` is its input offset, ``time`` its event time in microseconds, ``tags`` those of
    enough confidence to be mentioned, ``mark`` says whether time crossed a boundary.
    """

    seq: int
    value: bytes
    tagged: SeenTagged
    time: int
    tags: Sequence[SeenTag]
    packed: bytes
    subjects: bytes
    fact: JournalFact
    mark: bool

    @property
    def content(self) -> bytes:
        """Give the hash of the normalised text."""
        return content_in(self.packed)


def fingerprint_in(record: Record, tagged: SeenTagged) -> bytes:
    """Give the fingerprint in the record's header; one missing or of other making is taken anew.

    ``tag`` writes it last.
    """
    for name, packed in reversed(record.headers):
        if name == SIGNATURE_HEADER:
            if packed and is_fingerprint(packed):  # Kafka has headers without a value
                return packed
            break
    return fingerprint(tagged.article.title, tagged.article.body)


def subjects_in(tagged: SeenTagged, tags: Sequence[SeenTag]) -> bytes:
    """Give what an article is about, to be compared; nothing for one without a text."""
    return subjects_of(tags) if tagged.article.action != "retract" else b""
