"""What else the names of the table mean: words, given names, surnames, places.

The list by which the tagger decides each family by its context. Not here: whether a name is
ambiguous at all (``lexicon``, ``compose``).
"""

from collections.abc import Iterable, Iterator
from typing import Final

from stream.gazetteer.build.lexicon import KNOWN_WORD, Lexicon
from stream.gazetteer.instruments import Instrument
from stream.gazetteer.loader import is_own
from stream.gazetteer.senses import Sense

COMMON_NAME: Final = 55
"""SCOWL's level below which a first name is a word too."""


def senses(rows: Iterable[Instrument], lexicon: Lexicon) -> dict[str, list[Sense]]:
    """Give the further senses of each name in small letters, sorted; none without any.

    Tokens without a rank have none: their names need more than a context.
    """
    names = {
        name.lower()
        for row in rows
        if is_own(row) and (row.asset_class != "crypto" or row.rank)
        for name in (row.name, *row.aliases)
    }
    found = {name: list(_senses(name, lexicon)) for name in sorted(names)}
    return {name: each for name, each in found.items() if each}


def given_names(lexicon: Lexicon) -> list[str]:
    """Give first names that are hardly anything else (not Will, Mark or Paris), sorted."""
    return sorted(
        name
        for name in lexicon.first_names - lexicon.places
        if lexicon.words.get(name, COMMON_NAME) >= COMMON_NAME
    )


def _senses(name: str, lexicon: Lexicon) -> Iterator[Sense]:
    bare = name.removesuffix("'s")
    if any(lexicon.words.get(each, KNOWN_WORD + 1) <= KNOWN_WORD for each in (name, bare)):
        yield "word"
    if name in lexicon.first_names:
        yield "given"
    if name in lexicon.surnames or bare in lexicon.surnames:
        yield "surname"
    if name in lexicon.places:
        yield "place"
