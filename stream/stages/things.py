"""Numbers, dates, symbols and directions of a text: what templated news differ in.

Not here: names (``naming``), whether differing things make different news (``dedupe``).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import filterfalse
from typing import Final

from stream.stages.entries import KEPT, LONGEST_WORD, context, entries, entry, hashed
from stream.stages.framing import END
from stream.stages.telling import COUNTS, MONTHS, NEGATIONS, OPPOSITE, TELLING

MAX_THINGS: Final = 40
"""Distinguishing things kept per text: those of the lowest hashes, the same ones in each text."""

_TELLING: Final = frozenset(TELLING) | frozenset(COUNTS)
_NUMBER: Final = re.compile(r"(?:[qh]|fy)?(-?\d+(?:\.\d{3})*(?!\d))(?:\.(\d+))?([a-z%]*)")
_DAY: Final = re.compile(r"0?([1-9]|[12]\d|3[01])(?:st|nd|rd|th)?$")
_POWERS: Final = {
    **dict.fromkeys(("hundred",), 2),
    **dict.fromkeys(("thousand", "k"), 3),
    **dict.fromkeys(("million", "mln", "mil", "mill", "mn", "mio", "m", "mm"), 6),
    **dict.fromkeys(("billion", "bln", "bil", "bill", "mld", "mrd", "bn"), 9),
    **dict.fromkeys(("trillion", "trln", "trn", "tn"), 12),
}
_HUNDREDTHS: Final = frozenset("cents cent c pence basis bps bp".split())
_HOURS: Final = frozenset(("am", "pm"))
MOST_DAYS: Final = 20
"""Days of one month that are looked for: it may stand in a text as often as any word."""
_MEASURES: Final = frozenset((*_POWERS, *_HUNDREDTHS, *_HOURS))
"""Words behind a number that are part of it."""
_SLIPPED: Final = {"m": "million", "b": "billion", "t": "trillion"}
_SLIP: Final = re.compile(r"(?:[mb]|tr)[ilon]{4,8}")
_LONG_TEXT: Final = 40
_OPEN: Final = ("...", "...]", "...)")
_CUT_OPEN: Final = re.compile(r"[\w%],?\s?[\[(]?\.{3,}[\])]?$")
_ENDED: Final = frozenset(".!?)]\"'»”。！？")


def things_of(words: Sequence[str]) -> tuple[int, ...]:
    """Give the entries of numbers, dates, cashtags and directions among canonical words.

    Each word is taken where it stands first, with the word before it.
    """
    telling = {*filterfalse(str.isalpha, words), *_TELLING.intersection(words)}
    place = words.index if len(telling) <= MAX_THINGS else _first_places(words).__getitem__
    beside = ("", *words, "")
    found = [_thing(word, place(word), beside) for word in telling]
    for month in MONTHS.intersection(words):
        found += _days_of(month, beside)
    return entries(found, MAX_THINGS)


def cut_of(words: Sequence[str], text: str) -> int:
    """Give the hash of the last word where the text was cut right behind it, else 0.

    It may be half a number, or half a name.
    """
    if not words:
        return 0
    cut = text.endswith(_OPEN) and _CUT_OPEN.search(text[-END:]) is not None
    if cut or (len(words) >= _LONG_TEXT and text[-1:] not in _ENDED):
        return hashed(_value(words[-1][:LONGEST_WORD]))
    return 0


def _first_places(words: Sequence[str]) -> Mapping[str, int]:
    return dict(zip(reversed(words), range(len(words) - 1, -1, -1), strict=True))


def _days_of(month: str, beside: Sequence[str]) -> Iterator[int]:
    """Give each day of a month as a thing of its own: its number may stand elsewhere as well.

    The day is the number behind, as in "January 3", or else that before, as in "3 January". Beside
    a day "may" is a month, else it is a verb.
    """
    named = TELLING[month][1] if month in TELLING else month
    at = 0
    for _ in range(MOST_DAYS):
        try:
            at = beside.index(month, at + 1)
        except ValueError:
            return
        before, behind = beside[at - 1][:LONGEST_WORD], beside[at + 1]
        if day := _DAY.match(behind) or _DAY.match(before):
            yield _entry(f"{named} {day[1]}", named)
            yield _entry(named, f"month {before}")


def _thing(word: str, at: int, beside: Sequence[str]) -> int:
    """Give a word's entry: only things of one sort take each other's place.

    The word at ``at`` has its neighbours before and behind at ``at`` and ``at + 2``. A direction
    is one with what moves: "sales rose, profit fell" is not "sales fell, profit rose".
    """
    before, behind = beside[at][:LONGEST_WORD], beside[at + 2]
    if word in COUNTS:
        return entry(_written(word, before, behind), context(before))
    if word not in TELLING:
        unit = behind if behind in _MEASURES else _meant(behind)
        return _number(word[:LONGEST_WORD], unit) | context(before)
    sort, named = TELLING[word]
    if not sort.startswith(OPPOSITE):
        return _entry(named, f"{sort} {before}")
    if before in NEGATIONS:
        named, before = f"not {named}", beside[max(0, at - 1)][:LONGEST_WORD]
    return _entry(f"{named} {before}", f"{sort} {before}")


def _meant(word: str) -> str:
    """Give the power of ten that a slip made another word of: "milllion", "bililon"."""
    slip = _SLIP.fullmatch(word) if word[:1] in _SLIPPED else None
    return _SLIPPED[word[0]] if slip else ""


@lru_cache(maxsize=KEPT)
def _number(word: str, unit: str) -> int:
    """Give the entry of a number, or of what is written with digits, without its context."""
    return entry(_value(word, unit), 0)


@lru_cache(maxsize=KEPT)
def _entry(named: str, place: str) -> int:
    return entry(named, context(place))


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
