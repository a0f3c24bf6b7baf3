"""Runs an odd stage as a worker: ``ODDITY=failing python -m tests.faults.odd_worker STAGE``."""

import os
import sys
from dataclasses import replace

from stream.config import Settings
from stream.engine import logs
from stream.engine.worker import work
from stream.pipeline import needed, stages
from tests.faults.oddities import ODDITIES


def main(name: str) -> int:
    """Work until told to stop; give the exit code."""
    settings = Settings.from_environment(os.environ)
    logs.set_up(settings)
    odd = ODDITIES[os.environ["ODDITY"]]
    spec = next(each for each in stages(settings) if each.name == name)
    odd_one = replace(spec, make=lambda partition: odd(spec.make(partition)))
    return work(odd_one, list(needed(settings, spec)), settings)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
