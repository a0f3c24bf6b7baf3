"""A worker's end: in good order, or by the timer that bounds it."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness import workers
from tests.harness.workers import Worker

HANGING = """
import asyncio, logging, sys
import faust
from stream.engine.worker import StageWorker

class Hanging(faust.App):
    async def start(self):
        logging.warning("started")
        await asyncio.Event().wait()

    async def stop(self):
        logging.warning("stopping")
        await asyncio.Event().wait()

logging.basicConfig(format="%(message)s")
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
app = Hanging("hanging", broker="kafka://127.0.0.1:1", web_enabled=False, datadir=sys.argv[1])
worker = StageWorker(
    app, grace_seconds=0.2, quiet=True, override_logging=False, redirect_stdouts=False, loop=loop
)
worker.execute_from_commandline()
"""


@pytest.fixture
def hanging(tmp_path: Path) -> Iterator[Worker]:
    """Start a worker whose stop never ends, as one without a broker."""
    worker = workers.start(["-c", HANGING, str(tmp_path / "data")], {}, tmp_path / "log")
    yield worker
    worker.kill()


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_that_hangs_is_cut_short(hanging: Worker, signum: signal.Signals) -> None:
    """H: where the broker is away, Faust's stop never ends; after the grace time we leave."""
    hanging.logged("started")

    hanging.process.send_signal(signum)

    assert hanging.wait(within=10) == 1
    hanging_log = [event["message"] for event in hanging.events()]
    assert "stopping" in hanging_log
    assert hanging_log[-1] == "leaving the stop took longer than the grace time"


def test_a_data_directory_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """In one line and by its variable, before anything is asked of a broker."""
    (tmp_path / "file").touch()
    directory = tmp_path / "file" / "data"
    given = {"NEWSFEED_DATA_DIR": str(directory), "NEWSFEED_METRICS_PORT": "0"}

    worker = workers.start(["-m", "stream.cli", "work", "tag"], given, tmp_path / "log")

    assert worker.wait() == 78
    [told] = (event["message"] for event in worker.events())
    assert told.startswith("newsfeed: NEWSFEED_DATA_DIR: ")
    assert str(directory) in told
