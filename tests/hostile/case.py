"""One hostile record, and what must become of it. Not here: which there are (``cases``)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from stream.models import Reason

TIME: Final = "2025-02-01T12:00:00Z"
SOUND: Final = {"title": "Bitcoin rises", "published_at": TIME}
"""The least that an article needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A record as a stranger may send it; ``reason`` is None where it is taken.

    Values of header are None where the record has a null there.
    """

    name: str
    value: bytes | None
    key: bytes | None = b"hostile"
    headers: Sequence[tuple[str, bytes | None]] = ()
    reason: Reason | None = None

    def __str__(self) -> str:
        return self.name


def sound(**fields: Any) -> bytes:
    """Give the bytes of a sound article with these fields in place of its own."""
    return json.dumps(SOUND | fields).encode()


def spliced(**fields: bytes) -> bytes:
    """Give a sound article with these fields put in as JSON that no encoder would write."""
    members = b"".join(b',"%s":%s' % (name.encode(), text) for name, text in fields.items())
    return json.dumps(SOUND).encode()[:-1] + members + b"}"


def filled(size: int) -> bytes:
    """Give a sound article of exactly so many bytes."""
    empty = len(sound(body=""))
    return sound(body="x" * (size - empty))


def nested(levels: int, opening: str = "[", closing: str = "]") -> bytes:
    """Give containers in containers, this many of them."""
    return (opening * levels + closing * levels).encode()
