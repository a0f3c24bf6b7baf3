"""The passage of the articles through the flow: sent, watched, and waited for to the last record.

All is done when each stage has committed everything before it, time has come to the end of the
last window in every partition, and everything put out was seen: conditions, no sleeps.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Final

from stream import codec
from stream.cli.demo.watching import WATCHED, Seen
from stream.cli.demo.workers import Worker
from stream.cli.failures import Failure
from stream.cli.sending import send, with_last
from stream.config import Settings
from stream.engine.inspect import end_offsets, follow, group_lag
from stream.engine.publisher import Publisher
from stream.models import EPOCH
from stream.pipeline import stages
from stream.sources.feed import Item

POLL_SECONDS: Final = 0.2
MARKS: Final = timedelta(minutes=5)


@dataclass(slots=True)
class Sent:
    """What was sent: how many articles, and the last time that was said to have passed."""

    articles: int = 0
    time: datetime = EPOCH

    def add(self, item: Item) -> None:
        """Count one item."""
        if item.every_partition:
            self.time = codec.decode_article(item.value).published_at
        else:
            self.articles += 1


async def positions(settings: Settings) -> Mapping[tuple[str, int], int]:
    """Give where the output topics end now."""
    ends = {topic: await end_offsets(settings, topic) for topic in WATCHED}
    return {(topic, part): end for topic, each in ends.items() for part, end in each.items()}


@asynccontextmanager
async def watching(settings: Settings, seen: Seen) -> AsyncIterator[None]:
    """Follow all output topics while the context is open."""
    tasks = [
        asyncio.create_task(seen.watch(follow(settings, topic, from_beginning=True)))
        for topic in WATCHED
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def send_all(settings: Settings, items: Iterable[Item], speed: float) -> Sent:
    """Send the articles at their pace."""
    sent = Sent()
    async with Publisher(settings) as publisher:
        await send(publisher, with_last(items), replay="demo", speed=speed, told=sent.add)
    return sent


async def drained(
    settings: Settings,
    seen: Seen,
    sent: Sent,
    workers: Sequence[Worker],
    *,
    deadline: float,
) -> None:
    """Wait until all that was sent has come out. Raises ``Failure`` at the deadline."""
    while True:
        for worker in workers:
            worker.require_running()
        missing = await _missing(settings, seen, sent)
        if not missing:
            return
        if monotonic() > deadline:
            raise Failure(f"not done in time: {missing}; --timeout gives it longer")
        await asyncio.sleep(POLL_SECONDS)


async def _missing(settings: Settings, seen: Seen, sent: Sent) -> str:
    """Say in words what is not yet done, or nothing."""
    for stage in stages(settings):
        lag = sum((await group_lag(settings, stage.group, stage.input)).values())
        if lag:
            return f"{stage.name} has {lag} records of {stage.input} before it"
    reached = sent.time - timedelta(seconds=settings.lateness_seconds)
    reached -= (reached - EPOCH) % MARKS
    late = [p for p in range(settings.partitions) if seen.marks.get(p, EPOCH) < reached]
    if late:
        return f"time has not come to {codec.rfc3339(reached)} in partitions {late}"
    return "" if seen.read_to(await positions(settings)) else "results are still being read"
