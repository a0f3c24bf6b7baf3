"""Where a text names firms and tokens: the longest name at each place, in one pass.

Private firms are names too: they win their place and are refused.
Not here: whether a name that is also an ordinary word means the firm (``namesakes``).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from stream.gazetteer import Gazetteer, Instrument
from stream.gazetteer.senses import Sense
from stream.models import Rule, TextField
from stream.stages.tag.hits import Hit, Refused, Why
from stream.stages.tag.lexicon import COMMODITIES, FIAT, INDEX_NAMES, INDICES, TOKEN_NOUNS
from stream.stages.tag.markets import is_exchange
from stream.stages.tag.standing import KNOWN_SHARE, SHORT, is_within
from stream.stages.tag.sureness import FULL_NAME, SMALL_NAME, SURENESS
from stream.stages.tag.vetoes import Traits, Vetoes

MIN_CAPITALS: Final = 4
"""Shortest name that is also looked for in capitals, as headlines write it."""
SMALL_LETTERS_RANK: Final = 200
"""Tokens up to this rank are also looked for in small letters; ambiguous ones up to the next."""
EVERYDAY_RANK: Final = 10
REMEMBERED: Final = 10_000
"""Traits kept of names, for articles of one day repeat them."""
SMALL_FIRM: Final = 1_000
"""Shares up to this rank are also looked for in small letters, by names of so many and more."""
MIN_SMALL_LETTERS: Final = 5

_NEVER_BEFORE: Final = frozenset("@$_\\")
_LINK_BEFORE: Final = frozenset("/.=")
_GAPS: Final = ("", " ", "\n", "\t", ")", "'", '"')
_FORM_BEGINS: Final = (" ", ",")
_LEGAL_FORM: Final = re.compile(
    r",? (?:Inc|Corp|Cos?|Companies|Company|Corporation|Incorporated|Holdings?|Ltd|Limited|PLC"
    r"|plc|Plc|LLC|LP|N\.V|NV|S\.A|SA|S\.p\.A|SpA|SE|AG|AB|ASA|A/S|Oyj|KGaA|KK|Bhd|INC|CORP|CO|LTD)(?![\w&'])\.?"
    r"|,? & Co(?![\w&'])\.?"
)


_LEGAL_END: Final = re.compile(rf"(?:{_LEGAL_FORM.pattern})\Z")


@dataclass(frozen=True, slots=True)
class _Surface:
    """One spelling: what it may mean, or why it means nothing.

    ``ended`` says that some of that had ended by now and is to be looked at by date.
    """

    instruments: Sequence[Instrument] = ()
    needs_context: bool = False
    sureness: int = 0
    ended: bool = False
    senses: frozenset[Sense] = frozenset()
    is_plain: bool = False
    why: Why = "ended"


_PRIVATE: Final = _Surface(why="private")
_MARKET: Final = _Surface(why="market")


class NameFinder:
    """Finds the names of one gazetteer; built once, immutable."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        surfaces = _surfaces(gazetteer)
        vetoes = Vetoes(gazetteer.given_names())
        self._surfaces = list(surfaces.items())
        self._traits = lru_cache(maxsize=REMEMBERED)(vetoes.traits)
        self._automaton = AhoCorasick(list(surfaces), matchkind=MatchKind.Standard)
        self._vetoes = vetoes

    def find(self, text: str, field: TextField, at: date) -> Iterator[Hit | Refused]:
        """Give the names in order, none overlapping another, in time linear in the text.

        A name may run over the end of a line. Delisted firms are named up to the date they ended.
        """
        line = text.replace("\n", " ")
        end_of_last = -1
        for index, start, end in self._whole_words(line):
            if start >= end_of_last:
                name, surface = self._surfaces[index]
                found = self._decided(surface, self._traits(name), line, start, end, field, at)
                # A name that nobody has any more takes its place from no other.
                if isinstance(found, Hit) or found.why != "ended":
                    end_of_last = end
                yield found

    def _decided(
        self,
        surface: _Surface,
        traits: Traits,
        text: str,
        start: int,
        end: int,
        field: TextField,
        at: date,
    ) -> Hit | Refused:
        """Give what stands at the place of a spelling; a legal form behind it clears its doubt."""
        rule: Rule = "hashtag" if text[start - 1 : start] == "#" else "name"
        instruments = _living(surface, at)
        why = self._vetoes.veto(text, start, end, field, traits) if instruments else surface.why
        if why:
            return Refused(field, start, end, text[start:end], rule, why, surface.instruments)
        written = text[start:end]
        if text[end : end + 1] in _FORM_BEGINS and (form := _LEGAL_FORM.match(text, end)):
            return _hit(
                surface, field, start, text[start : form.end()], rule, instruments
            )._replace(sureness=FULL_NAME, needs_context=False)
        return _hit(surface, field, start, written, rule, instruments)

    def _whole_words(self, text: str) -> Sequence[tuple[int, int, int]]:
        """Give all matches that stand as whole words: leftmost first, of one place the longest."""
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        whole = [match for match in found if _is_whole(text, match[1], match[2])]
        whole.sort(key=lambda match: (match[1], -match[2]))
        return whole


