"""Which names mean something else as well: ordinary words, people, places, very short ones.

Sources: SCOWL's word lists by commonness, the census names of the US, the world's time zones
(their cities), countries and states.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

SHORT: Final = 3
"""A name of this many letters or fewer is no evidence alone."""
KNOWN_WORD: Final = 70
"""SCOWL's level up to which a single word is an ordinary one."""
COMMON_WORD: Final = 20
"""SCOWL's level up to which words make an ordinary phrase."""
LONGEST_PHRASE: Final = 2
"""Words of a phrase; three in a row, capitalised, are hardly there by chance."""
CALENDAR: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december".split()
)
"""Words of every day that lists of words in small letters lack."""
_FILLERS: Final = frozenset("of and the for & in on a an".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Words with their SCOWL level (10 is commonest, 70 rare); names and places in lower case."""

    words: Mapping[str, int]
    first_names: frozenset[str]
    surnames: frozenset[str]
    places: frozenset[str]
    rare_surnames: frozenset[str] = frozenset()
    common_surnames: frozenset[str] = frozenset()

    def is_word(self, word: str) -> bool:
        """Say whether a lower-case word stands in a dictionary or is a person's name."""
        return word in self.words or word in self.surnames or word in self.first_names

    def is_everyday(self, word: str) -> bool:
        """Say whether a word, in any letters, is one of those that any text is made of."""
        plain = word.lower()
        return plain in CALENDAR or self.words.get(plain, KNOWN_WORD) <= COMMON_WORD

    def is_ambiguous(self, name: str) -> bool:
        """Say whether a name, seen in a text, may well mean something else than its firm."""
        plain = name.lower()
        if plain in self.places or sum(map(_counts, plain)) <= SHORT:
            return True
        words = plain.replace("-", " ").split()
        if len(words) == 1:
            return self._is_ambiguous_word(words[0])
        return self._is_phrase(words) or self._is_person(words)

    def _is_ambiguous_word(self, word: str) -> bool:
        bare = word.removesuffix("'s")
        return any(
            self.words.get(each, KNOWN_WORD + 1) <= KNOWN_WORD
            or each in self.surnames
            or each in self.first_names
            for each in (word, bare, word.replace("'", ""))
        )

    def _is_phrase(self, words: list[str]) -> bool:
        telling = [word for word in words if word not in _FILLERS]
        return len(telling) <= LONGEST_PHRASE and all(
            len(word) < SHORT or self.is_everyday(word) for word in telling
        )

    def _is_person(self, words: list[str]) -> bool:
        return len(words) == 2 and words[0] in self.first_names and words[1] in self.surnames


def _counts(letter: str) -> bool:
    return letter.isalpha() or letter == "&"


def levels(lists: Iterable[tuple[int, Iterable[str]]]) -> dict[str, int]:
    """Join word lists to each word's commonest level."""
    found: dict[str, int] = {}
    for level, words in sorted(lists, key=lambda pair: pair[0], reverse=True):
        found.update((word.lower(), level) for word in words)
    return found


def commonest(census: str, limit: int | None) -> frozenset[str]:
    """Take the first names of a census file ("SMITH 1.006 1.006 1" a line, commonest first).

    None takes them all.
    """
    lines = census.splitlines()[:limit]
    return frozenset(line.split()[0].lower() for line in lines if line.strip())


def cities(zones: Iterable[str]) -> frozenset[str]:
    """Give the places that time zones are called by: "America/New_York" gives "new york"."""
    tails = (zone.rsplit("/", 1)[-1] for zone in zones if "/" in zone)
    return frozenset(tail.replace("_", " ").lower() for tail in tails)
