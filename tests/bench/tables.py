"""What the tables of the stage ``tag`` cost: each measurement in a process of its own.

``python -m tests.bench.tables`` is that process: it prints one line of JSON.
"""

import gc
import re
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

import orjson

from stream import gazetteer
from stream.stages.tag.tagger import Tagger

_RESIDENT: Final = re.compile(r"^VmRSS:\s+(\d+) kB$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCost:
    """Seconds to load the gazetteer and to build the tagger; MiB resident that both added."""

    load_seconds: float
    build_seconds: float
    mebibytes: float


def tables(*, repeats: int) -> TableCost:
    """Measure some times, and give the least of each figure."""
    found = [_measured() for _ in range(repeats)]
    return TableCost(
        load_seconds=min(each.load_seconds for each in found),
        build_seconds=min(each.build_seconds for each in found),
        mebibytes=min(each.mebibytes for each in found),
    )


def _measured() -> TableCost:
    command = [sys.executable, "-m", "tests.bench.tables"]
    finished = subprocess.run(command, check=True, capture_output=True)
    return TableCost(**orjson.loads(finished.stdout))


def _measure() -> TableCost:
    before, started = resident(), perf_counter()
    known = gazetteer.load()
    loaded = perf_counter()
    tagger = Tagger(known)
    built = perf_counter()
    gc.collect()
    added = resident() - before
    del tagger
    return TableCost(load_seconds=loaded - started, build_seconds=built - loaded, mebibytes=added)


def resident() -> float:
    """Give the MiB of this process that are in memory; 0 where there is no ``/proc``."""
    status = Path("/proc/self/status")
    found = _RESIDENT.search(status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    print(orjson.dumps(asdict(_measure())).decode())
