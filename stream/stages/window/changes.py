"""What one input record changes, as the stage folds it and as the journal holds it (msgpack).

Each change repeats the stage's position and watermarks, so the newest one alone tells them.
Not here: whether a record is a change at all (``intake``, ``stage``).
"""

from sys import intern
from typing import Final, Literal

import msgspec
from msgspec.structs import force_setattr

from stream.stages.window.times import UNKNOWN


class Sighting(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What the windows keep of one mention: about 450 bytes, shared by the windows it is in.

    ``version`` is that of the record which brought it, ``event`` its event time, ``relevance``
    in thousandths. ``story`` is the story's id and ``words`` its title and url, both as a top
    story has them in JSON: some are put out many times, and most never.
    """

    version: int
    event: int
    story: bytes
    source: str
    relevance: int
    novel: bool
    words: bytes
    article: str

    def matches(self, other: "Sighting") -> bool:
        """Say whether both carry the same values, whenever they came."""
        return (
            self.article == other.article
            and self.words == other.words
            and self.event == other.event
            and self.story == other.story
            and self.source == other.source
            and self.relevance == other.relevance
            and self.novel == other.novel
        )


class Change(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One record's effect: time reached ``watermark``, and a sighting was added or taken back.

    ``version`` is ``seq << 16 | index``; ``watermark`` the stage's after this record, ``since``
    the one with which history began (both ``UNKNOWN`` before there was one). Without a sighting
    only time passed.
    """

    version: int
    watermark: int = UNKNOWN
    since: int = UNKNOWN
    sign: Literal[1, 0, -1] = 0
    ticker: str = ""
    received: int = UNKNOWN
    sighting: Sighting | None = None


_encoder: Final = msgspec.msgpack.Encoder()
_changes: Final = msgspec.msgpack.Decoder(Change)


def encode_change(change: Change) -> bytes:
    """Give the journal's fact of a change."""
    return _encoder.encode(change)


def decode_change(fact: bytes) -> Change:
    """Read a fact that ``encode_change`` gave, with a source that all sightings share in memory."""
    change = _changes.decode(fact)
    sighting = change.sighting
    if sighting is not None:
        force_setattr(sighting, "source", intern(sighting.source))  # nobody else has it yet
    return change
