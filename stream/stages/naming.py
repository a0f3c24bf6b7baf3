"""Names in a text, told by their capitals: whom a piece of templated news is about.

A text is compared without its capitals, so this is a hint: copies lose them. Not here: names that
are tickers (``tag``), whether differing names make different news (``dedupe``).
"""

import re
from typing import Final

from stream.stages.entries import SURE, context, entries
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
    " bloomberg".split(),
)
_PHRASE: Final = r"([A-Z][\w'’-]*+(?: [A-Z][\w'’-]*+)*+)"
_INSIDE: Final = re.compile(rf" ([a-z][a-z'’]*+)[,;:]?+ (?:[–—-]+ )?+[\"“‘'(]?+{_PHRASE}")
_FIRST: Final = re.compile(rf"\. [\"“‘'(]?+{_PHRASE}\.?+[,:]?+ ([a-z]++)")
_CAPITAL: Final = re.compile(r" [A-Z]")
_CUT_WORD: Final = re.compile(r"[\w'’-]++(?:\.{3,}|…)\s*$")
_SAMPLE: Final = 200


def names_of(*texts: str) -> tuple[int, ...]:
    """Give the entries of the names in texts whose capitals still stand.

    Inside of a sentence a name is told by its capital, and taken with the word before it. At the
    beginning of one it is taken with the word behind it, and is not sure if it is a single word. A
    text with a capital at most of its words tells nothing.
    """
    found: list[tuple[str, int]] = []
    for text in filter(_capitals_tell, texts):
        line = f". {text[:-END]}{_CUT_WORD.sub('', text[-END:])}".replace("\n", ". ")
        for before, phrase in _INSIDE.findall(line):
            found += _named(phrase.split(), context(before))
        for phrase, behind in _FIRST.findall(line):
            names = phrase.split()
            at = context(behind)
            found += _named(names, at if len(names) > 1 else at & ~SURE)
    named = [(_owner(name), at) for name, at in found]
    return entries([each for each in named if each[0] not in _NO_NAMES], MAX_NAMES)


def _capitals_tell(text: str) -> bool:
    sample = text[:_SAMPLE]
    return 2 * len(_CAPITAL.findall(sample)) <= sample.count(" ")


def _named(names: list[str], at: int) -> list[tuple[str, int]]:
    """Give the names of a phrase, each in its context; shouting is no name."""
    shouted = len(names) > 1 and all(map(str.isupper, names))
    return [] if shouted else [(name, at) for name in names]


def _owner(name: str) -> str:
    return name.casefold().removesuffix("'s").removesuffix("’s")
