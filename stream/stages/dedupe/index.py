"""The texts that copies are looked for among: by content, and by resemblance.

Locality-sensitive hashing over bands of three lanes of the signature: two texts of resemblance s
meet in one of 42 bands with probability 1 - (1 - s^3)^42: 0.68 at 0.3, 0.94 at 0.4, 0.99 from 0.5.
Not here: whether a text found is a copy (``match``).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from stream.stages.dedupe.expiry import Expiry
from stream.stages.dedupe.story import Stories
from stream.stages.text import Fingerprint

BANDS: Final = 42
TEXT_BYTES: Final = 1_000
"""Measured: what a text takes beside its signature and things."""

CONTENT_BYTES: Final = 16
_BAND: Final = 6
_LANES: Final = struct.Struct("<" + "IH" * BANDS)
_PER_BAND: Final = 8
"""Texts looked at per band: the newest."""
_CANDIDATES: Final = 64
"""Texts given per search: those of the highest offsets."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in the index, whose it is, and the hashes of the tickers it is about."""

    number: int
    offset: int
    story: int
    article_id: str
    fingerprint: Fingerprint
    subjects: bytes


class TextIndex:
    """The last ``limit`` texts, as far as their stories are within the horizon.

    The bands are chained as in a deflate window (RFC 1951, section 4): newest first, through two
    arrays, so that a text costs 8 bytes a band and leaves all chains at once when it leaves the
    window. A slot is written as its number and 1, as 0 ends a chain.
    """

    __slots__ = ("_by_content", "_chains", "_end", "_expiry", "_heads", "_horizon", "_limit",
                 "_mask", "_min_words", "_numbers", "_oldest", "_slots", "_stories")  # fmt: skip

    def __init__(self, stories: Stories, *, horizon: int, limit: int, min_words: int) -> None:
        self._stories = stories
        self._horizon = horizon
        self._limit = limit
        self._min_words = min_words
        self._mask = (1 << max(4, (limit - 1).bit_length())) - 1
        # Zeroed memory is the system's until it is touched: a small feed takes little of it.
        self._heads = memoryview(bytearray(4 * BANDS * (self._mask + 1))).cast("I")
        self._chains = memoryview(bytearray(4 * BANDS * limit)).cast("I")
        self._numbers: list[int] = []
        self._slots: list[Text | None] = []
        self._by_content: dict[bytes, Text] = {}
        self._expiry = Expiry()
        self._end = 0
        self._oldest = 0

    def __len__(self) -> int:
        return len(self._by_content)

    def same(self, content: bytes) -> Text | None:
        """Give the text of this content."""
        return self._by_content.get(content)

    def like(self, fingerprint: Fingerprint) -> list[Text]:
        """Give texts that may resemble this one, the newest first."""
        if fingerprint.words < self._min_words:
            return []
        found = {
            text.number: text
            for band, bucket in enumerate(self._buckets(fingerprint.signature))
            for text in self._matching(band, bucket, fingerprint.signature)
        }
        return [found[number] for number in sorted(found, reverse=True)[:_CANDIDATES]]

    def add(self, offset: int, story: int, article_id: str, packed: bytes, subjects: bytes) -> None:
        """Let a text be found from now on, in place of an equal one.

        One of which only the content hash is left takes its place in the window, unfindable.
        """
        number, slot = self._advance()
        expires = self._stories[story].last + self._horizon
        if self._expiry.past(expires):
            return
        former = self._by_content.get(content_of(packed))
        if former is not None:
            self._remove(former)
        if len(packed) > CONTENT_BYTES:
            fingerprint = Fingerprint.unpack(packed)
            self._enter(Text(number, offset, story, article_id, fingerprint, subjects), slot)
            self._expiry.schedule(number, expires)

    def sweep(self, watermark: int | None) -> None:
        """Forget the texts of stories that are past the horizon."""
        for number in self._expiry.due(watermark):
            text = self._slots[number % self._limit]
            if text is None or text.number != number:
                continue
            expires = self._stories[text.story].last + self._horizon
            if self._expiry.past(expires):
                self._remove(text)
            else:
                self._expiry.schedule(number, expires)

    def oldest(self, end: int) -> int:
        """Give the lowest input offset of a text, or ``end``, one that is above all."""
        self._oldest = max(self._oldest, self._end - self._limit)
        while self._oldest < self._end:
            text = self._slots[self._oldest % self._limit]
            if text is not None:
                return text.offset
            self._oldest += 1
        return end

    def _advance(self) -> tuple[int, int]:
        """Give the next text's number and slot, from which the oldest of the window leaves."""
        number, slot = self._end, self._end % self._limit
        self._end += 1
        if number < self._limit:
            self._slots.append(None)
            self._numbers.append(number)
        elif (leaving := self._slots[slot]) is not None:
            self._remove(leaving)
        self._numbers[slot] = number
        return number, slot

    def _buckets(self, signature: bytes) -> Iterator[int]:
        lanes = iter(_LANES.unpack_from(signature))
        mask = self._mask
        return ((two ^ two >> 13 ^ one << 5) & mask for two, one in zip(lanes, lanes, strict=True))

    def _matching(self, band: int, bucket: int, signature: bytes) -> Iterator[Text]:
        """Walk a chain; what is not older than the one before it has left the window since."""
        start = band * _BAND
        wanted = signature[start : start + _BAND]
        link, before, left = self._heads[bucket * BANDS + band], self._end, _PER_BAND
        while link and left and self._oldest <= self._numbers[link - 1] < before:
            text, before = self._slots[link - 1], self._numbers[link - 1]
            if text is not None and text.fingerprint.signature[start : start + _BAND] == wanted:
                left -= 1
                yield text
            link = self._chains[(link - 1) * BANDS + band]

    def _enter(self, text: Text, slot: int) -> None:
        self._slots[slot] = text
        self._by_content[text.fingerprint.content] = text
        self._stories.refer(text.story)
        if text.fingerprint.words < self._min_words:
            return
        heads, chains, first = self._heads, self._chains, slot * BANDS
        for band, bucket in enumerate(self._buckets(text.fingerprint.signature)):
            at = bucket * BANDS + band
            chains[first + band] = heads[at]
            heads[at] = slot + 1

    def _remove(self, text: Text) -> None:
        self._slots[text.number % self._limit] = None
        del self._by_content[text.fingerprint.content]
        self._stories.release(text.story)


def content_of(packed: bytes) -> bytes:
    """Give the content hash of a packed fingerprint, or of what is left of one."""
    return packed if len(packed) == CONTENT_BYTES else Fingerprint.unpack(packed).content
