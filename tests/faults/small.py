"""A small log as a run without faults leaves it, for the judges' own tests to damage."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from typing import Final

from stream.config import Settings
from stream.engine.outputs import key_hash
from stream.engine.rejected import rejected_output
from stream.models import Rejected, Topic
from stream.pipeline import stages
from stream.stages.contract import EVERY_PARTITION, Output, Record, Stage
from tests.faults.articles import START, articles, heartbeat
from tests.faults.log import Log, header

SETTINGS: Final = Settings()
ARTICLES: Final = 90
CHUNK: Final = 7
ARRIVAL: Final = START + timedelta(days=20)
"""Every record is written one second after the one before."""


@dataclass(slots=True)
class Topics:
    """Topics in memory, and the stages that fill them as they did before."""

    log: dict[Topic, list[Record]] = field(default_factory=lambda: {topic: [] for topic in Topic})
    settings: Settings = SETTINGS
    _stages: dict[tuple[str, int], Stage] = field(default_factory=dict)
    _seconds: int = 0

    def put(self, output: Output) -> None:
        """Append a record to each partition it goes to."""
        for partition in self._targets(output):
            self._seconds += 1
            offset = sum(each.partition == partition for each in self.log[output.topic])
            at = ARRIVAL + timedelta(seconds=self._seconds)
            record = Record(partition, offset, at, output.key, output.value, list(output.headers))
            self.log[output.topic].append(record)

    def work(self, name: str, records: Sequence[Record]) -> list[Output]:
        """Have a stage decide records of one partition; give the outputs, in chunks."""
        spec = next(each for each in stages(self.settings) if each.name == name)
        partition = records[0].partition if name == "window" else 0
        stage = self._stages.setdefault((name, partition), spec.make(partition))
        outputs: list[Output] = []
        for number, record in enumerate(records, 1):
            try:
                outputs += stage.apply(record).outputs
            except Rejected as error:
                where = {"stage": name, "topic": spec.input}
                limit = self.settings.message_max_bytes
                outputs.append(rejected_output(record, error, **where, limit=limit))
            if number % CHUNK == 0:
                outputs += stage.outputs()
        return [*outputs, *stage.outputs()]

    def tag(self, raw: Sequence[tuple[bytes, bytes]]) -> None:
        """Put raw records, spread over the partitions, and what ``tag`` makes of them."""
        for number, (key, value) in enumerate(raw):
            partition = number % self.settings.raw_partitions
            self.put(Output(Topic.RAW, key, value, (), partition))
        self._step("tag", self.log[Topic.RAW])

    def finish(self) -> None:
        """Put what the stages after ``tag`` make of what stands before them."""
        self._step("dedupe", self.log[Topic.TAGGED])
        lanes: dict[int, list[Record]] = defaultdict(list)
        for mention in self.log[Topic.MENTIONS]:
            lanes[mention.partition].append(mention)
        for _, lane in sorted(lanes.items()):
            self._step("window", lane)

    def _step(self, name: str, records: Sequence[Record]) -> None:
        for output in self.work(name, records):
            self.put(output)

    def _targets(self, output: Output) -> Sequence[int]:
        count = self.settings.partitions
        if output.topic in {Topic.TAGGED, Topic.REJECTED}:
            return (0,)
        if output.partition == EVERY_PARTITION:
            return range(count)
        if output.partition is not None:
            return (output.partition,)
        return (key_hash(output.key) % count,)


def small_log(foreign: Sequence[Output] = ()) -> dict[Topic, list[Record]]:
    """Make a log of news with copies, corrections, late ones and rubbish; the last is too late.

    ``foreign`` are put where the stages after ``tag`` read.
    """
    topics = Topics()
    closing = [heartbeat(START + timedelta(days=9))] * topics.settings.raw_partitions
    broken = [(b"broken", b"{"), (b"nothing", b"")]
    topics.tag([*islice(articles(1), ARTICLES), *broken, *closing, too_late()])
    for each in foreign:
        topics.put(each)
    topics.finish()
    return topics.log


def finished(tagged: Sequence[Record], log: Mapping[Topic, Sequence[Record]]) -> Log:
    """Make a log anew from other records of ``news.tagged``."""
    topics = Topics()
    topics.log[Topic.RAW] = list(log[Topic.RAW])
    topics.log[Topic.TAGGED] = list(tagged)
    topics.log[Topic.REJECTED] = [
        each for each in log[Topic.REJECTED] if header(each, "newsfeed-stage") == "tag"
    ]
    topics.finish()
    return topics.log


def too_late() -> tuple[bytes, bytes]:
    """Give an article whose windows nobody keeps any more."""
    article = {"id": "late", "title": "$KO $PEP rise", "published_at": START.isoformat()}
    return b"late", json.dumps(article).encode()
