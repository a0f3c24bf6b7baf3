"""The words a text is compared by, whatever it was wrapped in and however they were written.

Case, width, units and numbers have one writing; links are left out. Not here: what is left out
before (``mending``, ``framing``), what is made of the words (``text``).
"""

import re
from itertools import filterfalse
from typing import Final

from stream.stages.framing import END, unframed
from stream.stages.mending import mended

_LINK: Final = re.compile(r"\b(?:https?:|www\.)\S*")
_UNIT: Final = re.compile(
    # A space that parts thousands, or what parts a number from its unit.
    r"(\d)(?: (?<!\d{4} )(?<![.,]\d )(?<![.,]\d\d )(?=\d{3}(?!\d))|(?:-|\s{0,8})"
    r"(percent|per cent|pct|thousand|million|mln|mn|mio|billion|bln|b|trillion|trn|t)\b)"
)
_ASCII_UNIT: Final = re.compile(_UNIT.pattern.replace(r"\d", "[0-9]"))
_UNITS: Final = {
    **dict.fromkeys(("percent", "per cent", "pct"), "%"),
    "thousand": "k",
    **dict.fromkeys(("million", "mln", "mn", "mio"), "m"),
    **dict.fromkeys(("billion", "bln", "b"), "bn"),
    **dict.fromkeys(("trillion", "trn", "t"), "tn"),
}
_CASHTAG_OR_NUMBER: Final = (
    r"\$[a-z][a-z0-9]*(?:[.-][a-z]{1,4}\b)?|(?:(?<![\w.,])-)?\d+(?:[.,]\d+)*(?:%|[a-z]+)?"
)
_SILENT: Final = "‘’“–—•€£"
"""Marks that say no more than a grave accent: a text that has no others is read as ASCII."""
_UNPARTED: Final = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Scripts that do not part their words by spaces: each character counts as a word."""
_ASCII_WORD: Final = re.compile(
    # As ``_WORD`` reads ASCII, told by the first character: a search may run from one to the next.
    r"[a-z0-9$-](?:(?<=[a-z])[a-z0-9]*+"
    r"|(?<=\$)[a-z][a-z0-9]*+(?:[.-][a-z]{1,4}\b)?+"
    r"|(?:(?<=[0-9])|(?<=-)(?<![\w.,]-)[0-9])[0-9]*+(?:[.,][0-9]++)*+(?:%|[a-z]++)?+)"
)
_WORD: Final = re.compile(
    rf"[a-z][^\W_{_UNPARTED}]*|{_CASHTAG_OR_NUMBER}|[{_UNPARTED}]|[^\W\d_][^\W_{_UNPARTED}]*"
)
_COMMA_IN_WORD: Final = re.compile(r",\d")
_CUT_WORD: Final = re.compile(r"[^\W\d_]+\.{3,}$")
_THOUSANDS: Final = re.compile(r"\d{3}(?!\d)|\d*,")
"""What follows a comma that parts thousands: three digits, or another comma."""
LIGHT: Final = frozenset(
    "a an the of to in on at by for from with as and or but is are was were be been being has have"
    " had it its this that these those he she they we you i his her their our your said says say"
    " will would can could may might s t".split()
)
"""Words that every text has."""
_LEAST_WEIGHTY: Final = 4
_SHORT: Final = {
    "United States": "US",
    "United Kingdom": "UK",
    "European Union": "EU",
    "U.S.": "US",
    "U.K.": "UK",
    "E.U.": "EU",
    "U.N.": "UN",
}


def normalise(text: str) -> str:
    """Give a text as it is compared: canonical words, one space between them."""
    return " ".join(words_of(canonical(plain(text))))


def plain(text: str) -> str:
    """Give the news alone, as it was written; capitals stay."""
    text = unframed(mended(text))
    if "U" in text:
        for long, short in _SHORT.items():
            text = text.replace(long, short)
    return text


def canonical(plain_text: str) -> str:
    """Make one writing of what has many, of what ``plain`` gave."""
    return _concise(plain_text.casefold())


def words_of(canonical_text: str) -> list[str]:
    """Give the words of what ``canonical`` gave, numbers without the commas of thousands."""
    ascii_alone = canonical_text.isascii()
    words: list[str] = (_ASCII_WORD if ascii_alone else _WORD).findall(canonical_text)
    if _COMMA_IN_WORD.search(canonical_text) is None:
        return words
    return [_pointed(word) if "," in word else word for word in words]


def _pointed(word: str) -> str:
    """Leave out the commas of thousands; one before other than three digits is a decimal point."""
    whole, _, rest = word.partition(",")
    return word.replace(",", "") if _THOUSANDS.match(rest) else f"{whole}.{rest}"


def weighty(words: list[str]) -> list[str]:
    """Leave out the words that every text has, unless hardly any other is left."""
    found = list(filterfalse(LIGHT.__contains__, words))
    return found if len(found) >= _LEAST_WEIGHTY else words


def _concise(text: str) -> str:
    """Leave out links and a word that was cut; write units short."""
    if not text.isascii():
        text = _plain(text)
    if (":" in text and "http" in text) or "www." in text:
        text = _LINK.sub(" ", text)
    text = text.rstrip()
    if text.endswith("..."):
        text = text[:-END] + _CUT_WORD.sub("", text[-END:])
    return (_ASCII_UNIT if text.isascii() else _UNIT).sub(_unit, text)


def _plain(text: str) -> str:
    for mark in _SILENT:
        text = text.replace(mark, "`")
    return text.replace("\u201d", '"')


def _unit(match: re.Match[str]) -> str:
    return match[1] + _UNITS.get(match[2], "")
