"""Counts as a line of small bars."""

from collections.abc import Sequence
from typing import Final

BLOCKS: Final = "▁▂▃▄▅▆▇█"
PLAIN: Final = "_.-:=+*#"
"""For outputs that cannot show blocks. In both the lowest sign means none."""


def sparkline(counts: Sequence[int], signs: str = BLOCKS) -> str:
    """Draw a sign for each count, the highest for the greatest count; any at all is above none."""
    most, steps = max(counts, default=0), len(signs) - 1
    return "".join(signs[-(-count * steps // most)] if count > 0 else signs[0] for count in counts)
