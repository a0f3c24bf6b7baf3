"""Names in a text, told by their capitals: whom a piece of templated news is about.

A text is compared without its capitals, so this is a hint: copies lose them. Not here: names that
are tickers (``tag``), whether differing names make different news (``dedupe``).
"""

import re
from functools import lru_cache
from typing import Final

from stream.stages.entries import KEPT, LONGEST_WORD, SURE, context, entries, entry
from stream.stages.framing import END
from stream.stages.telling import COUNTS, TELLING
from stream.stages.wording import LIGHT

MAX_NAMES: Final = 24
"""Names kept per text: those of the lowest hashes, the same ones in each text."""

_NO_NAMES: Final = LIGHT.union(
    TELLING,
    COUNTS,
    # Titles, and what is as often written short, or left out.
    "mr mrs ms dr sir dame prof professor sen senator rep gov governor president chairman"
    " chairwoman chief ceo cfo coo cto minister prime secretary judge justice gen general vice us"
    " uk eu un united states kingdom european union america american federal fed reserve"
    " securities sec exchange commission central ecb bank treasury department food drug fda ftc"
    " doj inc corp co ltd llc plc company corporation group holdings house white street wall new"
    " however meanwhile separately also still yet if when while after before since because"
    " although though there here no not what who how why where which now then so such one some"
    " many most all another other each every both last next earlier later reuters"
    " bloomberg labour labor defence defense finance foreign interior".split(),
)
_CAPITALISED: Final = rf"[A-Z][\w'’/-]{{0,{LONGEST_WORD}}}+"
_PHRASE: Final = rf"({_CAPITALISED}(?: {_CAPITALISED}){{0,7}}+)"
_INSIDE: Final = re.compile(rf" ([a-z'’]{{1,{LONGEST_WORD}}}+)[ ,;:()\"“‘—–-]{{1,4}}+{_PHRASE}")
_FIRST: Final = re.compile(rf"\. [\"“‘'(]?+{_PHRASE}\.?+[,:]?+ ([a-z]{{1,{LONGEST_WORD}}}+)")
_CAPITAL: Final = re.compile(r" [A-Z]")
_CUT_WORD: Final = re.compile(r"[\w'’-]++\.{3,}\s*$")
_SAMPLE: Final = 200


def names_of(*texts: str) -> tuple[int, ...]:
    """Give the entries of the names in texts whose capitals still stand.

    Inside of a sentence a name is told by its capital, and taken with the word before it. At the
    beginning of one it is taken with the word behind it, and is not sure if it is a single word. A
    text with a capital at most of its words tells nothing.
    """
    found: set[int] = set()
    for text in filter(_capitals_tell, texts):
        line = _line(text)
        for before, phrase in _INSIDE.findall(line):
            if names := _names_in(phrase):
                at = context(before)
                found.update([name | at for name in names])
        for phrase, behind in _FIRST.findall(line):
            if names := _names_in(phrase):
                at = context(behind) if " " in phrase else context(behind) & ~SURE
                found.update([name | at for name in names])
    return entries(found, MAX_NAMES)


def _capitals_tell(text: str) -> bool:
    sample = text[:_SAMPLE]
    return 2 * len(_CAPITAL.findall(sample)) <= sample.count(" ")


def _line(text: str) -> str:
    """Give a text as sentences in one line, without a word that was cut at its end."""
    if "..." in text[-END:]:
        text = text[:-END] + _CUT_WORD.sub("", text[-END:])
    return f". {text}".replace("\n", ". ")


@lru_cache(maxsize=KEPT)
def _names_in(phrase: str) -> tuple[int, ...]:
    """Give the entries of the names of a phrase, without their context; shouting is no name."""
    words = phrase.split()
    if len(words) > 1 and all(map(str.isupper, words)):
        return ()
    names = (word.casefold().removesuffix("'s").removesuffix("’s") for word in words)
    return tuple(entry(name, 0) for name in names if name not in _NO_NAMES)
