"""One name as different hands write it: accents, ``&``, hyphens, apostrophes, initials, capitals.

Pure functions of strings. Not here: which names a firm has (``shortnames``).
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Final

IsWord = Callable[[str], bool]
"""Says whether a lower-case word stands in a dictionary or is a person's name."""

MOST: Final = 6
"""Further spellings kept of one name; the usual ones come first."""

_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_STROKES: Final = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "ß": "ss", "æ": "ae", "Æ": "Ae"})
_INITIALS: Final = re.compile(r"((?:[A-Z]\. ?){1,3}|(?:[A-Z] ){2,3})(?=[A-Z][a-z])")
_HYPHEN: Final = re.compile(r"(?<=[a-z]{2})-(?=[A-Z][a-z])")
_TWO_HUMPS: Final = re.compile(r"[A-Z][a-z]+[A-Z][a-z]+")


def spellings(name: str, is_word: IsWord) -> list[str]:
    """Give the other spellings of a name that texts use, without the name itself."""
    found = {name: None}
    for respelled in (_unaccented, _joined_by, _unhyphenated, _initials, _unowned):
        found.update(dict.fromkeys(form for each in list(found) for form in respelled(each)))
    found.update(dict.fromkeys(_levelled(each, is_word) for each in list(found)))
    return [each for each in found if each != name][:MOST]


def _unaccented(name: str) -> Iterable[str]:
    """Give a name without accents, umlauts both without and written out: Boerse, Borse."""
    if name.isascii():
        return
    letters = unicodedata.normalize("NFKD", name.translate(_STROKES))
    yield "".join(each for each in letters if not unicodedata.combining(each))
    yield name.translate(_UMLAUTS)


def _joined_by(name: str) -> Iterable[str]:
    if " & " in name:
        yield name.replace(" & ", " and ")
    elif " and " in name:
        yield name.replace(" and ", " & ")


def _unhyphenated(name: str) -> Iterable[str]:
    yield _HYPHEN.sub(" ", name)


def _initials(name: str) -> Iterable[str]:
    """Give initials at the front with and without points and blanks."""
    found = _INITIALS.match(name)
    if found is None:
        return
    letters = re.findall("[A-Z]", found[1])
    rest = name[found.end() :]
    yield "".join(f"{each}." for each in letters) + f" {rest}"
    yield "".join(letters) + f" {rest}"
    yield " ".join(f"{each}." for each in letters) + f" {rest}"


def _unowned(name: str) -> Iterable[str]:
    yield name.replace("'s", "s")


def _levelled(name: str, is_word: IsWord) -> str:
    """Take the capital out of the middle of coined words: CrowdStrike, Crowdstrike."""
    words = name.split(" ")
    return " ".join(each.capitalize() if _is_coined(each, is_word) else each for each in words)


def _is_coined(word: str, is_word: IsWord) -> bool:
    plain = word.lower()
    scottish = plain.startswith(("mc", "mac"))
    return bool(_TWO_HUMPS.fullmatch(word)) and not scottish and not is_word(plain)
