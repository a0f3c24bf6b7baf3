"""Lets a worker's flow start without an answer: ``python -m tests.engine.seeking DIRECTORY``."""

import asyncio
import sys
from pathlib import Path
from typing import Any, Final

from stream.engine import logs
from tests.engine.fakes import settings
from tests.engine.faust_bench import Bench, BenchConsumer, BenchTransport

SHORT_SECONDS: Final = 0.01


class Impatient(BenchConsumer):
    """Does not wait for long, and is never told what was committed."""

    seek_seconds = SHORT_SECONDS

    async def seek_to_committed(self) -> Any:
        """Wait for ever."""
        await asyncio.Event().wait()


class ImpatientTransport(BenchTransport):
    """Makes such a consumer."""

    Consumer = Impatient


async def seek(directory: Path) -> None:
    """Let a consumer start its flow."""
    logs.set_up(settings(data_dir=directory, log_format="json"))
    await Bench(directory, transport=ImpatientTransport).consumer.perform_seek()


if __name__ == "__main__":
    try:
        asyncio.run(seek(Path(sys.argv[1])))
    finally:
        print("went on into Faust")  # noqa: T201  # what the test looks for
