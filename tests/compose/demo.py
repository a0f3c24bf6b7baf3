"""The project with what is outside of it: a client on this machine, and a load that it sends."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from stream.engine import inspect
from stream.models import Topic
from tests.compose.project import Project
from tests.harness.site import Site
from tests.harness.workers import Worker
from tests.panels.load import Load

BROKER: Final = "localhost:9092"
LOAD_RATE: Final = 50
"""Articles a second."""
LOAD_SPAN: Final = timedelta(minutes=20)
RESULTS: Final = tuple(topic for topic in Topic if topic is not Topic.RAW)


@dataclass(slots=True, kw_only=True)
class Demo:
    """The project, seen from this machine as clients see it; ``loads`` are sent from here."""

    project: Project
    site: Site
    loads: list[Worker] = field(default_factory=list)

    def send_load(self) -> None:
        """Start to send all sorts of news, dated as it is sent, for longer than is needed."""
        now = datetime.now(UTC)
        count = LOAD_RATE * int(LOAD_SPAN.total_seconds())
        load = Load(count=count, span=LOAD_SPAN, end=now, now=now, all_clocks_right=True)
        file = self.site.directory / "load.jsonl"
        file.write_bytes(b"".join(line + b"\n" for line in load.lines()))
        pace = f"--live={1 / LOAD_RATE}"
        command = ("-m", "stream.cli", "replay", pace, "--no-resume", str(file))
        self.loads.append(self.site.start(*command))

    def lag(self, stage: str) -> int:
        """Give how many records a stage has not committed, as the broker knows it."""
        return sum(self.site.lag(stage).values())

    def counts(self) -> dict[str, int]:
        """Give how many records each topic of results has."""
        ends = {topic: inspect.end_offsets(self.site.settings, topic) for topic in RESULTS}
        return {topic: sum(asyncio.run(end).values()) for topic, end in ends.items()}

    def has_more(self, topic: str, count: int) -> bool:
        """Say whether a topic has more records than so many."""
        return self.counts()[topic] > count

    def is_done(self, stage: str) -> bool:
        """Say whether a stage has committed all that there is for it."""
        return self.lag(stage) == 0
