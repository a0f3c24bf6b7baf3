"""Where a text names firms and tokens: the longest name at each place, in one pass.

Private firms are names too: they win their place and make no hit.
Not here: whether a name that is also an ordinary word means the firm (``context``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from stream.gazetteer import Gazetteer, Instrument
from stream.models import TextField
from stream.stages.tag.hits import Hit
from stream.stages.tag.lexicon import FIAT, INDICES, PLACE_WORDS
from stream.stages.tag.markets import is_exchange
from stream.stages.tag.sureness import FULL_NAME, SURENESS

MIN_CAPITALS: Final = 4
"""Shortest name that is also looked for in capitals, as headlines write it."""

_NEVER_BEFORE: Final = frozenset("@$_\\")
_LINK_BEFORE: Final = frozenset("/.=")
_LONGEST_HOST: Final = 60
_NEXT_WORD: Final = re.compile(r" ([A-Za-z]+)")
_DATELINE_AFTER: Final = re.compile(r"\) ?[-\u2013\u2014]")
_DATELINE_REACH: Final = 120


@dataclass(frozen=True, slots=True)
class _Surface:
    """One spelling: what it may mean; nothing where it is a private firm's.

    ``ended`` says that some of that had ended by now and is to be looked at by date.
    """

    instruments: Sequence[Instrument]
    needs_context: bool
    sureness: int
    ended: bool


_NOBODY: Final = _Surface((), needs_context=False, sureness=0, ended=False)


class NameFinder:
    """Finds the names of one gazetteer; built once, immutable."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        surfaces = _surfaces(gazetteer)
        self._surfaces = tuple(surfaces.values())
        self._automaton = AhoCorasick(list(surfaces), matchkind=MatchKind.Standard)

    def find(self, text: str, field: TextField, at: date) -> Iterator[Hit]:
        """Give the names in order, none overlapping another, in time linear in the text.

        Delisted firms are named up to the date they ended.
        """
        end_of_last = -1
        for index, start, end in self._whole_words(text):
            if start < end_of_last:
                continue
            end_of_last = end
            surface = self._surfaces[index]
            instruments = _living(surface, at)
            if instruments and not _is_other_name(text, start, end, field):
                yield Hit(
                    field=field,
                    start=start,
                    end=end,
                    text=text[start:end],
                    rule="hashtag" if text[start - 1 : start] == "#" else "name",
                    symbol=instruments[0].symbol,
                    candidates=instruments,
                    sureness=surface.sureness,
                    needs_context=surface.needs_context,
                )

    def _whole_words(self, text: str) -> Sequence[tuple[int, int, int]]:
        """Give all matches that stand as whole words: leftmost first, of one place the longest."""
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        whole = [match for match in found if _is_whole(text, match[1], match[2])]
        whole.sort(key=lambda match: (match[1], -match[2]))
        return whole


def _surfaces(gazetteer: Gazetteer) -> dict[str, _Surface]:
    """Gather every spelling; a private firm's name wins, then a present name, then a past one.

    Markets, indices and currencies share their names with firms that are hardly ever meant.
    """
    surfaces: dict[str, _Surface] = {}
    for names in (gazetteer.past_names(), gazetteer.names()):
        for name, instruments in names.items():
            surfaces[name] = _NOBODY if _is_market(name) else _surface(name, instruments)
    surfaces.update((name, _NOBODY) for name in gazetteer.private())
    capitals = {
        name.upper(): surface
        for name, surface in surfaces.items()
        if len(name) >= MIN_CAPITALS and not name.isupper()
    }
    return {**capitals, **surfaces}


def _surface(name: str, instruments: Sequence[Instrument]) -> _Surface:
    return _Surface(
        instruments,
        all(name in instrument.ambiguous for instrument in instruments),
        FULL_NAME if " " in name else SURENESS["name"],
        any(instrument.valid_to is not None for instrument in instruments),
    )


def _is_market(name: str) -> bool:
    return is_exchange(name.upper()) or name.upper() in INDICES or name in FIAT


def _living(surface: _Surface, at: date) -> Sequence[Instrument]:
    """Leave out what had ended by that date."""
    if not surface.ended:
        return surface.instruments
    return [each for each in surface.instruments if each.valid_to is None or at <= each.valid_to]


def _is_whole(text: str, start: int, end: int) -> bool:
    """Say whether neither end of the match cuts a word in two."""
    after = text[end : end + 1]
    if after == "_" or (after.isalnum() and text[end - 1].isalnum()):
        return False
    before = text[start - 1 : start]
    if before in _NEVER_BEFORE or (before.isalnum() and text[start].isalnum()):
        return False
    return before not in _LINK_BEFORE or not _in_link(text, start)


def _in_link(text: str, start: int) -> bool:
    """Say whether the word is a part of an address on the web."""
    run = text[max(0, start - _LONGEST_HOST) : start].rsplit(maxsplit=1)[-1]
    return "://" in run or run.startswith("www.")


def _is_other_name(text: str, start: int, end: int, field: TextField) -> bool:
    """Say whether the name is part of a place's or the agency's in a dateline."""
    following = _NEXT_WORD.match(text, end)
    if following is not None and following[1].lower() in PLACE_WORDS:
        return True
    in_head = field == "body" and start < _DATELINE_REACH and text[start - 1 : start] == "("
    return in_head and _DATELINE_AFTER.match(text, end) is not None
