"""What makes two texts the same news: words, a resemblance signature, what they name.

Made by ``tag`` in parallel, read by ``dedupe`` in one place, carried by the header
``newsfeed-signature``.
Not here: which words are compared (``wording``), who is a copy of whom (``dedupe``).
"""

import struct
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Final

import xxhash
from rensa import RMinHash

from stream.stages.naming import MAX_NAMES, names_of
from stream.stages.things import MAX_THINGS, cut_of, things_of
from stream.stages.wording import canonical, plain, weighty, words_of

VERSION: Final = 2
"""Grows with every change after which the same text gives another fingerprint."""
SIGNATURE_HEADER: Final = "newsfeed-signature"
"""The header of ``news.tagged`` that carries a packed fingerprint."""
PERMUTATIONS: Final = 128

_SEED: Final = 42
_LANE: Final = 16
"""Bits kept of each minimum: two differing ones look equal once in 65,536 (b-bit MinHash)."""
_LOW_BITS: Final = int.from_bytes(b"\xff\x7f" * PERMUTATIONS, "little")
_ALL_BITS: Final = (1 << _LANE * PERMUTATIONS) - 1
_MINIMA: Final = struct.Struct(f"<{PERMUTATIONS}I")
_LAYOUT: Final = struct.Struct(f"<B16sIIIBB{PERMUTATIONS * _LANE // 8}s")
SIGNATURE_AT: Final = _LAYOUT.size - PERMUTATIONS * _LANE // 8
"""Where the signature begins in a packed fingerprint."""
_COUNTS_AT: Final = SIGNATURE_AT - 2
_number: Final = partial(int.from_bytes, byteorder="little")
_ENTRY: Final = 6
"""Bytes of a thing or name and the word beside it."""
LONGEST: Final = _LAYOUT.size + _ENTRY * (MAX_THINGS + MAX_NAMES)
"""Bytes that a packed fingerprint has at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """A text as ``dedupe`` compares it.

    ``content`` is the xxh3_128 of the normalised words, ``signature`` the low 16 bits of each of
    128 minima (MinHash over ``pairs`` pairs of words of weight). ``things`` and ``names`` are
    the sorted entries of what tells a text from its like: 32 bits of the thing and 16 of the word
    beside it. ``cut`` is the one thing at the very end of a text that was cut there (it may be
    half a number), else 0.
    """

    content: bytes
    words: int
    pairs: int
    cut: int
    signature: bytes
    things: tuple[int, ...]
    names: tuple[int, ...]

    def pack(self) -> bytes:
        """Give the bytes of the header ``newsfeed-signature`` (287 and 6 for each entry)."""
        counts = len(self.things), len(self.names)
        head = _LAYOUT.pack(
            VERSION, self.content, self.words, self.pairs, self.cut, *counts, self.signature
        )
        entries = [each.to_bytes(_ENTRY, "little") for each in self.things + self.names]
        return head + b"".join(entries)

    @classmethod
    def unpack(cls, packed: bytes) -> "Fingerprint":
        """Read what ``pack`` gave. Raises ``ValueError`` for another version or other bytes."""
        if not is_fingerprint(packed):
            raise ValueError("not a fingerprint of this version")
        _, content, words, pairs, cut, things, _, signature = _LAYOUT.unpack_from(packed)
        middle = _LAYOUT.size + _ENTRY * things
        return cls(
            content=content,
            words=words,
            pairs=pairs,
            cut=cut,
            signature=signature,
            things=_entries(packed[_LAYOUT.size : middle]),
            names=_entries(packed[middle:]),
        )


def fingerprint(title: str, body: str) -> bytes:
    """Give the packed fingerprint of an article's text."""
    return fingerprint_of(title, body).pack()


def fingerprint_of(title: str, body: str) -> Fingerprint:
    """Take an article's fingerprint; how its text is split in title and body does not matter."""
    heading, story = plain(title), plain(body)
    head, tail = canonical(heading), canonical(story)
    words = _joined(words_of(head), words_of(tail))
    text = " ".join(words) or " ".join(f"{title} {body}".casefold().split())
    weighing = weighty(words)
    return Fingerprint(
        content=xxhash.xxh3_128_digest(text.encode("utf-8", "surrogatepass")),
        words=len(words),
        pairs=max(1, len(weighing) - 1),
        cut=cut_of(words, tail or head),
        signature=_signature(weighing),
        things=things_of(words),
        names=names_of(heading, story),
    )


def resemblance(one: bytes, other: bytes) -> float:
    """Estimate the Jaccard similarity of two texts' word pairs by their signatures, 0 to 1.

    The standard error is at most 0.044 (sqrt(J(1-J)/128)); counts the equal 16-bit lanes.
    """
    return lanes_alike(int.from_bytes(one, "little"), other).bit_count() / PERMUTATIONS


def lanes_alike(lanes: int, signature: bytes) -> int:
    """Give a number with a bit for each lane that a signature has as these lanes."""
    differing = lanes ^ int.from_bytes(signature, "little")
    return (((differing & _LOW_BITS) + _LOW_BITS) | differing | _LOW_BITS) ^ _ALL_BITS


def is_fingerprint(packed: bytes) -> bool:
    """Say whether these bytes are what ``pack`` gave, in this version."""
    if len(packed) < _LAYOUT.size or packed[0] != VERSION:
        return False
    return len(packed) == _LAYOUT.size + _ENTRY * (packed[_COUNTS_AT] + packed[_COUNTS_AT + 1])


def signature_in(packed: bytes) -> bytes:
    """Give the signature of a packed fingerprint of this version."""
    return packed[SIGNATURE_AT : _LAYOUT.size]


def content_in(packed: bytes) -> bytes:
    """Give the content hash of a packed fingerprint of any version: it stands in one place."""
    return packed[1:17]


def words_in(packed: bytes) -> int:
    """Give the number of words of a packed fingerprint of this version."""
    return int.from_bytes(packed[17:21], "little")


def pairs_in(packed: bytes) -> int:
    """Give the number of pairs of words of weight of a packed fingerprint of this version."""
    return int.from_bytes(packed[21:25], "little")


def _joined(title: list[str], body: list[str]) -> list[str]:
    """Put title and body together; a body that begins with its title says it once."""
    return body if body[: len(title)] == title else title + body


def _signature(words: Sequence[str]) -> bytes:
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    minhash.update(map(" ".join, pairwise(words)) if len(words) > 1 else words)
    return array("H", _MINIMA.pack(*minhash.digest()))[::2].tobytes()


def _entries(packed: bytes) -> tuple[int, ...]:
    each = struct.unpack(f"{_ENTRY}s" * (len(packed) // _ENTRY), packed)
    return tuple(map(_number, each))
