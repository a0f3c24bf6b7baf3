"""What the stage ``window`` costs by feed: time, and the records that come out.

Each feed is measured in a process of its own, ``python -m tests.bench.windowing FEED``, that
prints one line of JSON. Not here: the records (``wire``), marks that close very many windows
(``closing``), memory (``holding``).
"""

import random
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import partial
from time import perf_counter
from types import MappingProxyType
from typing import Final, NamedTuple

import orjson

from stream.config import Settings
from stream.engine import collector
from stream.pipeline import stages
from stream.stages.contract import Record, Stage
from stream.stages.window import WindowSettings, WindowStage
from tests.bench.costs import calibration
from tests.bench.deduping import elsewhere
from tests.bench.wire import START, TICKERS, Desk, Wire, mention, ticker

MODULE: Final = "tests.bench.windowing"
PART: Final = next(spec.part_records for spec in stages(Settings()) if spec.name == "window")
"""Records that a worker decides before it puts out what changed."""
GOAL: Final = 50_000
"""Mentions a second."""
TURNS: Final = 3
HOT: Final = 10_000
"""Mentions a second of event time of the hot ticker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedCost:
    """What a mention of a feed costs, in the least of some turns of so many, in µs.

    ``outputs`` are the records that come out for each, on average; ``pace`` the mentions a second
    of event time, 0 where it stands still. ``loop`` is the calibration's time meanwhile, in µs.
    """

    name: str
    mentions: int
    micros: float
    outputs: float
    pace: float
    loop: float

    @property
    def per_second(self) -> float:
        """Give the mentions a second."""
        return 1e6 / self.micros


class Feed(NamedTuple):
    """Records that come before, and turns of so many mentions, in chunks; made when asked for."""

    before: Iterable[Record]
    turns: Iterator[Sequence[Record]]
    mentions: int
    pace: float = 0
    chunk: int = PART


def feeds() -> Iterator[FeedCost]:
    """Measure all feeds."""
    return (elsewhere(FeedCost, MODULE, name) for name in FEEDS)


def feed_cost(name: str) -> FeedCost:
    """Measure one feed, in this process."""
    collector.relax()
    loop = calibration()
    feed, stage = FEEDS[name](), WindowStage(WindowSettings())
    passed(stage, list(feed.before), PART)
    turns = [passed(stage, records, feed.chunk) for records in feed.turns]
    return FeedCost(
        name=name,
        mentions=feed.mentions,
        micros=min(seconds for seconds, _ in turns) / feed.mentions * 1e6,
        outputs=sum(outputs for _, outputs in turns) / len(turns) / feed.mentions,
        pace=feed.pace,
        loop=min(loop, calibration()),
    )


def passed(stage: Stage, records: Sequence[Record], chunk: int) -> tuple[float, int]:
    """Have records decided as the engine does; give the seconds and the records that came out."""
    outputs = 0
    started = perf_counter()
    for start in range(0, len(records), chunk):
        facts = [stage.apply(record).fact for record in records[start : start + chunk]]
        outputs += len(stage.outputs())
        del facts
    return perf_counter() - started, outputs


def _ordinary(
    pace: float, mentions: int, *, before: int, tickers: int = TICKERS, chunk: int = PART
) -> Feed:
    """Give an ordinary feed that has run for a while."""
    wire = Wire(Desk(), per_second=pace, tickers=tickers)
    turns = (wire.records(mentions) for _ in range(TURNS))
    return Feed(wire.records(before), turns, mentions, pace, chunk)


def _spread() -> Feed:
    """Give mentions of another ticker each."""
    desk, mentions = Desk(), 20_000
    turns = (
        [
            desk.record(mention(number, ticker(number), START + timedelta(milliseconds=number)))
            for number in range(turn * mentions, (turn + 1) * mentions)
        ]
        for turn in range(TURNS)
    )
    return Feed((), turns, mentions)


def _late() -> Feed:
    """Give mentions of times that have closed, of an ordinary feed's last two days."""
    desk, mentions, span = Desk(), 20_000, timedelta(days=2)
    wire = Wire(desk, per_second=40_000 / span.total_seconds())
    before = wire.records(40_000)
    now, draw = wire.now, random.Random(1)

    def late(number: int) -> Record:
        at = now - timedelta(seconds=draw.uniform(2 * 3_600, span.total_seconds()))
        return desk.record(mention(1_000_000 + number, wire.ticker(), at, received=now))

    turns = (
        [late(number) for number in range(turn * mentions, (turn + 1) * mentions)]
        for turn in range(TURNS)
    )
    return Feed(before, turns, mentions)


def _corrected() -> Feed:
    """Give mentions of an ordinary feed's last half hour, taken back and given anew."""
    desk, mentions = Desk(), 20_000
    wire = Wire(desk, per_second=5)
    before = wire.records(20_000)
    turns = (
        [desk.record(each) for _ in range(mentions // 2) for each in wire.corrected()]
        for _ in range(TURNS)
    )
    return Feed(before, turns, mentions)


FEEDS: Final[Mapping[str, Callable[[], Feed]]] = MappingProxyType(
    {
        "ordinary, 5/s": partial(_ordinary, 5, 18_000, before=30_000),
        "ordinary, 50/s": partial(_ordinary, 50, 30_000, before=60_000),
        "ordinary, 500/s": partial(_ordinary, 500, 150_000, before=60_000),
        "ordinary, 50/s, chunks of 1": partial(_ordinary, 50, 15_000, before=30_000, chunk=1),
        "ordinary, 50/s, chunks of 16": partial(_ordinary, 50, 15_000, before=30_000, chunk=16),
        "ordinary, 50/s, chunks of 256": partial(_ordinary, 50, 30_000, before=60_000, chunk=256),
        "ordinary, 50/s, chunks of 4,096": partial(
            _ordinary, 50, 30_000, before=60_000, chunk=4_096
        ),
        f"one ticker, {HOT:,}/s": partial(_ordinary, HOT, 5 * HOT, before=5 * HOT, tickers=1),
        "each of another ticker": _spread,
        "late, of closed windows": _late,
        "taken back and given anew": _corrected,
    }
)


if __name__ == "__main__":
    for _name in sys.argv[1:] or FEEDS:
        print(orjson.dumps(asdict(feed_cost(_name))).decode(), flush=True)
