"""Lets a worker's agent meet an error: ``python -m tests.engine.consuming ERROR DIRECTORY``."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from aiokafka.errors import KafkaConnectionError

from stream.engine import logs
from stream.engine.age import StateMismatch
from stream.engine.chunks import Chunk
from stream.engine.outputs import DeliveryFailed
from stream.engine.runtime import Runtime
from stream.metrics import Metrics
from tests.engine.fakes import fetched, settings, spec
from tests.engine.faust_bench import NEWS

BEYOND = Chunk(NEWS, [fetched(5)], 5, 6, 1)
"""A chunk that leaves a hole: offset 0 is expected."""
BEHIND = Chunk(NEWS, [], 0, 0, 1)
"""A chunk of a log that is read from its beginning again: cut short or made anew."""
ERRORS = {
    each.__name__: each
    for each in (DeliveryFailed, StateMismatch, KafkaConnectionError, RuntimeError)
}
GIVEN = {"Hole": BEYOND, "Truncated": BEHIND}


class Failing:
    """A chunk whose records cannot be had."""

    tp, epoch, end = NEWS, 1, 1

    def __init__(self, error: Exception) -> None:
        self.error = error

    @property
    def records(self) -> Any:
        """Raise."""
        raise self.error


async def chunks(name: str) -> AsyncIterator[Any]:
    """Give one chunk, as Faust's stream would."""
    yield GIVEN.get(name) or Failing(ERRORS[name]("it happened"))


async def consume(name: str, directory: Path) -> None:
    """Make a worker's runtime and let its agent take the chunk."""
    configured = settings(data_dir=directory, log_format="json")
    logs.set_up(configured)
    runtime = Runtime(spec(), configured, Metrics(["dedupe"]))
    runtime.build()
    runtime._wiring.chain.begin()
    runtime._wiring.chain.seek({NEWS: 0})
    await runtime._consume(chunks(name))


if __name__ == "__main__":
    try:
        asyncio.run(consume(sys.argv[1], Path(sys.argv[2])))
    finally:
        print("went on into Faust")  # noqa: T201  # what the test looks for
