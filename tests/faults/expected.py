"""What must stand on every topic: the stages in memory, on the log as it came.

``tag`` decides the raw records, ``dedupe`` the log of ``news.tagged`` as it stands, first
appearance of each origin only, ``window`` the mentions that ``dedupe`` must have given.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from stream.codec import is_idle
from stream.config import Settings
from stream.engine.outputs import key_hash
from stream.engine.plan import StageSpec
from stream.engine.rejected import rejected_output
from stream.models import EPOCH, Rejected, Topic
from stream.pipeline import stages
from stream.stages.contract import EVERY_PARTITION, Header, Output, Record, Stage
from tests.faults.log import Log, header, is_foreign

Odd = Callable[[Stage], Stage]
"""Makes a stage of another: one that fails for some records, say."""

UNFIXED: Final = {"ce_time", "__connect.errors.offset"}
"""Headers of what a later stage rejects that tell when and where it stood: a repeat differs."""
TOLD_BY_A_BUG: Final = {"newsfeed-detail", "__connect.errors.exception.message"}


class Image(NamedTuple):
    """All that a consumer sees of a record; its offset and the time it was sent are not fixed."""

    partition: int
    key: bytes | None
    value: bytes | None
    headers: tuple[Header, ...]


Named = tuple[str, Image]
"""An image behind its identity."""


@dataclass(slots=True)
class Windows:
    """The state of every window at each of its versions, by id; ``last`` are the final ids.

    States are kept as hashes of their images: there are many.
    """

    states: dict[str, int] = field(default_factory=dict)
    last: dict[bytes | None, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What must stand on the topics: lists in the order of each partition."""

    records: Mapping[Topic, Sequence[Named]]
    windows: Windows


def unchanged(stage: Stage) -> Stage:
    """Leave a stage as it is."""
    return stage


def expected(log: Log, settings: Settings, odd: Odd = unchanged) -> Expected:
    """Compute it; ``odd`` makes a stage what the workers' stages were."""
    tag, dedupe, window = (_Desk(spec, settings, odd) for spec in stages(settings))
    raw = sorted(log[Topic.RAW], key=lambda record: (record.partition, record.offset))
    tagged = tag.decided(raw)
    results = dedupe.decided(_first_appearances(log[Topic.TAGGED]))
    windows, refused = _windows(window, results, settings.partitions)
    for record in filter(is_foreign, log[Topic.MENTIONS]):
        refused += window.refused(record)
    records: dict[Topic, list[Named]] = {topic: [] for topic in Topic}
    for output in (*tagged, *results, *refused):
        records[output.topic] += _placed(output, settings.partitions)
    return Expected(records=records, windows=windows)


def image(record: Record | Output, partition: int) -> Image:
    """Give what a consumer sees of a record."""
    return Image(partition, record.key, record.value, tuple(record.headers))


def rejection(record: Record | Output) -> Image:
    """Give the same of a rejected record, without what a repeat may tell otherwise."""
    unfixed = UNFIXED if header(record, "newsfeed-stage") != "tag" else set()
    told = TOLD_BY_A_BUG if header(record, "newsfeed-reason") == "internal" else set()
    seen = image(record, 0)
    kept = tuple(each for each in seen.headers if each[0] not in unfixed | told)
    return seen._replace(headers=kept)


def named(seen: Image) -> tuple[str, Image]:
    """Put the identity before an image: its ``ce_id``, for a mark that and its partition."""
    name = (dict(seen.headers).get("ce_id") or b"").decode(errors="replace")
    return (f"{name} in {seen.partition}" if name.startswith("mark:") else name), seen


class _Desk:
    """One stage at work in memory, and how its engine rejects."""

    def __init__(self, spec: StageSpec, settings: Settings, odd: Odd) -> None:
        self._spec = spec
        self._odd = odd
        self._limit = settings.message_max_bytes

    def new(self, partition: int = 0) -> Stage:
        return self._odd(self._spec.make(partition))

    def decided(self, records: Iterable[Record]) -> list[Output]:
        """Give what a new stage makes of records, those it rejects among it."""
        stage = self.new()
        made = [output for record in records for output in self.decide(stage, record)]
        return [*made, *stage.outputs()]

    def decide(self, stage: Stage, record: Record) -> Sequence[Output]:
        try:
            return stage.apply(record).outputs
        except Rejected as error:
            where = {"stage": self._spec.name, "topic": self._spec.input}
            return [rejected_output(record, error, **where, limit=self._limit)]

    def refused(self, record: Record) -> Sequence[Output]:
        """Give what becomes of a foreign record that no state makes better."""
        stage = self.new()
        outputs = self.decide(stage, record)
        if not outputs or stage.outputs():
            raise AssertionError(f"a foreign record was taken for one of ours: {record}")
        return outputs


def _first_appearances(tagged: Iterable[Record]) -> Iterator[Record]:
    """Leave out what taggers repeated; idle records and foreign ones are never that."""
    seen: set[str] = set()
    for record in tagged:
        origin = header(record, "newsfeed-origin")
        if is_foreign(record) or is_idle(record.value or b""):
            yield record
        elif origin not in seen:
            seen.add(origin)
            yield record


def _windows(
    desk: _Desk, outputs: Iterable[Output], partitions: int
) -> tuple[Windows, list[Output]]:
    """Step a window stage for each partition through its mentions, one by one."""
    lanes: dict[int, list[Output]] = defaultdict(list)
    for output in outputs:
        if output.topic == Topic.MENTIONS:
            for partition in _targets(output, partitions):
                lanes[partition].append(output)
    windows = Windows()
    refused: list[Output] = []
    for partition, lane in sorted(lanes.items()):
        stage = desk.new(partition)
        for offset, each in enumerate(lane):
            mention = Record(partition, offset, EPOCH, each.key, each.value, each.headers)
            refused += desk.decide(stage, mention)
            for output in stage.outputs():
                for name, seen in _placed(output, partitions):
                    windows.states[name] = hash(seen)
                    windows.last[output.key] = name
    return windows, refused


def _placed(output: Output, partitions: int) -> list[Named]:
    """Give the records of an output, one in each partition that it goes to."""
    if output.topic == Topic.REJECTED:
        return [named(rejection(output))]
    return [named(image(output, partition)) for partition in _targets(output, partitions)]


def _targets(output: Output, partitions: int) -> Iterable[int]:
    if output.topic == Topic.TAGGED:
        return (0,)
    if output.partition == EVERY_PARTITION:
        return range(partitions)
    return (key_hash(output.key) % partitions,)
