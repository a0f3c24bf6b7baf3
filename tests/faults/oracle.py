"""What differs on each topic from what must stand there (``expected``): the judge.

Every record is compared whole: partition, key, value and headers. Not here: how many repeats are
allowed (``bounds``), what is known without the stages (``accounts``).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from stream.codec import is_idle
from stream.config import Settings
from stream.models import Topic
from stream.stages.contract import Record
from tests.faults.expected import (
    Image,
    Named,
    Odd,
    Windows,
    expected,
    image,
    named,
    rejection,
    unchanged,
)
from tests.faults.log import Log, header, is_foreign, place_of_mention

__all__ = ["Log", "Odd", "Verdict", "header", "judge", "place_of_mention", "unchanged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How a topic differs from what it must hold, in records.

    ``wrong`` are those that differ in anything, and those that first came behind a later one.
    """

    expected: int
    lost: int
    wrong: int
    phantom: int
    repeats: int

    @property
    def right(self) -> bool:
        """Say whether nothing but repeats is amiss."""
        return self.lost == self.wrong == self.phantom == 0


def judge(log: Log, settings: Settings, odd: Odd = unchanged) -> dict[Topic, Verdict]:
    """Judge every output topic; ``odd`` makes a stage what the workers' stages were."""
    right = expected(log, settings, odd)
    there = {topic: [each for each in log[topic] if not is_foreign(each)] for topic in Topic}
    tagged = [each for each in there[Topic.TAGGED] if not is_idle(each.value or b"")]
    verdicts = {
        topic: _compared(right.records[topic], map(_seen, there[topic]), _by_partition)
        for topic in (Topic.UNIQUE, Topic.DUPLICATES, Topic.MENTIONS)
    }
    rejected = [named(rejection(each)) for each in log[Topic.REJECTED]]
    return {
        Topic.TAGGED: _compared(right.records[Topic.TAGGED], map(_seen, tagged), _by_origin),
        **verdicts,
        Topic.WINDOWS: _compared_windows(right.windows, there[Topic.WINDOWS]),
        Topic.REJECTED: _compared(right.records[Topic.REJECTED], rejected, _by_identity),
    }


def _seen(record: Record) -> Named:
    return named(image(record, record.partition))


def _by_partition(each: Named) -> object:
    """Everything in a partition is in order."""
    return each[1].partition


def _by_origin(each: Named) -> object:
    """Taggers work side by side: what comes of one raw partition is in order."""
    return (dict(each[1].headers).get("newsfeed-origin") or b"").partition(b":")[0]


def _by_identity(each: Named) -> object:
    """Three stages write side by side: no order."""
    return each[0]


def _compared(
    right: Sequence[Named], there: Iterable[Named], lane: Callable[[Named], object]
) -> Verdict:
    """Compare by identity; where several share one, any of them will do for any."""
    images: dict[str, list[Image]] = defaultdict(list)
    for name, seen in right:
        images[name].append(seen)
    actual = list(there)
    counts = Counter(name for name, _ in actual)
    return Verdict(
        expected=len(right),
        lost=sum(max(0, len(images[name]) - counts[name]) for name in list(images)),
        wrong=sum(name in images and seen not in images[name] for name, seen in actual)
        + _disordered(right, actual, lane),
        phantom=len(counts.keys() - images.keys()),
        repeats=sum(max(0, counts[name] - len(images.get(name, "1"))) for name in counts),
    )


def _disordered(
    right: Sequence[Named], actual: Sequence[Named], lane: Callable[[Named], object]
) -> int:
    """Count records that first came behind one that must follow them."""
    places = {name: place for place, (name, _) in enumerate(right)}
    furthest: dict[object, int] = defaultdict(lambda: -1)
    behind, known = 0, set()
    for each in actual:
        name = each[0]
        if name not in known and name in places:
            known.add(name)
            behind += places[name] < furthest[lane(each)]
            furthest[lane(each)] = max(furthest[lane(each)], places[name])
    return behind


def _compared_windows(right: Windows, records: Iterable[Record]) -> Verdict:
    """Compare each version with what the window was then, and want the last one written last.

    Which versions in between are written depends on where chunks end. A crash may write older ones
    again, but what was written last is what compaction keeps.
    """
    actual = [(record.key, *_seen(record)) for record in records]
    counts = Counter(name for _, name, _ in actual)
    written_last = {key: name for key, name, _ in actual}
    return Verdict(
        expected=len(right.last),
        lost=sum(name not in counts for name in right.last.values()),
        wrong=sum(name in right.states and hash(i) != right.states[name] for _, name, i in actual)
        + sum(n in counts and written_last.get(key) != n for key, n in right.last.items()),
        phantom=len(counts.keys() - right.states.keys()),
        repeats=sum(counts.values()) - len(counts),
    )
