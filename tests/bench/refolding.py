"""How long the fold of a journal takes, without a broker: ``python -m tests.bench.refolding DIR``.

The directory holds the journal's entries, as ``holding`` leaves them; one line of JSON comes out.
"""

import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

import orjson

from stream.config import Settings
from stream.engine import collector
from stream.engine.folding import in_order
from stream.engine.journal import Journal
from stream.stages.window import WindowSettings, WindowStage
from tests.bench.costs import calibration
from tests.bench.deduping import elsewhere
from tests.bench.holding import STAGE
from tests.bench.tables import resident

MODULE: Final = "tests.bench.refolding"
GOAL_SECONDS: Final = 30
"""On a broker, for 100,000 tickers with 2,000,000 mentions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refolded:
    """The fold of a journal: how much it was, its seconds, and what memory the state then takes.

    Bytes are ``resident`` and as ``status`` tells (``told``). ``loop`` is the calibration's time
    meanwhile, in µs.
    """

    entries: int
    size: int
    windows: int
    seconds: float
    resident: float
    told: int
    loop: float


def refolded(directory: Path) -> Refolded:
    """Measure in a process of its own."""
    return elsewhere(Refolded, MODULE, str(directory))


def measured(directory: Path) -> Refolded:
    """Measure in this process, as a worker restores once the entries are read."""
    collector.relax()
    loop, settings, before = calibration(), Settings(), resident()
    entries = {path.name.encode(): path.read_bytes() for path in directory.iterdir()}
    count, size = len(entries), sum(map(len, entries.values()))
    stage = WindowStage(WindowSettings())
    journal = Journal(
        STAGE, 0, merge_count=settings.journal_merge, entry_bytes=settings.journal_entry_bytes
    )
    started = perf_counter()
    journal.load(entries)
    with collector.setting_aside():
        stage.restore(in_order(STAGE, entries, journal.floor))
    seconds = perf_counter() - started
    return Refolded(
        entries=count,
        size=size,
        windows=stage.status().holdings[0].entries,
        seconds=seconds,
        resident=(resident() - before) * (1 << 20),
        told=stage.status().bytes,
        loop=min(loop, calibration()),
    )


if __name__ == "__main__":
    print(orjson.dumps(asdict(measured(Path(sys.argv[1])))).decode())
