"""What a mark costs that closes very many windows at once: ``python -m tests.bench.closing``.

It prints one line of JSON. Not here: feeds, in which marks close what they close (``windowing``).
"""

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Final

import orjson

from stream.engine import collector
from stream.stages.window import WindowSettings, WindowStage
from tests.bench.costs import CHUNK
from tests.bench.deduping import elsewhere
from tests.bench.windowing import passed
from tests.bench.wire import START, Desk, mention, ticker

MODULE: Final = "tests.bench.closing"
CLOSED: Final = 100_000
"""Tickers, each with one window of each size."""
TURNS: Final = 2
SIZES: Final = {
    "5 min": timedelta(minutes=5),
    "1 h": timedelta(hours=1),
    "1 d": timedelta(days=1),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingCost:
    """What one mark costs that closes so many windows of a size, put out at once, in µs each."""

    size: str
    windows: int
    micros: float

    @property
    def seconds(self) -> float:
        """Give the seconds of them all."""
        return self.micros * self.windows / 1e6


def closings() -> list[ClosingCost]:
    """Measure a mark for each size, in processes of their own; the least counts."""
    turns = [elsewhere(list[ClosingCost], MODULE) for _ in range(TURNS)]
    return [min(costs, key=lambda each: each.micros) for costs in zip(*turns, strict=True)]


def measured() -> list[ClosingCost]:
    """Measure in this process: every ticker has one mention."""
    collector.relax()
    desk, stage = Desk(), WindowStage(WindowSettings())
    for first in range(0, CLOSED, CHUNK):
        numbers = range(first, min(first + CHUNK, CLOSED))
        passed(stage, [desk.record(mention(each, ticker(each), START)) for each in numbers], CHUNK)
    return [_closing(stage, desk, name, size) for name, size in SIZES.items()]


def _closing(stage: WindowStage, desk: Desk, name: str, size: timedelta) -> ClosingCost:
    seconds, outputs = passed(stage, [desk.mark(START + size)], 1)
    return ClosingCost(size=name, windows=outputs, micros=seconds / outputs * 1e6)


if __name__ == "__main__":
    print(orjson.dumps([asdict(each) for each in measured()]).decode())
