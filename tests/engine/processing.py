"""A processor on topics in memory, and a stage that is slow to come."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable
from threading import Event
from typing import Final

from stream.config import Settings
from stream.engine.part import Decider, Limits
from stream.engine.processor import Passage, Processor
from stream.models import Topic
from stream.stages.contract import Fact, Record, Stage
from tests.engine.fakes import SETTINGS, Kafka, Watcher, changelog, records, spec
from tests.harness.counting import Counting

Fence = Callable[[], Awaitable[int]]
HELD_AT: Final = 1_740_830_400_000
"""Milliseconds since the epoch at which the lease of the tests holds."""


async def open_fence() -> int:
    """Let everyone pass."""
    return HELD_AT


def always() -> bool:
    """Let every chunk go on."""
    return True


class Slow(Counting):
    """Is being restored until it is told to go on."""

    def __init__(self, begun: Event, goes_on: Event) -> None:
        super().__init__()
        self.begun = begun
        self.goes_on = goes_on

    def restore(self, facts: Iterable[Fact]) -> None:
        """Tell that it began, and wait."""
        self.begun.set()
        assert self.goes_on.wait(timeout=60)
        super().restore(facts)


class Bench:
    """A processor of a stage that counts, on topics in memory, for partition 0."""

    def __init__(
        self,
        kafka: Kafka | None = None,
        *,
        journal: bool = True,
        part_records: int = 100,
        bugs_allowed: int = 10,
        fence: Fence = open_fence,
        goes_on: Callable[[], bool] = always,
        make: Callable[[int], Stage] | None = None,
        settings: Settings = SETTINGS,
    ) -> None:
        self.kafka = kafka or Kafka()
        self.watcher = Watcher()
        self.finished: list[int] = []
        self.changelog = changelog(self.kafka, settings) if journal else None
        self.passage = Passage(fence=fence, finish=self.finished.append, open=goes_on)
        limits = Limits(records=part_records, fact_bytes=1 << 19, message_bytes=1 << 20)
        self.processor = Processor(
            spec(make, journal=journal),
            Decider(spec(), limits),
            self.kafka,
            self.watcher,
            changelog=self.changelog,
            bugs_allowed=bugs_allowed,
        )

    async def start(self) -> None:
        """Restore from the changelog, as a worker does."""
        self.processor.assign([0])
        await self.processor.restore()

    async def process(self, given: list[Record], end: int | None = None) -> None:
        """Process records of partition 0."""
        end = given[-1].offset + 1 if end is None else end
        await self.processor.process(0, given, end, self.passage)

    def run(self, *values: bytes) -> None:
        """Start and process these values from offset 0."""

        async def whole() -> None:
            await self.start()
            await self.process(records(*values))

        asyncio.run(whole())

    @property
    def state(self) -> tuple[int, int]:
        """Give the stage's whole state."""
        stage = self.processor.instances[0].stage
        assert isinstance(stage, Counting)
        return stage.state

    def shown(self) -> list[tuple[int, int]]:
        """Give the state that each output shows, in the order of delivery."""
        values = map(json.loads, filter(None, self.kafka.values(Topic.UNIQUE)))
        return [(value["count"], value["checksum"]) for value in values]
