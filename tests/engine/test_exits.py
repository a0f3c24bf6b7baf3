"""How a process leaves: at once, with one line and a documented code, and nothing after it."""

import subprocess
import sys
from pathlib import Path

from stream.engine.exits import Exit

LEAVING = """
import atexit, logging
from stream.engine.exits import Exit, leave

logging.basicConfig(format="%(levelname)s %(message)s")
atexit.register(print, "a handler ran")
try:
    print("before")
    leave(Exit.DELIVERY, "news.unique did not take records")
finally:
    print("cleaned up")
"""


def test_leaving_is_abrupt_and_clear() -> None:
    """What was printed is flushed, one line says why; no handler runs that could still ack."""
    done = subprocess.run(
        [sys.executable, "-c", LEAVING],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 74
    assert done.stdout == "before\n"
    assert done.stderr == "CRITICAL leaving news.unique did not take records\n"


def test_each_code_has_one_meaning() -> None:
    """A supervisor and a runbook tell them apart; those of sysexits.h mean what they mean there."""
    codes = {each.name: each.value for each in Exit}

    assert len(set(codes.values())) == len(Exit.__members__)
    assert codes["STATE"] == 65
    assert codes["BROKER"] == 69
    assert codes["BUGS"] == 70
    assert codes["DELIVERY"] == 74
    assert codes["CONFIG"] == 78
