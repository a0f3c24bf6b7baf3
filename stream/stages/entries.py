"""Entries of a fingerprint: what a text names, each with the word beside it, in 48 bits.

Two texts with the same word beside different things had one put in the place of the other.
Not here: what is a thing (``things``) or a name (``naming``).
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import xxhash

CONTEXT_BITS: Final = 16
"""Bits of an entry that tell of the word beside it; the 32 above them are the thing's own hash."""
CONTEXT: Final = (1 << CONTEXT_BITS) - 1
SURE: Final = 1
"""The bit of a context that says that it is a name beyond doubt, or no name at all but a thing."""

KEPT: Final = 1 << 14
"""Hashes of words that are remembered: news has few words, and each often."""
LONGEST_WORD: Final = 40
"""Characters of a word that are looked at: more of them tell no more, and are not remembered."""


def entries(found: Iterable[int], most: int) -> tuple[int, ...]:
    """Give entries sorted, each once: those of the lowest hashes.

    Of more than ``most`` the same ones are kept in every text.
    """
    return tuple(sorted(set(found))[:most])


def entry(thing: str, context: int) -> int:
    """Give the entry of a thing beside a word whose bits are given."""
    return hashed(thing) << CONTEXT_BITS | context


@lru_cache(maxsize=KEPT)
def context(word: str) -> int:
    """Give the bits of a context that is sure."""
    return hashed(word) & CONTEXT | SURE


def hashed(word: str) -> int:
    """Give the 32 bits by which a thing is known (xxh32)."""
    return xxhash.xxh32_intdigest(word.encode("utf-8", "surrogatepass"))
