"""One installation under test: a broker, the settings, the topics, the workers started on it."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiokafka import ConsumerRecord

from stream import pipeline
from stream.config import Settings
from stream.engine import inspect, topics
from stream.engine.brokers import free_port
from stream.engine.publisher import Publisher
from stream.stages.contract import Header
from tests.harness import workers
from tests.harness.waiting import SECONDS
from tests.harness.workers import Worker


@dataclass(slots=True, kw_only=True)
class Site:
    """Settings as ``NEWSFEED_*`` variables, for our own reading and for the workers alike."""

    environment: Mapping[str, str]
    directory: Path
    workers: list[Worker] = field(default_factory=list)

    @property
    def settings(self) -> Settings:
        """Read the settings as a worker does."""
        return Settings.from_environment(self.environment)

    def create_topics(self) -> None:
        """Create every topic of the flow, as ``newsfeed topics`` does."""
        asyncio.run(topics.ensure(self.settings, pipeline.topics(self.settings)))

    def work(self, stage: str, **variables: str) -> Worker:
        """Start a worker of a stage, as ``newsfeed work STAGE``."""
        return self.start("-m", "stream.cli", "work", stage, **variables)

    def start(self, *command: str, **variables: str) -> Worker:
        """Start a Python command under these settings, a few changed."""
        port = free_port()
        environment = {**self.environment, "NEWSFEED_METRICS_PORT": str(port), **variables}
        log = self.directory / f"worker-{len(self.workers)}.log"
        worker = workers.start(command, environment, log, port)
        self.workers.append(worker)
        return worker

    def publish(
        self,
        topic: str,
        records: Iterable[tuple[bytes, bytes]],
        *,
        partition: int | None = None,
        headers: Sequence[Header] = (),
    ) -> None:
        """Publish keys and values, and wait until they are delivered."""
        asyncio.run(self.published(topic, records, partition=partition, headers=headers))

    async def published(
        self,
        topic: str,
        records: Iterable[tuple[bytes, bytes]],
        *,
        partition: int | None = None,
        headers: Sequence[Header] = (),
    ) -> None:
        """Publish the same from within a loop."""
        async with Publisher(self.settings) as publisher:
            for key, value in records:
                await publisher.publish(topic, key, value, partition=partition, headers=headers)

    def read(self, topic: str) -> list[ConsumerRecord]:
        """Read what stands on a topic now, by partition and offset."""
        records = asyncio.run(self._read(topic))
        return sorted(records, key=lambda record: (record.partition, record.offset))

    async def _read(self, topic: str) -> list[ConsumerRecord]:
        reader = inspect.follow(self.settings, topic, from_beginning=True, until_end=True)
        return [record async for record in reader]

    def follow(
        self,
        topic: str,
        enough: Callable[[Sequence[ConsumerRecord]], bool],
        *,
        within: float = SECONDS,
    ) -> list[ConsumerRecord]:
        """Read a topic from its beginning, as records come, until there are enough."""
        return asyncio.run(self._follow(topic, enough, within))

    async def _follow(
        self, topic: str, enough: Callable[[Sequence[ConsumerRecord]], bool], within: float
    ) -> list[ConsumerRecord]:
        records: list[ConsumerRecord] = []
        reader = inspect.follow(self.settings, topic, from_beginning=True)
        try:
            async with asyncio.timeout(within), aclosing(reader):
                async for record in reader:
                    records.append(record)
                    if enough(records):
                        break
        except TimeoutError:
            raise AssertionError(f"{topic}: {len(records)} records in {within:g} s") from None
        return records

    def lag(self, stage: str) -> Mapping[int, int]:
        """Give what a stage's group has still to commit of its input, by partition."""
        settings = self.settings
        spec = next(each for each in pipeline.stages(settings) if each.name == stage)
        return asyncio.run(inspect.group_lag(settings, spec.group, spec.input))


@contextmanager
def site(broker: str, directory: Path, **variables: str) -> Iterator[Site]:
    """Give a site on a broker; no process of it outlives the context."""
    environment = {
        "NEWSFEED_BROKER": broker,
        "NEWSFEED_DATA_DIR": str(directory / "data"),
        "NEWSFEED_LOG_FORMAT": "json",
        "NEWSFEED_METRICS_PORT": "0",
        "NEWSFEED_SESSION_TIMEOUT_SECONDS": "6",
        "NEWSFEED_HEARTBEAT_SECONDS": "1",
        "NEWSFEED_COMMIT_INTERVAL_SECONDS": "0.2",
        **variables,
    }
    made = Site(environment=environment, directory=directory)
    try:
        yield made
    finally:
        for worker in made.workers:
            worker.kill()
