"""Runs the faults and publishes what they showed: ``python -m tests.faults [--only WORDS] …``."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.faults import rows
from tests.faults.fault import Fault
from tests.faults.plan import FAULTS
from tests.faults.rows import Row


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for, one after the other; give 1 where a row is not right."""
    asked = _parser().parse_args(arguments)
    wrong = 0
    for fault, seed in _runs(asked.only, asked.seeds, quick=asked.quick):
        row = _run(fault, seed, quick=asked.quick)
        print(row, flush=True)
        rows.write([row])
        wrong += not row.right
    return 1 if wrong else 0


def _runs(only: str, seeds: int | None, *, quick: bool) -> list[tuple[Fault, int]]:
    chosen = [fault for fault in FAULTS if only in fault.name and (fault.quick or not quick)]
    return [
        (fault, seed)
        for fault in chosen
        for seed in range(1, (1 if quick else seeds or fault.seeds) + 1)
    ]


def _run(fault: Fault, seed: int, *, quick: bool) -> Row:
    with tempfile.TemporaryDirectory(prefix="newsfeed-fault-", ignore_cleanup_errors=True) as made:
        return fault.row(seed, Path(made), quick=quick)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--only", default="", help="faults whose name has these words")
    parser.add_argument("--seeds", type=int, help="how many seeds instead of each fault's own")
    parser.add_argument("--quick", action="store_true", help="the short way of the quick ones")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
