"""The texts that copies are looked for among: by content, and by resemblance.

Locality-sensitive hashing over bands of three lanes of the signature: two texts of resemblance s
meet in one of 42 bands with probability 1 - (1 - s^3)^42: 0.68 at 0.3, 0.94 at 0.4, 0.99 from 0.5.
Not here: whether a text found is a copy (``match``).
"""

import struct
from array import array
from dataclasses import dataclass
from mmap import mmap
from operator import itemgetter
from typing import Final

from stream.stages.dedupe.expiry import Expiry
from stream.stages.dedupe.story import Stories
from stream.stages.text import SIGNATURE_AT, Fingerprint, content_in, signature_in, words_in

BANDS: Final = 42
TEXT_BYTES: Final = 850
"""Measured: what a text of some numbers takes."""

CONTENT_BYTES: Final = 16
_BAND: Final = 6
_LANES: Final = struct.Struct("<" + "IH" * BANDS)
_SIGNED: Final = BANDS * _BAND
_EACH: Final = sum(1 << 8 * _BAND * band for band in range(BANDS))
"""A one for each band: times a number, that number in each band's 48 bits."""
_TWO: Final = _EACH * 0xFFFFFFFF
_TWO_SHIFTED: Final = _EACH * (0xFFFFFFFF >> 13)
_ONE_SHIFTED: Final = _EACH * (0xFFFF << 5)
_NUMBERED: Final = sum(band << 8 * _BAND * band for band in range(BANDS))
_PER_BAND: Final = 8
"""Texts looked at per band: the newest."""
_CANDIDATES: Final = 64
"""Texts given per search: those of the highest offsets."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in the index, whose it is, and the hashes of the symbols it names.

    Its fingerprint stays packed, a third of its size.
    """

    number: int
    offset: int
    story: int
    article_id: str
    packed: bytes
    subjects: bytes

    @property
    def signature(self) -> bytes:
        """Give the signature alone."""
        return signature_in(self.packed)

    @property
    def fingerprint(self) -> Fingerprint:
        """Give the whole fingerprint."""
        return Fingerprint.unpack(self.packed)


