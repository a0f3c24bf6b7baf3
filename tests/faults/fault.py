"""What a fault is: a name, a promise, and a run that gives a row."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import Literal, Protocol

from tests.faults.judging import row_of
from tests.faults.rows import Row
from tests.faults.stand import Stand, stand

Group = Literal["workers", "groups", "journal", "hostile input", "the harness itself"]
Scenario = Callable[[Stand], None]


class Run(Protocol):
    """One run of a fault, with files of its own; a quick one breaks less."""

    def __call__(self, seed: int, directory: Path, *, quick: bool) -> Row:
        """Give the row, its ``fault`` left empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One row of the table.

    ``promise`` is what is to be seen, in words. ``seeds`` are the runs of the long way; the quick
    way runs those that are ``quick``, with the first seed. One that measures runs ``alone``.
    """

    name: str
    group: Group
    promise: str
    run: Run
    seeds: int = 1
    quick: bool = False
    alone: bool = False

    def row(self, seed: int, directory: Path, *, quick: bool) -> Row:
        """Run it; whatever goes wrong on the way is a failure of the row, never of the run."""
        directory.mkdir(parents=True, exist_ok=True)
        started = monotonic()
        try:
            row = self.run(seed, directory, quick=quick)
        except Exception as error:  # noqa: BLE001  # a row for every fault, come what may
            notes = " ".join(getattr(error, "__notes__", ()))
            traceback.print_exc()  # into the log of the run
            row = Row(fault="", seed=seed, failure=f"{error!r} {notes}".strip())
        seconds = round(monotonic() - started, 1)
        return replace(row, fault=self.name, seed=seed, quick=quick, seconds=seconds)


def on_stand(scenario: Scenario, **settings: str) -> Run:
    """Make a run of a scenario: a fresh stand, the scenario, drained, judged."""

    def run(seed: int, directory: Path, *, quick: bool) -> Row:
        with stand(directory, seed, quick=quick, **settings) as made:
            scenario(made)
            made.drain()
            return row_of(made)

    return run
