"""Every fault there is, in the order of the table."""

from collections.abc import Sequence
from typing import Final

from tests.faults import hostile, workers
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
    Fault(
        name="100 % garbage at full speed",
        group="hostile input",
        promise="It all lands in news.rejected with its bytes, the alert fires, no worker leaves.",
        run=on_stand(hostile.flooded),
        quick=True,
    ),
    Fault(
        name="news.rejected cannot be written",
        group="hostile input",
        promise="Nothing is acked: the worker leaves (74) and is followed until it can.",
        run=on_stand(hostile.refused),
        quick=True,
    ),
)
