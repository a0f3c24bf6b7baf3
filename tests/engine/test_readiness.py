"""What a worker lacks to be of use, from its first assignment to the next rebalance."""

from functools import partial

import pytest
from faust.types import TP

from stream.engine.observer import WorkerObserver
from stream.metrics import Metrics
from tests.engine.fakes import spec

NEWS = TP("news.tagged", 0)


def accept(_told: object) -> None:
    """Find nothing wrong."""


@pytest.fixture
def observer() -> WorkerObserver:
    """Give the observer of a worker that has just begun."""
    return WorkerObserver(spec(), Metrics(["dedupe"]), accept, accept)


def test_what_readiness_lacks_is_named(observer: WorkerObserver) -> None:
    """From the wait for the group to the work, and back when partitions are taken away."""
    seen = [observer.readiness.missing]

    for step in (
        partial(observer.assigned, [NEWS]),
        partial(observer.restored, 0.1),
        observer.settled,
        observer.stopping,
        partial(observer.assigned, [NEWS]),
    ):
        step()
        seen.append(observer.readiness.missing)

    assert seen == [
        "no partitions yet: it waits for its broker, its topics or its group",
        "its state is being restored",
        "its state is restored, reading has not begun",
        "",
        "its partitions are being moved",
        "its state is being restored",
    ]


def test_a_late_word_of_a_restore_ends_no_work(observer: WorkerObserver) -> None:
    """Rebalances overlap: the restore of one may end behind the settling of the next."""
    observer.settled()

    observer.assigned([NEWS])
    observer.restored(0.1)

    assert observer.readiness.missing == ""
