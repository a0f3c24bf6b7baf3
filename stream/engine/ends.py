"""Where a partition ends, as its fetches say.

The embedded broker answers the question itself (ListOffsets) with the first offset of the last
batch plus one; the high water mark that comes with each fetch is right everywhere.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from aiokafka import AIOKafkaConsumer, TopicPartition

from stream.config import Settings
from stream.engine.clients import reading

POLL_MS: Final = 200
POLLS: Final = 50


async def true_ends(
    consumer: AIOKafkaConsumer, tps: Sequence[TopicPartition]
) -> Mapping[TopicPartition, int]:
    """Give the next offset of each partition; the consumer is assigned to them, at their ends.

    Raises ``KafkaError``.
    """
    answered: Mapping[TopicPartition, int] = await consumer.end_offsets(tps)
    consumer.assign(tps)
    filled = [tp for tp in tps if answered[tp]]
    for tp in filled:
        consumer.seek(tp, answered[tp] - 1)
    for _ in range(POLLS):
        if all(consumer.highwater(tp) for tp in filled):
            break
        await consumer.getmany(*filled, timeout_ms=POLL_MS)
    return {tp: max(answered[tp], consumer.highwater(tp) or 0) for tp in tps}


async def fetched_ends(
    settings: Settings, tps: Sequence[tuple[str, int]]
) -> Mapping[tuple[str, int], int]:
    """Give the same through a consumer of its own, for one that is busy. Raises ``KafkaError``."""
    if not tps:
        return {}
    async with reading(settings) as consumer:
        return {**await true_ends(consumer, [TopicPartition(*tp) for tp in tps])}
