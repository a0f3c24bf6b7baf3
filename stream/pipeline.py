"""The flow in the order of the data: topics, stages, and the settings each is built from.

Not here: what a stage does (``stages``), how topics are created and stages run (``engine``).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Final

from stream.config import ConfigError, Settings
from stream.engine.lease import lease_seconds
from stream.engine.plan import Idle, StageSpec, TopicSpec, changelog
from stream.gazetteer import Gazetteer, load
from stream.models import Topic
from stream.run import Stages
from stream.sources.feed import Closing
from stream.stages.contract import Stage
from stream.stages.dedupe import DedupeSettings, DedupeStage
from stream.stages.tag import TagSettings, TagStage, idle_record
from stream.stages.window import WindowSettings, WindowStage

DAY_MS: Final = 86_400_000
RESULTS_DAYS: Final = 30
"""How long results are kept: for consumers that come back after a long absence."""
_Number = tuple[int, str | None]
"""Of partitions: how many, and the setting that says so, if one does."""
TAGGED_PARTITIONS: Final[_Number] = 1, None
"""One total order of all news, so that duplicates are exact and results reproducible."""
REJECTED_PARTITIONS: Final[_Number] = 1, None
DEDUPE_MAXIMA: Final[Mapping[str, str]] = MappingProxyType(
    {"texts": "NEWSFEED_MAX_ARTICLES", "identities": "NEWSFEED_MAX_IDENTITIES"}
)
"""The setting behind each maximum of ``dedupe``."""


def topics(settings: Settings) -> Sequence[TopicSpec]:
    """Give every topic of the flow, in the order of the data, then the stages' changelogs."""
    several = settings.partitions, "NEWSFEED_PARTITIONS"
    raw = settings.raw_partitions, "NEWSFEED_RAW_PARTITIONS"
    log_days = settings.retention_seconds // 86_400
    arrival = {"message.timestamp.type": "LogAppendTime"}
    # Of windows the last one written counts: none of a worker that others took over from.
    fence_ms = round(lease_seconds(settings.session_timeout_seconds) * 1_000)
    latest = {
        "cleanup.policy": "compact,delete",
        "message.timestamp.before.max.ms": str(fence_ms),
    }
    return (
        _topic(settings, Topic.RAW, raw, log_days, arrival),
        _topic(settings, Topic.TAGGED, TAGGED_PARTITIONS, log_days),
        _topic(settings, Topic.UNIQUE, several, RESULTS_DAYS),
        _topic(settings, Topic.DUPLICATES, several, RESULTS_DAYS),
        _topic(settings, Topic.MENTIONS, several, log_days),
        _topic(settings, Topic.WINDOWS, several, RESULTS_DAYS, latest),
        _topic(settings, Topic.REJECTED, REJECTED_PARTITIONS, RESULTS_DAYS),
        _changelog(settings, "dedupe", TAGGED_PARTITIONS),
        _changelog(settings, "window", several),
    )


def stages(settings: Settings) -> Sequence[StageSpec]:
    """Give every stage, in the order of the data. Nothing is loaded until one is made."""
    results = (Topic.UNIQUE, Topic.DUPLICATES, Topic.MENTIONS)
    window = _stage(settings, "window", Topic.MENTIONS, (Topic.WINDOWS,), _window)
    return (
        _stage(settings, "tag", Topic.RAW, (Topic.TAGGED,), _tag, journal=False, idle=idle_record),
        _stage(settings, "dedupe", Topic.TAGGED, results, _dedupe, maxima=DEDUPE_MAXIMA),
        # A mention is a quarter of an article's work, and a window is put out once a part.
        replace(window, part_records=4 * settings.chunk_records),
    )


def needed(settings: Settings, stage: StageSpec) -> Sequence[TopicSpec]:
    """Give the topics that must be there before a stage can work."""
    names = {stage.input, *stage.outputs, stage.changelog}
    return [spec for spec in topics(settings) if spec.name in names]


