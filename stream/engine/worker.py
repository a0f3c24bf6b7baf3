"""One worker: one process, one stage.

Reads as the story of its life, from the wait for a broker to the exit code.
"""

import asyncio
import logging
import signal
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, NoReturn

import faust

from stream.config import ConfigError, Settings
from stream.engine import collector, topics
from stream.engine.exits import Exit, leave
from stream.engine.health import Health, PortTaken, Pulse, serving
from stream.engine.plan import StageSpec, TopicSpec
from stream.engine.runtime import Runtime
from stream.engine.seat import SeatTaken
from stream.metrics import Metrics

logger = logging.getLogger(__name__)


def work(
    spec: StageSpec,
    needed: Iterable[TopicSpec],
    settings: Settings,
    *,
    kind: type[Runtime] = Runtime,
) -> int:
    """Run one stage until SIGTERM or SIGINT; give the exit code (``exits.Exit``).

    ``needed`` are the topics that must be there, with the right number of partitions. ``kind`` is
    what puts the stage into Faust. Errors that must not ack anything leave the process from within.
    Raises ``ConfigError`` where nothing can be kept in the data directory.
    """
    signal.signal(signal.SIGTERM, _stop_early)
    _check_directory(settings.data_dir)
    collector.relax()
    metrics, pulse = Metrics([spec.name]), Pulse()
    runtime = kind(spec, settings, metrics)
    health = Health(metrics.registry, lambda: runtime.missing, lambda: pulse.alive)
    try:
        with serving(health, settings.metrics_host, settings.metrics_port):
            asyncio.run(topics.check(settings, needed))
            asyncio.run(runtime.take_seat())
            return _run(runtime, settings, pulse)
    except (PortTaken, SeatTaken) as error:
        return _give_up(Exit.CONFIG, error)
    except topics.BrokerMissing as error:
        return _give_up(Exit.BROKER, error)
    except topics.TopicMismatch as error:
        return _give_up(Exit.TOPICS, error)


class StageWorker(faust.Worker):
    """Faust's worker with a bound on how long a stop may take (H)."""

    def __init__(self, app: faust.App, *, grace_seconds: float, **kwargs: Any) -> None:
        super().__init__(app, **kwargs)
        self._grace_seconds = grace_seconds

    def _on_sigterm(self) -> None:
        """Stop in good order; where the broker is away that never ends, so a timer ends it."""
        timer = threading.Timer(
            self._grace_seconds, leave, (Exit.FAILED, "the stop took longer than the grace time")
        )
        timer.daemon = True
        timer.start()
        super()._on_sigterm()

    _on_sigint = _on_sigterm


def _run(runtime: Runtime, settings: Settings, pulse: Pulse) -> int:
    """Run Faust's worker on a loop of its own, with a pulse that no wait of the worker stops."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    beating = loop.create_task(pulse.keep())
    worker = StageWorker(
        runtime.build(),
        grace_seconds=settings.stop_grace_seconds,
        quiet=True,
        override_logging=False,
        redirect_stdouts=False,
        loop=loop,
    )
    worker.spinner = None
    try:
        worker.execute_from_commandline()
    except SystemExit as end:
        return int(end.code or Exit.OK)
    finally:
        beating.cancel()


def _check_directory(path: Path) -> None:
    """Make the data directory, and see that files can be made there."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        TemporaryFile(dir=path).close()
    except OSError as error:
        raise ConfigError([f"NEWSFEED_DATA_DIR: {error}"]) from None


def _stop_early(signum: int, frame: object) -> NoReturn:  # noqa: ARG001  # the shape of a handler
    """Stop before Faust runs: nothing was read yet."""
    sys.exit(Exit.OK)


def _give_up(code: Exit, error: Exception) -> int:
    logger.critical("giving up: %s", error, extra={"exit_code": int(code)})
    return code
