"""Lets a flow start without a good answer: ``python -m tests.engine.seeking ANSWER DIRECTORY``."""

import asyncio
import sys
from pathlib import Path
from typing import Any, Final

from aiokafka.errors import GroupAuthorizationFailedError

from stream.engine import logs
from tests.engine.fakes import settings
from tests.engine.faust_bench import Bench, BenchConsumer, BenchTransport

SHORT_SECONDS: Final = 0.01


class Unanswered(BenchConsumer):
    """Does not wait for long, and is never told what was committed."""

    seek_seconds = SHORT_SECONDS

    async def seek_to_committed(self) -> Any:
        """Wait for ever."""
        await asyncio.Event().wait()


class Refused(BenchConsumer):
    """Is told that it may not ask what was committed."""

    async def seek_to_committed(self) -> Any:
        """Fail as aiokafka does."""
        raise GroupAuthorizationFailedError("newsfeed-tag")


CONSUMERS: Final = {"none": Unanswered, "refusal": Refused}


async def seek(answer: str, directory: Path) -> None:
    """Let a consumer start its flow."""
    logs.set_up(settings(data_dir=directory, log_format="json"))
    transport = type("Transport", (BenchTransport,), {"Consumer": CONSUMERS[answer]})
    await Bench(directory, transport=transport).consumer.perform_seek()


if __name__ == "__main__":
    try:
        asyncio.run(seek(sys.argv[1], Path(sys.argv[2])))
    finally:
        print("went on into Faust")  # noqa: T201  # what the test looks for
