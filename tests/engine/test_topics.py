"""Creating and checking topics, and waiting for a broker, on the embedded broker."""

import asyncio
from dataclasses import replace

import pytest

from stream import pipeline
from stream.config import Settings
from stream.engine.brokers import free_port
from stream.engine.plan import TopicSpec
from stream.engine.topics import BrokerMissing, TopicMismatch, check, ensure, wait_for_broker
from tests.harness.site import Site

pytestmark = pytest.mark.embedded


def spec(name: str, partitions: int) -> TopicSpec:
    """Describe a topic."""
    return TopicSpec(name=name, partitions=partitions, replication=1, configs={})


def impatient(site: Site) -> Settings:
    """Give settings that wait for nothing."""
    return replace(site.settings, broker_wait_seconds=0)


def test_missing_topics_are_created(bare: Site) -> None:
    """All of the flow, changelogs too; the second time there is nothing to do."""
    wanted = pipeline.topics(bare.settings)

    first = asyncio.run(ensure(bare.settings, wanted))
    second = asyncio.run(ensure(bare.settings, wanted))

    assert [report.name for report in first] == [spec.name for spec in wanted]
    assert all(report.created for report in first)
    assert not any(report.created for report in second)
    counts = asyncio.run(wait_for_broker(bare.settings))
    assert {spec.name: spec.partitions for spec in wanted}.items() <= counts.items()


def test_another_number_of_partitions_is_refused(bare: Site) -> None:
    """Expected and actual count are told; nothing that exists is changed."""
    asyncio.run(ensure(bare.settings, [spec("a", 3)]))

    with pytest.raises(TopicMismatch, match=r"^a: 2 partitions expected, 3 there$"):
        asyncio.run(ensure(bare.settings, [spec("a", 2)]))

    assert asyncio.run(wait_for_broker(bare.settings))["a"] == 3


def test_every_complaint_is_made_at_once(bare: Site) -> None:
    """A line each: who mends them need not start three times."""
    asyncio.run(ensure(bare.settings, [spec("a", 3)]))

    with pytest.raises(TopicMismatch) as refused:
        asyncio.run(check(impatient(bare), [spec("a", 2), spec("b", 1)]))

    assert str(refused.value).splitlines() == [
        "a: 2 partitions expected, 3 there",
        "b: missing, or not for this user to see; `newsfeed topics` creates it",
    ]


def test_topics_that_are_there_pass(ready: Site) -> None:
    """At once."""
    asyncio.run(check(impatient(ready), pipeline.topics(ready.settings)))


def test_topics_that_come_later_are_waited_for(bare: Site) -> None:
    """A worker may be started before ``newsfeed topics`` was."""

    async def both() -> None:
        waiting = asyncio.create_task(check(bare.settings, [spec("late", 1)]))
        await asyncio.sleep(0)
        await ensure(bare.settings, [spec("late", 1)])
        await waiting

    asyncio.run(both())


def test_a_broker_that_is_not_there_is_told(bare: Site) -> None:
    """With its address and how long it was waited for."""
    address = f"127.0.0.1:{free_port()}"
    settings = replace(impatient(bare), broker=(address,))

    with pytest.raises(BrokerMissing, match=f"no broker at {address} within 0 s"):
        asyncio.run(wait_for_broker(settings))
