"""Runs the faults and publishes what they showed: ``python -m tests.faults [--only WORDS] …``."""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from time import monotonic

from tests.faults import report, rows
from tests.faults.plan import FAULTS
from tests.faults.rows import Row
from tests.faults.running import Planned, run_all
from tests.prerequisites import GROUPS


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for; give 1 where a row is not right or missing."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if asked.publish and (asked.quick or asked.only or asked.seeds):
        parser.error("--publish goes with a whole run: no --quick, --only, --seeds")
    needed = {"kafka"} if asked.quick else {"kafka", "prometheus"}
    for group in GROUPS:
        if group.marker in needed and (missing := group.missing()):
            print(f"faults: not run: {missing}; {group.remedy}")
            return 1
    plan = planned(asked.only, asked.seeds, quick=asked.quick)
    if not plan:
        parser.error(f"no fault has the words {asked.only!r}")
    done: list[Row] = []
    started = monotonic()
    for row in run_all(plan, asked.jobs):
        done.append(row)
        rows.write([row])
        print(f"[{len(done)}/{len(plan)}, {monotonic() - started:.0f} s] {row}", flush=True)
    if asked.publish:
        report.write(FAULTS, done)
    print(summary(plan, done))
    return 0 if len(done) == len(plan) and all(row.right for row in done) else 1


def planned(only: str, seeds: int | None, *, quick: bool) -> list[Planned]:
    """Give the runs to come: the quick ones with one seed, or all with theirs or so many."""
    chosen = [fault for fault in FAULTS if only in fault.name and (fault.quick or not quick)]
    return [
        Planned(fault=fault, seed=seed, quick=quick)
        for fault in chosen
        for seed in range(1, (1 if quick else seeds or fault.seeds) + 1)
    ]


def summary(plan: Sequence[Planned], done: Sequence[Row]) -> str:
    """Say how many runs were right, and name those that were not."""
    counts = Counter(row.right for row in done)
    lines = [f"{counts[True]} of {len(plan)} runs right"]
    lines += [f"  not right: {row.fault}, seed {row.seed}" for row in done if not row.right]
    there = {(row.fault, row.seed) for row in done}
    lines += [
        f"  missing: {each.fault.name}, seed {each.seed}"
        for each in plan
        if (each.fault.name, each.seed) not in there
    ]
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--only", default="", help="faults whose name has these words")
    parser.add_argument("--seeds", type=int, help="how many seeds instead of each fault's own")
    parser.add_argument("--quick", action="store_true", help="the short way of the quick ones")
    parser.add_argument("--jobs", type=int, default=1, help="how many at a time")
    parser.add_argument(
        "--publish", action="store_true", help="write docs/reliability.md, of a whole run only"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
