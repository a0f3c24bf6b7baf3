"""The real stages on a feed of some weeks, and the changelogs that they leave behind.

The feed is seeded and has every kind of news; the weeks are longer than any retention, so the
journals have merged, slimmed and deleted on the way.
"""

import asyncio
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from typing import Final

from stream.engine.age import StateMismatch, check_age
from stream.engine.changelog import Changelog
from stream.engine.entry import JournalError
from stream.engine.folding import in_order
from stream.engine.part import Part
from stream.engine.reader import replay
from stream.engine.starts import Start
from stream.models import EPOCH, Rejected, Tagged, Topic
from stream.stages.contract import Fact, Output, Record, Stage, Step
from stream.stages.dedupe import DedupeSettings, DedupeStage
from stream.stages.window import WindowSettings, WindowStage
from tests.engine.fakes import CHANGELOG, SETTINGS, Kafka, MemoryReader
from tests.stages.dedupe import examples

NEWS: Final = 200
MENTIONS: Final = 250
EVERY: Final = timedelta(hours=3)
HORIZON, RETENTION = timedelta(days=2), timedelta(days=4)
SIZES: Final = (timedelta(minutes=5), timedelta(hours=1))
MERGES: Final = replace(SETTINGS, journal_merge=3, journal_entry_bytes=16 << 10)
WORDS: Final = tuple("rain wheat chips loans rates yield ships steel grain bonds tariff".split())
TICKERS: Final = ("equity:TSM", "equity:ADM", "crypto:BTC")

Changes = Sequence[tuple[bytes | None, bytes | None]]
"""The records of a changelog: key and value, None for a tombstone."""
Outcome = tuple[Step | str, Sequence[Output]]
"""What became of a record (a step, or the reason it was refused for), and what was gathered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A stage, the log it reads, and what it makes of each record if nothing happens."""

    name: str
    make: Callable[[], Stage]
    records: Sequence[Record]
    expected: Sequence[Outcome]

    @classmethod
    def of(cls, name: str, make: Callable[[], Stage], records: Sequence[Record]) -> "Subject":
        """Try the stage on its log."""
        stage = make()
        expected = [_decided(stage, record) for record in records]
        return cls(name=name, make=make, records=records, expected=expected)

    def goes_on(self, stage: Stage, position: int) -> bool:
        """Say whether a stage makes of all records behind a position what it must, to the byte."""
        rest = self.records[position + 1 :]
        return [_decided(stage, record) for record in rest] == self.expected[position + 1 :]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All that was written to a changelog.

    ``committed`` is the next input offset that may be committed once so many of the ``changes``
    are delivered.
    """

    changes: Changes
    committed: list[int] = field(default_factory=lambda: [0])


@cache
def subjects() -> dict[str, Subject]:
    """Give both stages that keep a state; the second reads what the first made."""
    dedupe = Subject.of("dedupe", _dedupe, examples.log(*_news(random.Random(7))))
    mentions = [
        output
        for step, _ in dedupe.expected
        if isinstance(step, Step)
        for output in step.outputs
        if output.topic == Topic.MENTIONS
    ]
    read = [
        Record(0, at, EPOCH, each.key, each.value) for at, each in enumerate(mentions[:MENTIONS])
    ]
    return {"dedupe": dedupe, "window": Subject.of("window", _window, read)}


@cache
def history(name: str, seed: int = 0) -> History:
    """Give the changelog of a stage that read its log in chunks drawn from the seed."""
    subject, draw, kafka = subjects()[name], random.Random(seed), Kafka()
    told = History(changes=kafka.topics[CHANGELOG])
    changelog = _changelog(subject.name, kafka)
    journal, stage = changelog.journal(0), subject.make()

    async def write() -> None:
        while (first := journal.position + 1) < len(subject.records):
            chunk = subject.records[first : first + draw.choice((1, 1, 1, 2, 9))]
            decided = [(record.offset, _decided(stage, record)[0]) for record in chunk]
            steps = [(at, step) for at, step in decided if isinstance(step, Step)]
            facts = [Fact(at, step.fact) for at, step in steps if step.fact is not None]
            await changelog.write(0, journal, stage, Part(chunk[-1].offset, facts=facts))
            missing = len(told.changes) - len(told.committed)
            told.committed.extend([told.committed[-1]] * missing + [chunk[-1].offset + 1])

    asyncio.run(write())
    return told


def standing(changes: Changes) -> dict[bytes, bytes]:
    """Give the entries that stand after these changes."""
    entries: dict[bytes, bytes] = {}
    for key, value in changes:
        replay(entries, key or b"", value)
    return entries


def restored(
    subject: Subject, entries: Mapping[bytes, bytes], committed: int
) -> tuple[Stage, int] | None:
    """Restore a stage as a start does, with its position; None where the start is refused."""
    journal = _changelog(subject.name, Kafka()).journal(0)
    start = Start(committed, 0, len(subject.records))
    try:
        journal.load(entries)
        check_age(Topic.TAGGED, 0, start, journal.position)
    except (JournalError, StateMismatch):
        return None
    stage = subject.make()
    stage.restore(in_order(subject.name, dict(entries), journal.floor))
    return stage, journal.position


def _changelog(name: str, kafka: Kafka) -> Changelog:
    return Changelog(name, CHANGELOG, MERGES, kafka, MemoryReader(kafka))


def _decided(stage: Stage, record: Record) -> Outcome:
    try:
        return stage.apply(record), stage.outputs()
    except Rejected as refused:
        return refused.reason, stage.outputs()


def _dedupe() -> Stage:
    return DedupeStage(DedupeSettings(horizon=HORIZON, retention=RETENTION, max_articles=30))


def _window() -> Stage:
    return WindowStage(WindowSettings(sizes=SIZES, retention=timedelta(days=1)))


def _news(draw: random.Random) -> Iterator[Tagged]:
    """Give fresh texts, copies, near copies, corrections, retractions and the passing of time."""
    told: list[Tagged] = []
    for number in range(NEWS):
        at, kind = EVERY * number, draw.random()
        former = draw.choice(told[-12:]) if told else None
        if former is None or kind < 0.5:
            body = " ".join(draw.choices(WORDS, k=30))
            tickers = draw.sample(TICKERS, draw.randint(1, 2))
            made = examples.tagged(body, id=f"n{number}", at=at, tickers=tickers)
        elif kind < 0.9:
            made = _after(former, draw, number, at)
        else:
            made = examples.heartbeat(at)
        if made.article.action != "heartbeat":
            told.append(made)
        yield made


def _after(former: Tagged, draw: random.Random, number: int, at: timedelta) -> Tagged:
    """Give what came of a former article: a copy of it, an edition, or its retraction."""
    article, tickers = former.article, [tag.ticker for tag in former.tags]
    near = f"{article.body} more"
    action = draw.choice(("publish", "publish", "correct", "retract"))
    if action == "publish":
        body = draw.choice((article.body, near))
        return examples.tagged(body, id=f"n{number}", source="blog", at=at, tickers=tickers)
    return examples.tagged(
        near if action == "correct" else "",
        id=article.id,
        source=article.source,
        at=at,
        action=action,  # type: ignore[arg-type]  # one of three of them
        revision=article.revision + 1,
        tickers=tickers,
    )
