"""The demo's worker processes: watched while they run, gone when it ends."""

import os
from pathlib import Path

import pytest

from stream.cli.demo.workers import working
from stream.cli.failures import Failure

NOWHERE = {"NEWSFEED_BROKER": "127.0.0.1:1", "NEWSFEED_BROKER_WAIT_SECONDS": "60"}


def test_none_is_left_when_the_context_ends(tmp_path: Path) -> None:
    """Also not those that were still waiting for a broker."""
    with working({**os.environ, **NOWHERE}, tmp_path) as workers:
        started = [worker.process.poll() for worker in workers]

    assert started == [None, None, None]
    assert all(worker.process.poll() is not None for worker in workers)


def test_none_is_left_when_the_context_is_left_by_an_error(tmp_path: Path) -> None:
    """Ctrl-C is one."""
    with (
        pytest.raises(KeyboardInterrupt),
        working({**os.environ, **NOWHERE}, tmp_path) as workers,
    ):
        raise KeyboardInterrupt

    assert all(worker.process.poll() is not None for worker in workers)


def test_one_that_is_gone_is_told_with_its_exit_code_and_the_end_of_its_log(tmp_path: Path) -> None:
    """The demo fails at once with the cause, instead of waiting for what cannot come."""
    environ = {**os.environ, "NEWSFEED_BROKER": "nowhere"}
    with working(environ, tmp_path) as workers:
        for worker in workers:
            worker.process.wait(30)

        with pytest.raises(Failure) as told:
            workers[0].require_running()

    assert told.value.message.startswith("the worker of tag ended with exit code 78 (CONFIG)")
    assert "NEWSFEED_BROKER: 'nowhere' is not an address" in told.value.message


def test_each_has_a_port_of_its_own_for_its_metrics(tmp_path: Path) -> None:
    """Three processes on one machine."""
    with working({**os.environ, **NOWHERE}, tmp_path) as workers:
        ports = {worker.metrics_port for worker in workers}

    assert len(ports) == 3
