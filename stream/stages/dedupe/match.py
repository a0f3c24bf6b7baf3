"""Is one text a copy of another? Resemblance proposes, what the texts name decides.

Templated news differ in little but what matters: "falls below 95,000", "falls below 94,000". Two
texts that each name something the other does not are no copies, however alike.
"""

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import xxhash

from stream.models import Tag
from stream.stages.dedupe.index import Text
from stream.stages.dedupe.settings import DedupeSettings
from stream.stages.text import MAX_THINGS, Fingerprint, resemblance

MAX_SUBJECTS: Final = 16
PART: Final = 0.8
"""Share of the larger text's words up to which the smaller is a part of it, not an edition."""
FLOOR: Final = 300
"""Thousandths of resemblance below which two texts have nothing to do with each other."""


@dataclass(frozen=True, slots=True)
class Match:
    """An earlier text and how similar it is, in thousandths; no ``method`` where it is no copy."""

    text: Text
    similarity: int
    method: Literal["exact", "near", "contained"] | None = None


def nearest(
    fingerprint: Fingerprint, subjects: bytes, texts: Iterable[Text], policy: DedupeSettings
) -> Match | None:
    """Give the text this one is a copy of, else the most similar one, None below the floor.

    Of several the one of the highest resemblance, then of the lowest offset.
    """
    best: tuple[tuple[bool, float, int], Match] | None = None
    for text in texts:
        alike = resemblance(fingerprint.signature, text.signature)
        if round(alike * 1000) < FLOOR:
            continue
        match = _judged(alike, fingerprint, subjects, text, policy)
        rank = (match.method is not None, alike, -text.offset)
        if best is None or rank > best[0]:
            best = rank, match
    return None if best is None else best[1]


def subjects_of(tags: Sequence[Tag]) -> bytes:
    """Pack the 32-bit hashes of the symbols a text itself names (not those its provider adds).

    Symbols, not tickers: which of two homonyms is meant may turn on the words around a copy.
    """
    named = [tag.symbol for tag in tags if any(each.rule != "provider" for each in tag.evidence)]
    hashes = sorted({xxhash.xxh32_intdigest(symbol.encode()) for symbol in named[:MAX_SUBJECTS]})
    return struct.pack(f"<{len(hashes)}I", *hashes)


def containment(alike: float, words: int, other_words: int) -> float:
    """Estimate the share of the smaller text that is in the larger, 0 to 1.

    With resemblance J of sets A and B their intersection is J/(1 + J) * (|A| + |B|).
    """
    pairs, other_pairs = max(1, words - 1), max(1, other_words - 1)
    shared = alike / (1 + alike) * (pairs + other_pairs)
    return min(1.0, shared / min(pairs, other_pairs))


def _judged(
    alike: float, fingerprint: Fingerprint, subjects: bytes, text: Text, policy: DedupeSettings
) -> Match:
    small, large = sorted((fingerprint, text.fingerprint), key=lambda each: each.words)
    share = containment(alike, small.words, large.words)
    part = share >= policy.contained and small.words <= PART * large.words
    none = Match(text, round(alike * 1000))
    if not (part or alike >= policy.near) or not _agree(subjects, text.subjects):
        return none
    missing = _lacking(small, large)
    if part and not missing:
        return Match(text, round(share * 1000), "contained")
    if alike >= policy.near and not (missing and _lacking(large, small)):
        return Match(text, round(alike * 1000), "near")
    return none


def _lacking(one: Fingerprint, other: Fingerprint) -> set[int]:
    """Give the things of one text that the other lacks, as far as the other's list goes.

    What stands where a text was cut off may be half a number and speaks for nothing.
    """
    reach = other.things[-1] if len(other.things) == MAX_THINGS else None
    cut = one.cut if one.words < other.words else 0
    here = {each for each in one.things if each != cut and (reach is None or each <= reach)}
    return here.difference(other.things)


def _agree(subjects: bytes, others: bytes) -> bool:
    """Say whether one text names no ticker beside the other's, or the other way round."""
    here = {subjects[at : at + 4] for at in range(0, len(subjects), 4)}
    there = {others[at : at + 4] for at in range(0, len(others), 4)}
    return here <= there or there <= here
