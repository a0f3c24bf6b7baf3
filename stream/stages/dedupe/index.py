"""The texts that copies are looked for among: by content, and by resemblance.

A window of the newest, as far as their stories are within the horizon. Not here: how like texts
meet (``bands``), whether one found is a copy (``match``).
"""

from sys import intern
from typing import Final, NamedTuple

from stream.stages.dedupe.bands import Bands
from stream.stages.dedupe.expiry import Expiry
from stream.stages.dedupe.facts import Held
from stream.stages.dedupe.story import Stories
from stream.stages.text import VERSION, Fingerprint, content_in, signature_in, words_in

TEXT_BYTES: Final = 920
"""Measured in an index worn in: what a text takes beside its packed bytes, its bands included."""

CONTENT_BYTES: Final = 16
CANDIDATES: Final = 16
"""Texts given per search: those of the highest offsets."""


class Text(NamedTuple):
    """A text in the index, whose it is, and the hashes of the symbols it names.

    Its fingerprint stays packed, a third of its size. Resemblance is looked for only if it is
    ``searched``: not for a text of few words, or a fingerprint of another version.
    """

    number: int
    offset: int
    story: int
    source: str
    article_id: str
    packed: bytes
    subjects: bytes
    searched: bool

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

    Texts are put into bands before the next search: of those that a restore adds, most have left
    the window by then.
    """

    __slots__ = (
        "_bands",
        "_by_content",
        "_chained",
        "_end",
        "_expiry",
        "_firsts",
        "_horizon",
        "_limit",
        "_min_words",
        "_numbers",
        "_oldest",
        "_slots",
        "_stories",
        "packed_bytes",
    )

    def __init__(self, stories: Stories, *, horizon: int, limit: int, min_words: int) -> None:
        self._stories = stories
        self._horizon = horizon
        self._limit = limit
        self._min_words = min_words
        self._slots: list[Text | None] = []
        self._numbers: list[int] = []
        self._bands = Bands(limit, self._numbers, self._slots)
        self._by_content: dict[bytes, Text] = {}
        self._expiry = Expiry(alive=self._findable, limit=2 * limit + 2)
        self._firsts: dict[int, Text] = {}
        self._end = 0
        self._oldest = 0
        self._chained = 0
        self.packed_bytes = 0

    def __len__(self) -> int:
        return len(self._by_content)

    def same(self, content: bytes) -> Text | None:
        """Give the text of this content."""
        return self._by_content.get(content)

    def like(self, packed: bytes) -> list[Text]:
        """Give texts that may resemble that of a fingerprint, the newest first."""
        if words_in(packed) < self._min_words:
            return []
        self.chain()
        oldest = max(self._oldest, self._end - self._limit)
        found = self._bands.sharing(signature_in(packed), oldest, self._end)
        return [found[number] for number in sorted(found, reverse=True)[:CANDIDATES]]

    def add(self, offset: int, story: int, held: Held, packed: bytes, subjects: bytes) -> None:
        """Let an article's text be found from now on, in place of an equal one.

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
            comparable = packed[0] == VERSION
            searched = comparable and words_in(packed) >= self._min_words
            source, article_id = intern(held.source), held.article_id
            text = Text(number, offset, story, source, article_id, packed, subjects, searched)
            self._slots[slot] = self._by_content[content] = text
            self.packed_bytes += len(packed) + len(subjects)
            self._stories.refer(story)
            if comparable and self._stories[story].count == 1:
                self._firsts[story] = text
            self._expiry.schedule(number, expires)

    def leaving(self) -> Text | None:
        """Give the text that another one pushes out."""
        slot = self._end % self._limit
        return self._slots[slot] if self._end >= self._limit else None

    def first_of(self, story: int) -> Text | None:
        """Give the text with which a story began, if it is searched still."""
        return self._firsts.get(story)

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
        number, slot, leaving = self._end, self._end % self._limit, self.leaving()
        self._end += 1
        if number < self._limit:
            self._slots.append(None)
            self._numbers.append(number)
        elif leaving is not None:
            self._remove(leaving)
        self._numbers[slot] = number
        return number, slot

    def chain(self) -> None:
        """Put the texts added since the last time into the chains of their bands."""
        for number in range(max(self._chained, self._end - self._limit), self._end):
            text = self._slots[number % self._limit]
            if text is not None and text.searched:
                self._bands.enter(text.signature, number % self._limit)
        self._chained = self._end

    def _remove(self, text: Text) -> None:
        self._slots[text.number % self._limit] = None
        del self._by_content[content_of(text.packed)]
        self.packed_bytes -= len(text.packed) + len(text.subjects)
        if self._firsts.get(text.story) is text:
            del self._firsts[text.story]
        self._stories.release(text.story)


def content_of(packed: bytes) -> bytes:
    """Give the content hash of a packed fingerprint, or of what is left of one."""
    return packed if len(packed) == CONTENT_BYTES else content_in(packed)
