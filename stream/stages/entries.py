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

_CONTEXTS_KEPT: Final = 1 << 14


def entries(found: Iterable[tuple[str, int]], most: int) -> tuple[int, ...]:
    """Give the entries of things in their contexts, sorted: those of the lowest hashes.

    Of more than ``most`` the same ones are kept in every text.
    """
    return tuple(sorted({hashed(thing) << CONTEXT_BITS | at for thing, at in found})[:most])


@lru_cache(maxsize=_CONTEXTS_KEPT)
def context(word: str) -> int:
    """Give the bits of a context that is sure."""
    return hashed(word) & CONTEXT | SURE


def hashed(word: str) -> int:
    """Give the 32 bits by which a thing is known (xxh32)."""
    return xxhash.xxh32_intdigest(word.encode("utf-8", "surrogatepass"))
