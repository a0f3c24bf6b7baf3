"""The flow as it is declared: topics as documented, stages that feed each other."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from stream.config import ConfigError, Settings
from stream.config.settings import documented
from stream.engine.plan import StageSpec, TopicSpec
from stream.metrics import KINDS, STAGES, TOPICS
from stream.models import Topic
from stream.pipeline import (
    closing,
    dedupe_settings,
    needed,
    offline,
    stages,
    topics,
    window_settings,
)
from stream.stages.contract import Record
from stream.stages.dedupe import DedupeSettings
from stream.stages.window import WindowSettings


def topic(settings: Settings, name: str) -> TopicSpec:
    """Find one topic's spec."""
    return next(spec for spec in topics(settings) if spec.name == name)


@pytest.mark.parametrize(
    ("name", "partitions", "cleanup"),
    [
        ("news.raw", 6, "delete"),
        ("news.tagged", 1, "delete"),
        ("news.unique", 3, "delete"),
        ("news.duplicates", 3, "delete"),
        ("news.mentions", 3, "delete"),
        ("news.windows", 3, "compact,delete"),
        ("news.rejected", 1, "delete"),
        ("newsfeed-dedupe-journal-changelog", 1, "compact"),
        ("newsfeed-window-journal-changelog", 3, "compact"),
    ],
)
def test_a_topic_has_the_documented_partitions_and_cleanup(
    name: str, partitions: int, cleanup: str
) -> None:
    """Changelogs have as many partitions as the input of their stage."""
    spec = topic(Settings(raw_partitions=6, partitions=3), name)

    assert spec.partitions == partitions
    assert spec.configs["cleanup.policy"] == cleanup


def test_windows_refuse_what_is_older_than_a_lease() -> None:
    """Half a session: by then nobody else can have written."""
    limits = {
        spec.name: spec.configs["message.timestamp.before.max.ms"]
        for spec in topics(Settings(session_timeout_seconds=9))
        if "message.timestamp.before.max.ms" in spec.configs
    }

    assert limits == {"news.windows": "4500"}


def test_every_topic_of_the_flow_is_declared_in_the_order_of_the_data() -> None:
    """No topic is known to the stages that nobody creates."""
    names = [spec.name for spec in topics(Settings())]

    assert names[: len(Topic)] == [*Topic]


def test_all_topics_take_the_largest_message() -> None:
    """A record that one topic takes must not be refused by the next, nor by a changelog."""
    specs = topics(Settings(message_max_bytes=2 << 20))

    assert {spec.configs["max.message.bytes"] for spec in specs} == {"2097152"}


@pytest.mark.parametrize(("replication", "in_sync"), [(1, "1"), (2, "1"), (3, "2")])
def test_what_was_acknowledged_survives_the_loss_of_a_broker(
    replication: int, in_sync: str
) -> None:
    """With three copies two must be written, and one broker may be down."""
    spec = topic(Settings(replication=replication), "news.tagged")

    assert spec.replication == replication
    assert spec.configs["min.insync.replicas"] == in_sync


def test_arrival_in_the_raw_topic_is_timed_by_the_broker() -> None:
    """``received_at`` is one clock's, whatever the producers' clocks say."""
    settings = Settings()

    assert topic(settings, "news.raw").configs["message.timestamp.type"] == "LogAppendTime"
    assert "message.timestamp.type" not in topic(settings, "news.tagged").configs


def test_logs_are_kept_as_long_as_their_content_is_remembered() -> None:
    """A longer retention of windows keeps what they are rebuilt from as long."""
    spec = topic(Settings(retention_seconds=14 * 86_400), "news.mentions")

    assert spec.configs["retention.ms"] == "1209600000"


def test_each_stage_reads_what_the_one_before_it_writes() -> None:
    """The flow is one chain, and the metrics know the same topics."""
    tag, dedupe, window = stages(Settings())

    assert [tag.name, dedupe.name, window.name] == [*STAGES]
    assert tag.input == Topic.RAW
    assert dedupe.input in tag.outputs
    assert window.input in dedupe.outputs
    assert {spec.name: spec.outputs for spec in (tag, dedupe, window)} == TOPICS


def test_a_stage_waits_for_its_input_its_outputs_and_its_changelog_only() -> None:
    """A tagger starts where the windows' topics are not there yet."""
    settings = Settings(group_prefix="desk")
    tag, dedupe, _ = stages(settings)

    assert [spec.name for spec in needed(settings, tag)] == [
        "news.raw",
        "news.tagged",
        "news.rejected",
    ]
    assert needed(settings, dedupe)[-1].name == "desk-dedupe-journal-changelog"


def test_the_defaults_of_settings_are_those_of_the_stages() -> None:
    """A stage made by hand, in a test or a bench, is the one that runs."""
    settings = Settings()

    assert dedupe_settings(settings) == DedupeSettings(raw_partitions=4)
    assert window_settings(settings) == WindowSettings()


def test_settings_reach_the_stages() -> None:
    """Each in the stage's own terms."""
    settings = Settings(windows=(900,), lateness_seconds=60, horizon_seconds=3_600)

    assert window_settings(settings).sizes == (timedelta(minutes=15),)
    assert dedupe_settings(settings).lateness == timedelta(minutes=1)
    assert dedupe_settings(settings).horizon == timedelta(hours=1)
    assert closing(settings).lateness == timedelta(minutes=1)
    assert closing(settings).largest == timedelta(minutes=15)


@pytest.mark.parametrize("spec", stages(Settings()), ids=lambda spec: spec.name)
def test_what_a_state_holds_is_what_the_metrics_know(spec: StageSpec) -> None:
    """By the kinds of its holdings; what a maximum bounds has a setting by which to raise it."""
    holdings = spec.make(0).status().holdings

    assert tuple(each.kind for each in holdings) == KINDS[spec.name]
    assert {each.kind for each in holdings if each.limit} == spec.maxima.keys()
    assert set(spec.maxima.values()) <= {setting.variable for setting in documented()}


def test_a_stage_is_made_anew_for_each_partition() -> None:
    """Partitions share no state."""
    _, dedupe, _ = stages(Settings())

    assert dedupe.make(0) is not dedupe.make(1)


def test_offline_one_partition_is_all_that_time_waits_for() -> None:
    """A heartbeat of the single partition moves the watermark."""
    flow = offline(Settings(raw_partitions=4))
    noon = datetime(2025, 2, 10, 12, tzinfo=UTC)
    value = b'{"action": "heartbeat", "published_at": "2025-02-10T12:00:00Z"}'
    (heartbeat,) = flow.tag().apply(Record(0, 0, noon, None, value)).outputs

    dedupe = flow.dedupe()
    dedupe.apply(Record(0, 0, noon, heartbeat.key, heartbeat.value, heartbeat.headers))

    assert dedupe.status().watermark == noon - timedelta(minutes=15)


def test_a_gazetteer_that_cannot_be_read_is_told_as_the_setting_it_is(tmp_path: Path) -> None:
    """The worker ends with the variable's name, not with a traceback."""
    tag, *_ = stages(Settings(gazetteer_extra=tmp_path / "none.csv"))

    with pytest.raises(ConfigError, match=r"NEWSFEED_GAZETTEER_EXTRA: .*none.csv"):
        tag.make(0)
