"""The flow as it is declared: topics as documented, stages that feed each other."""

import pytest

from stream.config import Settings
from stream.engine.plan import TopicSpec
from stream.models import Topic
from stream.pipeline import topics


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
