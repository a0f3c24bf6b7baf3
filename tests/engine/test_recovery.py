"""Recovery: a broker that does not answer ends the worker, not its work alone."""

import asyncio
from pathlib import Path
from typing import cast

import pytest

from stream.engine.chain import Chain
from stream.engine.recovery import Recovery, Tables
from tests.engine.faust_bench import Observed, app
from tests.harness import workers
from tests.harness.workers import Worker


def recovering(how: str, directory: Path) -> Worker:
    """Let a process take one step of a recovery."""
    command = ["-m", "tests.engine.recovering", how, str(directory / "data")]
    return workers.start(command, {}, directory / "log")


def test_a_broker_that_does_not_answer_ends_the_worker(tmp_path: Path) -> None:
    """Faust would end its recovery alone: partitions held, nothing done, and nobody told."""
    worker = recovering("silent", tmp_path)

    assert worker.wait() == 69
    [event] = worker.events()
    assert event["message"] == ("leaving the broker did not answer while the state was restored")
    assert event["exit_code"] == 69


@pytest.mark.parametrize(
    ("how", "said"),
    [("stopped", "ServiceStopped"), ("rebalanced", "RebalanceAgain"), ("answered", "went on")],
)
def test_any_other_end_of_the_wait_is_fausts(how: str, said: str, tmp_path: Path) -> None:
    """A stop in good order leaves no partition behind; a rebalance starts the recovery anew."""
    worker = recovering(how, tmp_path)

    assert worker.wait() == 0
    assert [event["message"] for event in worker.events()] == [said]


def test_a_worker_has_our_recovery(tmp_path: Path) -> None:
    """One, however often it is asked for."""

    async def made() -> tuple[object, object]:
        tables = cast("Tables", app(tmp_path, Chain(), Observed()).tables)
        return tables.recovery, tables.recovery

    first, second = asyncio.run(made())

    assert isinstance(first, Recovery)
    assert first is second
