"""``newsfeed replay`` before it sends anything."""

import subprocess
import sys


def test_a_replay_does_not_load_faust() -> None:
    """Which reads the command line when it is imported, and takes ``--loop`` for an event loop."""
    look = "import stream.cli.replay, sys; print('faust' in sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout == "False\n"