class TextIndex:
    """The last ``limit`` texts, as far as their stories are within the horizon.

    The bands are chained as in a deflate window (RFC 1951, section 4): newest first, through two
    arrays, so that a text costs 8 bytes a band and leaves all chains at once when it leaves the
    window. A slot is written as its number and 1, as 0 ends a chain. Texts are chained before the
    next search: of those that a restore adds, most have left the window by then.
    """

    __slots__ = (
        "_by_content",
        "_chained",
        "_chains",
        "_end",
        "_expiry",
        "_heads",
        "_horizon",
        "_limit",
        "_mask",
        "_min_words",
        "_numbers",
        "_oldest",
        "_placed",
        "_slots",
        "_stories",
    )

    def __init__(self, stories: Stories, *, horizon: int, limit: int, min_words: int) -> None:
        self._stories = stories
        self._horizon = horizon
        self._limit = limit
        self._min_words = min_words
        mask = (1 << max(4, (limit - 1).bit_length())) - 1
        self._mask = _EACH * mask
        self._heads = _zeros(BANDS * (mask + 1))
        self._chains = _zeros(BANDS * limit)
        self._numbers: list[int] = []
        self._slots: list[Text | None] = []
        self._by_content: dict[bytes, Text] = {}
        self._expiry = Expiry(alive=self._findable, limit=2 * limit + 2)
        self._placed: tuple[bytes, tuple[int, ...]] = b"", ()
        self._end = 0
        self._oldest = 0
        self._chained = 0

    def __len__(self) -> int:
        return len(self._by_content)

    def same(self, content: bytes) -> Text | None:
        """Give the text of this content."""
        return self._by_content.get(content)

    def like(self, fingerprint: Fingerprint) -> list[Text]:
        """Give texts that may resemble this one, the newest first."""
        if fingerprint.words < self._min_words:
            return []
        self.chain()
        found: dict[int, Text] = {}
        heads = self._heads
        for band, place in enumerate(self._places(fingerprint.signature)):
            if heads[place]:
                self._follow(heads[place], band, fingerprint.signature, found)
        return [found[number] for number in sorted(found, reverse=True)[:_CANDIDATES]]

    def add(self, offset: int, story: int, article_id: str, packed: bytes, subjects: bytes) -> None:
        """Let a text be found from now on, in place of an equal one.

        One of which only the content hash is left takes its place in the window, unfindable.
        """
        number, slot = self._advance()
        expires = self._stories[story].last + self._horizon
        if self._expiry.past(expires):
            return
        content = content_of(packed)
        former = self._by_content.get(content)
        if former is not None:
            self._remove(former)
        if len(packed) != CONTENT_BYTES:
            text = Text(number, offset, story, article_id, packed, subjects)
            self._slots[slot] = self._by_content[content] = text
            self._stories.refer(story)
            self._expiry.schedule(number, expires)

    def sweep(self, watermark: int | None) -> None:
        """Forget the texts of stories that are past the horizon."""
        for number in self._expiry.due(watermark):
            text = self._slots[number % self._limit]
            if text is None:
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

    def _findable(self, number: int) -> bool:
        text = self._slots[number % self._limit]
        return text is not None and text.number == number

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

    def _places(self, signature: bytes) -> tuple[int, ...]:
        """Give where the chain of each band begins; asked twice for a text that is added.

        Of a band's lanes, two as one number and the third, it is ``(two ^ two >> 13 ^ one << 5)``
        within the mask; made for all bands at once, as one long number.
        """
        if self._placed[0] != signature:
            lanes = int.from_bytes(signature[:_SIGNED], "little")
            mixed = lanes & _TWO ^ lanes >> 13 & _TWO_SHIFTED ^ lanes >> 27 & _ONE_SHIFTED
            places = (mixed & self._mask) * BANDS + _NUMBERED
            self._placed = signature, _LANES.unpack(places.to_bytes(_SIGNED, "little"))[::2]
        return self._placed[1]

    def _follow(self, link: int, band: int, signature: bytes, found: dict[int, Text]) -> None:
        """Walk a chain; what is not older than the one before it has left the window since.

        Where a text left, one too short for any chain may stand: whoever restores never meets it.
        """
        wanted = signature[band * _BAND : band * _BAND + _BAND]
        start = SIGNATURE_AT + band * _BAND
        end = start + _BAND
        before, left = self._end, _PER_BAND
        while link and left and self._oldest <= (number := self._numbers[link - 1]) < before:
            text, before = self._slots[link - 1], number
            if text is not None and text.packed[start:end] == wanted and self._chainable(text):
                left -= 1
                found[number] = text
            link = self._chains[(link - 1) * BANDS + band]

    def chain(self) -> None:
        """Put the texts added since the last time into the chains of their bands."""
        for number in range(max(self._chained, self._end - self._limit), self._end):
            text = self._slots[number % self._limit]
            if text is not None and self._chainable(text):
                self._enter(text.signature, number % self._limit)
        self._chained = self._end

    def _chainable(self, text: Text) -> bool:
        return words_in(text.packed) >= self._min_words

    def _enter(self, signature: bytes, slot: int) -> None:
        heads, chains, first, link = self._heads, self._chains, slot * BANDS, slot + 1
        places = self._places(signature)
        chains[first : first + BANDS] = array("I", itemgetter(*places)(heads))
        for place in places:
            heads[place] = link

    def _remove(self, text: Text) -> None:
        self._slots[text.number % self._limit] = None
        del self._by_content[content_of(text.packed)]
        self._stories.release(text.story)


def content_of(packed: bytes) -> bytes:
    """Give the content hash of a packed fingerprint, or of what is left of one."""
    return packed if len(packed) == CONTENT_BYTES else content_in(packed)


def _zeros(count: int) -> memoryview:
    """Give zeroed 32-bit numbers; anonymous memory is only taken as it is touched."""
    return memoryview(mmap(-1, 4 * count)).cast("I")
