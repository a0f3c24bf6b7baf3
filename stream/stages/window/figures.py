"""What a window is set against when it first closes: volumes and baseline, fixed from then on."""

from math import sqrt
from typing import Final

import msgspec

from stream.stages.window.sums import RunningSums
from stream.stages.window.times import LOOKBACK, SPANS, ceiling

DECIMALS: Final = 6
"""Of mean, standard deviation and z-score."""
LEAST_HISTORY: Final = 24
"""Windows of history below which there is no z-score."""


class Figures(msgspec.Struct, frozen=True, gc=False):
    """The volumes over each of ``SPANS`` up to the window's end, and its baseline."""

    volume: tuple[int, ...]
    novel_volume: tuple[int, ...]
    mean: float | None
    std: float | None
    zscore: float | None


def volumes(mentions: RunningSums, end: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Count mentions, and novel ones, over each of ``SPANS`` before a time."""
    pairs = mentions.back_from(end, SPANS.values())
    return tuple(every for every, _ in pairs), tuple(novel for _, novel in pairs)


def history(start: int, size: int, since: int) -> int:
    """Count the whole windows of a size that time went through before a start.

    They begin with ``since``, the stage's first watermark (or the last one after a leap of more
    than 7 days), and reach back 7 days at most; a ticker never heard of has them too, empty.
    """
    return max(0, min(LOOKBACK, start - ceiling(since, size)) // size)


def baseline(stories: RunningSums, start: int, size: int, windows: int) -> tuple[float, float]:
    """Give mean and population standard deviation of the stories of the windows before a start.

    The squares are summed as integers: exact, whatever the order of the mentions.
    """
    total, squares = stories.between(start - windows * size, start)
    return total / windows, sqrt(windows * squares - total * total) / windows


def figures_at(
    mentions: RunningSums, stories: RunningSums, *, start: int, size: int, count: int, since: int
) -> Figures:
    """Give what stands beside a window of ``count`` stories; ``since`` is when history began."""
    volume, novel_volume = volumes(mentions, start + size)
    windows = history(start, size, since)
    if not windows:
        return Figures(volume, novel_volume, None, None, None)
    mean, std = baseline(stories, start, size, windows)
    zscore = (count - mean) / max(std, 1.0) if windows >= LEAST_HISTORY else None
    return Figures(volume, novel_volume, _rounded(mean), _rounded(std), _rounded(zscore))


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, DECIMALS)
