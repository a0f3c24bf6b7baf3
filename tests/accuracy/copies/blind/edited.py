"""What desks change when they take over a text: a few words in a hundred, or one sentence.

Numbers, dates and names stay. Not here: lists of words (``rewording``).
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from random import Random
from typing import Final

from tests.accuracy.copies.blind.exact import renamed
from tests.accuracy.copies.blind.prose import joined, length, paragraphs, plain, sentences
from tests.accuracy.copies.blind.rewording import (
    LISTS,
    Change,
    Wording,
    few,
    reworded,
    small,
    wording,
)
from tests.accuracy.copies.kit import Edit, Text

MONTHS: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.?"
)
SYNONYMS: Final = wording("synonyms")
FILLERS: Final = LISTS["fillers"][0].split(", ")

Body = Callable[[str, Random], str]


def _light(changes: tuple[Body, ...], text: Text, rng: Random) -> Text:
    """Make every change; where none finds anything, put other words for some."""
    body = text.body
    for change in changes:
        body = change(body, rng)
    if body == text.body:
        body = reworded(body, SYNONYMS, rng)
    return text._replace(body=body)


def _listed(words: Wording, body: str, rng: Random) -> str:
    return reworded(body, words, rng)


def _matched(pattern: str, instead: str, body: str, rng: Random) -> str:
    """Write otherwise what a pattern finds, in some places."""
    found = re.finditer(pattern, body)
    return few(body, [Change(*each.span(), each.expand(instead)) for each in found], rng)


def _parted_by(sign: str, body: str, rng: Random) -> str:
    """Part the thousands of some numbers by another sign."""
    found = re.finditer(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d)", body)
    return few(body, [Change(*each.span(), each[0].replace(",", sign)) for each in found], rng)


def _filled(body: str, rng: Random) -> str:
    """Put words that say nothing behind some verbs."""
    spots = re.finditer(r"\b(?:is|was|are|were|has|had|will|would)(?= [a-z])", body)
    changes = [Change(spot.end(), spot.end(), f" {rng.choice(FILLERS)}") for spot in spots]
    return few(body, changes, rng)


def _thinned(body: str, rng: Random) -> str:
    """Leave out some small words, as those do who count characters."""
    pattern = re.compile(
        r"(?<=[a-z,]) (?:the|that|very|also|own|just|still|now|then|a|an)(?= [a-z])"
    )
    return few(body, [Change(*each.span(), "") for each in pattern.finditer(body)], rng)


def _mistyped(body: str, rng: Random) -> str:
    """Swap, drop or double a letter in some long words."""
    return few(body, [Change(*word.span(), _typo(word[0], rng)) for word in small(body, 6)], rng)


def _typo(word: str, rng: Random) -> str:
    at = rng.randrange(1, len(word) - 2)
    return rng.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
        )
    )


def _added(body: str, rng: Random) -> str:
    """Add a sentence that says nothing new, after any paragraph."""
    parts = paragraphs(body)
    at = rng.randrange(len(parts))
    sentence = rng.choice(LISTS["added"])
    return joined([*parts[:at], f"{parts[at]} {sentence}", *parts[at + 1 :]])


def _split(body: str) -> list[list[str]]:
    return [sentences(part) for part in paragraphs(body)]


def _laid(parts: list[list[str]]) -> str:
    return joined(" ".join(each) for each in parts)


def _dropped(body: str, rng: Random) -> str:
    """Drop a sentence that names nothing and is no large part of all; never the first."""
    parts = _split(body)
    places = [
        (row, column)
        for row, part in enumerate(parts)
        for column, each in enumerate(part)
        if plain(each) and (row, column) != (0, 0) and length(each) <= 0.15 * length(body)
    ]
    if places:
        row, column = rng.choice(places)
        del parts[row][column]
    return _laid(parts)


def _swapped(body: str, rng: Random) -> str:
    """Swap two sentences that follow each other."""
    parts = _split(body)
    places = [(row, at) for row, part in enumerate(parts) for at in range(len(part) - 1)]
    if places:
        row, at = rng.choice(places)
        parts[row][at : at + 2] = reversed(parts[row][at : at + 2])
    return _laid(parts)


def _moved(body: str, rng: Random) -> str:
    """Swap two paragraphs that follow each other, the first one never."""
    parts = paragraphs(body)
    if len(parts) > 2:
        at = rng.randrange(1, len(parts) - 1)
        parts[at : at + 2] = reversed(parts[at : at + 2])
    return joined(parts)


def _merged(body: str, rng: Random) -> str:
    """Make one paragraph of two, and one sentence of two by a semicolon or a dash."""
    parts = paragraphs(body)
    at = rng.randrange(len(parts) - 1) if len(parts) > 1 else 0
    pair = " ".join(parts[at : at + 2])
    sign = rng.choice(("; ", " – "))
    pattern = r"(?<=[a-z])\. (It|The|He|She|They|This|A|In)(?= [a-z])"
    pair = re.sub(pattern, lambda found: sign + found[1].lower(), pair, count=1)
    return joined([*parts[:at], pair, *parts[at + 2 :]])


def _parted(body: str, rng: Random) -> str:
    """Make two sentences of one where it goes on with ``, and`` or ``, but``."""
    return _matched(r", (?:and|but) (?=(?:it|he|she|they|the) [a-z])", ". And ", body, rng)


def _inverted(body: str, rng: Random) -> str:
    """Write who said it the other way round: ``Moe said`` for ``said Moe``."""
    name = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}"
    return _matched(rf"\bsaid ({name})(?=[,.])", r"\1 said", body, rng)


def _headlined(text: Text, rng: Random) -> Text:
    """Write another headline and change the body lightly."""
    return _light((partial(_listed, SYNONYMS),), renamed(text, rng), rng)


def _led(text: Text, rng: Random) -> Text:
    """Make a headline of the lead's first words."""
    lead = re.split(r"[,.;] ", text.body.split("\n")[0])[0]
    title = rng.choice(LISTS["headlines"]).format(lead=lead)
    return _light((_filled,), Text(title, text.body), rng)


