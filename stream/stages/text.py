"""What makes two texts the same news: words, a resemblance signature, what they name.

Made by ``tag`` in parallel, read by ``dedupe`` in one place, carried by the header
``newsfeed-signature``.
Not here: which words are compared (``wording``), who is a copy of whom (``dedupe``).
"""

import re
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import filterfalse, pairwise
from typing import Final

import xxhash
from rensa import RMinHash

from stream.stages.wording import END, canonical, words_of

VERSION: Final = 1
"""Grows with every change after which the same text gives another fingerprint."""
SIGNATURE_HEADER: Final = "newsfeed-signature"
"""The header of ``news.tagged`` that carries a packed fingerprint."""
PERMUTATIONS: Final = 128
MAX_THINGS: Final = 40
"""Distinguishing things kept per text: those of the lowest hashes, the same ones in each text."""

_SEED: Final = 42
_LANE: Final = 16
"""Bits kept of each minimum: two differing ones look equal once in 65,536 (b-bit MinHash)."""
_LOW_BITS: Final = int.from_bytes(b"\xff\x7f" * PERMUTATIONS, "little")
_ALL_BITS: Final = (1 << _LANE * PERMUTATIONS) - 1
_MINIMA: Final = struct.Struct(f"<{PERMUTATIONS}I")
_LAYOUT: Final = struct.Struct(f"<B16sII{PERMUTATIONS * _LANE // 8}s")
SIGNATURE_AT: Final = _LAYOUT.size - PERMUTATIONS * _LANE // 8
"""Where the signature begins in a packed fingerprint."""
_LONG_TEXT: Final = 40

_CUT_THING: Final = re.compile(r"[\w%]\.\.\.$")
_ENDED: Final = re.compile(r"[.!?)\]\"'»”。！？]$")

_CLASSES: Final = {
    "month": "january february march april may june july august september october november"
    " december",
    "day": "monday tuesday wednesday thursday friday saturday sunday",
}
_DIRECTIONS: Final = {
    "+up": "up higher rise rises rose rising gain gains gained climb climbs climbed jump jumps"
    " jumped surge surges surged soar soars soared rally rallies rallied advance advances above",
    "+down": "down lower fall falls fell falling drop drops dropped decline declines declined slip"
    " slips slipped slide slides slid plunge plunges plunged tumble tumbles tumbled sink sinks"
    " sank below",
    "+beat": "beat beats tops topped exceeds exceeded",
    "+miss": "miss misses missed",
    "+upgrade": "upgrade upgrades upgraded",
    "+downgrade": "downgrade downgrades downgraded",
    "+buy": "buy buys bought",
    "+sell": "sell sells sold",
    "+profit": "profit profits",
    "+loss": "loss losses",
    "+approve": "approve approves approved",
    "+reject": "reject rejects rejected deny denies denied",
}
_NAMED: Final = {
    **{word: word[:3] for words in _CLASSES.values() for word in words.split() if word != "may"},
    **{word: mark for mark, words in _DIRECTIONS.items() for word in words.split()},
}
_NAMING: Final = frozenset(_NAMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """A text as ``dedupe`` compares it.

    ``content`` is the xxh3_128 of the normalised words, ``signature`` the low 16 bits of each of
    128 minima (MinHash over pairs of words), ``things`` the sorted 32-bit hashes of what tells a
    text from its like: numbers, dates, cashtags, directions. ``cut`` is the one thing at the very
    end of a text that was cut there (it may be half a number), else 0.
    """

    content: bytes
    words: int
    cut: int
    signature: bytes
    things: tuple[int, ...]

    def pack(self) -> bytes:
        """Give the bytes of the header ``newsfeed-signature`` (281 and 4 for each thing)."""
        head = _LAYOUT.pack(VERSION, self.content, self.words, self.cut, self.signature)
        return head + struct.pack(f"<{len(self.things)}I", *self.things)

    @classmethod
    def unpack(cls, packed: bytes) -> "Fingerprint":
        """Read what ``pack`` gave. Raises ``ValueError`` for another version or other bytes."""
        count, rest = divmod(len(packed) - _LAYOUT.size, 4)
        if count < 0 or rest or count > MAX_THINGS or packed[0] != VERSION:
            raise ValueError("not a fingerprint of this version")
        _, content, words, cut, signature = _LAYOUT.unpack_from(packed)
        things = struct.unpack_from(f"<{count}I", packed, _LAYOUT.size)
        return cls(content=content, words=words, cut=cut, signature=signature, things=things)


def fingerprint(title: str, body: str) -> bytes:
    """Give the packed fingerprint of an article's text."""
    return fingerprint_of(title, body).pack()


def fingerprint_of(title: str, body: str) -> Fingerprint:
    """Take an article's fingerprint; how its text is split in title and body does not matter."""
    head, tail = canonical(title), canonical(body)
    words = _joined(words_of(head), words_of(tail))
    text = " ".join(words) or " ".join(f"{title} {body}".casefold().split())
    return Fingerprint(
        content=xxhash.xxh3_128_digest(text.encode("utf-8", "surrogatepass")),
        words=len(words),
        cut=_cut(words, tail or head),
        signature=_signature(words),
        things=_things(words),
    )


def resemblance(one: bytes, other: bytes) -> float:
    """Estimate the Jaccard similarity of two texts' word pairs by their signatures, 0 to 1.

    The standard error is at most 0.044 (sqrt(J(1-J)/128)); counts the equal 16-bit lanes.
    """
    differing = int.from_bytes(one, "little") ^ int.from_bytes(other, "little")
    marks = (((differing & _LOW_BITS) + _LOW_BITS) | differing | _LOW_BITS) ^ _ALL_BITS
    return marks.bit_count() / PERMUTATIONS


def signature_in(packed: bytes) -> bytes:
    """Give the signature of a packed fingerprint of this version."""
    return packed[SIGNATURE_AT : _LAYOUT.size]


def content_in(packed: bytes) -> bytes:
    """Give the content hash of a packed fingerprint. Raises ``ValueError`` for another version."""
    if packed[0] != VERSION:
        raise ValueError("not a fingerprint of this version")
    return packed[1:17]


def words_in(packed: bytes) -> int:
    """Give the number of words of a packed fingerprint of this version."""
    return int.from_bytes(packed[17:21], "little")


def _joined(title: list[str], body: list[str]) -> list[str]:
    """Put title and body together; a body that begins with its title says it once."""
    return body if body[: len(title)] == title else title + body


def _signature(words: Sequence[str]) -> bytes:
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    minhash.update(map(" ".join, pairwise(words)) if len(words) > 1 else words)
    return memoryview(_MINIMA.pack(*minhash.digest())).cast("H")[::2].tobytes()


def _things(words: Iterable[str]) -> tuple[int, ...]:
    named = {
        *filterfalse(str.isalpha, words),
        *map(_NAMED.__getitem__, _NAMING.intersection(words)),
    }
    return tuple(sorted(map(_hash, named))[:MAX_THINGS])


def _cut(words: Sequence[str], text: str) -> int:
    """Give the hash of the last word where it is a thing and the text was cut right behind it."""
    if not words or words[-1].isalpha():
        return 0
    end = text[-END:]
    cut = _CUT_THING.search(end) or (len(words) >= _LONG_TEXT and not _ENDED.search(end))
    return _hash(words[-1]) if cut else 0


def _hash(word: str) -> int:
    return xxhash.xxh32_intdigest(word.encode())
