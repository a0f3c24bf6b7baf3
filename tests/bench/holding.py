"""What the windows of a process take of its memory, filled and worn in, the journal included.

Each measurement is a process of its own, ``python -m tests.bench.holding TICKERS BURSTS EACH
[DIRECTORY]``, that prints one line of JSON; in the directory it leaves the journal's entries, a
file each. Not here: the mentions (``bursts``), restoring them (``refolding``).
"""

import asyncio
import gc
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import orjson

from stream.config import Settings
from stream.engine import collector
from stream.engine.changelog import Changelog
from stream.engine.outputs import Parcel
from stream.engine.part import Part
from stream.engine.reader import Reader
from stream.stages.contract import Fact, Record
from stream.stages.window import WindowSettings, WindowStage
from tests.bench.bursts import BUCKETS, Bursts
from tests.bench.costs import CHUNK
from tests.bench.deduping import elsewhere
from tests.bench.tables import resident
from tests.bench.wire import Desk

MODULE: Final = "tests.bench.holding"
STAGE: Final = "window"
GOAL: Final = Bursts(tickers=100_000, bursts=333_334, each=5)
"""1,000,000 windows of five mentions each, of 100,000 tickers."""
GOAL_BYTES: Final = 2_500_000_000
EACH: Final = (1, 5, 20, 100)
"""Mentions a window."""
BURSTS: Final = 16_668
MOST_MENTIONS: Final = 200_000
"""Of the windows with many mentions there are fewer."""
DAYS: Final = 6
"""Bursts that a ticker can have: what tells the tickers' bytes from their windows'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What windows take in bytes: resident and as ``status`` tells, filled and worn in.

    ``facts`` and ``fact`` are the journal's facts and the bytes of one, on average and at most.
    """

    windows: int
    filled: float
    worn: float
    told: int
    told_worn: int
    facts: int
    fact: float
    fact_most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowBytes:
    """What one window of ``each`` mentions takes, filled and worn in, and one ticker beside it.

    ``told`` is what ``status`` tells of what is taken, worn in.
    """

    each: int
    windows: int
    filled: float
    worn: float
    ticker: float
    told: float


class Files:
    """Where a journal's entries go: a file each, or nowhere."""

    def __init__(self, directory: Path | None) -> None:
        self._directory = directory

    async def deliver_to(self, topic: str, partition: int, parcels: Sequence[Parcel]) -> int:
        """Write or delete; the offsets do not matter here."""
        for key, value in ((each.key or b"", each.value) for each in parcels):
            if self._directory is None:
                continue
            path = self._directory / key.decode()
            if value is None:
                path.unlink()
            else:
                path.write_bytes(value)
        return 0


class Keeping:
    """A stage and its journal, as a worker keeps them."""

    def __init__(self, directory: Path | None = None) -> None:
        settings = Settings()
        reader = Reader(settings, STAGE)
        self.stage = WindowStage(WindowSettings())
        self.facts = self.fact_bytes = self.fact_most = 0
        self._changelog = Changelog(STAGE, STAGE, settings, Files(directory), reader)
        self._journal = self._changelog.journal(0)

    async def take(self, records: Iterable[Record]) -> None:
        """Have records decided, chunk by chunk, and the journal written."""
        following = iter(records)
        while chunk := list(islice(following, CHUNK)):
            steps = [(each.offset, self.stage.apply(each).fact) for each in chunk]
            self.stage.outputs()
            facts = [Fact(offset, fact) for offset, fact in steps if fact is not None]
            self._count([len(fact.data) for fact in facts])
            part = Part(chunk[-1].offset, facts=facts)
            await self._changelog.write(0, self._journal, self.stage, part)

    def _count(self, sizes: Sequence[int]) -> None:
        self.facts += len(sizes)
        self.fact_bytes += sum(sizes)
        self.fact_most = max(self.fact_most, *sizes)


def goal(directory: Path) -> Held:
    """Measure what the goal is set for; the directory then has its journal."""
    return elsewhere(Held, MODULE, *_arguments(GOAL), str(directory))


def by_mentions() -> Iterator[WindowBytes]:
    """Measure windows by their number of mentions."""
    return (_window_bytes(each) for each in EACH)


def _window_bytes(each: int) -> WindowBytes:
    """Compare as many windows of many tickers and of few."""
    bursts = min(BURSTS, MOST_MENTIONS // each)
    least = -(-bursts // DAYS)
    many, few = (
        elsewhere(Held, MODULE, *_arguments(Bursts(tickers=tickers, bursts=bursts, each=each)))
        for tickers in (bursts, least)
    )
    ticker = (many.worn - few.worn) / (bursts - least)
    return WindowBytes(
        each=each,
        windows=many.windows,
        filled=(many.filled - bursts * ticker) / many.windows,
        worn=(many.worn - bursts * ticker) / many.windows,
        ticker=ticker,
        told=many.told_worn / many.worn,
    )


def _arguments(bursts: Bursts) -> Iterator[str]:
    return map(str, (bursts.tickers, bursts.bursts, bursts.each))


def held(bursts: Bursts, directory: Path | None) -> Held:
    """Measure in this process."""
    collector.relax()
    asyncio.run(_warmed())
    before, keeping, desk = _resident(), Keeping(directory), Desk()
    asyncio.run(keeping.take(bursts.records(desk)))
    filled, told = _resident() - before, keeping.stage.status().bytes
    asyncio.run(keeping.take(bursts.corrections(desk)))
    return Held(
        windows=keeping.stage.status().holdings[0].entries,
        filled=filled,
        worn=_resident() - before,
        told=told,
        told_worn=keeping.stage.status().bytes,
        facts=keeping.facts,
        fact=keeping.fact_bytes / keeping.facts,
        fact_most=keeping.fact_most,
    )


async def _warmed() -> None:
    """Have a few records decided: what a process has at hand for any number of them."""
    few = Bursts(tickers=CHUNK, bursts=BUCKETS, each=1)
    await Keeping().take(islice(few.records(Desk()), 2 * CHUNK))


def _resident() -> float:
    """Give the bytes of this process that are in memory, once what is of no use has gone."""
    gc.collect()
    return resident() * (1 << 20)


if __name__ == "__main__":
    _tickers, _bursts, _each = map(int, sys.argv[1:4])
    _made = Bursts(tickers=_tickers, bursts=_bursts, each=_each)
    print(orjson.dumps(asdict(held(_made, Path(sys.argv[4]) if sys.argv[4:] else None))).decode())
