"""Runs rows in processes of their own: ``python -m tests.faults.running FAULT SEED FILE WAY``.

A run that hangs becomes a failed row, and what it started is ended with it. Not here: which runs
(``__main__``).
"""

import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import asdict, dataclass
from os import kill
from pathlib import Path
from types import FrameType
from typing import Final, NoReturn

from tests.faults.fault import Fault
from tests.faults.rows import Row

DEADLINE_SECONDS: Final = 1_200.0
QUICK_DEADLINE_SECONDS: Final = 240.0
GRACE_SECONDS: Final = 20.0
"""To stop workers and broker in good order once the deadline is over."""
PROC: Final = Path("/proc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One run to come."""

    fault: Fault
    seed: int
    quick: bool

    @property
    def deadline(self) -> float:
        """Give the seconds after which it hangs."""
        return QUICK_DEADLINE_SECONDS if self.quick else DEADLINE_SECONDS


def run_all(plan: Sequence[Planned], jobs: int) -> Iterator[Row]:
    """Run so many at a time, then one by one those that measure; give each row when it is there.

    From the last to the first: the longest runs are in the later groups, and go well beside others.
    """
    together = [each for each in reversed(plan) if not each.fault.alone]
    pool = ThreadPoolExecutor(jobs)
    try:
        for done in as_completed([pool.submit(run, each) for each in together]):
            yield done.result()
    finally:
        pool.shutdown(cancel_futures=True)  # Ctrl-C ends those that run, and no more begin
    yield from (run(each) for each in plan if each.fault.alone)


def run(planned: Planned) -> Row:
    """Run one in a process of its own, with an end."""
    name, seed = planned.fault.name, planned.seed
    with tempfile.TemporaryDirectory(prefix="newsfeed-row-") as directory:
        path = Path(directory, "row.json")
        way = "quick" if planned.quick else "whole"
        module = ("-m", "tests.faults.running")
        command = (sys.executable, *module, name, str(seed), str(path), way)
        code = within(command, planned.deadline)
        if code == 0 and path.exists():
            return Row(**json.loads(path.read_text()))
    failure = f"hung for {planned.deadline:g} s" if code is None else f"ended with {code}"
    return Row(fault=name, seed=seed, quick=planned.quick, failure=failure)


def within(command: Sequence[str], seconds: float, *, grace: float = GRACE_SECONDS) -> int | None:
    """Run a command; give its exit code, or None after ending it and all that it started."""
    process = subprocess.Popen(command)
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        started = descendants(process.pid)
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(grace)
        for pid, born in started.items():
            if _born(pid) == born:
                with suppress(ProcessLookupError):
                    kill(pid, signal.SIGKILL)
        process.kill()
        process.wait()
        return None


def descendants(pid: int) -> Mapping[int, str]:
    """Give the processes that a process started, and those started by them, with their births."""
    parents = {each: _field(each, 1) for each in map(int, _pids())}
    family = {pid}
    while more := {each for each, parent in parents.items() if parent in map(str, family)} - family:
        family |= more
    return {each: _born(each) for each in family - {pid}}


def _pids() -> Iterator[str]:
    return (path.name for path in PROC.iterdir() if path.name.isdigit())


def _born(pid: int) -> str:
    """Tell when a process started: a number may be given again."""
    return _field(pid, 19)


def _field(pid: int, index: int) -> str:
    """Give a field of ``/proc/PID/stat`` behind the name; empty for one that is gone."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[index]
    except OSError:
        return ""


def _end(signum: int, frame: FrameType | None) -> NoReturn:
    """Leave through every context on the way, as Ctrl-C does."""
    sys.exit(128 + signum)


def main(name: str, seed: str, path: str, way: str) -> int:
    """Run one fault once, and leave its row in a file."""
    from tests.faults.plan import FAULTS  # noqa: PLC0415  # the plan knows the runs, not we it

    signal.signal(signal.SIGTERM, _end)
    fault = next(each for each in FAULTS if each.name == name)
    with tempfile.TemporaryDirectory(prefix="newsfeed-fault-", ignore_cleanup_errors=True) as made:
        row = fault.row(int(seed), Path(made), quick=way == "quick")
    Path(path).write_text(json.dumps(asdict(row)))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
