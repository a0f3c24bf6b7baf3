"""Sends the items of a feed to ``news.raw`` at their pace, and finds where an earlier replay ended.

Each record says in a header how far its replay had *surely* come when it was sent: how many
lines the broker had confirmed. So the log itself knows where to resume, whichever machine goes
on, and a replay that was cut short repeats some lines but never misses one.
"""

import asyncio
import threading
import time
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Final, Protocol

import xxhash

from stream.config import Settings
from stream.engine.inspect import follow
from stream.models import Topic
from stream.sources.feed import Item, delay
from stream.stages.contract import Header

HEADER: Final = "newsfeed-replay"
FLUSH_ITEMS: Final = 500
"""Sent between two confirmations: few enough to repeat, many enough for the speed of batches."""
READ_AHEAD: Final = 1_000


class Channel(Protocol):
    """Where a replay goes: the engine's ``Publisher``, as far as it is needed here."""

    async def publish(
        self,
        topic: str,
        key: bytes | None,
        value: bytes | None,
        *,
        partition: int | None = None,
        headers: Sequence[Header] = (),
        delivered: Callable[[], None] | None = None,
    ) -> None:
        """Queue a record; ``delivered`` is told once the broker has confirmed it."""

    async def flush(self) -> None:
        """Wait until everything queued is delivered."""

    async def partitions(self, topic: str) -> int:
        """Count the partitions of a topic."""


async def send(
    channel: Channel,
    items: AsyncIterable[tuple[Item, bool]],
    *,
    replay: str,
    speed: float = 0.0,
    confirmed: int = 0,
    told: Callable[[Item], None] = lambda _: None,
    leaving: Callable[[Item], Callable[[], None] | None] = lambda _: None,
) -> int:
    """Send the items, each when it is due; give how many lines are confirmed at the end.

    Items come with whether each is the last, before which everything else is confirmed.
    ``replay`` names the replay in the header, ``confirmed`` lines were sent by an earlier run.
    ``told`` hears of each item that was handed over, ``leaving`` of each record that is about to
    be, and gives what hears of its delivery. ``speed`` is as in ``feed.delay``.
    """
    started, partitions = time.monotonic(), await channel.partitions(Topic.RAW)
    waiting, handed = 0, confirmed
    async for item, last in items:
        wait = _wait(item, speed, started)
        if wait or last or waiting >= FLUSH_ITEMS:
            await channel.flush()
            waiting, confirmed = 0, handed
        await asyncio.sleep(wait)
        headers = [_claim(replay, confirmed)]
        for partition in range(partitions) if item.every_partition else (None,):
            await channel.publish(
                Topic.RAW,
                item.key,
                item.value,
                partition=partition,
                headers=headers,
                delivered=leaving(item),
            )
        waiting, handed = waiting + 1, item.lines
        told(item)
    await channel.flush()
    return handed


async def confirmed_lines(settings: Settings, replay: str) -> int:
    """Look in ``news.raw`` for how far an earlier run of the same replay had surely come."""
    lines = 0
    async for record in follow(settings, Topic.RAW, from_beginning=True, until_end=True):
        claim = dict(record.headers).get(HEADER, b"").decode(errors="replace")
        name, _, count = claim.rpartition(":")
        if name == replay and count.isdecimal():
            lines = max(lines, int(count))
    return lines


def replay_name(files: Sequence[Path], *options: object) -> str:
    """Name a replay by what it sends: 16 hexadecimal digits over the files and the options."""
    digest = xxhash.xxh3_64(repr(options).encode())
    for file in files:
        with file.open("rb") as content:
            while block := content.read(1 << 20):
                digest.update(block)
        digest.update(b"\x00")
    return digest.hexdigest()


async def with_last(items: Iterable[Item]) -> AsyncIterator[tuple[Item, bool]]:
    """Give items that are at hand, each with whether it is the last; reads one ahead."""
    remaining = iter(items)
    held = next(remaining, None)
    while held is not None:
        following = next(remaining, None)
        yield held, following is None
        held = following


async def as_they_come(items: Iterable[Item]) -> AsyncIterator[tuple[Item, bool]]:
    """Give items that may be long in coming, each at once; none is known to be the last.

    They are read in a thread: a silent pipe holds up neither deliveries nor the end.
    """
    loop = asyncio.get_running_loop()
    arrived: asyncio.Queue[Item | None] = asyncio.Queue(READ_AHEAD)

    def read() -> None:
        for item in chain(items, (None,)):
            asyncio.run_coroutine_threadsafe(arrived.put(item), loop).result()

    threading.Thread(target=read, name="reader", daemon=True).start()
    while (item := await arrived.get()) is not None:
        yield item, False


def _wait(item: Item, speed: float, started: float) -> float:
    running = timedelta(seconds=time.monotonic() - started)
    return delay(item, speed=speed, running=running, now=datetime.now(UTC))


def _claim(replay: str, confirmed: int) -> Header:
    return HEADER, f"{replay}:{confirmed}".encode()