def _hit(
    surface: _Surface,
    field: TextField,
    start: int,
    written: str,
    rule: Rule,
    instruments: Sequence[Instrument],
) -> Hit:
    return Hit(
        field,
        start,
        start + len(written),
        written,
        rule,
        instruments[0].symbol,
        instruments,
        SMALL_NAME if written.islower() else surface.sureness,
        surface.needs_context,
        surface.senses,
        surface.is_plain,
    )


def _surfaces(gazetteer: Gazetteer) -> dict[str, _Surface]:
    """Gather every spelling; a private firm's name wins, then a present name, then a past one.

    Markets, indices and currencies share their names with firms that are hardly ever meant.
    """
    surfaces: dict[str, _Surface] = {}
    past, present = gazetteer.past_names(), gazetteer.names()
    for name in dict.fromkeys((*past, *present)):
        instruments = (*past.get(name, ()), *present.get(name, ()))
        surfaces[name] = (
            _MARKET if _is_market(name) else _surface(name, instruments, gazetteer.senses(name))
        )
    surfaces.update((name, _PRIVATE) for name in gazetteer.private())
    surfaces.update((name, _MARKET) for name in INDEX_NAMES)
    for name in [each for each in surfaces if _is_covered(each, surfaces)]:
        del surfaces[name]
    spelt = {
        spelling: surface
        for name, surface in surfaces.items()
        for spelling in _spellings(name, surface)
    }
    return {**spelt, **surfaces}


def _is_covered(name: str, surfaces: Mapping[str, _Surface]) -> bool:
    """Say whether no text has the name as it stands, or its legal form is read behind the rest."""
    if "(" in name:
        return True
    form = _LEGAL_END.search(name)
    rest = surfaces.get(name[: form.start()]) if form else None
    return rest is not None and rest.instruments == surfaces[name].instruments


def _spellings(name: str, surface: _Surface) -> Iterator[str]:
    """Give how else a name is written: in capitals, ``and`` for ``&``, tokens in small letters."""
    joined = name.replace(" and ", " & ") if " and " in name else name.replace(" & ", " and ")
    for each in dict.fromkeys((name, joined)):
        yield each
        if len(each) >= MIN_CAPITALS and not each.isupper():
            yield each.upper()
    if not name.isupper() and _is_written_small(name, surface):
        yield name.lower()


def _is_written_small(name: str, surface: _Surface) -> bool:
    """Say whether it is read in small letters: ``bitcoin`` in papers, ``nvidia`` in posts.

    A firm's only where it is a coinage that nothing else is called, and not a small firm's.
    """
    known = EVERYDAY_RANK if surface.needs_context else SMALL_LETTERS_RANK
    if name.lower() not in TOKEN_NOUNS and any(
        _is_coin(each, known) for each in surface.instruments
    ):
        return True
    if surface.needs_context or surface.senses or len(name) < MIN_SMALL_LETTERS:
        return False
    return name.isalpha() and all(_is_firm(each) for each in surface.instruments)


def _is_coin(instrument: Instrument, known: int) -> bool:
    return instrument.asset_class == "crypto" and (instrument.rank or known + 1) <= known


def _is_firm(instrument: Instrument) -> bool:
    rank = instrument.rank or SMALL_FIRM
    return instrument.asset_class == "equity" and rank < SMALL_FIRM


def _surface(name: str, instruments: Sequence[Instrument], senses: frozenset[Sense]) -> _Surface:
    return _Surface(
        instruments,
        all(name in instrument.ambiguous for instrument in instruments),
        FULL_NAME if " " in name else SURENESS["name"],
        any(instrument.valid_to is not None for instrument in instruments),
        senses,
        is_plain=_is_plain(name, instruments, senses),
    )


def _is_plain(name: str, instruments: Sequence[Instrument], senses: frozenset[Sense]) -> bool:
    """Say whether it is the clear name of one share that is well known, and of nothing else."""
    first = instruments[0]
    return (
        len(instruments) == 1
        and not senses
        and len(name) > SHORT
        and name not in first.ambiguous
        and first.asset_class != "crypto"
        and first.valid_to is None
        and is_within(first, KNOWN_SHARE)
    )


def _is_market(name: str) -> bool:
    capitals = name.upper()
    return is_exchange(capitals) or capitals in INDICES | COMMODITIES or name in FIAT


def _living(surface: _Surface, at: date) -> Sequence[Instrument]:
    """Leave out what had ended by that date, and whoever has had the name only since then."""
    if not surface.ended:
        return surface.instruments
    past = [
        each
        for each in surface.instruments
        if each.valid_to and (each.valid_from or at) <= at <= each.valid_to
    ]
    return past or [each for each in surface.instruments if each.valid_to is None]


def _is_whole(text: str, start: int, end: int) -> bool:
    """Say whether neither end of the match cuts a word in two."""
    after = text[end : end + 1]
    if after == "_" or (after.isalnum() and text[end - 1].isalnum()):
        return False
    before = text[start - 1 : start]
    if before in _NEVER_BEFORE or (before.isalnum() and text[start].isalnum()):
        return False
    return before not in _LINK_BEFORE or text[start - 2 : start - 1] in _GAPS
