"""Runs the stage that counts as a worker: ``python -m tests.harness.counting_worker``."""

import os
import sys

from stream.config import Settings
from stream.engine import logs
from stream.engine.plan import StageSpec, TopicSpec
from stream.engine.worker import work
from stream.models import Topic
from tests.harness.counting import Counting

PARTITIONS = 2
SPEC = StageSpec(
    name="dedupe",
    input=Topic.RAW,
    outputs=(Topic.UNIQUE, Topic.REJECTED),
    group="counting",
    journal=True,
    make=lambda _partition: Counting(),
    part_records=256,
)
CHANGELOG = "counting-journal-changelog"
TOPICS = [
    TopicSpec(name=name, partitions=partitions, replication=1, configs={})
    for name, partitions in (
        (Topic.RAW, PARTITIONS),
        (Topic.UNIQUE, 1),
        (Topic.REJECTED, 1),
        (CHANGELOG, PARTITIONS),
    )
]


def main() -> int:
    """Work until told to stop; give the exit code."""
    settings = Settings.from_environment(os.environ)
    logs.set_up(settings)
    return work(SPEC, TOPICS, settings)


if __name__ == "__main__":
    sys.exit(main())
