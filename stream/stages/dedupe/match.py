"""Is one text a copy of another? Resemblance proposes, what the texts name decides.

Templated news differ in little but what matters: "falls below 95,000", "falls below 94,000".
Not here: which texts are looked at (``index``), whether they tell of different things (``apart``).
"""

import struct
from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal, NamedTuple

import xxhash

from stream.stages.dedupe.apart import subjects_differ, things_differ
from stream.stages.dedupe.index import Text
from stream.stages.dedupe.intake import SeenTag
from stream.stages.dedupe.settings import DedupeSettings
from stream.stages.text import (
    PERMUTATIONS,
    Fingerprint,
    lanes_alike,
    pairs_in,
    resemblance,
    signature_in,
)

MAX_SUBJECTS: Final = 16
PART: Final = 0.8
"""Share of the larger text's pairs up to which the smaller is a part of it, not an edition."""
FLOOR: Final = 300
"""Thousandths of resemblance below which two texts have nothing to do with each other."""
LEAST_OF_PART: Final = 0.12
"""Resemblance of a text to a page that has it among seven times as much else."""
MOST_JUDGED: Final = 4
"""Texts that are looked at closely in a search: the most alike."""
FREQUENT: Final = 3
"""Stories from which on what a text has in common with all of them tells nothing."""
LEAST_OF_FIRST: Final = 0.5
"""Least share of the smaller in the larger of a text and the first of its story."""


class Match(NamedTuple):
    """An earlier text and how similar it is, in thousandths; no ``method`` where it is no copy."""

    text: Text
    similarity: int
    method: Literal["exact", "near", "contained"] | None = None


class _Candidate(NamedTuple):
    """A text that was found; ``lanes`` has a bit for each lane they have in common."""

    text: Text
    lanes: int
    alike: float


class _Asked(NamedTuple):
    """The text that is looked for; ``frequent`` has a bit for each lane that tells nothing."""

    fingerprint: Fingerprint
    subjects: bytes
    frequent: int
    policy: DedupeSettings


def nearest(
    packed: bytes,
    subjects: bytes,
    texts: Iterable[Text],
    first_of: Callable[[int], Text | None],
    policy: DedupeSettings,
) -> Match | None:
    """Give the text this one is a copy of, else the most similar one, None below the floor.

    Of several the one of the highest resemblance, then of the lowest offset. ``first_of`` gives
    the first text of a story, if that is remembered still: chains of copies drift, so a copy of a
    copy must be one of that too.
    """
    found = _candidates(signature_in(packed), texts)
    if not found:
        return None
    asked = _Asked(Fingerprint.unpack(packed), subjects, _frequent(found), policy)
    for each in found[:MOST_JUDGED]:
        match = _judged(asked, each)
        if match is not None and _of_one_story(asked, each.text, first_of(each.text.story)):
            return match
    similarity = _thousandths(found[0].alike)
    return Match(found[0].text, similarity) if similarity >= FLOOR else None


def subjects_of(tags: Sequence[SeenTag]) -> bytes:
    """Pack the 32-bit hashes of the symbols a text itself names (not those its provider adds).

    Symbols, not tickers: which of two homonyms is meant may turn on the words around a copy.
    """
    named = [tag.symbol for tag in tags if _names_it(tag)]
    hashes = sorted(set(map(_hashed, named[:MAX_SUBJECTS])))
    return struct.pack(f"<{len(hashes)}I", *hashes)


def _names_it(tag: SeenTag) -> bool:
    """Say whether the text names a ticker; mostly its first evidence tells."""
    evidence = tag.evidence
    return bool(evidence) and (
        evidence[0].rule != "provider" or any(each.rule != "provider" for each in evidence)
    )


def _hashed(symbol: str) -> int:
    return xxhash.xxh32_intdigest(symbol.encode())


def containment(alike: float, pairs: int, other_pairs: int) -> float:
    """Estimate the share of the smaller text that is in the larger, 0 to 1.

    With resemblance J of sets A and B their intersection is J/(1 + J) * (|A| + |B|).
    """
    shared = alike / (1 + alike) * (pairs + other_pairs)
    return min(1.0, shared / min(pairs, other_pairs))


def _candidates(signature: bytes, texts: Iterable[Text]) -> list[_Candidate]:
    """Give what may be a copy, the most alike first, of equals the first that came."""
    lanes = int.from_bytes(signature, "little")
    found = []
    for text in texts:
        common = lanes_alike(lanes, text.signature)
        alike = common.bit_count() / PERMUTATIONS
        if alike >= LEAST_OF_PART:
            found.append(_Candidate(text, common, alike))
    found.sort(key=lambda each: (-each.alike, each.text.offset))
    return found


def _frequent(found: Sequence[_Candidate]) -> int:
    """Give the lanes in common with several stories: a template's, or boilerplate's."""
    stories: dict[int, int] = {}
    for each in found:
        stories[each.text.story] = stories.get(each.text.story, 0) | each.lanes
    if len(stories) < FREQUENT:
        return 0
    once = twice = often = 0
    for lanes in stories.values():
        often |= twice & lanes
        twice |= once & lanes
        once |= lanes
    return often


def _judged(asked: _Asked, candidate: _Candidate) -> Match | None:
    """Give how a text is a copy of a candidate, None where it is not."""
    text, alike, policy = candidate.text, candidate.alike, asked.policy
    pairs, others = asked.fingerprint.pairs, pairs_in(text.packed)
    share = containment(alike, pairs, others)
    part = share >= policy.contained and min(pairs, others) <= PART * max(pairs, others)
    if not (part or alike >= policy.near) or _apart(asked, text):
        return None
    if asked.frequent and not _alike_beyond(candidate.lanes, asked.frequent, pairs, others):
        return None
    if part:
        return Match(text, _thousandths(share), "contained")
    return Match(text, _thousandths(alike), "near")


def _alike_beyond(lanes: int, frequent: int, pairs: int, others: int) -> bool:
    """Say whether two texts have half of what they can in common of what is not frequent.

    A text of more pairs than the other has at most their share of its own in common with it.
    """
    left = (PERMUTATIONS - frequent.bit_count()) * min(1.0, others / pairs)
    return 2 * (lanes & ~frequent).bit_count() >= left


def _of_one_story(asked: _Asked, copied: Text, first: Text | None) -> bool:
    """Say whether a copy of this text still is the news that its story began with."""
    if first is None or first is copied:
        return True
    alike = resemblance(asked.fingerprint.signature, first.signature)
    share = containment(alike, asked.fingerprint.pairs, pairs_in(first.packed))
    return share >= LEAST_OF_FIRST and not _apart(asked, first)


def _apart(asked: _Asked, text: Text) -> bool:
    return subjects_differ(asked.subjects, text.subjects) or things_differ(
        asked.fingerprint, text.fingerprint
    )


def _thousandths(share: float) -> int:
    return round(share * 1000)
