"""Logs of ``news.tagged`` made by hand, and a stage to read them; no test of its own.

``stage()`` and ``records()`` are this stage's part in the contract suite.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from stream.codec import encode
from stream.models import (
    EPOCH,
    Action,
    Article,
    Evidence,
    Idle,
    Origin,
    Rejected,
    Tag,
    Tagged,
    TickerId,
    Topic,
)
from stream.stages.contract import Fact, Output, Record, Step
from stream.stages.dedupe import DedupeSettings, DedupeStage
from stream.stages.text import fingerprint

START = datetime(2025, 2, 10, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)

STORY = (
    "The chip maker said on Monday that it would build a second plant in Arizona, where it "
    "already employs 4,200 people, and that the first wafers would leave the new lines in the "
    "spring of 2027. Analysts had expected the decision, but not the size of it: the company "
    "put the cost at $28 billion, twice what it had named a year before. Its shares gained 3% "
    "in early trading in New York. Suppliers of machines and gases said they would follow."
)
OTHER = (
    "Wheat futures slipped for a third day as rain reached the plains of Kansas and Oklahoma, "
    "easing worries over the winter crop. Traders in Chicago pointed to heavy selling by funds, "
    "and to a report that put stocks at 16.1 million tonnes, more than most had thought likely."
)
BITCOIN = "Bitcoin falls below {} dollars for the first time this month as traders take profits"


def tag(ticker: str, *, confidence: float = 0.9, relevance: float = 1.0) -> Tag:
    """Give a tag for a ticker like ``equity:TSM`` that the text itself names."""
    asset_class, _, symbol = ticker.partition(":")
    return Tag(
        ticker=TickerId(ticker),
        symbol=symbol,
        asset_class="crypto" if asset_class == "crypto" else "equity",
        name=symbol,
        exchange="",
        ids={},
        relevance=relevance,
        confidence=confidence,
        mention_count=1,
        evidence=(Evidence(field="body", start=0, end=1, text="x", rule="name"),),
    )


def tagged(
    body: str = STORY,
    *,
    id: str = "a",
    source: str = "wire",
    title: str = "",
    at: timedelta = timedelta(0),
    received: timedelta | None = None,
    action: Action = "publish",
    revision: int = 0,
    tickers: Sequence[str] = ("equity:TSM",),
    tags: Sequence[Tag] | None = None,
    partition: int = 0,
) -> Tagged:
    """Give a tagged article published ``at`` after the start, received then unless told."""
    article = Article(
        id=id,
        source=source,
        title=title,
        body=body,
        url=f"https://news.example/{id}",
        published_at=START + at,
        action=action,
        revision=revision,
    )
    return Tagged(
        article=article,
        origin=Origin(f"{partition}:?"),
        received_at=START + (at if received is None else received),
        model="m1",
        tags=tuple(map(tag, tickers)) if tags is None else tuple(tags),
    )


def heartbeat(at: timedelta, *, partition: int = 0) -> Tagged:
    """Say that time passed in a raw partition."""
    return tagged("", id="", at=at, action="heartbeat", tickers=(), partition=partition)


def idle(partition: int, next_offset: int) -> Idle:
    """Say that a raw partition stands still."""
    return Idle(origin=Origin(f"{partition}:{next_offset}"))


def log(*news: Tagged | Idle, signed: bool = True) -> list[Record]:
    """Write news in this order: offsets count from 0, origins from 0 in each raw partition."""
    following: dict[str, int] = {}
    records = []
    for offset, each in enumerate(news):
        partition, _, place = each.origin.partition(":")
        if place == "?":
            place = str(following.get(partition, 0))
            following[partition] = int(place) + 1
        named = replace(each, origin=Origin(f"{partition}:{place}"))
        records.append(_record(offset, named, signed=signed))
    return records


def _record(offset: int, news: Tagged | Idle, *, signed: bool) -> Record:
    headers = []
    if signed and isinstance(news, Tagged):
        article = news.article
        headers.append(("newsfeed-signature", fingerprint(article.title, article.body)))
    return Record(0, offset, EPOCH, None, encode(news), headers)


def run(stage_: DedupeStage, records_: Iterable[Record]) -> list[Step]:
    """Apply records and give what became of them; none of them may be refused."""
    return [stage_.apply(record) for record in records_]


def facts_of(records_: Iterable[Record], steps: Iterable[Step]) -> list[Fact]:
    """Give the journal that these steps leave behind."""
    pairs = zip(records_, steps, strict=True)
    return [Fact(record.offset, step.fact) for record, step in pairs if step.fact is not None]


def steps_of(*news: Tagged | Idle, settings: DedupeSettings | None = None) -> list[Step]:
    """Decide a log."""
    return run(DedupeStage(settings or DedupeSettings()), log(*news))


def values(outputs: Iterable[Output], topic: Topic) -> list[dict[str, Any]]:
    """Give the values that go to a topic; of mentions without the marks."""
    found = [orjson.loads(each.value or b"") for each in outputs if each.topic == topic]
    return [each for each in found if topic is not Topic.MENTIONS or "ticker" in each]


def result(step: Step) -> dict[str, Any]:
    """Give the one record of ``news.unique`` or ``news.duplicates`` of a step."""
    (value,) = values(step.outputs, Topic.UNIQUE) + values(step.outputs, Topic.DUPLICATES)
    return value


def mentions(step: Step) -> list[dict[str, Any]]:
    """Give the mentions of a step."""
    return values(step.outputs, Topic.MENTIONS)


def marks(step: Step) -> list[Mapping[str, Any]]:
    """Give the marks of a step."""
    found = [orjson.loads(each.value or b"") for each in step.outputs if each.key is None]
    return [each for each in found if "ticker" not in each]


def methods(steps: Iterable[Step]) -> list[str]:
    """Give the method of each copy and the outcome of everything else."""
    return [step.counts[0].label if step.counts else step.outcome for step in steps]


def texts_in(stage_: DedupeStage) -> int:
    """Count the texts that are searched."""
    (texts,) = (each.entries for each in stage_.status().holdings if each.kind == "texts")
    return texts


def refusal(stage_: DedupeStage, record: Record) -> str | None:
    """Give the reason a record is refused for."""
    try:
        stage_.apply(record)
    except Rejected as rejected:
        return rejected.reason
    return None


def stage() -> DedupeStage:
    """Make a stage of two raw partitions whose small index soon is full."""
    return DedupeStage(DedupeSettings(raw_partitions=2, max_articles=6, max_identities=12))


def records() -> Sequence[Record]:
    """Give a log with each kind of record, over days, from two raw partitions."""
    shorter, both = STORY[: len(STORY) * 6 // 10], ["equity:TSM", "equity:AMAT"]
    good = log(
        tagged(id="a", at=0 * HOUR),
        tagged(OTHER, id="b", at=0 * HOUR, partition=1, tickers=["equity:ADM", "equity:BG"]),
        tagged(id="a-copy", at=1 * HOUR, source="blog"),
        heartbeat(at=1 * HOUR, partition=1),
        tagged(STORY.replace("Monday", "the day"), id="a-near", at=2 * HOUR, source="post"),
        tagged(shorter, id="a-part", at=2 * HOUR, partition=1, tickers=both),
        tagged(id="a", at=2 * HOUR),
        tagged(BITCOIN.format("95,000"), id="c", at=3 * HOUR, tickers=["crypto:BTC"]),
        tagged(BITCOIN.format("94,000"), id="d", at=3 * HOUR, tickers=["crypto:BTC"]),
        idle(1, 3),
        tagged(OTHER + " More rain is due.", id="b", at=1 * HOUR, revision=1, action="correct",
               tickers=["equity:ADM", "equity:DE"]),
        tagged("", id="z", action="retract", revision=2, at=5 * HOUR),
        tagged(OTHER, id="z", at=4 * HOUR, partition=1),
        tagged("", id="a", action="retract", revision=1, at=6 * HOUR),
        tagged(BITCOIN.format("93,000"), id="e", at=30 * HOUR, tickers=["crypto:BTC"]),
        tagged(BITCOIN.format("92,000"), id="f", at=60 * HOUR, tickers=["crypto:BTC"]),
        idle(1, 4),
        tagged(id="a-late", at=76 * HOUR, source="blog"),
        tagged(BITCOIN.format("94,000"), id="g", at=77 * HOUR, tickers=["crypto:BTC"]),
        tagged(BITCOIN.format("92,000"), id="f-copy", at=78 * HOUR, tickers=["crypto:BTC"]),
        tagged(OTHER, id="h", at=200 * HOUR),
        tagged("", id="c", action="retract", revision=1, at=201 * HOUR),
        tagged(OTHER, id="i", at=201 * HOUR, source="blog"),
    )  # fmt: skip
    refused = [b"{}", b"", b'{"idle":true,"origin":"x"}', b"\xff", b"[]"]
    bad = [Record(0, len(good) + at, EPOCH, None, value) for at, value in enumerate(refused)]
    return [*good[:8], bad[0]._replace(offset=8), *_later(good[8:]), *_later(bad[1:])]


def _later(records_: Iterable[Record]) -> list[Record]:
    return [each._replace(offset=each.offset + 1) for each in records_]
