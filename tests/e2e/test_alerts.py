"""The alerts as they come: real workers, a real Prometheus, the rules that are shipped."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pytest

from stream.cli.seeds import seed_files
from stream.engine.brokers import embedded, free_port
from stream.metrics import STAGES
from tests.harness.alerting import firing, write_shortened
from tests.harness.fixtures import EMBEDDED
from tests.harness.prometheus import asked, prometheus
from tests.harness.site import Site, site
from tests.harness.waiting import eventually
from tests.harness.workers import Worker

pytestmark = [pytest.mark.embedded, pytest.mark.prometheus]

FACTOR: Final = 60
"""A minute is a second, but nothing is shorter than three."""


@dataclass(slots=True, kw_only=True)
class Watched:
    """A flow under load, and the address of the Prometheus that watches it."""

    site: Site
    workers: dict[str, Worker]
    source: Worker
    prometheus: str

    def fires(self, *alerts: tuple[str, str]) -> None:
        """Wait until all of these alerts fire."""
        eventually(lambda: set(alerts) <= firing(self.prometheus), f"{alerts} firing")

    def holds(self, query: str) -> None:
        """Wait until a query has an answer."""
        eventually(lambda: asked(self.prometheus, query) is not None, query)

    def quiet(self) -> None:
        """Wait until no alert fires."""
        eventually(lambda: not firing(self.prometheus), "no alert firing")


def replay(on: Site, *arguments: str) -> Worker:
    """Start a replay with a port of its own."""
    port = free_port()
    worker = on.start("-m", "stream.cli", "replay", "--metrics-port", str(port), *arguments)
    return replace(worker, metrics_port=port)


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """Run the three workers under the load of the demo, and a Prometheus."""
    directory = tmp_path_factory.mktemp("watched")
    rules = write_shortened(directory / "rules.yml", FACTOR)
    with embedded() as broker, site(broker.address, directory, **EMBEDDED) as made:
        made.create_topics()
        running = {stage: made.work(stage) for stage in STAGES}
        source = replay(made, "--speed=3600", "--loop", *map(str, seed_files()))
        services = {worker.metrics_port: stage for stage, worker in running.items()}
        with prometheus(
            directory,
            list(services),
            [rules],
            services={**services, source.metrics_port: "replay"},
            sources=[source.metrics_port],
        ) as address:
            yield Watched(site=made, workers=running, source=source, prometheus=address)


def test_a_worker_killed_under_load_is_told_and_the_alert_goes_with_its_return(
    watched: Watched,
) -> None:
    """Missing and down while it is away; back at work, it works off what came meanwhile."""
    watched.holds("sum(newsfeed_ready) == 3")
    watched.holds('sum(newsfeed_records_in_total{stage="window"}) > 0')
    watched.quiet()
    killed = watched.workers["window"]

    killed.kill()
    watched.fires(("NewsfeedWorkerMissing", "window"), ("NewsfeedWorkerDown", "window"))
    while_away = firing(watched.prometheus)
    watched.site.work("window", NEWSFEED_METRICS_PORT=str(killed.metrics_port))
    watched.quiet()

    assert {stage for name, stage in while_away if "Worker" in name} == {"window"}
    watched.holds('sum(newsfeed_records_in_total{stage="window"}) > 0')
    watched.holds('sum(newsfeed_consumer_lag_records{stage="window"}) == 0')


def test_a_source_that_changed_its_format_is_told(watched: Watched, tmp_path: Path) -> None:
    """A third of what the taggers read is no article; what they send on is in order."""
    watched.holds("sum(newsfeed_ready) == 3")
    file = tmp_path / "changed.jsonl"
    with file.open("w") as lines:
        for number in range(6_000):
            minute, second = divmod(number // 10, 60)
            time = f"2025-02-10T14:{minute:02}:{second:02}Z"
            lines.write(json.dumps({"id": f"c-{number}", "body": "t", "published_at": time}) + "\n")
            lines.write("<item>\n")

    changed = replay(watched.site, "--speed=5", str(file))
    watched.fires(("NewsfeedRejecting", "tag"))
    rejecting = {stage for name, stage in firing(watched.prometheus) if name.endswith("Rejecting")}
    changed.kill()

    assert rejecting == {"tag"}


def test_a_source_that_is_gone_is_told(watched: Watched) -> None:
    """At once, and not as a silence without a reason."""
    watched.source.kill()

    watched.fires(("NewsfeedSourceDown", "replay"))

    assert ("NewsfeedNoArticles", "") not in firing(watched.prometheus)
