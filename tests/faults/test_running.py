"""A run has an end: what hangs is ended, with what it started and nothing else."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.faults.__main__ import planned, summary
from tests.faults.plan import FAULTS
from tests.faults.rows import Row
from tests.faults.running import descendants, within
from tests.harness.waiting import eventually

HANGS: Final = """
import json, signal, subprocess, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
command = [sys.executable, "-c", "import signal; signal.pause()"]
child = subprocess.Popen(command, start_new_session=True)
open(sys.argv[1], "w").write(json.dumps(child.pid))
signal.pause()
"""


def is_there(pid: int) -> bool:
    """Say whether a process runs; one that waits to be buried does not."""
    try:
        stat = Path("/proc", str(pid), "stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def test_a_run_that_ends_tells_its_exit_code() -> None:
    """As any command does."""
    assert within([sys.executable, "-c", "raise SystemExit(3)"], 30) == 3


def test_a_run_that_hangs_is_ended_with_what_it_started(tmp_path: Path) -> None:
    """Deaf to SIGTERM, its worker in a session of its own."""
    told = tmp_path / "pid"

    code = within([sys.executable, "-c", HANGS, str(told)], 4, grace=0.2)

    worker = json.loads(told.read_text())
    assert code is None
    assert eventually(lambda: not is_there(worker), "its worker to be gone")


def test_descendants_are_those_of_the_process_alone() -> None:
    """Not those beside it."""
    command = [sys.executable, "-c", "import signal; signal.pause()"]
    with subprocess.Popen(command) as one, subprocess.Popen(command) as other:
        found = descendants(one.pid), set(descendants(other.pid))
        one.kill()
        other.kill()

    assert found == ({}, set())


def test_a_plan_has_each_fault_with_its_seeds() -> None:
    """The quick way has those that are quick, once."""
    whole = planned("", None, quick=False)
    quick = planned("", None, quick=True)

    assert len(whole) == sum(fault.seeds for fault in FAULTS)
    assert [each.fault for each in quick] == [fault for fault in FAULTS if fault.quick]
    assert [each.seed for each in planned("kill -9 of each", 2, quick=False)] == [1, 2]


def test_a_summary_names_what_was_not_right_or_is_missing() -> None:
    """With its seed."""
    plan = planned("kill -9 of each", 3, quick=False)
    name = plan[0].fault.name
    done = [Row(fault=name, seed=1), Row(fault=name, seed=2, lost=1)]

    assert summary(plan, done).splitlines() == [
        "1 of 3 runs right",
        f"  not right: {name}, seed 2",
        f"  missing: {name}, seed 3",
    ]


def test_names_of_faults_are_unique() -> None:
    """A row is found again by its fault and seed."""
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
