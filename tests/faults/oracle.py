"""What must stand on every topic, computed once more from the log, and what differs from it.

``news.tagged`` is judged by origin against ``tag`` on the raw records; the rest against ``dedupe``
and ``window`` in memory on the log of ``news.tagged``, first appearance of each origin only.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from stream.codec import is_idle
from stream.config import Settings
from stream.engine.outputs import key_hash
from stream.models import EPOCH, Rejected, Topic
from stream.pipeline import stages
from stream.stages.contract import EVERY_PARTITION, Output, Record, Stage

Log = Mapping[Topic, Sequence[Record]]
"""Every record of each topic, each partition's in order."""
Odd = Callable[[Stage], Stage]
"""Makes a stage of another: one that fails for some records, say."""
Expected = dict[str, bytes | None]
"""The value that must stand under each identity of a topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How a topic differs from what it must hold, in records."""

    expected: int
    lost: int
    wrong: int
    phantom: int
    repeats: int

    @property
    def right(self) -> bool:
        """Say whether nothing but repeats is amiss."""
        return self.lost == self.wrong == self.phantom == 0


def unchanged(stage: Stage) -> Stage:
    """Leave a stage as it is."""
    return stage


def judge(log: Log, settings: Settings, odd: Odd = unchanged) -> dict[Topic, Verdict]:
    """Judge every output topic; ``odd`` makes a stage what the workers' stages were."""
    tag, dedupe, window = (partial(_made, spec.make, odd) for spec in stages(settings))
    tagged, tag_rejected = _decided(tag(0), _by_origin(log[Topic.RAW]))
    outputs, dedupe_rejected = _decided(dedupe(0), _first_appearances(log[Topic.TAGGED]))
    windows, window_rejected = _windows(window, outputs, settings.partitions)
    rejected = [*tag_rejected, *dedupe_rejected, *window_rejected]
    return {
        Topic.TAGGED: _compare(_identified(tagged), _without_idle(log[Topic.TAGGED])),
        **{
            topic: _compare(
                _identified(each for each in outputs if each.topic == topic), log[topic]
            )
            for topic in (Topic.UNIQUE, Topic.DUPLICATES)
        },
        Topic.MENTIONS: _compare_mentions(outputs, log[Topic.MENTIONS], settings.partitions),
        Topic.WINDOWS: _compare_windows(windows, log[Topic.WINDOWS]),
        Topic.REJECTED: _compare_rejected(rejected, log[Topic.REJECTED]),
    }


def header(record: Record | Output, name: str) -> str:
    """Give a header as text, empty where there is none."""
    return dict(record.headers).get(name, b"").decode()


def place_of_mention(mention: Record) -> tuple[int, int]:
    """Give ``seq`` and ``index`` of a mention or mark."""
    value = json.loads(mention.value or b"")
    return value["seq"], value["index"]


def _made(make: Callable[[int], Stage], odd: Odd, partition: int) -> Stage:
    return odd(make(partition))


def _by_origin(raw: Iterable[Record]) -> list[Record]:
    return sorted(raw, key=lambda record: (record.partition, record.offset))


def _first_appearances(tagged: Iterable[Record]) -> list[Record]:
    seen: set[str] = set()
    first = []
    for record in tagged:
        assert record.value is not None
        origin = header(record, "newsfeed-origin")
        if is_idle(record.value) or origin not in seen:
            first.append(record)
        if not is_idle(record.value):
            seen.add(origin)
    return first


def _decided(stage: Stage, records: Iterable[Record]) -> tuple[list[Output], list[str]]:
    """Give a stage's outputs, and the origins of what it rejects with the reasons."""
    outputs: list[Output] = []
    rejected = []
    for record in records:
        try:
            outputs += stage.apply(record).outputs
        except Rejected as error:
            origin = header(record, "newsfeed-origin") or f"{record.partition}:{record.offset}"
            rejected.append(f"{origin} {error.reason}")
    outputs += stage.outputs()
    return outputs, rejected


