"""A full queue: nothing more is fetched for it, and at once again when there is room."""

import asyncio
from pathlib import Path

from tests.engine.faust_bench import NEWS, Bench, drive, listed

TURNS = 20
"""Of the loop: far more than a fetch that waits for nothing takes."""


def test_nothing_is_fetched_while_the_queue_is_full(tmp_path: Path) -> None:
    """What a stage cannot take yet stays with the broker, not in memory."""

    async def steps(bench: Bench) -> None:
        bench.thread.lists = [{NEWS: listed(0, 9)}]
        bench.consumer.on_buffer_full(NEWS)
        turn = asyncio.create_task(hand_on(bench))
        await turns()
        turn.cancel()

    bench = drive(tmp_path, steps)

    assert bench.consumer.told == []


def test_what_has_room_is_fetched_at_once(tmp_path: Path) -> None:
    """Faust sleeps a second once all its partitions are full, however soon there is room again."""

    async def steps(bench: Bench) -> None:
        bench.thread.lists = [{NEWS: listed(0, 9)}]
        bench.consumer.on_buffer_full(NEWS)
        asyncio.create_task(hand_on(bench))  # noqa: RUF006  # looked at before it could be lost
        await turns()
        bench.consumer.on_buffer_drop(NEWS)
        await turns()

    bench = drive(tmp_path, steps)

    assert [message.offset for message in bench.messages] == [9]


async def hand_on(bench: Bench) -> None:
    """Let the consumer fetch and hand on once."""
    async for _, message in bench.consumer.getmany(0.1):
        bench.messages.append(message)


async def turns() -> None:
    """Let everything happen that waits for nothing."""
    for _ in range(TURNS):
        await asyncio.sleep(0)
