"""The procedures of ``docs/operations.md``, Upgrades and Resetting: they do what the page says.

On Apache Kafka, with the steps that the page gives. What workers do by themselves when something
breaks is tried elsewhere (``tests/faults``).
"""

import json
import signal
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from typing import Any, Final

import pytest

from stream.engine.brokers import Broker, apache
from stream.engine.exits import Exit
from stream.models import Topic
from tests.faults.articles import WORDS, KeyValue, heartbeat
from tests.faults.log import header
from tests.faults.oracle import judge
from tests.faults.reader import read_all
from tests.harness.operating import cut, delete_topics, lose_changelogs, reset
from tests.harness.site import Site, site
from tests.harness.waiting import eventually
from tests.harness.workers import Worker

pytestmark = pytest.mark.kafka

STAGES: Final = ("tag", "dedupe", "window")
START: Final = datetime(2025, 2, 10, 0, 10, tzinfo=UTC)
TICKERS: Final = ("$NVDA", "$KO", "$BTC")
RESULTS: Final = (Topic.UNIQUE, Topic.DUPLICATES, Topic.MENTIONS)
LOOK_SECONDS: Final = 0.2
NO_PORT: Final = {"NEWSFEED_METRICS_PORT": "0"}


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """Run one broker for all; each test has topics and groups of its own on it."""
    with apache(tmp_path_factory.mktemp("kafka")) as running:
        yield running


@pytest.fixture
def flow(
    broker: Broker, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Site]:
    """Give a site with fresh topics, on two partitions each, which go when the test is over."""
    few = {"NEWSFEED_RAW_PARTITIONS": "2", "NEWSFEED_PARTITIONS": "2"}
    prefix = request.node.name.replace("_", "-")
    directory = tmp_path_factory.mktemp("site")
    with site(broker.address, directory, NEWSFEED_GROUP_PREFIX=prefix, **few) as made:
        made.create_topics()
        yield made
    delete_topics(made, [*Topic])


def news(numbers: range) -> list[KeyValue]:
    """Give an article a minute; each fifth tells again, word by word, what came just before."""
    return [(b"%d" % number, json.dumps(_article(number)).encode()) for number in numbers]


def _article(number: int) -> dict[str, object]:
    told = number - 1 if number % 5 == 4 else number
    return {
        "id": f"a-{number}",
        "source": "wire",
        "title": f"{TICKERS[told % 3]} report {told}: {' '.join(Random(told).sample(WORDS, 20))}",
        "published_at": (START + timedelta(minutes=number)).isoformat(),
    }


def man(site: Site, *stages: str) -> dict[str, Worker]:
    """Start a worker of each stage, and wait until all work."""
    workers = {stage: site.work(stage, **NO_PORT) for stage in stages}
    for each in workers.values():
        each.ready()
    return workers


def stop(*workers: Worker) -> list[int]:
    """Stop workers in good order, all at once; give their exit codes."""
    for each in workers:
        each.process.send_signal(signal.SIGTERM)
    return [each.wait() for each in workers]


def close(site: Site) -> None:
    """Say that days have passed, so that all windows are final."""
    for partition in range(site.settings.raw_partitions):
        site.publish(Topic.RAW, [heartbeat(START + timedelta(days=3))], partition=partition)


def drain(site: Site, *stages: str) -> None:
    """Wait until the stages, one after the other, have read all there is."""
    for stage in stages or STAGES:
        eventually(partial(_drained, site, stage), f"{stage}: lag 0", every=LOOK_SECONDS)


def _drained(site: Site, stage: str) -> bool:
    return not any(site.lag(stage).values())


def ids(site: Site, *topics: Topic) -> Mapping[Topic, Counter[str]]:
    """Count the records of topics by id; marks aside, which go to every partition."""
    return {
        topic: Counter(
            header(each, "ce_id") for each in records if header(each, "ce_type") != "newsfeed.mark"
        )
        for topic, records in read_all(site.environment["NEWSFEED_BROKER"], topics).items()
    }


def windows(site: Site) -> Mapping[bytes | None, dict[str, Any]]:
    """Give of each window what was written last."""
    records = read_all(site.environment["NEWSFEED_BROKER"], [Topic.WINDOWS])[Topic.WINDOWS]
    return {each.key: json.loads(each.value or b"{}") for each in records}


def of_size(windows: Mapping[bytes | None, dict[str, Any]], seconds: int) -> Sequence[str]:
    """Name the starts of the windows of a size, each as often as there are tickers in it."""
    return [each["start"] for each in windows.values() if each["size_seconds"] == seconds]


def problems(site: Site, *topics: Topic) -> list[str]:
    """Say what of these topics is not as the stages in memory make it of the same log."""
    verdicts = judge(read_all(site.environment["NEWSFEED_BROKER"], [*Topic]), site.settings)
    return [f"{topic}: {verdicts[topic]}" for topic in topics if not verdicts[topic].right]


def test_a_reset_gives_the_same_results_under_the_same_ids(flow: Site) -> None:
    """After exit code 65: groups and changelogs are deleted, and all the log has comes again.

    The workers that left are in their groups until their sessions are over.
    """
    flow.publish(Topic.RAW, news(range(60)))
    first = man(flow, *STAGES)
    drain(flow)
    before, shown = ids(flow, *RESULTS), windows(flow)
    stateful = ("dedupe", "window")
    codes = stop(*(first[stage] for stage in stateful))
    lose_changelogs(flow, *stateful)

    refusing = [flow.work(stage, **NO_PORT) for stage in stateful]
    refused = [each.wait() for each in refusing]
    reset(flow, *stateful)
    man(flow, *stateful)
    drain(flow)

    assert (codes, refused) == ([Exit.OK] * 2, [Exit.STATE] * 2)
    assert ids(flow, *RESULTS) == {topic: each + each for topic, each in before.items()}
    assert windows(flow) == shown
    flow.publish(Topic.RAW, news(range(60, 70)))
    drain(flow)
    assert problems(flow, *RESULTS, Topic.WINDOWS) == []