def _windows(
    make: Callable[[int], Stage], outputs: Iterable[Output], partitions: int
) -> tuple[list[Output], list[str]]:
    """Run the window stage on the mentions as they must stand in each partition."""
    lanes: dict[int, list[Output]] = defaultdict(list)
    for output in outputs:
        if output.topic == Topic.MENTIONS:
            for partition in _targets(output, partitions):
                lanes[partition].append(output)
    windows: list[Output] = []
    rejected: list[str] = []
    for partition, lane in sorted(lanes.items()):
        records = [_as_record(partition, offset, each) for offset, each in enumerate(lane)]
        done, refused = _decided(make(partition), records)
        windows += done
        rejected += refused
    return windows, rejected


def _targets(output: Output, partitions: int) -> Iterable[int]:
    if output.partition == EVERY_PARTITION:
        return range(partitions)
    return (key_hash(output.key) % partitions,)


def _as_record(partition: int, offset: int, output: Output) -> Record:
    return Record(partition, offset, EPOCH, output.key, output.value, output.headers)


def _identified(outputs: Iterable[Output]) -> Expected:
    made = list(outputs)
    identified = {header(each, "ce_id"): each.value for each in made}
    assert len(identified) == len(made), "two records share an identity"
    return identified


def _without_idle(records: Iterable[Record]) -> list[Record]:
    return [each for each in records if each.value is not None and not is_idle(each.value)]


def _compare(expected: Expected, actual: Iterable[Record]) -> Verdict:
    return _verdict(expected, [(header(each, "ce_id"), each.value) for each in actual])


def _compare_mentions(
    outputs: Iterable[Output], actual: Iterable[Record], partitions: int
) -> Verdict:
    """Compare mentions by identity and partition: a mark stands in each of them."""
    expected = {
        f"{header(each, 'ce_id')} in {partition}": each.value
        for each in outputs
        if each.topic == Topic.MENTIONS
        for partition in _targets(each, partitions)
    }
    there = [(f"{header(each, 'ce_id')} in {each.partition}", each.value) for each in actual]
    return _verdict(expected, there)


def _compare_windows(outputs: Iterable[Output], actual: Iterable[Record]) -> Verdict:
    """Compare the last version of each key: updates in between depend on chunking."""
    expected = {(each.key or b"").decode(): each.value for each in outputs}
    last: dict[str, tuple[int, bytes | None]] = {}
    repeats = 0
    for record in actual:
        key = (record.key or b"").decode()
        version = int(header(record, "ce_id").rpartition("@")[2])
        highest, _ = last.get(key, (-1, None))
        repeats += version == highest
        if version < highest:
            # Compaction keeps what was written last: an older version there would win for good.
            last[key] = (highest, b"an older version was written after it")
        else:
            last[key] = (version, record.value)
    verdict = _verdict(expected, [(key, value) for key, (_, value) in last.items()])
    return Verdict(
        expected=verdict.expected,
        lost=verdict.lost,
        wrong=verdict.wrong,
        phantom=verdict.phantom,
        repeats=repeats,
    )


def _compare_rejected(expected: Sequence[str], actual: Iterable[Record]) -> Verdict:
    there = [
        f"{header(each, 'newsfeed-origin')} {header(each, 'newsfeed-reason')}" for each in actual
    ]
    return _verdict(dict.fromkeys(expected), [(each, None) for each in there])


def _verdict(expected: Expected, actual: Sequence[tuple[str, bytes | None]]) -> Verdict:
    counts = Counter(identity for identity, _ in actual)
    return Verdict(
        expected=len(expected),
        lost=len(expected.keys() - counts.keys()),
        wrong=sum(i in expected and expected[i] != value for i, value in actual),
        phantom=len(counts.keys() - expected.keys()),
        repeats=sum(counts.values()) - len(counts),
    )
