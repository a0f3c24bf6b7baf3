"""What the stage ``dedupe`` costs by the size of its index: memory, journal, time.

Each size is measured in a process of its own, ``python -m tests.bench.deduping 1000``, that prints
one line of JSON. Not here: the records (``tagged``), what floods do to it (``flooding``).
"""

import gc
import subprocess
import sys
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import count
from time import perf_counter
from typing import Final, TypeVar

import msgspec
import orjson

from stream.engine import collector
from stream.stages import text
from stream.stages.contract import Record, Stage
from stream.stages.dedupe import DedupeSettings, DedupeStage
from tests.bench.costs import CHUNK, calibration, micros
from tests.bench.tables import resident
from tests.bench.tagged import SPAN, Feed, Piece, Press

SIZES: Final = (1_000, 10_000, 100_000, 500_000, 1_000_000)
"""Articles in the index; as many as fit, so that from then on one leaves for each that comes."""
MODULE: Final = "tests.bench.deduping"
SEED: Final = 2025
WRAP: Final = 0.75
"""Of the size, go on coming once the index is full: by then Python's tables have grown for the
last time, for they keep the places of what left until they are full."""
NEXT: Final = 20_000
"""Articles that are measured, once the index is full."""
QUARTERS: Final = 4
EACH: Final = 4 * CHUNK
"""Articles of each kind that are measured at a time."""
TURNS: Final = 3
LEAST_FOR_KINDS: Final = 100_000
"""Of a smaller index the originals have left before their copies come."""
SPLIT_FROM: Final = 2_000_000_000
"""The number of the first text of the split by kind."""
WARM: Final = 300
LENGTHS: Final = (150, 600, 2_400, 10_000)

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeCost:
    """What an index of so many unique articles costs, each of 600 characters.

    Bytes are an article's, of memory by the system and by ``status``, and of its journal's fact.
    ``micros`` are those of the next article, 30 % of them copies; ``filling`` of those before;
    ``kinds`` of each kind of article. ``loop`` is the calibration's time meanwhile, in µs.
    """

    articles: int
    resident: float
    told: float
    journal: float
    journal_most: int
    filling: float
    micros: float
    kinds: Mapping[str, float]
    loop: float

    @property
    def per_second(self) -> float:
        """Give the articles a second."""
        return 1e6 / self.micros


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureCost:
    """The least time that the fingerprint of a text of so many characters took."""

    characters: float
    micros: float


def by_size(sizes: Sequence[int] = SIZES) -> Iterator[SizeCost]:
    """Measure each size of the index."""
    return (elsewhere(SizeCost, MODULE, str(size)) for size in sizes)


def signatures(*, repeats: int) -> list[SignatureCost]:
    """Measure fingerprints by length."""
    press = Press(SEED, step=SPAN)
    return [_signature(press, length, repeats) for length in LENGTHS]


def size_cost(size: int) -> SizeCost:
    """Measure one size, in this process."""
    collector.relax()
    loop = calibration()
    press = Press(SEED, step=SPAN / (2 * size + 4 * NEXT))
    _fill(stage_of(WARM), Press(SEED, step=SPAN), range(WARM))
    gc.collect()
    before, stage, end = resident(), stage_of(size), size + round(WRAP * size)
    filling, _ = _fill(stage, press, range(size))
    _, journal = _fill(stage, press, range(size, end))
    gc.collect()
    taken = (resident() - before) * (1 << 20)
    feed = Feed(press, end)
    return SizeCost(
        articles=size,
        resident=taken / size,
        told=stage.status().bytes / size,
        journal=sum(journal) / len(journal),
        journal_most=max(journal),
        filling=filling / size * 1e6,
        micros=min(_steady(stage, feed) for _ in range(QUARTERS)),
        kinds=_kinds(stage, feed) if size >= LEAST_FOR_KINDS else {},
        loop=min(loop, calibration()),
    )


def stage_of(limit: int) -> Stage:
    """Give an empty stage with room for so many articles."""
    return DedupeStage(DedupeSettings(max_articles=limit, max_identities=limit))


def _fill(stage: Stage, press: Press, numbers: range) -> tuple[float, "array[int]"]:
    """Have unique articles decided; give the seconds and the bytes of each fact."""
    spent, journal = 0.0, array("I")
    for start in range(0, len(numbers), CHUNK):
        chunk = numbers[start : start + CHUNK]
        records = [press.record(press.piece(number)) for number in chunk]
        started = perf_counter()
        steps = [stage.apply(record) for record in records]
        spent += perf_counter() - started
        journal.extend(len(step.fact or b"") for step in steps)
    return spent, journal


def _steady(stage: Stage, feed: Feed) -> float:
    """Give the microseconds an article in a quarter of the articles that are measured."""
    chunks = NEXT // QUARTERS // CHUNK
    return sum(seconds(stage, feed.records(CHUNK)) for _ in range(chunks)) / chunks / CHUNK * 1e6


def _kinds(stage: Stage, feed: Feed) -> dict[str, float]:
    """Give the least microseconds of each kind of article over some turns."""
    numbers = count(SPLIT_FROM)
    makers: Mapping[str, Callable[[], Piece]] = {
        **{f"unique, mentions: {each}": partial(_fresh, feed, numbers, each) for each in (0, 1, 3)},
        "copy, exact": partial(feed.copy, "resold"),
        "copy, edited": partial(feed.copy, "edited"),
        "copy, cut": partial(feed.copy, "cut"),
        "copy, wrapped": partial(feed.copy, "wrapped"),
        "redelivered": lambda: feed.press.piece(feed.late()),
    }
    turns = [
        {name: _kind(stage, feed.press, make) for name, make in makers.items()}
        for _ in range(TURNS)
    ]
    return {name: min(turn[name] for turn in turns) for name in makers}


def _fresh(feed: Feed, numbers: Iterator[int], mentions: int) -> Piece:
    return feed.press.piece(next(numbers), mentions=mentions)


def _kind(stage: Stage, press: Press, make: Callable[[], Piece]) -> float:
    return seconds(stage, [press.record(make()) for _ in range(EACH)]) / EACH * 1e6


def seconds(stage: Stage, records: Sequence[Record]) -> float:
    """Time a chunk as the engine has it decided."""
    started = perf_counter()
    for record in records:
        stage.apply(record)
    stage.outputs()
    return perf_counter() - started


def _signature(press: Press, length: int, repeats: int) -> SignatureCost:
    pieces = [press.piece(number, characters=length) for number in range(600_000 // length)]
    characters = sum(len(each.title) + len(each.body) for each in pieces)
    return SignatureCost(
        characters=characters / len(pieces),
        micros=micros(lambda: None, partial(_sign, pieces), len(pieces), repeats=repeats),
    )


def _sign(pieces: Sequence[Piece], _made: None) -> None:
    for piece in pieces:
        text.fingerprint(piece.title, piece.body)


def elsewhere(kind: type[T], module: str, *which: str) -> T:
    """Measure in a process of its own, whose memory and thresholds nothing else has changed."""
    command = [sys.executable, "-m", module, *which]
    finished = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return msgspec.json.decode(finished.stdout, type=kind)


if __name__ == "__main__":
    print(orjson.dumps(asdict(size_cost(int(sys.argv[1])))).decode())
