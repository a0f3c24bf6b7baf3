"""What floods of hostile articles do to the stage ``dedupe``, in relation to ordinary ones.

Each is measured in a process of its own, ``python -m tests.bench.flooding NAME``, that prints one
line of JSON. Not here: the texts (``floods``).
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Final

import orjson

from stream.engine import collector
from stream.stages.contract import Fact, Stage
from tests.bench.costs import CHUNK
from tests.bench.deduping import QUARTERS, SEED, elsewhere, seconds, stage_of
from tests.bench.floods import FLOODS
from tests.bench.tagged import SPAN, Feed, Press

MODULE: Final = "tests.bench.flooding"
LIMIT: Final = 3.0
"""How many times the ordinary a record of a flood may cost."""
BEFORE: Final = 20_000
"""Articles that are there before the flood."""
LENGTH: Final = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FloodCost:
    """What a record of a flood costs, and an ordinary one in the same minute elsewhere, in µs.

    ``quarters`` are the ratios of both in each quarter of the flood; ``after`` is the ratio of
    ordinary records in the flooded index to the same ones in one that was not flooded.
    """

    name: str
    records: int
    micros: float
    ordinary: float
    quarters: Sequence[float]
    after: float

    @property
    def ratio(self) -> float:
        """Give how many times the ordinary one."""
        return self.micros / self.ordinary


def floods() -> Iterator[FloodCost]:
    """Measure all floods."""
    return (elsewhere(FloodCost, MODULE, name) for name in FLOODS)


def flood_cost(name: str) -> FloodCost:
    """Measure one flood, in this process, its records between ordinary ones of another stage."""
    collector.relax()
    flood = FLOODS[name]
    chunk = max(1, round(CHUNK * min(1, flood.share)))
    length = round(LENGTH * flood.share)
    press = Press(SEED, step=SPAN / (BEFORE + 4 * LENGTH))
    ordinary, flooded = _twins(press)
    feed, pieces = Feed(press, BEFORE), flood.pieces(press)
    hurt, usual = [0.0] * QUARTERS, [0.0] * QUARTERS
    for quarter in range(QUARTERS):
        for _ in range(length // QUARTERS // chunk):
            records = [press.record(piece) for piece in islice(pieces, chunk)]
            hurt[quarter] += seconds(flooded, records) / chunk * 1e6
            usual[quarter] += seconds(ordinary, feed.records(CHUNK)) / CHUNK * 1e6
    chunks = length // QUARTERS // chunk
    return FloodCost(
        name=name,
        records=chunks * QUARTERS * chunk,
        micros=sum(hurt) / QUARTERS / chunks,
        ordinary=sum(usual) / QUARTERS / chunks,
        quarters=[one / other for one, other in zip(hurt, usual, strict=True)],
        after=_after(flooded, ordinary, feed),
    )


def _twins(press: Press) -> tuple[Stage, Stage]:
    """Give two stages of one past, with room for half of a flood."""
    room = BEFORE + LENGTH // 2
    ordinary, flooded = stage_of(room), stage_of(room)
    facts = []
    for number in range(BEFORE):
        record = press.record(press.piece(number))
        facts.append(Fact(record.offset, ordinary.apply(record).fact or b""))
    flooded.restore(facts)
    return ordinary, flooded


def _after(flooded: Stage, ordinary: Stage, feed: Feed) -> float:
    """Compare what the same ordinary records cost in both."""
    hurt = usual = 0.0
    for _ in range(8):
        records = feed.records(CHUNK)
        usual += seconds(ordinary, records)
        hurt += seconds(flooded, records)
    return hurt / usual


if __name__ == "__main__":
    print(orjson.dumps(asdict(flood_cost(sys.argv[1]))).decode())
