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
    """What the windows keep of one mention: about 400 bytes, shared by the windows it is in.

    ``version`` is that of the record which brought it, ``event`` its event time, ``relevance``
    in thousandths, ``label`` article id, title and url as msgpack (read for a few, kept of all).
    """

    version: int
    event: int
    story: str
    source: str
    relevance: int
    novel: bool
    label: bytes

    def matches(self, other: "Sighting") -> bool:
        """Say whether both carry the same values, whenever they came."""
        return (
            self.label == other.label
            and self.event == other.event
            and self.story == other.story
            and self.source == other.source
            and self.relevance == other.relevance
            and self.novel == other.novel
        )


class Change(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One record's effect: time reached ``watermark``, and a sighting was added or taken back.

    ``version`` is ``seq << 16 | index``; ``watermark`` the stage's after this record, ``since``
    its first one (both ``UNKNOWN`` before there was one). Without a sighting only time passed.
    """

    version: int
    watermark: int = UNKNOWN
    since: int = UNKNOWN
    sign: Literal[1, 0, -1] = 0
    ticker: str = ""
    received: int = UNKNOWN
    sighting: Sighting | None = None


class Label(msgspec.Struct, frozen=True, array_like=True):
    """The words of a sighting."""

    article_id: str
    title: str
    url: str


_encoder: Final = msgspec.msgpack.Encoder()
_changes: Final = msgspec.msgpack.Decoder(Change)
_labels: Final = msgspec.msgpack.Decoder(Label)


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


def encode_label(article_id: str, title: str, url: str) -> bytes:
    """Pack the words of a sighting."""
    return _encoder.encode((article_id, title, url))


def decode_label(label: bytes) -> Label:
    """Read the words of a sighting."""
    return _labels.decode(label)
