"""Nothing is lost, wrong or invented when workers are killed in the middle of their work."""

import json
import random

import pytest

from stream.models import Topic
from tests.harness.site import Site
from tests.harness.waiting import eventually
from tests.harness.workers import Worker
from tests.kafka.articles import articles
from tests.kafka.oracle import Verdict, judge
from tests.kafka.reader import read_all

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(600)]

ARTICLES = 20_000
KILLS = 3
STAGES = ("tag", "dedupe", "window")
CLOSING = json.dumps({"action": "heartbeat", "published_at": "2025-02-20T00:00:00Z"}).encode()
DRAIN_SECONDS = 240.0


def test_each_worker_killed_three_times_loses_nothing(four: Site) -> None:
    """Each of the three workers is killed (-9) three times in 20,000 articles and restarted.

    Each time it had delivered something since its start. Every topic then holds what the stages
    in memory give for the same log; repeats are allowed (delivery is at least once) and counted.
    """
    draw = random.Random(2025)
    four.publish(Topic.RAW, articles(ARTICLES, seed=7))
    for partition in range(4):
        four.publish(Topic.RAW, [(b"clock", CLOSING)], partition=partition)
    running = {stage: _start(four, stage) for stage in STAGES}

    for left in sorted((draw.uniform(0.1, 0.9) for _ in range(KILLS)), reverse=True):
        for stage in STAGES:
            _until_left(four, "tag", left)
            _until_working(running[stage], stage)
            running[stage].kill()
            running[stage] = _start(four, stage)
    _until_left(four, "tag", 0)
    _until_left(four, "dedupe", 0)
    _until_left(four, "window", 0)
    codes = [worker.terminate() for worker in running.values()]

    verdicts = judge(read_all(four.settings.broker[0], Topic), four.settings)
    _show(verdicts)
    assert codes == [0, 0, 0]
    assert {topic for topic, verdict in verdicts.items() if not verdict.right} == set()
    assert all(verdicts[topic].expected for topic in verdicts)


def _start(site: Site, stage: str) -> Worker:
    return site.work(stage, NEWSFEED_INSTANCE_ID=f"{stage}-1")


def _until_working(worker: Worker, stage: str) -> None:
    """Wait until a worker has delivered what it read of some records."""
    series = f'newsfeed_records_in_total{{stage="{stage}"}} '

    def counted() -> bool:
        lines = worker.get("/metrics")[1].splitlines()
        return any(float(line.removeprefix(series)) for line in lines if line.startswith(series))

    worker.until(counted, f"{stage} at work", within=DRAIN_SECONDS)


def _until_left(site: Site, stage: str, share: float) -> None:
    """Wait until at most this share of the articles is left to commit for a stage."""
    eventually(
        lambda: sum(site.lag(stage).values()) <= share * ARTICLES,
        f"{stage}: {share:.0%} of the articles left",
        within=DRAIN_SECONDS,
        every=0.2,
    )


def _show(verdicts: dict[Topic, Verdict]) -> None:
    for topic, verdict in verdicts.items():
        print(f"{topic}: {verdict}")  # noqa: T201  # the figures of the run, with -s
