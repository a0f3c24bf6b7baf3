"""One drawn number as many choices, for properties over whole logs."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Choices:
    """Reads one drawn number as a sequence of choices: quick to draw and to shrink."""

    def __init__(self, number: int) -> None:
        self.number = number

    def of(self, choices: Sequence[T]) -> T:
        """Take the next choice out of the number."""
        self.number, place = divmod(self.number, len(choices))
        return choices[place]
