"""Starts from journals that were cut, mixed or robbed, as rows: the real stages, in memory."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Final

from tests.engine import starts
from tests.faults.fault import Run
from tests.faults.rows import Row

STAGES: Final = ("dedupe", "window")
MIXTURES: Final = 30

Check = Callable[[str], Iterator[str]]


def started(*checks: Check, refusable: bool = False) -> Run:
    """Make a run of some checks on both stages; a start that goes on otherwise is wrong."""

    def run(seed: int, directory: Path, *, quick: bool) -> Row:
        outcomes = Counter(chain.from_iterable(check(each) for each in STAGES for check in checks))
        shown = {
            "restored to the byte": outcomes[starts.RIGHT],
            "refused": outcomes[starts.REFUSED],
        }
        refused = outcomes[starts.REFUSED] if not refusable else 0
        return Row(
            fault="",
            seed=seed,
            wrong=outcomes[starts.WRONG],
            shown=shown,
            failure=f"{refused} starts were refused" if refused else "",
        )

    return run


def mixed(stage: str) -> Iterator[str]:
    """Start from journals of several workers, mixed in as many ways."""
    for seed in range(MIXTURES):
        yield from starts.by_late_workers(stage, seed)
