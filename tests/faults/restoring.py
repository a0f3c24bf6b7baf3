"""The time to restore a large state, as rows."""

from pathlib import Path
from typing import Final

from tests.faults.fault import Run
from tests.faults.restore import SIZES, measure
from tests.faults.rows import Row

GOAL_SECONDS: Final = 20


def restored(stage: str, *, compacted: bool) -> Run:
    """Make a run that measures one restore; a goal missed is shown, machines differ."""

    def run(seed: int, directory: Path, *, quick: bool) -> Row:
        count = SIZES[stage]
        found = measure(stage, count, compacted=compacted)
        shown = {
            "seconds": found.seconds,
            "goal in seconds": GOAL_SECONDS,
            "records in the changelog": found.entries,
            "MiB in the changelog": found.size >> 20,
        }
        return Row(
            fault="", seed=seed, recover_s=round(found.seconds, 1), max_rss=found.rss, shown=shown
        )

    return run
