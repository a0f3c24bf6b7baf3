"""What the stage ``tag`` costs: by the length of its articles, and of texts made to hurt.

All it does is counted: to decode, to find and decide, to fingerprint, to encode. Not here: what
its tables cost (``tables``), the other stages (``costs``).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from stream import codec
from stream.config import Settings
from stream.pipeline import offline
from stream.stages.contract import Record, Stage
from tests.bench.articles import of_length
from tests.bench.costs import NOW, micros
from tests.hostile.texts import texts

LENGTHS: Final = (150, 600, 2_400, 10_000, 100_000)
"""Characters: a post, a newswire's article, a story, a report, a filing."""
CHARACTERS: Final = 600_000
"""Read of each length, in as many articles as that makes."""
HOSTILE_BYTES: Final = codec.MAX_ARTICLE_BYTES
LEAST_HOSTILE_BYTES: Final = 50_000
"""Of shorter ones it is the rest of the work that is measured."""
UNIT: Final = 100_000
LIMIT: Final = 100.0
"""Milliseconds that ``UNIT`` bytes of any text may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LengthCost:
    """The least time that an article of so many characters took, on average over the articles."""

    characters: float
    articles: int
    micros: float

    @property
    def micros_per_thousand(self) -> float:
        """Give the microseconds for 1,000 characters."""
        return self.micros / self.characters * 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class HostileCost:
    """The least time that ``UNIT`` bytes of a text made to hurt took, in milliseconds."""

    name: str
    size: int
    millis: float


def by_length(seed: int, *, repeats: int) -> list[LengthCost]:
    """Measure articles of each length."""
    make = offline(Settings()).tag
    return [_of_length(make, length, seed, repeats) for length in LENGTHS]


def hostile(*, repeats: int) -> list[HostileCost]:
    """Measure the hostile texts of the tests at the largest size that is read, slowest first."""
    make = offline(Settings()).tag
    costs = [
        HostileCost(name=name, size=len(value), millis=_millis(make, value, repeats))
        for name, value in _hostile()
    ]
    return sorted(costs, key=lambda cost: -cost.millis)


def _of_length(make: Callable[[], Stage], length: int, seed: int, repeats: int) -> LengthCost:
    values = of_length(length, CHARACTERS // length, seed)
    articles = [codec.decode_article(value) for value in values]
    characters = sum(len(each.title) + len(each.body) for each in articles)
    return LengthCost(
        characters=characters / len(values),
        articles=len(values),
        micros=micros(make, partial(_tag, values), len(values), repeats=repeats),
    )


def _hostile() -> Iterator[tuple[str, bytes]]:
    for case in texts(HOSTILE_BYTES):
        if case.value is not None and len(case.value) >= LEAST_HOSTILE_BYTES:
            yield case.name.removeprefix("nothing but "), case.value


def _millis(make: Callable[[], Stage], value: bytes, repeats: int) -> float:
    least = micros(make, partial(_tag, [value]), 1, repeats=repeats)
    return least / 1_000 / len(value) * UNIT


def _tag(values: Sequence[bytes], stage: Stage) -> None:
    for offset, value in enumerate(values):
        stage.apply(Record(0, offset, NOW, None, value))