def test_a_rolling_restart_loses_and_repeats_nothing(flow: Site) -> None:
    """Readers first, one worker after the other, static members; news comes while one is away."""
    names = {stage: {"NEWSFEED_INSTANCE_ID": f"{stage}-1", **NO_PORT} for stage in STAGES}
    workers = {stage: flow.work(stage, **names[stage]) for stage in STAGES}
    for place, stage in enumerate(reversed(STAGES)):
        flow.publish(Topic.RAW, news(range(20 * place, 20 * place + 10)))
        workers[stage].ready()

        assert workers[stage].terminate() == Exit.OK
        flow.publish(Topic.RAW, news(range(20 * place + 10, 20 * place + 20)))
        workers[stage] = flow.work(stage, **names[stage])
    for each in workers.values():
        each.ready()

    drain(flow)

    assert problems(flow, Topic.TAGGED, *RESULTS, Topic.WINDOWS) == []
    for topic, counts in ids(flow, *RESULTS).items():
        assert set(counts.values()) == {1}, topic


def test_a_new_size_begins_with_the_windows_that_are_open(flow: Site) -> None:
    """Sizes are changed by a restart; the day that has begun is counted from its beginning.

    What had ended comes with a reset of ``window``, which changes nothing else.
    """
    before = replace(flow, environment={**flow.environment, "NEWSFEED_WINDOWS": "5m,1h"})
    flow.environment = {**flow.environment, "NEWSFEED_WINDOWS": "5m,30m,1d"}
    flow.publish(Topic.RAW, news(range(90)))
    man(flow, "tag", "dedupe")
    old = man(before, "window")["window"]
    drain(before)

    assert old.terminate() == Exit.OK
    new = man(flow, "window")["window"]
    close(flow)
    drain(flow)

    kept = windows(flow)
    assert {each["articles"] for each in kept.values() if each["size_seconds"] == 86_400} == {30}
    assert set(of_size(kept, 1_800)) == {"2025-02-10T01:00:00Z", "2025-02-10T01:30:00Z"}
    assert new.terminate() == Exit.OK
    reset(flow, "window")
    man(flow, "window")
    drain(flow)
    whole = windows(flow)
    assert {key: whole[key] for key in kept} == kept
    assert set(of_size(whole, 1_800)) == {
        f"2025-02-10T0{half}:00Z" for half in ("0:00", "0:30", "1:00", "1:30")
    }


def test_a_second_prefix_beside_repeats_and_takes_over(flow: Site) -> None:
    """Its stages read all again beside the first ones; then those are stopped, and it goes on."""
    flow.publish(Topic.RAW, news(range(60)))
    first = man(flow, *STAGES)
    drain(flow)
    before, shown = ids(flow, *RESULTS), windows(flow)
    other = {"NEWSFEED_GROUP_PREFIX": f"{flow.settings.group_prefix}-2"}
    second = replace(flow, environment={**flow.environment, **other})
    second.create_topics()

    man(second, "dedupe", "window")
    drain(second, "dedupe", "window")
    repeated, seen = ids(flow, *RESULTS), windows(flow)
    codes = stop(first["window"], first["dedupe"])
    flow.publish(Topic.RAW, news(range(60, 90)))
    close(flow)
    drain(flow, "tag")
    drain(second, "dedupe", "window")

    assert repeated == {topic: each + each for topic, each in before.items()}
    assert seen == shown
    assert codes == [Exit.OK] * 2
    assert problems(flow, *RESULTS, Topic.WINDOWS) == []
    assert all(each["final"] for each in windows(flow).values())


def test_the_whole_flow_anew_writes_every_window_in_a_higher_version(flow: Site) -> None:
    """From ``news.raw``: what lies between is cut, so that offsets, and with them versions, go on.

    A consumer that keeps the highest version of a window takes what was counted anew. Raw
    partitions may be read in another order, so that another one of two copies is the first.
    """
    flow.publish(Topic.RAW, news(range(60)))
    first = man(flow, *STAGES)
    close(flow)
    drain(flow)
    before, shown = decided(flow), windows(flow)
    assert stop(*first.values()) == [Exit.OK] * 3

    cut(flow, Topic.TAGGED, Topic.MENTIONS)
    reset(flow, *STAGES)
    man(flow, *STAGES)
    drain(flow)

    again = windows(flow)
    assert decided(flow) == before + before
    assert counted(again) == counted(shown)
    assert all(again[key]["version"] > each["version"] for key, each in shown.items())


def decided(site: Site) -> Counter[str]:
    """Count the outcomes of each article, be it unique or a copy."""
    return sum(ids(site, Topic.UNIQUE, Topic.DUPLICATES).values(), Counter())


def counted(windows: Mapping[bytes | None, dict[str, Any]]) -> Mapping[bytes | None, object]:
    """Give what no order changes of each window."""
    fields = ("articles", "stories", "sources", "final")
    return {key: [each[field] for field in fields] for key, each in windows.items()}
