"""What the finders hand on: one place of a text that may speak for one of several instruments.

Not here: finding them (``cashtags``, ``codes``, ``names``), deciding them (``homonyms``).
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from stream.gazetteer import Instrument
from stream.models import Rule, TextField

NAMING: Final[frozenset[Rule]] = frozenset(("name", "hashtag"))
"""The rules that read a name; the others read a symbol."""


class Hit(NamedTuple):
    """One occurrence: ``text`` at ``start`` to ``end`` (code points) of the field.

    A tuple, since many are made for each article.
    ``candidates`` are what it may mean, the largest first; none where no table knows
    ``symbol``. ``sureness`` is that of the writing alone, in thousandths: how sure it is that
    such a text names an instrument at all. ``needs_context`` marks what says nothing alone.
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
