"""Further names of the drafts: without the words of a trade, and in other spellings.

Not here: names from a registered one (``drafts``), which of all these are ambiguous (``compose``).
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from stream.gazetteer.build import shortnames
from stream.gazetteer.build.leads import CALLED_OTHERWISE
from stream.gazetteer.build.lexicon import Lexicon
from stream.gazetteer.build.spellings import spellings
from stream.gazetteer.instruments import Instrument
from stream.gazetteer.loader import is_obscure, is_own
from stream.gazetteer.rows import CLEARED
from stream.models import TickerId

SAFE_LETTERS: Final = 5
"""A name cut short by us needs at least so many letters."""

HOUSEHOLD: Final = 500
"""Firms up to this rank are known to anyone, be their name what it is."""

HEARD_OF: Final = 3_000
"""Firms up to this rank are called by less than their trade as well; of others it is the name."""


def with_short_aliases(rows: Sequence[Instrument], lexicon: Lexicon) -> list[Instrument]:
    """Add names without trade words ("Palantir") where they are distinctive and one firm's own.

    They are its own if no other issuer's name has the same words in it. Two words and more are
    distinctive enough; if all of them are ordinary ones ("Graphic Packaging"), they are ambiguous.
    """
    stems = {id(row): _stem(row) for row in rows if is_own(row)}
    owners = _owners(rows, {stem.casefold() for stem in stems.values()})
    return [
        _with_stem(row, stem, lexicon)
        if (stem := stems.get(id(row), ""))
        and stem not in (row.name, *row.aliases)
        and owners[stem.casefold()] == 1
        and (" " in stem or _is_distinctive(stem, lexicon))
        else row
        for row in rows
    ]


def _with_stem(row: Instrument, stem: str, lexicon: Lexicon) -> Instrument:
    ordinary = not _is_distinctive(stem, lexicon)
    said = (*row.ambiguous, stem) if ordinary else row.ambiguous
    return replace(row, aliases=(*row.aliases, stem), ambiguous=said)


def with_spellings(
    rows: Sequence[Instrument], overlay: Iterable[Instrument], lexicon: Lexicon
) -> list[Instrument]:
    """Add the other spellings of firms' names, each as ambiguous as the name it spells.

    Left out are those that the overlay drops, and those that are another instrument's name.
    """
    taken = {name for row in rows for name in (row.name, *row.aliases)}
    dropped = {(row.ticker, alias) for row in overlay for alias in row.aliases}
    return [
        _spelled(row, lexicon, taken, dropped)
        if row.asset_class == "equity" and is_own(row)
        else row
        for row in rows
    ]


def pruned(
    rows: Iterable[Instrument], overlay: Iterable[Instrument], lexicon: Lexicon
) -> list[Instrument]:
    """Drop what the overlay drops, and names of firms that few know which are everyday words.

    Best, Time, Winners: where one was the name of the row, its full name is now, or one with the
    symbol. Words that the overlay says stay.
    """
    curated = {(row.ticker, name) for row in overlay for name in (row.name, *row.aliases)}
    return [_called_in_full(row, list(_unwanted(row, curated, lexicon))) for row in rows]


def _unwanted(
    row: Instrument, curated: Container[tuple[TickerId, str]], lexicon: Lexicon
) -> Iterator[str]:
    everyday = set(_everyday(row, lexicon))
    for name in (row.name, *row.aliases) if is_own(row) else ():
        said = (row.ticker, name) in curated
        if (row.ticker, CLEARED + name) in curated or (name in everyday and not said):
            yield name


def _everyday(row: Instrument, lexicon: Lexicon) -> Iterator[str]:
    known = row.valid_to is None and row.rank is not None and row.rank <= HOUSEHOLD
    if row.asset_class == "equity" and is_own(row) and not known:
        yield from (name for name in (row.name, *row.aliases) if lexicon.is_everyday(name))


def _called_in_full(row: Instrument, dropped: Sequence[str]) -> Instrument:
    if not dropped:
        return row
    kept = [name for name in (row.name, *row.aliases) if name not in dropped]
    name, *aliases = kept or [f"{row.name} ({row.symbol})"]
    said = tuple(each for each in row.ambiguous if each.removeprefix(CLEARED) not in dropped)
    return replace(row, name=name, aliases=tuple(aliases), ambiguous=said)


def told_apart(rows: Sequence[Instrument]) -> list[Instrument]:
    """Add its symbol to the name of an obscure token that only repeats another's name."""
    owners = Counter(name for row in rows if is_own(row) for name in (row.name, *row.aliases))
    return [
        replace(row, name=f"{row.name} ({row.symbol})", aliases=())
        if is_obscure(row) and owners[row.name] > 1
        else row
        for row in rows
    ]


def _owners(rows: Iterable[Instrument], stems: Container[str]) -> Counter[str]:
    """Count the issuers in whose names each stem stands, as whole words."""
    found = {
        (row.ids.get("cik", row.ticker), stem)
        for row in rows
        if is_own(row)
        for name in (row.name, *row.aliases)
        if "(" not in name
        for stem in _runs(name.casefold().split())
        if stem in stems
    }
    return Counter(stem for _, stem in found)


def _runs(words: Sequence[str]) -> Iterator[str]:
    for start, end in combinations(range(len(words) + 1), 2):
        yield " ".join(words[start:end])


def _spelled(
    row: Instrument,
    lexicon: Lexicon,
    taken: Container[str],
    dropped: Container[tuple[TickerId, str]],
) -> Instrument:
    aliases = dict.fromkeys(row.aliases)
    said = dict.fromkeys(row.ambiguous)
    for name in (row.name, *row.aliases):
        if "(" in name or _needs_no_form(name, lexicon):
            continue
        forms = [
            each
            for each in spellings(name, lexicon.is_word)
            if each not in taken and (row.ticker, CLEARED + each) not in dropped
        ]
        aliases.update(dict.fromkeys(forms))
        for mark in ("", CLEARED):
            if mark + name in said:
                said.update(dict.fromkeys(mark + each for each in forms))
    return replace(row, aliases=tuple(aliases), ambiguous=tuple(said))


def _needs_no_form(name: str, lexicon: Lexicon) -> bool:
    """Say whether a name with its legal form is found by the one without it."""
    bare = shortnames.without_legal_form(name)
    return shortnames.is_formal(name) and not lexicon.is_ambiguous(bare)


def _stem(row: Instrument) -> str:
    if row.asset_class != "equity" or "(" in row.name:
        return ""
    if row.rank is None or row.rank > HEARD_OF:
        return shortnames.without_descriptors(row.name)
    stem = shortnames.without_descriptors(row.name, shortnames.TRADES)
    *words, last = stem.split()
    tells_trade = last.lower() in shortnames.TRADES | shortnames.DESCRIPTORS
    return " ".join(words) if len(words) > 1 and tells_trade else stem


def _is_distinctive(stem: str, lexicon: Lexicon) -> bool:
    """Say whether a name cut short is one that nothing else has: one of its words is coined."""
    if stem in CALLED_OTHERWISE:
        return False
    return not lexicon.is_ambiguous(stem) and any(
        sum(map(str.isalpha, word)) >= SAFE_LETTERS
        and not lexicon.is_ambiguous(word)
        and word.lower() not in lexicon.rare_surnames
        for word in stem.split()
    )
