"""Reads topics and groups from outside the stages: for ``tail``, the demo, the tests."""

from collections.abc import AsyncGenerator, Mapping

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from stream.config import Settings
from stream.engine.clients import reading
from stream.engine.ends import true_ends

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
    async with reading(settings, group) as consumer:
        tps = await _partitions(consumer, topic)
        ends, begins = await true_ends(consumer, tps), await consumer.beginning_offsets(tps)
        lags = {}
        for tp in tps:
            committed = await consumer.committed(tp)
            lags[tp.partition] = ends[tp] - max(committed or 0, begins[tp])
        return lags


async def _partitions(consumer: AIOKafkaConsumer, topic: str) -> list[TopicPartition]:
    cluster = await consumer._client.fetch_all_metadata()
    return [TopicPartition(topic, p) for p in sorted(cluster.partitions_for_topic(topic) or ())]


async def _unread(consumer: AIOKafkaConsumer, ends: Mapping[TopicPartition, int]) -> bool:
    """Say whether any partition is not yet read to its end."""
    for tp, end in ends.items():
        if await consumer.position(tp) < end:
            return True
    return False
