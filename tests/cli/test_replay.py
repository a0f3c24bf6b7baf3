"""``newsfeed replay`` before it sends anything."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from stream.cli.replay import replay


def test_a_replay_does_not_load_faust() -> None:
    """Which reads the command line when it is imported, and takes ``--loop`` for an event loop."""
    look = "import stream.cli.replay, sys; print('faust' in sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout == "False\n"


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--live=1", "--speed=60"], "--live makes the dates, --speed goes by them"),
        (["--live=1", "-"], "--live needs files"),
    ],
)
def test_a_pace_of_two_minds_is_refused(arguments: list[str], why: str) -> None:
    """Before anything is asked of a broker."""
    done = CliRunner().invoke(replay, arguments)

    assert done.exit_code == 2
    assert why in done.output
