"""State and log of different ages: the doctor says what a worker would leave of."""

import asyncio
from collections.abc import Mapping

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition

from stream.engine.entry import Entry
from stream.engine.exits import Exit
from stream.engine.publisher import Publisher
from stream.models import Topic
from tests.engine.journaling import entry
from tests.harness.doctoring import Diagnosis, diagnosed, drop
from tests.harness.site import Site

pytestmark = pytest.mark.embedded

GROUP = "newsfeed-dedupe"
CHANGELOG = "newsfeed-dedupe-journal-changelog"


@pytest.fixture
def grown(ready: Site) -> Site:
    """Give a site where dedupe decided three records, and wrote an entry for each."""
    ready.publish(Topic.TAGGED, [(b"key", b"value")] * 3)
    write(ready, *(entry(offset, offset) for offset in range(3)))
    asyncio.run(commit(ready, 3))
    return ready


def write(site: Site, *entries: Entry) -> None:
    """Write entries as the journal's changelog holds them."""
    asyncio.run(put(site, {each.key: each.value for each in entries}))


def delete(site: Site, *entries: Entry) -> None:
    """Write what deletes entries."""
    asyncio.run(put(site, dict.fromkeys((each.key for each in entries), None)))


async def put(site: Site, records: Mapping[bytes, bytes | None]) -> None:
    """Write records to the changelog of dedupe."""
    async with Publisher(site.settings) as publisher:
        for key, value in records.items():
            await publisher.publish(CHANGELOG, key, value, partition=0)


async def commit(site: Site, offset: int, group: str = GROUP, topic: Topic = Topic.TAGGED) -> None:
    """Commit for a group, as its worker would."""
    consumer = AIOKafkaConsumer(
        bootstrap_servers=list(site.settings.broker), group_id=group, enable_auto_commit=False
    )
    await consumer.start()
    try:
        place = TopicPartition(topic, 0)
        consumer.assign([place])
        await consumer.commit({place: offset})
    finally:
        await consumer.stop()


def recreate(site: Site, topic: str) -> None:
    """Delete a topic and create it anew, empty."""
    drop(site, topic)
    site.create_topics()


def problem(diagnosis: Diagnosis) -> str:
    """Give what is wrong with the state: the one error, with its exit code."""
    finding = diagnosis.only("state")
    assert diagnosis.exit_code == finding.exit_code == Exit.STATE
    assert f"--topic {CHANGELOG}`" in finding.remedy
    assert f"--group {GROUP}`" in finding.remedy
    return finding.found


def test_state_and_log_of_one_age_are_told_so(grown: Site) -> None:
    """Whether the end of the changelog is read, or all of it."""
    by_end, whole = (diagnosed(grown.environment, whole=each) for each in (False, True))

    assert (by_end["state"].verdict, whole["state"].verdict) == ("ok", "ok")
    assert "by their newest entries" in by_end["state"].found
    assert "read whole" in whole["state"].found


def test_a_worker_that_died_before_it_committed_is_none_of_it(grown: Site) -> None:
    """Its journal is ahead of the commit: that is how a crash leaves it."""
    grown.publish(Topic.TAGGED, [(b"key", b"value")])
    write(grown, entry(3, 3))

    assert diagnosed(grown.environment)["state"].verdict == "ok"


def test_a_changelog_made_anew_is_told(grown: Site) -> None:
    """What was committed is in no journal any more."""
    recreate(grown, CHANGELOG)

    assert problem(diagnosed(grown.environment)) == (
        "dedupe[0]: news.tagged[0]: offset 3 is committed, but the journal ends at -1: the "
        "changelog was lost"
    )


def test_a_changelog_that_is_gone_is_told_as_lost_beside_its_topic(grown: Site) -> None:
    """Making the topic anew alone would not mend it."""
    drop(grown, CHANGELOG)

    diagnosis = diagnosed(grown.environment)

    assert diagnosis.only("topics").found == f"missing: {CHANGELOG}"
    assert "the journal ends at -1: the changelog was lost" in diagnosis.only("state").found


def test_an_input_made_anew_is_told(grown: Site) -> None:
    """What was decided is what the log does not have; brokers forget the commit with the topic."""
    recreate(grown, Topic.TAGGED)

    assert problem(diagnosed(grown.environment)) == (
        "dedupe[0]: news.tagged[0]: the journal has offset 2, but the log ends at 0: the topic was "
        "made anew"
    )


def test_a_journal_beyond_the_log_is_told_without_a_commit(ready: Site) -> None:
    """The group's offsets may have been deleted, and the state not."""
    ready.publish(Topic.TAGGED, [(b"key", b"value")])
    write(ready, entry(0, 6))

    assert problem(diagnosed(ready.environment)) == (
        "dedupe[0]: news.tagged[0]: the journal has offset 6, but the log ends at 1: the topic was "
        "made anew"
    )


def test_the_input_of_a_stage_without_state_is_judged_by_its_commit(ready: Site) -> None:
    """Tag has no journal that could be ahead."""
    ready.publish(Topic.RAW, [(b"key", b"value")], partition=0)
    asyncio.run(commit(ready, 5, "newsfeed-tag", Topic.RAW))

    finding = diagnosed(ready.environment).only("state")

    assert finding.found == (
        "tag[0]: news.raw[0]: offset 5 is committed, but the log ends at 1: it was cut short or "
        "made anew"
    )
    assert finding.exit_code == Exit.STATE


def test_what_another_wrote_into_a_changelog_is_told(grown: Site) -> None:
    """As a worker says that refuses it."""
    asyncio.run(put(grown, {b"0-0": b"no entry"}))

    assert problem(diagnosed(grown.environment)).startswith(
        "dedupe[0]: the journal of dedupe: an entry that no journal wrote"
    )


def test_the_position_is_found_behind_hundreds_of_deletions(grown: Site) -> None:
    """Behind a merge there is nothing else at the end of a changelog."""
    parts = [entry(offset, offset) for offset in range(3, 303)]
    grown.publish(Topic.TAGGED, [(b"key", b"value")] * 300)
    write(grown, *parts, entry(3, 302))
    delete(grown, *parts)
    asyncio.run(commit(grown, 303))

    assert diagnosed(grown.environment)["state"].verdict == "ok"


def test_an_entry_lost_in_the_middle_is_found_when_all_are_read(grown: Site) -> None:
    """The end does not show it: this is what --journals is for."""
    delete(grown, entry(1, 1))

    assert diagnosed(grown.environment)["state"].verdict == "ok"
    assert problem(diagnosed(grown.environment, whole=True)) == (
        "dedupe[0]: the journal of dedupe[0]: the entry of offsets 1 to 1 is missing"
    )
