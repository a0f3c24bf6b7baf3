"""Names that stand in one list: ``Microsoft, Target and Google``; one tells what the others are.

Not here: what each of them means (``weights``).
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from stream.models import TextField
from stream.stages.tag.hits import Hit
from stream.stages.tag.reading import ReadArticle

_GAP: Final = re.compile(r"[\s,;&/*]{1,6}(?:(?:and|or) )?")
_LONGEST_GAP: Final = 10

Place = tuple[TextField, int]
"""A field, and where in it a name begins."""


def listed_with(
    names: Sequence[Hit], is_known: Callable[[Hit], bool], read: ReadArticle
) -> set[Place]:
    """Give the places of ambiguous names in one list with a name that is known to be meant."""
    found: set[Place] = set()
    neighbours = [pair for pair in pairwise(names) if _in_one_list(*pair, read)]
    for order in (neighbours, [(other, one) for one, other in reversed(neighbours)]):
        for one, other in order:
            known = (one.field, one.start) in found or is_known(one)
            if known and other.needs_context:
                found.add((other.field, other.start))
    return found


def _in_one_list(first: Hit, second: Hit, read: ReadArticle) -> bool:
    if first.field != second.field or second.start - first.end > _LONGEST_GAP:
        return False
    gap = read.text(first.field)[first.end : second.start]
    return _GAP.fullmatch(gap) is not None and not gap.isspace()
