"""The course of lines over time: where it breaks, how high it is, what is upon what; no drawing."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from tests.panels.recording import Line

Point = tuple[float, float]


def pieces(points: Sequence[Point], most: float) -> Iterator[Sequence[Point]]:
    """Give the pieces of a line that are drawn through: between two is no value for longer."""
    start = 0
    for place, ((before, _), (after, _)) in enumerate(pairwise(points), start=1):
        if after - before > most:
            yield points[start:place]
            start = place
    if points:
        yield points[start:]


def stacked(
    lines: Sequence[Line], step: float
) -> Iterator[Sequence[tuple[float, Sequence[float]]]]:
    """Give for each time how high each line ends that stands upon those before it, in pieces.

    They break where none has a value; one that has none stands at 0.
    """
    values = [dict(line.points) for line in lines]
    times = sorted({time for each in values for time in each})
    for piece in pieces([(time, 0.0) for time in times], 1.5 * step):
        yield [
            (time, list(accumulate(each.get(time, 0.0) for each in values))) for time, _ in piece
        ]


def spans(points: Sequence[Point], step: float, end: float) -> Iterator[tuple[float, float, float]]:
    """Give from when to when each value held: until the next, or for a step where none came."""
    ends = [*(time for time, _ in points[1:]), end]
    for (time, value), until in zip(points, ends, strict=True):
        yield time, min(until, time + step), value


def share(value: float, whole: tuple[float, float]) -> float:
    """Give where a value stands between two others: 0 at the first, 1 at the second."""
    low, high = whole
    return (value - low) / (high - low)
