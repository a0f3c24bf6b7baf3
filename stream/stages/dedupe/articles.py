"""The articles that can still be corrected or retracted, packed, by identity.

Not here: their texts (``index``), which are forgotten sooner.
"""

from typing import Final

import xxhash

from stream.stages.dedupe.expiry import Expiry
from stream.stages.dedupe.facts import Held, unpack_held
from stream.stages.dedupe.story import Stories

ARTICLE_BYTES: Final = 240
"""Measured: what an article held takes beside its packed bytes."""


class Articles:
    """Each identity's latest record, for the retention of event time, at most ``limit``."""

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
        return None if offset is None else unpack_held(self._by_offset[offset])

    def put(self, offset: int, held: Held, packed: bytes, watermark: int | None) -> None:
        """Hold an article as this input offset left it, in place of what was known of it.

        It is held for the retention from its event time on or, where it came late, from then.
        """
        since = held.event if watermark is None else max(held.event, watermark)
        identity = _identity(held.source, held.article_id)
        former = self._offsets.get(identity)
        if not self._expiry.past(since + self._retention):
            self._stories.refer(held.story)
            self._add(offset, identity, packed, since + self._retention)
        if former is not None:
            self._remove(former)

    def sweep(self, watermark: int | None) -> int:
        """Forget what is past the retention; give how many more the maximum pushed out."""
        for offset in self._expiry.due(watermark):
            self._remove(offset)
        beyond = max(0, len(self._by_offset) - self._limit)
        for _ in range(beyond):
            self._remove(self.oldest(0))
        return beyond

    def oldest(self, end: int) -> int:
        """Give the lowest input offset held, or ``end``, one that is above all."""
        if not self._by_offset:
            return end
        while self._oldest not in self._by_offset:
            self._oldest += 1
        return self._oldest

    def _add(self, offset: int, identity: bytes, packed: bytes, expires: int) -> None:
        if not self._by_offset:
            self._oldest = offset
        self._by_offset[offset] = packed
        self.packed_bytes += len(packed)
        self._offsets[identity] = offset
        self._expiry.schedule(offset, expires)

    def _remove(self, offset: int) -> None:
        packed = self._by_offset.pop(offset)
        self.packed_bytes -= len(packed)
        held = unpack_held(packed)
        identity = _identity(held.source, held.article_id)
        if self._offsets[identity] == offset:
            del self._offsets[identity]
        self._stories.release(held.story)


def _identity(source: str, article_id: str) -> bytes:
    """Give the hash an identity is kept by (xxh3, 128 bits)."""
    return xxhash.xxh3_128_digest(f"{source}\x1f{article_id}".encode())
