"""The three workers as processes of their own: started together, gone together."""

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Final

import stream
from stream.cli.failures import Failure
from stream.engine.brokers import free_port
from stream.engine.exits import Exit
from stream.metrics import STAGES

GRACE_SECONDS: Final = 10.0
LOG_LINES: Final = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """One worker process; it writes its log to a file."""

    stage: str
    process: "subprocess.Popen[bytes]"
    log: Path
    metrics_port: int

    def require_running(self) -> None:
        """Raise ``Failure`` with exit code and end of the log if it is gone."""
        code = self.process.poll()
        if code is None:
            return
        end = "\n".join(self.log.read_text(errors="replace").splitlines()[-LOG_LINES:])
        raise Failure(f"the worker of {self.stage} ended with {_named(code)}; its log:\n{end}")


@contextmanager
def working(environ: Mapping[str, str], directory: Path) -> Iterator[Sequence[Worker]]:
    """Run a worker for each stage with these variables; none is left when the context ends."""
    workers: list[Worker] = []
    try:
        for stage in STAGES:
            workers.append(_start(stage, environ, directory))  # noqa: PERF401 - each to be stopped
        yield workers
    finally:
        _stop(workers)


def _start(stage: str, environ: Mapping[str, str], directory: Path) -> Worker:
    """Start one in a session of its own, so that Ctrl-C reaches only us."""
    log, port = directory / f"{stage}.log", free_port()
    source = str(Path(stream.__file__).parent.parent)
    own = {"PYTHONPATH": source, "NEWSFEED_METRICS_PORT": str(port)}
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "stream.cli", "work", stage],
            env={**environ, **own},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    return Worker(stage=stage, process=process, log=log, metrics_port=port)


def _stop(workers: Sequence[Worker]) -> None:
    """Ask all to stop, wait for all, then kill what is left, also if we are hurried."""
    deadline = monotonic() + GRACE_SECONDS
    try:
        for worker in workers:
            worker.process.terminate()
        for worker in workers:
            worker.process.wait(max(0.0, deadline - monotonic()))
    except subprocess.TimeoutExpired:
        pass
    finally:
        for worker in workers:
            worker.process.kill()
            worker.process.wait()


def _named(code: int) -> str:
    known = {int(each): f" ({each.name})" for each in Exit}
    return f"exit code {code}{known.get(code, '')}"
