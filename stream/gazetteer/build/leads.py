"""The first word of a large firm's name as its short form: ``Zimmer`` for Zimmer Biomet.

Papers call firms so from the second mention on; each such name is ambiguous. Not here: names
without the words of a trade (``naming``), what is ambiguous otherwise (``compose``).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from stream.gazetteer.build.lexicon import Lexicon
from stream.gazetteer.instruments import Instrument
from stream.gazetteer.loader import UNRANKED, UNRANKED_MEMBER, is_own
from stream.gazetteer.rows import CLEARED

LARGE: Final = 1_500
"""Firms up to this rank are called by their first word; so are members of indexes abroad."""
CLEARLY_LARGER: Final = 4
"""It is theirs where the next firm of that first word has a rank of so many times theirs."""
COMMON_WORD: Final = 20
"""SCOWL's level up to which nobody takes the word for the firm."""
LETTERS: Final = 3

CALLED_OTHERWISE: Final = frozenset(
    """
    Affiliated African Alexandria America American Arab Asian Australian Banco Boston Brazilian
    British Builders Bureau Canadian Casino Chiba Chinese Coca Companhia Consolidated Danish Dutch
    Egyptian Erie Essex European Fairfax Finnish French Gaming German Global Great-West Groupe
    Hannover Hong Indian Indonesian Inmobiliaria Irish Israeli Italian Japanese Jiangsu Kobe
    Koninklijke Korean Laboratorios Las Malaysian Manhattan Mexican Mid-America Munich Norwegian
    Perusahaan Polish Portland Powell Realty Reinsurance Republic Royalty Russian Saudi Scottish
    Severn Société South Southeast Spanish Swedish Swiss Taiwanese Telecom Thai Tokai Treasury
    Turkish Webster Yokohama
    """.split()
)
"""Towns, peoples and words for firms: they are never the short form."""


def with_leads(
    rows: Sequence[Instrument], overlay: Sequence[Instrument], lexicon: Lexicon
) -> list[Instrument]:
    """Add the first word of the name, ambiguous, to those that it is short for.

    Left out are other instruments' names, and those that the overlay drops.
    """
    owners = _owners(rows)
    taken = {name for row in rows for name in (row.name, *row.aliases)}
    taken |= {
        alias.removeprefix(CLEARED)
        for row in overlay
        for alias in row.aliases
        if alias.startswith(CLEARED)
    }
    return [
        replace(row, aliases=(*row.aliases, lead), ambiguous=(*row.ambiguous, lead))
        if (lead := _lead(row))
        and lead not in taken
        and owners.get(lead) == row.ticker
        and _may_be_short(lead, lexicon)
        else row
        for row in rows
    ]


def _owners(rows: Sequence[Instrument]) -> dict[str, str]:
    """Give the ticker of the firm that each first word stands for, where one is clearly largest."""
    ranks: defaultdict[str, dict[str, tuple[int, str]]] = defaultdict(dict)
    for row in rows:
        if lead := _lead(row):
            issuer = row.ids.get("cik", row.ticker)
            mine = (_rank(row), row.ticker)
            ranks[lead][issuer] = min(mine, ranks[lead].get(issuer, mine))
    owners = {}
    for lead, found in ranks.items():
        (first, ticker), *others = sorted(found.values())
        if first <= LARGE and all(rank >= CLEARLY_LARGER * first for rank, _ in others):
            owners[lead] = ticker
    return owners


def _lead(row: Instrument) -> str:
    """Give the first word of a present share's name of several, empty where there is none."""
    first, _, rest = row.name.partition(" ")
    present = row.asset_class == "equity" and is_own(row) and row.valid_to is None
    if not present or not rest or "(" in row.name:
        return ""
    return first.removesuffix("'s").rstrip(",!")


def _rank(row: Instrument) -> int:
    return row.rank or (UNRANKED_MEMBER if "isin" in row.ids else UNRANKED)


def _may_be_short(lead: str, lexicon: Lexicon) -> bool:
    plain = lead.lower()
    return (
        sum(map(str.isalpha, lead)) >= LETTERS
        and lead[0].isupper()
        and lead not in CALLED_OTHERWISE
        and lexicon.words.get(plain, COMMON_WORD + 1) > COMMON_WORD
        and plain not in lexicon.places | lexicon.common_surnames
        and plain not in lexicon.first_names - lexicon.surnames
    )
