"""The articles that can still be corrected or retracted, packed, by identity.

Not here: their texts (``index``), which are forgotten sooner.
"""

from typing import Final

import xxhash

from stream.stages.dedupe.expiry import Expiry
from stream.stages.dedupe.facts import Held, unpack_held
from stream.stages.dedupe.story import Stories

ARTICLE_BYTES: Final = 370
"""Measured among many worn in: what an article held takes beside its packed bytes."""

_IDENTITY: Final = 16
_STORY: Final = 8
_PREFIX: Final = _IDENTITY + _STORY


class Articles:
    """Each identity's latest record, for the retention of event time, at most ``limit``.

    Its identity and story stand before the packed record, to forget it without reading that.
    """

    __slots__ = ("_by_offset", "_expiry", "_limit", "_offsets", "_oldest", "_retention", "_stories",
                 "packed_bytes")  # fmt: skip

    def __init__(self, stories: Stories, *, retention: int, limit: int) -> None:
        self._stories = stories
        self._retention = retention
        self._limit = limit
        self._by_offset: dict[int, bytes] = {}
        self._offsets: dict[bytes, int] = {}
        self._expiry = Expiry(alive=self._by_offset.__contains__, limit=2 * limit + 2)
        self._oldest = 0
        self.packed_bytes = 0

    def __len__(self) -> int:
        return len(self._by_offset)

    def get(self, source: str, article_id: str) -> Held | None:
        """Give what is known of an identity."""
        offset = self._offsets.get(_identity(source, article_id))
        return None if offset is None else unpack_held(self._by_offset[offset][_PREFIX:])

    def put(self, offset: int, held: Held, packed: bytes, watermark: int | None) -> None:
        """Hold an article as this input offset left it, in place of what was known of it.

        It is held for the retention from its event time on or, where it came late, from then.
        """
        since = held.event if watermark is None else max(held.event, watermark)
        identity = _identity(held.source, held.article_id)
        former = self._offsets.get(identity)
        if not self._expiry.past(since + self._retention):
            self._stories.refer(held.story)
            entry = b"".join((identity, held.story.to_bytes(_STORY, "little"), packed))
            self._add(offset, identity, entry, since + self._retention)
        if former is not None:
            self._remove(former)

    def sweep(self, watermark: int | None) -> None:
        """Forget what is past the retention."""
        for offset in self._expiry.due(watermark):
            self._remove(offset)

    def trim(self) -> int:
        """Forget the oldest of more than the maximum; give how many that were."""
        beyond = len(self._by_offset) - self._limit
        for _ in range(beyond):
            self._remove(self.oldest(0))
        return max(0, beyond)

    def oldest(self, end: int) -> int:
        """Give the lowest input offset held, or ``end``, one that is above all."""
        if not self._by_offset:
            return end
        while self._oldest not in self._by_offset:
            self._oldest += 1
        return self._oldest

    def _add(self, offset: int, identity: bytes, entry: bytes, expires: int) -> None:
        if not self._by_offset:
            self._oldest = offset
        self._by_offset[offset] = entry
        self.packed_bytes += len(entry)
        self._offsets[identity] = offset
        self._expiry.schedule(offset, expires)

    def _remove(self, offset: int) -> None:
        entry = self._by_offset.pop(offset)
        self.packed_bytes -= len(entry)
        identity = entry[:_IDENTITY]
        if self._offsets[identity] == offset:
            del self._offsets[identity]
        self._stories.release(int.from_bytes(entry[_IDENTITY:_PREFIX], "little"))


def _identity(source: str, article_id: str) -> bytes:
    """Give the hash an identity is kept by (xxh3, 128 bits)."""
    return xxhash.xxh3_128_digest(f"{source}\x1f{article_id}".encode())