def _desk(text: Text, rng: Random) -> Text:
    """Do what a whole desk does: another headline, two sentences swapped, one added, some words."""
    light = renamed(text, rng)._replace(body=_swapped(text.body, rng))
    return _light((_added, partial(_listed, SYNONYMS)), light, rng)


BODIES: Final[Mapping[str, tuple[Body, ...]]] = {
    "synonyms": (partial(_listed, SYNONYMS),),
    "spelling": (partial(_listed, wording("spellings")),),
    "abbreviations": (partial(_listed, wording("shorter")),),
    "contractions": (partial(_listed, wording("looser")),),
    "other nouns": (partial(_listed, wording("names")),),
    "words as figures": (partial(_listed, wording("numbers")),),
    "percent signs": (partial(_matched, r"(?<=\d) percent\b", "%"),),
    "percent in words": (partial(_matched, r"(?<=\d)%", " percent"),),
    "short millions": (partial(_matched, r"(\d) (m|b)illion\b", r"\1\2n"),),
    "no thousands signs": (partial(_parted_by, ""),),
    "spaced thousands": (partial(_parted_by, "\u2009"),),
    "dollars in letters": (partial(_matched, r"(?<![A-Z])\$(?=\d)", "US$"),),
    "day before month": (partial(_matched, rf"\b({MONTHS}) (\d\d?)(?!\d)", r"\2 \1"),),
    "ordinal days": (partial(_matched, rf"\b({MONTHS}) (\d\d?)(?!\d)", r"\1 the \2th"),),
    "loose hyphens": (partial(_matched, r"(?<=[a-z])-(?=[a-z])", " "),),
    "fillers": (_filled,),
    "small words out": (_thinned,),
    "typing errors": (_mistyped,),
    "sentence added": (_added,),
    "sentence dropped": (_dropped,),
    "sentences swapped": (_swapped,),
    "paragraphs swapped": (_moved,),
    "sentences merged": (_merged,),
    "sentence parted": (_parted,),
    "speakers first": (_inverted,),
    "house style": (
        partial(_matched, r"(?<=\d) percent\b", "%"),
        partial(_matched, r"(\d) (m|b)illion\b", r"\1\2n"),
        partial(_listed, wording("looser")),
    ),
}

EDITED: Final[Mapping[str, Edit]] = {
    **{name: partial(_light, changes) for name, changes in BODIES.items()},
    "another headline": _headlined,
    "headline of the lead": _led,
    "desk": _desk,
}
