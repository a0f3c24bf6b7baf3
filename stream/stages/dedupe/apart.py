"""Do two texts that are alike tell of different things? Then they are not the same news.

A template filled anew has another thing beside the same word. What only one of two texts names was
added or cut, and tells nothing. Not here: how alike they are (``match``).
"""

import struct
from collections.abc import Iterable, Sequence
from typing import Final

from stream.stages.entries import CONTEXT, CONTEXT_BITS, SURE
from stream.stages.naming import MAX_NAMES
from stream.stages.text import Fingerprint
from stream.stages.things import MAX_THINGS

OUTWEIGHING: Final = 3
"""Tickers that both name for each that is only in one: from there on that may be chance."""


def things_differ(one: Fingerprint, other: Fingerprint) -> bool:
    """Say whether numbers, dates, directions or names of one stand where the other has others."""
    cut, other_cut = _cut(one, other), _cut(other, one)
    return _displaced(
        _lacking(one.things, other.things, MAX_THINGS, cut),
        _lacking(other.things, one.things, MAX_THINGS, other_cut),
    ) or _displaced(
        _lacking(one.names, other.names, MAX_NAMES, cut),
        _lacking(other.names, one.names, MAX_NAMES, other_cut),
    )


def subjects_differ(subjects: bytes, others: bytes) -> bool:
    """Say whether each text names a ticker that the other does not, and they share few."""
    if subjects == others:
        return False
    here, there = _hashes(subjects), _hashes(others)
    lacking = min(len(here - there), len(there - here))
    return len(here & there) < OUTWEIGHING * lacking


def _displaced(here: Sequence[int], there: Sequence[int]) -> bool:
    """Say whether one of here stands in the place of one of there; two do if none is sure."""
    if not (here and there):
        return False
    shared = _contexts(here) & _contexts(there)
    return len(shared) > 1 or any(
        entry & SURE and entry & CONTEXT | SURE in shared for entry in (*here, *there)
    )


def _lacking(entries: Sequence[int], others: Sequence[int], most: int, cut: int) -> list[int]:
    """Give the entries of things that the other text has nowhere, as far as its list goes.

    What stands where a text was cut off may be half a number and speaks for nothing.
    """
    there = {each >> CONTEXT_BITS for each in others}
    there.add(cut)
    reach = others[-1] if len(others) == most else 1 << 64
    return [each for each in entries if each <= reach and each >> CONTEXT_BITS not in there]


def _contexts(entries: Iterable[int]) -> set[int]:
    return {each & CONTEXT | SURE for each in entries}


def _cut(one: Fingerprint, other: Fingerprint) -> int:
    return one.cut if one.words < other.words else 0


def _hashes(packed: bytes) -> set[int]:
    return set(struct.unpack(f"<{len(packed) // 4}I", packed))
