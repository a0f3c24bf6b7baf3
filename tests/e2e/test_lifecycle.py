"""A worker's life: what it waits for, what it refuses, how it leaves and comes back."""

import asyncio
import json
from http import HTTPStatus
from pathlib import Path

import pytest
from aiokafka.admin import AIOKafkaAdminClient

from stream.engine.brokers import embedded, free_port
from stream.engine.exits import Exit
from stream.engine.plan import TopicSpec
from stream.engine.topics import ensure
from stream.models import Topic
from tests.harness.counting import BAD, BUG, counted
from tests.harness.counting_worker import CHANGELOG, TOPICS
from tests.harness.fixtures import EMBEDDED
from tests.harness.site import Site, site
from tests.harness.workers import Worker

pytestmark = pytest.mark.embedded

COUNTING = ("-m", "tests.harness.counting_worker")


@pytest.fixture
def counting(bare: Site) -> Site:
    """Give a site with the topics of the stage that counts."""
    asyncio.run(ensure(bare.settings, TOPICS))
    return bare


def publish(site: Site, *values: bytes) -> None:
    """Publish values to the first partition."""
    site.publish(Topic.RAW, [(b"key", value) for value in values], partition=0)


def shown(site: Site, count: int) -> list[tuple[int, int]]:
    """Wait for so many outputs; give the state that each shows."""
    records = site.follow(Topic.UNIQUE, lambda read: len(read) >= count)
    values = [json.loads(record.value) for record in records]
    return [(value["count"], value["checksum"]) for value in values]


def recreate(site: Site, spec: TopicSpec) -> None:
    """Delete a topic and create it anew, empty."""

    async def anew() -> None:
        admin = AIOKafkaAdminClient(bootstrap_servers=list(site.settings.broker))
        await admin.start()
        try:
            await admin.delete_topics([spec.name])
        finally:
            await admin.close()
        await ensure(site.settings, [spec])

    asyncio.run(anew())


def left(worker: Worker) -> tuple[int, str]:
    """Wait until a worker leaves; give exit code and last words."""
    code = worker.wait()
    return code, worker.events()[-1]["message"]


def test_a_worker_waits_for_its_broker_and_its_topics(tmp_path: Path) -> None:
    """Started first, it is alive and not ready; then it works, and stops in good order."""
    port = free_port()
    with site(f"127.0.0.1:{port}", tmp_path, **EMBEDDED) as early:
        worker = early.start(*COUNTING)
        worker.until(lambda: worker.get("/healthz/live")[0] == HTTPStatus.OK, "an answer")
        assert worker.get("/healthz/ready")[0] == HTTPStatus.SERVICE_UNAVAILABLE

        with embedded(port):
            asyncio.run(ensure(early.settings, TOPICS))
            publish(early, b"a", b"b", b"c")

            assert shown(early, 3) == counted([b"a", b"b", b"c"])
            worker.until(lambda: worker.get("/healthz/ready")[0] == HTTPStatus.OK, "readiness")
            assert 'newsfeed_records_in_total{stage="dedupe"} 3.0' in worker.get("/metrics")[1]
            assert worker.terminate() == Exit.OK


def test_a_broker_that_never_comes_is_told(bare: Site) -> None:
    """After the time given, with its address: a supervisor tries again."""
    address = f"127.0.0.1:{free_port()}"
    worker = bare.start(*COUNTING, NEWSFEED_BROKER=address, NEWSFEED_BROKER_WAIT_SECONDS="0.2")

    code, words = left(worker)

    assert code == Exit.BROKER
    assert words.startswith(f"giving up: no broker at {address} within 0.2 s")


def test_topics_of_another_shape_are_refused(ready: Site) -> None:
    """With expected and actual number, before anything is read."""
    worker = ready.work("tag", NEWSFEED_RAW_PARTITIONS="7")

    code, words = left(worker)

    assert code == Exit.TOPICS
    assert words == "giving up: news.raw: 7 partitions expected, 2 there"


def test_a_worker_comes_back_to_its_state_and_to_no_other(counting: Site) -> None:
    """What was delivered is committed, so nothing is repeated or forgotten after a restart.

    With the changelog made anew, state and log are not of one age: going on would give wrong
    results in silence, so the third worker refuses.
    """
    publish(counting, b"a", b"b")
    first = counting.start(*COUNTING)
    shown(counting, 2)
    assert first.terminate() == Exit.OK
    publish(counting, b"c")

    second = counting.start(*COUNTING)

    assert shown(counting, 3) == counted([b"a", b"b", b"c"])
    assert 'newsfeed_repeats_total{stage="dedupe"} 0.0' in second.get("/metrics")[1]
    assert second.terminate() == Exit.OK

    recreate(counting, next(spec for spec in TOPICS if spec.name == CHANGELOG))

    code, words = left(counting.start(*COUNTING))
    assert code == Exit.STATE
    assert words.startswith(
        "leaving news.raw[0]: offset 3 is committed, but the journal ends at -1"
    )


def test_a_failure_acks_nothing(counting: Site) -> None:
    """C: one bug more than allowed: the worker leaves, and the next one loses nothing.

    It rejects the record with its bytes, its key and its headers; bad input as well.
    """
    publish(counting, b"a", b"b", BUG, b"c")
    came = [("b", b"1"), ("a", b"\xff")]
    counting.publish(Topic.RAW, [(b"\x00", BAD)], partition=0, headers=came)
    first = counting.start(*COUNTING, NEWSFEED_MAX_INTERNAL_ERRORS="0")
    assert left(first) == (
        Exit.BUGS,
        "leaving dedupe: the last of too many: ValueError: asked to fail",
    )
    assert counting.read(Topic.UNIQUE) == []

    second = counting.start(*COUNTING)

    assert shown(counting, 3) == counted([b"a", b"b", b"c"])
    bug, bad = counting.follow(Topic.REJECTED, lambda read: len(read) == 2)
    assert (bug.key, bug.value) == (b"key", BUG)
    assert (bad.key, bad.value, list(bad.headers)[:2]) == (b"\x00", BAD, came)
    assert dict(bug.headers)["newsfeed-reason"] == b"internal"
    assert dict(bad.headers)["newsfeed-reason"] == b"not_json"
    assert second.terminate() == Exit.OK
