"""Creates the topics, checks them, and waits for a broker that is not there yet."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Final

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from stream.config import Settings
from stream.engine.clients import asking, connection
from stream.engine.plan import TopicSpec

RETRY_SECONDS: Final = 0.5
CREATE_TIMEOUT_MS: Final = 30_000


class BrokerMissing(Exception):
    """No broker answered within the time given."""


class TopicMismatch(Exception):
    """Topics are missing or have another number of partitions; a line each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicReport:
    """What became of one topic."""

    name: str
    partitions: int
    created: bool


async def ensure(settings: Settings, specs: Sequence[TopicSpec]) -> list[TopicReport]:
    """Create the topics that are missing; give a report of each, in the same order.

    Raises ``BrokerMissing``, ``TopicMismatch`` with expected and actual count, ``KafkaError``.
    """
    counts = await wait_for_broker(settings)
    missing = [spec for spec in specs if spec.name not in counts]
    if missing:
        await _create(settings, missing)
    await check(settings, specs)
    return [
        TopicReport(name=spec.name, partitions=spec.partitions, created=spec in missing)
        for spec in specs
    ]


async def check(settings: Settings, specs: Iterable[TopicSpec]) -> None:
    """Wait until the topics are there, at most as long as for a broker.

    Raises ``TopicMismatch``: at once where a count is wrong, in the end where one is missing.
    """
    deadline = monotonic() + settings.broker_wait_seconds
    specs = list(specs)
    while True:
        counts = await wait_for_broker(settings)
        wrong = [
            spec for spec in specs if counts.get(spec.name, spec.partitions) != spec.partitions
        ]
        missing = [spec for spec in specs if spec.name not in counts]
        if wrong or (missing and monotonic() > deadline):
            raise TopicMismatch("\n".join(_complaint(spec, counts) for spec in [*wrong, *missing]))
        if not missing:
            return
        await asyncio.sleep(RETRY_SECONDS)


async def wait_for_broker(settings: Settings) -> Mapping[str, int]:
    """Wait for a broker; give the number of partitions of every topic. Raises ``BrokerMissing``."""
    deadline = monotonic() + settings.broker_wait_seconds
    while True:
        try:
            return await _partition_counts(settings)
        except (KafkaError, OSError) as error:
            if monotonic() > deadline:
                addresses = ", ".join(settings.broker)
                raise BrokerMissing(
                    f"no broker at {addresses} within {settings.broker_wait_seconds:g} s: {error}"
                ) from None
            await asyncio.sleep(RETRY_SECONDS)


def missing(topic: str) -> str:
    """Say that a topic is not among those the broker told: it leaves out those one may not see."""
    return f"{topic}: missing, or not for this user to see; `newsfeed topics` creates it"


async def _partition_counts(settings: Settings) -> Mapping[str, int]:
    async with asking(settings) as client:
        cluster = await client.fetch_all_metadata()
        return {name: len(cluster.partitions_for_topic(name) or ()) for name in cluster.topics()}


async def _create(settings: Settings, specs: Iterable[TopicSpec]) -> None:
    """Create topics; one that another process just created is as good."""
    admin = AIOKafkaAdminClient(**connection(settings))
    await admin.start()
    try:
        response = await admin.create_topics(
            [
                NewTopic(
                    name=spec.name,
                    num_partitions=spec.partitions,
                    replication_factor=spec.replication,
                    topic_configs=dict(spec.configs),
                )
                for spec in specs
            ],
            timeout_ms=CREATE_TIMEOUT_MS,
        )
    finally:
        await admin.close()
    for name, code, *detail in response.topic_errors:
        error = for_code(code)
        if code and error is not TopicAlreadyExistsError:
            raise error(f"{name}: {detail[0] if detail and detail[0] else error.description}")


def _complaint(spec: TopicSpec, counts: Mapping[str, int]) -> str:
    actual = counts.get(spec.name)
    if actual is None:
        return missing(spec.name)
    return f"{spec.name}: {spec.partitions} partitions expected, {actual} there"
