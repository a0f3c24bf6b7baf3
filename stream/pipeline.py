"""The flow in the order of the data: topics, stages, and the settings each is built from.

Not here: what a stage does (``stages``), how topics are created and stages run (``engine``).
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from stream.config import Settings
from stream.engine.plan import TopicSpec, changelog
from stream.models import Topic

DAY_MS: Final = 86_400_000
RESULTS_DAYS: Final = 30
"""How long results are kept: for consumers that come back after a long absence."""
TAGGED_PARTITIONS: Final = 1
"""One total order of all news, so that duplicates are exact and results reproducible."""


def topics(settings: Settings) -> Sequence[TopicSpec]:
    """Give every topic of the flow, in the order of the data, then the stages' changelogs."""
    several, log_days = settings.partitions, settings.retention_seconds // 86_400
    arrival = {"message.timestamp.type": "LogAppendTime"}
    latest = {"cleanup.policy": "compact,delete"}
    return (
        _topic(settings, Topic.RAW, settings.raw_partitions, log_days, arrival),
        _topic(settings, Topic.TAGGED, TAGGED_PARTITIONS, log_days),
        _topic(settings, Topic.UNIQUE, several, RESULTS_DAYS),
        _topic(settings, Topic.DUPLICATES, several, RESULTS_DAYS),
        _topic(settings, Topic.MENTIONS, several, log_days),
        _topic(settings, Topic.WINDOWS, several, RESULTS_DAYS, latest),
        _topic(settings, Topic.REJECTED, 1, RESULTS_DAYS),
        _changelog(settings, "dedupe", TAGGED_PARTITIONS),
        _changelog(settings, "window", several),
    )


def group(settings: Settings, stage: str) -> str:
    """Name the Faust app and consumer group of a stage."""
    return f"{settings.group_prefix}-{stage}"


def _topic(
    settings: Settings,
    name: str,
    partitions: int,
    days: int,
    configs: Mapping[str, str] = MappingProxyType({}),
) -> TopicSpec:
    """Describe a topic that keeps its records for some days; ``configs`` go before the usual."""
    usual = {
        "cleanup.policy": "delete",
        "retention.ms": str(days * DAY_MS),
        "max.message.bytes": str(settings.message_max_bytes),
        "min.insync.replicas": str(max(1, settings.replication - 1)),
    }
    return TopicSpec(
        name=name,
        partitions=partitions,
        replication=settings.replication,
        configs={**usual, **configs},
    )


def _changelog(settings: Settings, stage: str, partitions: int) -> TopicSpec:
    """Describe the topic behind a stage's journal: compacted often, for a start reads it whole."""
    compacted = {
        "cleanup.policy": "compact",
        "retention.ms": "-1",
        "segment.bytes": str(16 << 20),
        "segment.ms": str(10 * 60 * 1_000),
        "min.cleanable.dirty.ratio": "0.1",
    }
    name = changelog(group(settings, stage))
    return _topic(settings, name, partitions, RESULTS_DAYS, compacted)
