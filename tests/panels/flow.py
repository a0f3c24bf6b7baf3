"""The whole flow under a load, with things that happen to it, watched by a Prometheus."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import time
from typing import Final

from stream.engine.brokers import free_port
from stream.metrics import STAGES
from tests.harness.answers import Span
from tests.harness.grafana import Viewer, board
from tests.harness.prometheus import prometheus
from tests.harness.site import Site, site
from tests.harness.workers import Worker
from tests.panels.load import Load

LOAD: Final = "load.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """So many articles, of so many hours, in so many seconds."""

    count: int
    hours: float
    seconds: int
    all_clocks_right: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The processes of a flow, and the address of its Prometheus since ``started``.

    ``workers`` are by name: that of their stage, and a second tagger that joins later. ``records``
    are those of the load, with a heartbeat a minute for each raw partition.
    """

    site: Site
    workers: dict[str, Worker]
    ports: Mapping[str, int]
    prometheus: str
    started: float
    scrape_seconds: int
    records: int

    def start(self, name: str) -> None:
        """Start a worker where Prometheus looks for it: the first of its name, or the next."""
        stage, port = name.partition("-")[0], self.ports[name]
        place = {"NEWSFEED_METRICS_PORT": str(port), "NEWSFEED_INSTANCE_ID": name}
        worker = self.site.work(stage, **place)
        self.workers[name] = replace(worker, metrics_port=port)

    def viewer(self, name: str, *, start: float | None = None, stage: str = "") -> Viewer:
        """Look at a dashboard as of now, from the beginning on unless told, at a stage's worker."""
        chosen = {"instance": f"127.0.0.1:{self.ports[stage]}"} if stage else {}
        return Viewer(
            board=board(name),
            prometheus=self.prometheus,
            span=Span(start=start or self.started, end=time()),
            scrape_seconds=self.scrape_seconds,
            chosen=chosen,
        )


@contextmanager
def flow(
    broker: str,
    directory: Path,
    rules: Sequence[Path],
    pace: Pace,
    variables: Mapping[str, str],
    *,
    scrape_seconds: int = 1,
) -> Iterator[Flow]:
    """Let a load through, from when its workers are ready.

    ``scrape_seconds`` is what Grafana is told; Prometheus scrapes each second.
    """
    ports = {name: free_port() for name in (*STAGES, "tag-2", "replay")}
    services = {port: name.partition("-")[0] for name, port in ports.items()}
    workers = [port for name, port in ports.items() if name != "replay"]
    with (
        site(broker, directory, **variables) as made,
        prometheus(
            directory, workers, rules, services=services, sources=[ports["replay"]]
        ) as address,
    ):
        lines = _written(directory, pace)
        beats = round(60 * pace.hours) * made.settings.raw_partitions
        running = Flow(
            site=made,
            workers={},
            ports=ports,
            prometheus=address,
            started=time(),
            scrape_seconds=scrape_seconds,
            records=lines + beats,
        )
        made.create_topics()
        for stage in STAGES:
            running.start(stage)
        for worker in running.workers.values():
            worker.ready()
        _send(running, directory / LOAD, pace.hours * 3600 / pace.seconds)
        yield running


def _send(running: Flow, file: Path, speed: float) -> None:
    port = str(running.ports["replay"])
    command = ("-m", "stream.cli", "replay", "--metrics-port", port, f"--speed={speed}", str(file))
    replay = running.site.start(*command)
    running.workers["replay"] = replace(replay, metrics_port=running.ports["replay"])


def _written(directory: Path, pace: Pace) -> int:
    """Write a load that ends now, so that time passes as its articles come; count its lines."""
    now = datetime.now(UTC)
    load = Load(
        count=pace.count,
        span=timedelta(hours=pace.hours),
        end=now,
        now=now,
        all_clocks_right=pace.all_clocks_right,
    )
    lines = list(load.lines())
    (directory / LOAD).write_bytes(b"".join(line + b"\n" for line in lines))
    return len(lines)
