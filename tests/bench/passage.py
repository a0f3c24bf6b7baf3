"""Articles per second through worker processes on a real broker, and what each worker took.

All articles are published first; the clock runs from the worker's readiness to its last record.
In the whole flow the worker of the first stage is started last.
"""

import asyncio
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Final

from stream import codec
from stream.engine import brokers, inspect, topics
from stream.engine.brokers import Broker
from stream.models import Topic
from stream.pipeline import closing, stages
from tests.bench.articles import END
from tests.harness import counting_worker
from tests.harness.site import Site, site
from tests.harness.waiting import eventually
from tests.harness.workers import Worker

STAGES: Final = ("tag", "dedupe", "window")
DRAIN_SECONDS: Final = 600.0
LOOK_SECONDS: Final = 0.1
BROKERS: Final[dict[str, Callable[[], AbstractContextManager[Broker]]]] = {
    "embedded": brokers.embedded,
    "apache": brokers.apache,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What it took one worker, or all of them at once, to work off the articles.

    ``cpu_micros`` is the processor time per article, the start of the process left out: it says
    more than seconds where cores are shared. ``megabytes`` is the memory in the end.
    """

    broker: str
    name: str
    articles: int
    seconds: float
    cpu_micros: float
    megabytes: float

    @property
    def speed(self) -> float:
        """Give the articles per second."""
        return self.articles / self.seconds


def pass_through(kind: str, values: Sequence[bytes]) -> Passage:
    """Run the engine with a stage that does next to nothing, but has a journal and an output."""
    with _site(kind, NEWSFEED_RAW_PARTITIONS=str(counting_worker.PARTITIONS)) as made:
        asyncio.run(topics.ensure(made.settings, counting_worker.TOPICS))
        made.publish(Topic.RAW, _keyed(values))
        run = _Run(kind, made, len(values))
        spec = counting_worker.SPEC
        run.start("pass-through", lambda: made.start("-m", "tests.harness.counting_worker"))
        run.drain("pass-through", spec.group, spec.input)
        return run.passage("pass-through", "pass-through")


def alone(kind: str, values: Sequence[bytes]) -> list[Passage]:
    """Run one stage after the other, each on the whole log of the one before."""
    with _filled(kind, values) as made:
        return [_alone(kind, made, stage, len(values)) for stage in STAGES]


def together(kind: str, values: Sequence[bytes]) -> list[Passage]:
    """Run all three workers at once; give what each took of it, and the sum of it all."""
    with _filled(kind, values) as made:
        run = _Run(kind, made, len(values))
        for stage in reversed(STAGES):
            run.start(stage, partial(made.work, stage))
        for spec in stages(made.settings):
            run.drain(spec.name, spec.group, spec.input)
        parts = [run.passage(f"  of it {stage}", stage) for stage in STAGES]
        return [run.passage("all at once", *STAGES), *parts]


class _Run:
    """Workers at work on one site, and the clock, which each start sets to zero."""

    def __init__(self, kind: str, made: Site, articles: int) -> None:
        self._kind = kind
        self._site = made
        self._articles = articles
        self._workers: dict[str, Worker] = {}
        self._idle_cpu: dict[str, float] = {}
        self._started = self._ended = 0.0

    def start(self, name: str, work: Callable[[], Worker]) -> None:
        """Start a worker and wait until it is ready."""
        worker = self._workers[name] = work()
        worker.ready()
        self._started = perf_counter()
        self._idle_cpu[name] = _measured(worker, "process_cpu_seconds_total")

    def drain(self, name: str, group: str, topic: Topic) -> None:
        """Wait until a worker has taken in all there is; it ended when it took in the last."""
        settings, worker, taken = self._site.settings, self._workers[name], -1.0

        def drained() -> bool:
            nonlocal taken
            before, taken = taken, _measured(worker, "newsfeed_records_in_total")
            if taken != before:
                self._ended = perf_counter()
                return False
            return not any(asyncio.run(inspect.group_lag(settings, group, topic)).values())

        eventually(drained, f"{name}: all of {topic}", within=DRAIN_SECONDS, every=LOOK_SECONDS)

    def passage(self, title: str, *names: str) -> Passage:
        """Sum up what these workers took so far."""
        cpu = sum(self._cpu(name) for name in names)
        memory = sum(
            _measured(self._workers[name], "process_resident_memory_bytes") for name in names
        )
        return Passage(
            broker=self._kind,
            name=title,
            articles=self._articles,
            seconds=self._ended - self._started,
            cpu_micros=cpu / self._articles * 1e6,
            megabytes=memory / 1e6,
        )

    def _cpu(self, name: str) -> float:
        spent = _measured(self._workers[name], "process_cpu_seconds_total")
        return spent - self._idle_cpu[name]


def _alone(kind: str, made: Site, stage: str, articles: int) -> Passage:
    spec = next(spec for spec in stages(made.settings) if spec.name == stage)
    run = _Run(kind, made, articles)
    run.start(stage, partial(made.work, stage))
    run.drain(stage, spec.group, spec.input)
    passage = run.passage(f"{stage} alone", stage)
    made.workers[-1].terminate()
    return passage


@contextmanager
def _site(kind: str, **variables: str) -> Iterator[Site]:
    """Give a site on a fresh broker."""
    with BROKERS[kind]() as broker, tempfile.TemporaryDirectory() as directory:
        idempotent = str(broker.idempotent).lower()
        variables = {"NEWSFEED_IDEMPOTENT_PRODUCER": idempotent, **variables}
        with site(broker.address, Path(directory), **variables) as made:
            yield made


@contextmanager
def _filled(kind: str, values: Sequence[bytes]) -> Iterator[Site]:
    """Give a site with the articles on ``news.raw``, and a heartbeat behind that closes time."""
    with _site(kind) as made:
        made.create_topics()
        made.publish(Topic.RAW, _keyed(values))
        last = closing(made.settings).heartbeat(END, END + closing(made.settings).largest * 2)
        for partition in range(made.settings.raw_partitions):
            made.publish(Topic.RAW, [(b"", last)], partition=partition)
        yield made


def _keyed(values: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Key each article by its id, as a producer should."""
    return ((codec.decode_article(value).id.encode(), value) for value in values)


def _measured(worker: Worker, series: str) -> float:
    """Read a series of the worker's metrics, of whatever labels; a worker has one of each."""
    _, text = worker.get("/metrics")
    found = next(
        line for line in text.splitlines() if line.startswith((f"{series} ", f"{series}{{"))
    )
    return float(found.split()[-1])
