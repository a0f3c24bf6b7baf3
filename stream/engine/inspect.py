"""Reads topics and groups from outside the stages: for ``tail``, the demo, the tests."""

import asyncio
from collections.abc import AsyncGenerator, Mapping

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from stream.config import Settings
from stream.engine.clients import reading
from stream.engine.ends import true_ends
from stream.engine.starts import Start, known

POLL_MS = 200


async def follow(
    settings: Settings, topic: str, *, from_beginning: bool, until_end: bool = False
) -> AsyncGenerator[ConsumerRecord, None]:
    """Give the records of a topic as they come, without a group.

    ``until_end`` stops at the end that the topic had at the start. Raises ``KafkaError``; a topic
    that does not exist gives nothing.
    """
    async with reading(settings) as consumer:
        tps = await _partitions(consumer, topic)
        if not tps:
            return
        ends = await true_ends(consumer, tps)
        begins = await consumer.beginning_offsets(tps) if from_beginning else ends
        for tp in tps:
            consumer.seek(tp, begins[tp])
        while not until_end or await _unread(consumer, ends):
            batches = await consumer.getmany(timeout_ms=POLL_MS)
            for tp, records in batches.items():
                for record in records:
                    if not until_end or record.offset < ends[tp]:
                        yield record


async def end_offsets(settings: Settings, topic: str) -> Mapping[int, int]:
    """Give the next offset of each partition of a topic. Raises ``KafkaError``."""
    async with reading(settings) as consumer:
        ends = await true_ends(consumer, await _partitions(consumer, topic))
        return {tp.partition: end for tp, end in ends.items()}


async def group_lag(settings: Settings, group: str, topic: str) -> Mapping[int, int]:
    """Give the records that a group has not yet committed, by partition. Raises ``KafkaError``."""
    starts = await group_starts(settings, group, topic)
    return {partition: start.end - start.offset for partition, start in starts.items()}


async def group_starts(settings: Settings, group: str, topic: str) -> Mapping[int, Start]:
    """Give where a group would start in each partition of a topic. Raises ``KafkaError``.

    What was committed is asked for first: whatever the group does meanwhile, no end is behind it.
    """
    async with reading(settings, group) as consumer:
        tps = await _partitions(consumer, topic)
        told = await asyncio.gather(*map(consumer.committed, tps))
        committed = dict(zip(tps, map(known, told), strict=True))
        begins, ends = await consumer.beginning_offsets(tps), await true_ends(consumer, tps)
        return {tp.partition: Start(committed[tp], begins[tp], ends[tp]) for tp in tps}


async def _partitions(consumer: AIOKafkaConsumer, topic: str) -> list[TopicPartition]:
    cluster = await consumer._client.fetch_all_metadata()
    return [TopicPartition(topic, p) for p in sorted(cluster.partitions_for_topic(topic) or ())]


async def _unread(consumer: AIOKafkaConsumer, ends: Mapping[TopicPartition, int]) -> bool:
    """Say whether any partition is not yet read to its end."""
    for tp, end in ends.items():
        if await consumer.position(tp) < end:
            return True
    return False
