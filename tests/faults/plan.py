"""Every fault there is, in the order of the table."""

from collections.abc import Sequence
from typing import Final

from tests.faults import workers
from tests.faults.fault import Fault, on_stand

FAULTS: Final[Sequence[Fault]] = (
    Fault(
        name="kill -9 of each worker, 20 times",
        group="workers",
        promise="Each stage's worker is killed at 20 random moments, ready or not, and followed.",
        run=on_stand(workers.killed),
        seeds=5,
        quick=True,
    ),
)
