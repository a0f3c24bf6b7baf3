"""The watermark is what its definition says, whatever comes, and whatever a crash takes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from stream.models import EPOCH, Idle, Origin, Tagged
from stream.stages.contract import Fact, Record, Step
from stream.stages.dedupe import DedupeSettings, DedupeStage
from tests.stages.choices import Choices
from tests.stages.dedupe.examples import MINUTE, START, heartbeat, idle, log, marks

PARTITIONS = 3
SETTINGS = DedupeSettings(raw_partitions=PARTITIONS, lateness=15 * MINUTE)
GRAIN = timedelta(seconds=150)
FIVE = 5 * MINUTE
TODAY, AT_THE_EPOCH = timedelta(0), EPOCH - START

NUMBER = st.integers(0, 2**32 - 1)
numbers = st.lists(NUMBER, max_size=6) | st.lists(NUMBER, min_size=20, max_size=60)


@dataclass(slots=True)
class Definition:
    """What is known of each partition, as the design tells it; ``told`` has each crossing."""

    highest: dict[int, int] = field(default_factory=dict)
    newest: dict[int, datetime] = field(default_factory=dict)
    idle: set[int] = field(default_factory=set)
    watermark: datetime | None = None
    told: list[datetime] = field(default_factory=list)

    def read(self, news: Tagged | Idle) -> None:
        """Take in the next record of the log."""
        partition, offset = map(int, news.origin.split(":"))
        if offset <= self.highest.get(partition, -1):
            return
        if isinstance(news, Idle):
            self.idle.add(partition)
        else:
            self.idle.discard(partition)
            self.highest[partition] = offset
            time = min(news.article.published_at, news.received_at)
            self.newest[partition] = max(time, self.newest.get(partition, time))
        self.go_on()

    def go_on(self) -> None:
        """Let time pass where all were heard of and one is not idle; it never goes back."""
        active = [time for each, time in self.newest.items() if each not in self.idle]
        if len(self.idle | self.newest.keys()) < PARTITIONS or not active:
            return
        before, behind = self.watermark, min(active) - SETTINGS.lateness
        self.watermark = behind if before is None else max(before, behind)
        if before is None or self.watermark >= start_of_five(before) + FIVE:
            self.told.append(self.watermark)


def start_of_five(time: datetime) -> datetime:
    """Give the last multiple of five minutes that is not after a time."""
    return time.replace(minute=time.minute // 5 * 5, second=0, microsecond=0)


def news_of(drawn: Sequence[int], begin: timedelta = TODAY) -> list[Tagged | Idle]:
    """Give what three partitions say: news in time, behind and ahead, idleness, stale or not.

    Some of it a tagger says again, for it died. All of it is about a time, told from the start.
    """
    news, following = list[Tagged | Idle](), [0] * PARTITIONS
    for minute, number in enumerate(drawn):
        choices = Choices(number)
        partition = choices.of(range(PARTITIONS))
        kind = choices.of(("news", "news", "news", "news", "idle", "stale", "repeat"))
        if kind == "repeat" and news:
            news.append(choices.of(news))
        elif kind in ("idle", "stale"):
            news.append(idle(partition, following[partition] - (kind == "stale")))
        else:
            at = begin + minute * MINUTE + choices.of(range(-30, 30)) * GRAIN
            beat = heartbeat(at, partition=partition)
            ahead = choices.of((timedelta(0), 480 * MINUTE))
            article = replace(beat.article, published_at=START + at + ahead)
            origin = Origin(f"{partition}:{following[partition]}")
            news.append(replace(beat, article=article, origin=origin))
            following[partition] += 1
    return [each for each in news if not each.origin.endswith(":-1")]


@given(numbers, st.sampled_from((TODAY, AT_THE_EPOCH)))
@settings(max_examples=300)
def test_the_watermark_is_what_its_definition_says(drawn: list[int], begin: timedelta) -> None:
    """After each record, and in each mark; nought is a time like any other."""
    news, stage, definition = news_of(drawn, begin), DedupeStage(SETTINGS), Definition()

    found, told = list[datetime | None](), list[str]()
    expected = list[datetime | None]()
    for each, record in zip(news, log(*news), strict=True):
        told += [mark["watermark"] for mark in marks(stage.apply(record))]
        found.append(stage.status().watermark)
        definition.read(each)
        expected.append(definition.watermark)

    assert found == expected
    assert list(map(datetime.fromisoformat, told)) == definition.told


def test_the_newest_time_goes_on_where_the_watermark_is_held() -> None:
    """By a partition behind, and by one that was never heard; an idle one's news counts too."""
    stage = DedupeStage(DedupeSettings(raw_partitions=2, lateness=15 * MINUTE))
    news = heartbeat(60 * MINUTE), heartbeat(20 * MINUTE, partition=1), heartbeat(90 * MINUTE)
    late = heartbeat(80 * MINUTE), idle(0, 3)

    before = stage.status().newest
    found = [(stage.apply(each), stage.status().newest)[1] for each in log(*news, *late)]

    assert before is None
    assert found == [START + minutes * MINUTE for minutes in (60, 60, 90, 90, 90)]


def test_a_watermark_of_nought_does_not_go_back_either() -> None:
    """At the epoch time is known as at any other: a partition that wakes behind it holds it."""
    stage = DedupeStage(DedupeSettings(raw_partitions=2, lateness=15 * MINUTE))
    epoch = EPOCH - START
    news = heartbeat(epoch + 15 * MINUTE), idle(1, 0), heartbeat(epoch, partition=1)

    found = [(stage.apply(each), stage.status().watermark)[1] for each in log(*news)]

    assert found == [None, EPOCH, EPOCH]


@given(numbers, st.sets(st.integers(0, 60)))
def test_time_goes_on_behind_any_crashes(drawn: list[int], crashes: set[int]) -> None:
    """Restored again and again, from no more of the journal than is needed, it tells the same."""
    records = log(*news_of(drawn))
    through, mortal, journal = DedupeStage(SETTINGS), DedupeStage(SETTINGS), list[Fact]()

    results = list[tuple[Step, Step]]()
    for record in records:
        if record.offset in crashes:
            journal = [fact for fact in journal if fact.offset >= mortal.expired()]
            mortal = DedupeStage(SETTINGS)
            mortal.restore(map(mortal.slim, journal))
        results.append((through.apply(record), mortal.apply(record)))
        journal += written(record, results[-1][1])

    assert [one.outputs for one, _ in results] == [other.outputs for _, other in results]
    assert mortal.status().watermark == through.status().watermark
    assert mortal.status().newest == through.status().newest


def written(record: Record, step: Step) -> list[Fact]:
    """Give what the journal has of a record."""
    return [] if step.fact is None else [Fact(record.offset, step.fact)]
