"""Numbers, dates, symbols and directions of a text: what templated news differ in.

Not here: names (``naming``), whether differing things make different news (``dedupe``).
"""

import re
from collections.abc import Sequence
from itertools import filterfalse
from typing import Final

from stream.stages.entries import context, entries, hashed
from stream.stages.framing import END
from stream.stages.telling import COUNTS, NEGATIONS, TELLING

MAX_THINGS: Final = 40
"""Distinguishing things kept per text: those of the lowest hashes, the same ones in each text."""

_TELLING: Final = frozenset(TELLING) | frozenset(COUNTS)
_NUMBER: Final = re.compile(r"(?:[qh]|fy)?(-?\d+(?:\.\d{3})*(?!\d))(?:\.(\d+))?([a-z%]*)")
_POWERS: Final = {
    **dict.fromkeys(("hundred",), 2),
    **dict.fromkeys(("thousand", "k"), 3),
    **dict.fromkeys(("million", "mln", "mil", "mill", "mn", "mio", "m", "mm"), 6),
    **dict.fromkeys(("billion", "bln", "bil", "bill", "mld", "mrd", "bn"), 9),
    **dict.fromkeys(("trillion", "trln", "trn", "tn"), 12),
}
_HUNDREDTHS: Final = frozenset("cents cent c pence basis bps bp".split())
_HOURS: Final = frozenset(("am", "pm"))
_LONG_TEXT: Final = 40
_CUT_OPEN: Final = re.compile(r"[\w%],?\s?[\[(]?\.{3,}[\])]?$")
_ENDED: Final = re.compile(r"[.!?)\]\"'»”。！？]$")


def things_of(words: Sequence[str]) -> tuple[int, ...]:
    """Give the entries of numbers, dates, cashtags and directions among canonical words.

    Each word is taken where it stands first, with the word before it.
    """
    telling = {*filterfalse(str.isalpha, words), *_TELLING.intersection(words)}
    return entries([_thing(word, words.index(word), words) for word in telling], MAX_THINGS)


def cut_of(words: Sequence[str], text: str) -> int:
    """Give the hash of the last word where the text was cut right behind it, else 0.

    It may be half a number, or half a name.
    """
    if not words:
        return 0
    end = text[-END:]
    cut = _CUT_OPEN.search(end) or (len(words) >= _LONG_TEXT and not _ENDED.search(end))
    return hashed(_value(words[-1])) if cut else 0


def _thing(word: str, at: int, words: Sequence[str]) -> tuple[str, int]:
    """Give a word's thing and its context: only things of one sort take each other's place.

    A direction is one with what moves: "sales rose, profit fell" is not "sales fell, profit rose".
    """
    before = words[at - 1] if at else ""
    behind = words[at + 1] if at + 1 < len(words) else ""
    if word in COUNTS:
        return _written(word, before, behind), context(before)
    if word not in TELLING:
        return _value(word, behind), context(before)
    sort, named = TELLING[word]
    if not sort.startswith("opposite"):
        return named, context(f"{sort} {before}")
    if before in NEGATIONS:
        named, before = f"not {named}", words[at - 2] if at > 1 else ""
    return f"{named} {before}", context(f"{sort} {before}")


def _written(word: str, before: str, behind: str) -> str:
    """Give a number written as a word in digits, with the rest of "twenty-five", "five million"."""
    count = COUNTS[word]
    if count >= 20 and COUNTS.get(behind, 20) < 10:
        count += COUNTS[behind]
    elif count < 10 and COUNTS.get(before, 0) >= 20:
        count += COUNTS[before]
    return f"{count}{'0' * _POWERS.get(behind, 0)}"


def _value(word: str, behind: str = "") -> str:
    """Give a number as it is written out, with its unit or that in the word behind it.

    Anything else is given as it is. Three decimals may be thousands, and are written as such; of
    an hour the minutes are left out.
    """
    number = _NUMBER.fullmatch(word)
    if number is None:
        return word
    whole, decimals, unit = number.groups("")
    whole, unit = whole.replace(".", ""), unit or behind
    if unit in _HOURS:
        return whole
    if unit in _HUNDREDTHS:
        whole, decimals = whole[:-2], f"{whole[-2:]:0>2}{decimals}"
    power = _POWERS.get(unit, 0)
    digits = f"{whole}{decimals[:power].ljust(power, '0')}".lstrip("0") or "0"
    rest = decimals[power:].rstrip("0")
    return f"{digits}.{rest}" if rest else digits
