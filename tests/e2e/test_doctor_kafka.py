"""The doctor on Apache Kafka: topics that were changed, groups that lag, ages that do not fit."""

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

import stream
from stream.engine.brokers import LOOPBACK, Broker, apache
from stream.engine.exits import Exit
from stream.models import Topic
from tests.faults.rights import configure
from tests.harness.doctoring import diagnosed, drop
from tests.harness.site import Site, site

pytestmark = pytest.mark.kafka

ONE_COPY: Final = "a write may be lost with the one broker that has it"
RECORDS: Final = [(b"key", b"value")] * 20


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """Run one broker for all: each test has groups and changelogs of its own."""
    with apache(tmp_path_factory.mktemp("kafka")) as running:
        yield running


@pytest.fixture
def ours(broker: Broker, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Site]:
    """Give a site with every topic, and groups that nobody else has."""
    prefix = f"{abs(hash(request.node.nodeid)):x}"
    with site(broker.address, tmp_path, NEWSFEED_GROUP_PREFIX=prefix) as made:
        made.create_topics()
        yield made


def test_topics_as_we_make_them_are_as_they_must_be(ours: Site) -> None:
    """Every configuration is read back from the broker; a doctor leaves nothing to tell."""
    diagnosis = diagnosed(ours.environment)

    assert diagnosis["configs"].found == "9 topics are kept as they must be"
    assert diagnosis["version"].verdict == "ok"
    assert diagnosis.verdicts == {}


def test_what_was_changed_of_a_topic_is_told_with_what_comes_of_it(ours: Site) -> None:
    """A warning with the command that mends it; what does no harm is not told."""
    address = ours.environment["NEWSFEED_BROKER"]
    changes = {"max.message.bytes": "1048576", "retention.ms": "-1", "cleanup.policy": "compact"}
    configure(address, Topic.DUPLICATES.value, changes)

    diagnosis = diagnosed(ours.environment)

    finding = diagnosis.only("configs")
    assert finding.found == (
        "news.duplicates: cleanup.policy is compact, must be delete, else what is needed is "
        "deleted, or what is not is kept; max.message.bytes is 1048576, must be at least 4194304, "
        "else the broker refuses what we may write, and the worker leaves (74)"
    )
    assert finding.remedy == (
        f"kafka-configs --bootstrap-server {address} --alter --entity-type topics --entity-name "
        "news.duplicates --add-config 'cleanup.policy=delete,max.message.bytes=4194304'"
    )
    assert diagnosis.exit_code == Exit.OK
    configure(address, Topic.DUPLICATES.value, {**changes, "max.message.bytes": "4194304"})
    configure(address, Topic.DUPLICATES.value, {"cleanup.policy": "delete"})


def test_topics_of_another_shape_are_told(ours: Site) -> None:
    """Partitions are an error, copies a warning: both with expected and found."""
    diagnosis = diagnosed(
        {**ours.environment, "NEWSFEED_PARTITIONS": "7", "NEWSFEED_REPLICATION": "3"}
    )

    topics = [each.found for each in diagnosis["topics"].findings]
    configs = [each.found for each in diagnosis["configs"].findings]
    assert topics[0] == "news.unique: 7 partitions expected, 4 found"
    assert len(topics) == 5
    assert configs[:2] == [
        "news.raw: 3 replicas expected, 1 found",
        f"news.raw: min.insync.replicas is 1, must be at least 2, else {ONE_COPY}",
    ]
    assert diagnosis.exit_code == Exit.TOPICS


def test_writes_that_no_broker_takes_are_told(ours: Site) -> None:
    """More copies must be in sync than there are."""
    address = ours.environment["NEWSFEED_BROKER"]
    configure(address, Topic.UNIQUE.value, {"min.insync.replicas": "2"})

    diagnosis = diagnosed(ours.environment)

    configure(address, Topic.UNIQUE.value, {"min.insync.replicas": "1"})
    found = "news.unique: writes need 2 copies in sync, 1 there"
    assert diagnosis.only("topics").found == found
    assert diagnosis.exit_code == Exit.DELIVERY


def test_lag_is_told_where_nobody_reads_and_where_it_is_beyond_the_number(ours: Site) -> None:
    """A worker that stands still is in the group until its session is over."""
    before = sum(ours.lag("tag").values())
    ours.publish(Topic.RAW, RECORDS, partition=1)
    unread = before + len(RECORDS)

    alone = diagnosed(ours.environment).only("lag")

    assert alone.found.startswith(f"tag: {unread} records of news.raw are not read ([")
    assert alone.found.endswith(f"and nobody is in the group {ours.settings.group_prefix}-tag")
    assert alone.remedy.startswith("newsfeed work tag")

    worker = ours.work("tag")
    worker.ready()
    worker.until(lambda: not any(ours.lag("tag").values()), "no lag")

    held = diagnosed({**ours.environment, "NEWSFEED_METRICS_PORT": str(worker.metrics_port)})

    named = f"a worker of tag, version {stream.__version__}"
    assert held["port"].found == f"{LOOPBACK}:{worker.metrics_port} is held by {named}"
    assert held["workers"].found == f"{LOOPBACK}:{worker.metrics_port}: {named}, ready"
    assert held["lag"].found.startswith("tag: 1 worker, lag 0; dedupe: 0 workers, lag ")
    worker.process.send_signal(signal.SIGSTOP)
    ours.publish(Topic.RAW, RECORDS, partition=1)

    fewer = diagnosed(ours.environment, most_lag=len(RECORDS))["lag"]
    more = diagnosed(ours.environment, most_lag=len(RECORDS) - 1).only("lag")

    assert fewer.found.startswith("tag: 1 worker, lag 20; ")
    assert more.found == (
        "tag: more than 19 records of news.raw are not read ([1] 20), with 1 in the group "
        f"{ours.settings.group_prefix}-tag"
    )


def test_the_doctor_says_what_the_worker_leaves_of(ours: Site) -> None:
    """The input was made anew: the same words, the same exit code, and the remedy."""
    ours.publish(Topic.TAGGED, RECORDS)
    first = ours.work("dedupe")
    first.until(lambda: not any(ours.lag("dedupe").values()), "no lag")
    assert first.terminate() == Exit.OK
    assert diagnosed(ours.environment)["state"].verdict == "ok"

    drop(ours, Topic.TAGGED)
    ours.create_topics()
    diagnosis = diagnosed(ours.environment)
    second = ours.work("dedupe")
    code = second.wait()

    finding = diagnosis.only("state")
    problem = finding.found.removeprefix("dedupe[0]: ")
    assert code == finding.exit_code == diagnosis.exit_code == Exit.STATE
    assert second.events()[-1]["message"].startswith(f"leaving {problem}. ")
    assert f"{ours.settings.group_prefix}-dedupe-journal-changelog" in finding.remedy
