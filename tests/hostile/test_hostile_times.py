"""Times at the ends of the calendar, in articles and in Kafka's own timestamps, through all stages.

Such times are facts of the log: what came is counted in the windows it says, and nothing fails.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Final

import pytest

from stream.codec import decode_mark, decode_window, encode, is_mark
from stream.models import EPOCH, Topic
from stream.stages.contract import Fact, Output, Record, Stage
from tests.hostile.deciding import SPECS, decided, fresh, passed_on

FIRST: Final = datetime.min.replace(tzinfo=UTC)
LAST: Final = datetime.max.replace(tzinfo=UTC)
NOON: Final = datetime(2025, 2, 1, 12, tzinfo=UTC)
MILLISECOND: Final = timedelta(milliseconds=1)
TIMES: Final = (FIRST, FIRST + timedelta(days=1), EPOCH - MILLISECOND, EPOCH, NOON, LAST)


def article(published: datetime, name: str) -> bytes:
    """Give an article about Bitcoin of a time, unlike all others."""
    title = f"{name} says $BTC rises to {name}"
    return encode({"id": name, "title": title, "published_at": published})


def through(raw: Iterable[Record]) -> Iterator[Output]:
    """Let records pass ``tag`` and ``dedupe`` and give what follows, as long as none is refused."""
    (tagger, tag), (deduper, dedupe) = fresh("tag"), fresh("dedupe")
    for offset, record in enumerate(raw):
        tagged = decided(tagger, tag, record)
        assert tagged.outcome == "tagged"
        passed = decided(deduper, dedupe, passed_on(tagged.outputs[0], offset))
        assert passed.outcome == "unique"
        yield from passed.outputs


def heard_of(partitions: int, at: datetime) -> list[Record]:
    """Give one article of each raw partition, so that time is known."""
    return [Record(each, 0, at, b"k", article(at, f"p{each}")) for each in range(partitions)]


@pytest.mark.parametrize(
    ("published", "received"),
    [(one, other) for one, other in product(TIMES, TIMES) if one - other <= timedelta(days=1)],
)
def test_an_article_of_any_time_is_counted(published: datetime, received: datetime) -> None:
    """In its three windows, by the earlier of the two times."""
    raw = [Record(0, 0, received, b"k", article(published, "a"))]
    mentions = [each for each in through(raw) if each.topic is Topic.MENTIONS]

    windower, window = fresh("window")
    outputs = [
        output
        for at, each in enumerate(mentions)
        for output in decided(windower, window, passed_on(each, at)).outputs
    ]

    windows = [decode_window(each.value or b"") for each in outputs]
    assert [each.size_seconds for each in windows] == [300, 3_600, 86_400]
    assert {each.first_at for each in windows} == {min(published, received)}
    assert all(each.start <= min(published, received) for each in windows)


def test_time_may_leap_over_the_whole_calendar() -> None:
    """From year 1 to the last second: windows close, marks are told, what is behind is too late."""
    raw = [
        *heard_of(4, FIRST),
        *(each._replace(offset=1) for each in heard_of(4, NOON)),
        *(each._replace(offset=2) for each in heard_of(4, LAST)),
    ]
    raw = [each._replace(value=article(each.timestamp, f"{at}")) for at, each in enumerate(raw)]
    outputs = [each for each in through(raw) if each.topic is Topic.MENTIONS]

    windower, window = fresh("window")
    results = [
        decided(windower, window, passed_on(each, at)).reason for at, each in enumerate(outputs)
    ]

    marks = [
        decode_mark(each.value or b"").watermark for each in outputs if is_mark(each.value or b"")
    ]
    assert marks == [FIRST, NOON - timedelta(minutes=15), LAST - timedelta(minutes=15)]
    assert set(results) == {None}
    assert window.status().watermark == LAST - timedelta(minutes=15)


def test_state_from_the_ends_of_the_calendar_is_restored() -> None:
    """Dedupe and window fold the same facts to the same state."""
    raw = [*heard_of(4, FIRST), *(each._replace(offset=1) for each in heard_of(4, LAST))]
    raw = [each._replace(value=article(each.timestamp, f"{at}")) for at, each in enumerate(raw)]
    tagger, tag = fresh("tag")
    tagged = [decided(tagger, tag, each).outputs[0] for each in raw]

    stage, facts = folded("dedupe", [passed_on(each, at) for at, each in enumerate(tagged)])
    restored = SPECS["dedupe"].make(0)
    restored.restore(facts)

    assert restored.status() == stage.status()
    assert restored.expired() == stage.expired()
    assert [restored.slim(each) for each in facts] == [stage.slim(each) for each in facts]


def folded(name: str, records: Sequence[Record]) -> tuple[Stage, list[Fact]]:
    """Apply records and give the stage with the journal that it leaves."""
    stage = SPECS[name].make(0)
    steps = [stage.apply(each) for each in records]
    pairs = zip(records, steps, strict=True)
    return stage, [Fact(each.offset, step.fact) for each, step in pairs if step.fact is not None]
