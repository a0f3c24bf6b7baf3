"""Fuzzing by coverage, as rows: whatever breaks a target fails its row."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.faults.fault import Run
from tests.faults.rows import Row

SECONDS: Final = 90
SPARE_SECONDS: Final = 120.0
"""To load the target and read the corpus, on a busy machine."""
INPUTS: Final = re.compile(r"stat::number_of_executed_units:\s+(\d+)")
LAST_WORDS: Final = 300


def fuzzed(target: str) -> Run:
    """Make a run that fuzzes one target; needs what ``make fuzz`` installs."""

    def run(seed: int, directory: Path, *, quick: bool) -> Row:
        done = subprocess.run(
            [sys.executable, "-m", "tests.fuzz", "--here", target],
            env={**os.environ, "SECONDS": str(SECONDS)},
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=SECONDS + SPARE_SECONDS,
        )
        told = done.stdout + done.stderr
        tried = INPUTS.search(told)
        failure = "" if done.returncode == 0 and tried else told[-LAST_WORDS:]
        inputs = int(tried[1]) if tried else 0
        return Row(fault="", seed=seed, shown={"inputs": inputs}, failure=failure)

    return run
