"""The metrics of every worker, scraped by a real Prometheus while news flows."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from seeds import cut
from stream.engine.brokers import embedded
from stream.metrics import STAGES
from stream.models import Topic
from tests.harness.prometheus import asked, prometheus
from tests.harness.site import Site, site
from tests.harness.waiting import eventually
from tests.harness.workers import Worker

pytestmark = [pytest.mark.embedded, pytest.mark.prometheus]


@pytest.fixture(scope="module")
def flow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, list[Worker]]]:
    """Run the three workers and let the seeds through."""
    variables = {"NEWSFEED_RAW_PARTITIONS": "1", "NEWSFEED_IDEMPOTENT_PRODUCER": "false"}
    with (
        embedded() as broker,
        site(broker.address, tmp_path_factory.mktemp("flow"), **variables) as made,
    ):
        made.create_topics()
        running = [made.work(stage) for stage in STAGES]
        lines = cut.ARTICLES.read_bytes().splitlines()
        made.publish(Topic.RAW, ((b"article", line) for line in lines))
        for worker in running:
            worker.ready()
        yield made, running


def test_promtool_finds_nothing(flow: tuple[Site, list[Worker]]) -> None:
    """Names, help and types of every worker's series are as Prometheus wants them."""
    for worker in flow[1]:
        status, metrics = worker.get("/metrics")
        checked = subprocess.run(
            ["promtool", "check", "metrics"],
            input=metrics,
            capture_output=True,
            text=True,
            check=False,
        )

        assert status == 200
        assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")


def test_prometheus_scrapes_every_worker(flow: tuple[Site, list[Worker]], tmp_path: Path) -> None:
    """Every target is up, and the series of each stage count the news that came."""
    ports = [worker.metrics_port for worker in flow[1]]

    with prometheus(tmp_path, ports) as address:
        up = eventually(lambda: asked(address, "sum(up) == 3"), "three targets up")
        counted = eventually(
            lambda: asked(address, "count(newsfeed_records_in_total > 0) == 3"),
            "records counted by each stage",
        )

    assert (up, counted) == (3, 3)
