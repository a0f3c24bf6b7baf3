"""Whatever life a worker leads over a log, it leaves the same windows, byte for byte.

Chunks of any size, a death at any step of any chunk, a journal cut as far as may be, and a log
whose writer said things twice: all of them in one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from stream.models import Mark, Mention, Rejected
from stream.stages.contract import Fact, Output, Record
from stream.stages.window import WindowStage
from tests.stages.choices import Choices
from tests.stages.window.drawn import SETTINGS, logs, written
from tests.stages.window.examples import log, run

FATES: Final = ("lives on", "dies before it sends", "dies after it sent", "dies after it wrote")
NAMES: Final = {
    (1, False): "in time",
    (1, True): "late",
    (-1, False): "taken back",
    (-1, True): "taken back late",
}
"""What a mention is called by its sign, and whether it was late."""

choices = st.lists(st.integers(0, 2**32 - 1), max_size=12)


@dataclass(slots=True)
class Worker:
    """Reads records as the engine does: outputs, then journal, then position."""

    stage: WindowStage = field(default_factory=lambda: WindowStage(SETTINGS))
    position: int = 0
    sent: list[Output] = field(default_factory=list)
    journal: list[Fact] = field(default_factory=list)

    def work(self, records: Sequence[Record], size: int, fate: str) -> None:
        """Work on a chunk; whoever dies is followed by one that knows the journal alone."""
        chunk = records[self.position : self.position + size]
        facts = list(run(self.stage, chunk))
        outputs = self.stage.outputs()
        if fate != "dies before it sends":
            self.sent += outputs
        if fate in ("lives on", "dies after it wrote"):
            self.journal += facts
            self.position += len(chunk)
        if fate != "lives on":
            self.stage = WindowStage(SETTINGS)
            self.stage.restore(self.journal)

    def forget(self) -> None:
        """Delete what the stage says it needs no more, as it stands after its last entry."""
        floor = self.stage.expired()
        self.journal = [fact for fact in self.journal if fact.offset >= floor]


def lived(records: Sequence[Record], drawn: Iterable[int]) -> Worker:
    """Give a worker that read all records, some chunks of its life as drawn."""
    worker = Worker()
    for number in drawn:
        life = Choices(number)
        if life.of((True, False)):
            worker.forget()
        worker.work(records, 1 + life.of(range(8)), life.of(FATES))
    worker.work(records, len(records), "dies after it wrote")
    return worker


def said_twice(records: Sequence[Record], drawn: Iterable[int]) -> list[Record]:
    """Give the log of a writer that died: now and then what it said last stands there again."""
    lengths = Counter[int]()
    for number in drawn:
        place = Choices(number)
        lengths[place.of(range(len(records) + 1))] += 1 + place.of(range(10))
    again = (
        each
        for place in range(len(records) + 1)
        for each in (*records[max(0, place - lengths[place]) : place], *records[place : place + 1])
    )
    return [each._replace(offset=offset) for offset, each in zip(count(), again, strict=False)]


def last(outputs: Iterable[Output]) -> dict[bytes | None, Output]:
    """Give the last record of each window, tombstones too."""
    return {output.key: output for output in outputs}


@given(logs, choices, choices)
@settings(max_examples=300)
def test_any_life_leaves_the_same_windows(
    news: Sequence[Mention | Mark], repeats: list[int], life: list[int]
) -> None:
    """Each last record is the one of a worker that read the plain log at a stretch."""
    plain = WindowStage(SETTINGS)
    list(run(plain, log(*news)))
    expected = last(plain.outputs())

    worker = lived(said_twice(log(*news), repeats), life)

    assert last(worker.sent) == expected
    assert worker.stage.status() == plain.status()


@given(logs, choices, choices)
def test_any_two_lives_leave_stages_that_go_on_alike(
    news: Sequence[Mention | Mark], one: list[int], other: list[int]
) -> None:
    """Whatever is behind them: of what comes then they make the same, also of take-backs."""
    half = len(news) // 2
    records = log(*news)

    stages = [lived(records[:half], life).stage for life in (one, other)]
    results = [
        [(*run(stage, [each]), stage.outputs()) for each in records[half:]] for stage in stages
    ]

    assert results[0] == results[1]


def test_drawn_logs_hit_what_is_rare() -> None:
    """Nearly every other log has each: else the lives above would prove little."""
    seen = Counter[str]()
    for seed in range(100):
        chance = Random(seed)
        news = written(chance.getrandbits(64) for _ in range(40))
        seen.update(set(events(news)))

    assert {name for name, logs_ in seen.items() if logs_ >= 40} == {
        "in time",
        "late",
        "too late",
        "taken back",
        "taken back late",
        "nothing to take back",
        "zeros",
        "tombstone",
        "final",
        "revision",
    }


def events(news: Sequence[Mention | Mark]) -> Iterator[str]:
    """Name what happens over a log, record by record."""
    stage = WindowStage(SETTINGS)
    for each, record in zip(news, log(*news), strict=True):
        try:
            step = stage.apply(record)
        except Rejected as error:
            yield "nothing to take back" if "stand" in error.detail else "too late"
            continue
        if isinstance(each, Mention):
            yield NAMES[each.sign, bool(step.counts)]
        values = [output.value for output in stage.outputs()]
        yield from ("tombstone" for value in values if value is None)
        yield from ("zeros" for value in values if value and b'"articles":0' in value)
        yield from (each.label for each in stage.gathered() if each.label != "update")
