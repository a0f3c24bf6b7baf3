"""Errors that must not ack anything: raised into Faust they would, so the process leaves."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

from stream.engine.entry import JournalError
from stream.engine.exits import Exit
from stream.engine.lease import LeaseLost
from stream.engine.processor import TooManyBugs
from stream.engine.runtime import EXITS, Runtime, _moment
from stream.metrics import Metrics
from stream.stages.contract import Stage
from tests.engine.fakes import settings, spec
from tests.harness import workers

MADE_ANEW = "the log is read again from 0: it was cut short or made anew"


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        ("DeliveryFailed", 74, "leaving it happened"),
        ("StateMismatch", 65, "leaving it happened"),
        ("RuntimeError", 70, "leaving it happened"),
        ("KafkaConnectionError", 69, "leaving KafkaConnectionError: it happened"),
        ("Hole", 75, "leaving news.tagged[0]: expected offset 0, got 5"),
        ("Truncated", 65, "leaving news.tagged[0]: expected offset 0, but " + MADE_ANEW),
    ],
)
def test_an_agent_never_raises_into_faust(error: str, code: int, line: str, tmp_path: Path) -> None:
    """C: Faust would ack the chunk and go on with the next; one line says why we leave instead."""
    command = ["-m", "tests.engine.consuming", error, str(tmp_path / "data")]
    worker = workers.start(command, {}, tmp_path / "log")

    assert worker.wait() == code
    assert worker.events()[-1]["message"] == line
    assert worker.events()[-1]["exit_code"] == code


def test_each_error_has_its_code() -> None:
    """What a supervisor is told; all others are bugs of the engine."""
    assert EXITS[LeaseLost] == Exit.LEASE
    assert EXITS[TooManyBugs] == Exit.BUGS
    assert EXITS[JournalError] == Exit.STATE


@pytest.mark.parametrize(
    ("timestamp_ms", "moment"),
    [
        (1_740_830_400_250, datetime(2025, 3, 1, 12, 0, 0, 250_000, UTC)),
        (0, datetime(1970, 1, 1, tzinfo=UTC)),
        (-1, datetime(1969, 12, 31, 23, 59, 59, 999_000, UTC)),
        (1 << 62, datetime.max.replace(tzinfo=UTC)),
        (-(1 << 62), datetime(1970, 1, 1, tzinfo=UTC)),
        (253_402_300_800_000, datetime.max.replace(tzinfo=UTC)),
    ],
    ids=["usual", "epoch", "none given", "beyond all", "before all", "the year 10000"],
)
def test_no_timestamp_stops_the_flow(timestamp_ms: int, moment: datetime) -> None:
    """A producer may write any 64 bits there."""
    assert _moment(timestamp_ms) == moment


def test_no_more_fetched_lists_wait_than_the_settings_say(tmp_path: Path) -> None:
    """Else the whole of a backlog is taken into memory, and the worker is killed for it."""
    configured = settings(data_dir=tmp_path, queue_chunks=3)
    runtime = Runtime(spec(journal=False), configured, Metrics(["dedupe"]))

    async def room() -> int:
        (agent,) = runtime.build().agents.values()
        return cast("int", agent.stream().channel.queue.maxsize)

    assert asyncio.run(room()) == 3


def test_a_stage_that_cannot_be_made_ends_the_start(tmp_path: Path) -> None:
    """What its instances share is loaded before the first record comes, or the worker is ready."""

    def make(_partition: int) -> Stage:
        raise OSError("the table is missing")

    runtime = Runtime(spec(make), settings(data_dir=tmp_path), Metrics(["dedupe"]))

    with pytest.raises(OSError, match="the table is missing"):
        runtime.build()
