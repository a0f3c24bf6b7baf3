"""What the engine is told of the flow: the topics to create, the stages to run. Values only.

Not here: which topics and stages there are (``pipeline``).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from stream.models import Topic
from stream.stages.contract import Output, Stage

Idle = Callable[[int, int, datetime], Output]
"""Makes the record that declares an input partition idle: its number, next offset, the time."""

JOURNAL: Final = "journal"
"""Name of what a stage keeps in its changelog."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSpec:
    """One topic as it must be; ``configs`` are Kafka's own names and texts.

    ``partitions_from`` names the setting of their number, None where it cannot be another.
    """

    name: str
    partitions: int
    replication: int
    configs: Mapping[str, str]
    partitions_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSpec:
    """One stage as a worker runs it; ``make`` builds an instance for an input partition.

    ``group`` names the Faust app and its consumer group. ``journal`` says whether the stage has
    a state to keep; ``idle`` is there for a stage that declares its partitions idle. ``maxima``
    names, by the kind of thing that the state holds, the setting that bounds how many.
    ``part_records`` are decided, at most, between two turns of the event loop.
    """

    name: str
    input: Topic
    outputs: tuple[Topic, ...]
    group: str
    journal: bool
    make: Callable[[int], Stage]
    part_records: int
    idle: Idle | None = None
    maxima: Mapping[str, str] = field(default_factory=dict)

    @property
    def changelog(self) -> str | None:
        """Name the topic behind the journal; None without a state."""
        return changelog(self.group) if self.journal else None


def changelog(group: str) -> str:
    """Name the topic behind the journal of a group, as Faust would for a table of that name."""
    return f"{group}-{JOURNAL}-changelog"
