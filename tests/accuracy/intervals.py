"""Shares with their 95 % confidence intervals, where texts are independent and what they hold not.

Not here: what is counted (``figures``, ``tweets``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

NORMAL: Final = 1.959964
"""The normal distribution's quantile for an interval of 95 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many, ``of`` above 0, and between what the true share may well lie."""

    right: float
    of: float
    low: float
    high: float

    @property
    def value(self) -> float:
        """Give it as 0 to 1."""
        return self.right / self.of


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What was found of one text, rightly or not, and what was not found of it."""

    right: int
    false: int
    missed: int


def share(texts: Iterable[tuple[float, float]]) -> Share | None:
    """Give the share over texts, each with so many right of so many; None where there are none.

    Its interval is Wilson's (1927) with the effective sample size in place of the number: that
    number divided by the design effect, as recommended for clustered samples by Franco, Little,
    Louis and Slud, "Comparative study of confidence intervals for proportions in complex sample
    surveys" (J. Surv. Stat. Methodol. 7, 2019). With one of each text it is Wilson's own.
    """
    parts = [(right, of) for right, of in texts if of]
    right, of = sum(part[0] for part in parts), sum(part[1] for part in parts)
    if not of:
        return None
    low, high = wilson(right / of, of / _design_effect(parts, right / of, of))
    return Share(right=right, of=of, low=low, high=high)


def wilson(value: float, number: float) -> tuple[float, float]:
    """Give Wilson's score interval of a proportion seen in so many independent trials."""
    square = NORMAL**2
    middle = (value + square / (2 * number)) / (1 + square / number)
    spread = NORMAL * sqrt(value * (1 - value) / number + square / (4 * number**2))
    half = spread / (1 + square / number)
    return max(0.0, middle - half), min(1.0, middle + half)


def _design_effect(parts: Sequence[tuple[float, float]], value: float, of: float) -> float:
    """Say how much more the share varies than if all that was counted were independent.

    The variance of a ratio over clusters of unequal size (Cochran, Sampling Techniques, 1977,
    chapter 3) by that of a simple random sample. Never below 1: several tickers of one text do
    not tell more than as many texts would.
    """
    texts = len(parts)
    simple = value * (1 - value) / of
    if texts < 2 or simple <= 0:
        return 1.0
    squares = sum((right - value * each) ** 2 for right, each in parts)
    return max(1.0, squares * texts / (texts - 1) / of**2 / simple)


def precision(texts: Iterable[Counts]) -> Share | None:
    """Give how much of what was found is right."""
    return share((each.right, each.right + each.false) for each in texts)


def recall(texts: Iterable[Counts]) -> Share | None:
    """Give how much of what there is was found."""
    return share((each.right, each.right + each.missed) for each in texts)


def f1(texts: Iterable[Counts]) -> Share | None:
    """Give the harmonic mean of both: right by the mean of what was found and what there is."""
    return share((each.right, each.right + (each.false + each.missed) / 2) for each in texts)