def offline(settings: Settings, *, raw_partitions: int = 1) -> Stages:
    """Give the same stages for a run in memory, of articles from so many raw partitions."""
    there = replace(settings, raw_partitions=raw_partitions)
    tag, dedupe, window = (partial(spec.make, 0) for spec in stages(there))
    return Stages(tag=tag, dedupe=dedupe, window=window)


def dedupe_settings(settings: Settings) -> DedupeSettings:
    """Say what the settings mean to ``dedupe``."""
    return DedupeSettings(
        raw_partitions=settings.raw_partitions,
        lateness=timedelta(seconds=settings.lateness_seconds),
        horizon=timedelta(seconds=settings.horizon_seconds),
        retention=timedelta(seconds=settings.retention_seconds),
        max_articles=settings.max_articles,
        max_identities=settings.max_identities,
        min_confidence=settings.min_confidence,
    )


def window_settings(settings: Settings) -> WindowSettings:
    """Say what the settings mean to ``window``."""
    return WindowSettings(
        sizes=tuple(timedelta(seconds=size) for size in settings.windows),
        retention=timedelta(seconds=settings.retention_seconds),
    )


def gazetteer(settings: Settings) -> Gazetteer:
    """Give the instruments that ``tag`` knows. Raises ``ConfigError``."""
    return _gazetteer(settings.gazetteer_extra)


def closing(settings: Settings) -> Closing:
    """Say when a feed's windows of these settings are all final."""
    return Closing(
        largest=timedelta(seconds=max(settings.windows)),
        lateness=timedelta(seconds=settings.lateness_seconds),
    )


def _tag(settings: Settings) -> Stage:
    return TagStage(TagSettings(), gazetteer(settings))


def _dedupe(settings: Settings) -> Stage:
    return DedupeStage(dedupe_settings(settings))


def _window(settings: Settings) -> Stage:
    return WindowStage(window_settings(settings))


@cache
def _gazetteer(extra: Path | None) -> Gazetteer:
    """Load the gazetteer once a process: all taggers share it. Raises ``ConfigError``."""
    try:
        return load(extra)
    except (OSError, ValueError) as error:
        raise ConfigError([f"NEWSFEED_GAZETTEER_EXTRA: {error}"]) from None


def group(settings: Settings, stage: str) -> str:
    """Name the Faust app and consumer group of a stage."""
    return f"{settings.group_prefix}-{stage}"


def _stage(
    settings: Settings,
    name: str,
    input: Topic,
    outputs: tuple[Topic, ...],
    make: Callable[[Settings], Stage],
    *,
    journal: bool = True,
    idle: Idle | None = None,
    maxima: Mapping[str, str] = MappingProxyType({}),
) -> StageSpec:
    """Describe a stage; each may reject, and one instance is made for each input partition."""
    return StageSpec(
        name=name,
        input=input,
        outputs=(*outputs, Topic.REJECTED),
        group=group(settings, name),
        journal=journal,
        make=lambda _partition: make(settings),
        idle=idle,
        maxima=maxima,
        part_records=settings.chunk_records,
    )


def _topic(
    settings: Settings,
    name: str,
    number: _Number,
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
    partitions, setting = number
    return TopicSpec(
        name=name,
        partitions=partitions,
        partitions_from=setting,
        replication=settings.replication,
        configs={**usual, **configs},
    )


def _changelog(settings: Settings, stage: str, number: _Number) -> TopicSpec:
    """Describe the topic behind a stage's journal: compacted often, for a start reads it whole."""
    compacted = {
        "cleanup.policy": "compact",
        "retention.ms": "-1",
        "segment.bytes": str(16 << 20),
        "segment.ms": str(10 * 60 * 1_000),
        "min.cleanable.dirty.ratio": "0.1",
    }
    name = changelog(group(settings, stage))
    return _topic(settings, name, number, RESULTS_DAYS, compacted)
