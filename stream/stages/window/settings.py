"""What a window stage is told at its start: which windows, and how long they may be revised."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from stream.stages.window.times import BUCKET, MICROSECOND


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowSettings:
    """Which windows there are and how long after their end late news still revises them.

    Raises ``ValueError`` unless ``sizes`` are multiples of 5 minutes in ascending order, and
    ``retention`` is positive.
    """

    sizes: tuple[timedelta, ...] = (timedelta(minutes=5), timedelta(hours=1), timedelta(days=1))
    retention: timedelta = timedelta(days=7)

    def __post_init__(self) -> None:
        if not self.sizes or any(size <= timedelta(0) for size in self.sizes):
            raise ValueError("sizes: expected at least one, each longer than nothing")
        if any(size // MICROSECOND % BUCKET for size in self.sizes):
            raise ValueError("sizes: expected multiples of 5 minutes")
        if any(size >= following for size, following in pairwise(self.sizes)):
            raise ValueError("sizes: expected in ascending order, each once")
        if self.retention <= timedelta(0):
            raise ValueError("retention: expected longer than nothing")
