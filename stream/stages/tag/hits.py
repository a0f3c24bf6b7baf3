"""What the finders hand on: a place of a text that may name an instrument, or that does not.

Not here: finding them (``cashtags``, ``codes``, ``names``), deciding them (``rulings``).
"""

from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple

from stream.gazetteer import Instrument
from stream.gazetteer.senses import Sense
from stream.models import Rule, TextField

NAMING: Final[frozenset[Rule]] = frozenset(("name", "hashtag"))
"""The rules that read a name; the others read a symbol."""

MOST_HITS: Final = 5_000
"""Occurrences read of each kind in a field, so that a text made of nothing else ends in time."""

Why = Literal[
    "money",
    "inside_word",
    "shell",
    "form",
    "cut",
    "unknown",
    "no_market",
    "ended",
    "too_early",
    "private",
    "market",
    "place",
    "agency",
    "person",
    "compound",
    "little_known",
    "word",
    "no_token_talk",
]

REASONS: Final[Mapping[Why, str]] = {
    "money": "a sum of money, or the dollar of another country",
    "inside_word": "the dollar sign stands inside a word, a name or a path",
    "shell": "a variable of a shell",
    "form": "not the form of a symbol",
    "cut": "what follows makes it another word, or cuts it off",
    "unknown": "no table knows the symbol",
    "no_market": "a bare symbol, and nothing near speaks of a market",
    "ended": "no longer quoted on the article's date",
    "too_early": "not yet traded on the article's date",
    "private": "a firm, person or product without a ticker",
    "market": "a market, an index or a currency",
    "place": "part of the name of a place or of something else",
    "agency": "the agency or paper that reports",
    "person": "part of a person's name",
    "compound": "the beginning of an ordinary word with a hyphen",
    "little_known": "too little known to be meant by an ambiguous name alone",
    "word": "also an ordinary word, and too little near it speaks of a firm",
    "no_token_talk": "a token's name, and nothing in the article speaks of tokens",
}
"""The closed list of what refuses a candidate, each with its sentence for a reader."""


class Hit(NamedTuple):
    """One occurrence: ``text`` at ``start`` to ``end`` (code points) of the field.

    A tuple, since many are made for each article.
    ``candidates`` are what it may mean, the largest first; none where no table knows
    ``symbol``. ``sureness`` is that of the writing alone, in thousandths: how sure it is that
    such a text names an instrument at all. ``needs_context`` marks what says nothing alone,
    ``senses`` what else the name means. ``is_plain`` says that it is the clear name of one well
    known share, or a symbol in capitals of one share or fund, so that there is nothing to decide.
    """

    field: TextField
    start: int
    end: int
    text: str
    rule: Rule
    symbol: str
    candidates: Sequence[Instrument]
    sureness: int
    needs_context: bool = False
    senses: frozenset[Sense] = frozenset()
    is_plain: bool = False


class Refused(NamedTuple):
    """One place that looked like an instrument's and is none: ``why``, of the closed list.

    ``candidates`` are what it might have meant; empty where nothing knows it.
    """

    field: TextField
    start: int
    end: int
    text: str
    rule: Rule
    why: Why
    candidates: Sequence[Instrument] = ()
