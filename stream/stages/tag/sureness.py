"""How sure each way of writing is, in thousandths, before the choice between homonyms.

The whole table of confidence. Not here: how they are put together (``scoring``), what a choice
between homonyms takes off (``homonyms``).
"""

from collections.abc import Mapping
from typing import Final

from stream.models import Rule

SURENESS: Final[Mapping[Rule, int]] = {
    "exchange": 980,
    "ric": 950,
    "cashtag": 950,
    "provider": 900,
    "pair": 900,
    "name": 850,
    "hashtag": 850,
    "symbol": 700,
}
"""By rule, for a writing in its usual form."""

SMALL_LETTERS: Final = 800
"""A cashtag in small letters (``$tsla``)."""
ORNAMENT: Final = 350
"""One where nothing in the article speaks of a market (``whole lotta $hit``)."""
ONE_SMALL_LETTER: Final = 400
"""``$o`` and the like, oftener an ornament than a share."""
UNIT_OF_MONEY: Final = 300
"""``$M`` and ``$B`` where they head a column or follow ``in``: millions, not a share; ``$USD``."""

UNLISTED: Final = 400
"""A symbol no table knows: new tokens appear every day."""
UNLISTED_SMALL: Final = 250
"""The same in small letters."""

FULL_NAME: Final = 900
"""A name of two words and more that means nothing else."""
SMALL_NAME: Final = 750
"""A clear name in small letters, as posts write it."""
BACKED_NAME: Final = 800
"""An ambiguous name of a ticker that the article also names unmistakably."""
NAMESAKE: Final = (620, 660, 700, 740, 780)
"""An ambiguous name that only its context backs: with just enough points, with 1, 2, 3, 4 more."""


def namesake(spare: int) -> int:
    """Give the sureness of an ambiguous name by the points it has beyond enough."""
    return NAMESAKE[max(0, min(spare, len(NAMESAKE) - 1))]
