"""Logs of ``news.mentions`` made by hand, and a stage to read them; no test of its own.

``stage()`` and ``records()`` are this stage's part in the contract suite.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from stream.codec import decode_window, encode
from stream.models import EPOCH, Mark, Mention, Rejected, TickerId, Window
from stream.stages.contract import Fact, Output, Record
from stream.stages.window import WindowSettings, WindowStage

BTC = TickerId("crypto:BTC")
CSCO = TickerId("equity:CSCO")
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def time(text: str) -> datetime:
    """Read ``10:02`` or ``10:02:30.5`` as a time of 1 May 2024, anything longer as it stands."""
    return datetime.fromisoformat(text if "T" in text else f"2024-05-01T{text}+00:00")


def mention(
    at: str | datetime,
    *,
    watermark: str | datetime | None = None,
    received: str | datetime | None = None,
    ticker: str = BTC,
    story: str = "a",
    article: str = "",
    source: str = "wire",
    relevance: float = 0.5,
    novel: bool = True,
) -> Mention:
    """Give a mention published at a time, and received then unless told."""
    published = time(at) if isinstance(at, str) else at
    watermark = time(watermark) if isinstance(watermark, str) else watermark
    received = time(received) if isinstance(received, str) else received
    return Mention(
        ticker=TickerId(ticker),
        article_id=article or f"{story}-{source}",
        story_id=story,
        source=source,
        title=f"Title of {article or story}",
        url=f"https://news.example/{article or story}",
        published_at=published,
        received_at=received or published,
        action="publish",
        relevance=relevance,
        confidence=0.9,
        novelty=1.0,
        tickers_in_article=1,
        novel=novel,
        sign=1,
        seq=0,
        index=0,
        watermark=watermark,
    )


def take_back(former: Mention, *, watermark: str | datetime | None = None) -> Mention:
    """Give the mention that takes a former one back."""
    return replace(
        former, sign=-1, watermark=time(watermark) if isinstance(watermark, str) else watermark
    )


def mark(watermark: str | datetime) -> Mark:
    """Say that time reached a watermark."""
    return Mark(
        seq=0, index=0, watermark=time(watermark) if isinstance(watermark, str) else watermark
    )


def log(*news: Mention | Mark) -> list[Record]:
    """Write news in this order: ``seq`` and offset count from 0."""
    return [
        Record(0, offset, EPOCH, None, encode(replace(each, seq=offset)))
        for offset, each in enumerate(news)
    ]


def run(stage: WindowStage, records: Iterable[Record]) -> Iterator[Fact]:
    """Apply records and give their facts; the refused are left out."""
    for record in records:
        try:
            step = stage.apply(record)
        except Rejected:
            continue
        if step.fact is not None:
            yield Fact(record.offset, step.fact)


def latest(outputs: Iterable[Output]) -> dict[str, Window]:
    """Fold outputs as a compacted topic does: the last value of each key, tombstones gone."""
    table: dict[str, Window] = {}
    for output in outputs:
        key = (output.key or b"").decode()
        if output.value is None:
            table.pop(key, None)
        else:
            table[key] = decode_window(output.value)
    return table


def windows(*news: Mention | Mark) -> dict[str, Window]:
    """Give the windows that a log leaves behind, by key."""
    stage_ = stage()
    for _ in run(stage_, log(*news)):
        pass
    return latest(stage_.outputs())


def window(*news: Mention | Mark, size: int = 300) -> Window:
    """Give the one window of a size that a log leaves behind."""
    (found,) = (each for each in windows(*news).values() if each.size_seconds == size)
    return found


def stage() -> WindowStage:
    """Make a stage as the workers do."""
    return WindowStage(WindowSettings())


def records() -> Sequence[Record]:
    """Give a log with each kind of record: in time, late, taken back, repeated, refused, a mark."""
    first = mention("10:01", story="a", source="wire")
    copy = mention("10:02", story="a", source="blog", novel=False, watermark="09:50")
    other = mention("10:07", story="b", ticker=CSCO, watermark="09:55")
    good = log(
        first,
        copy,
        other,
        mark("10:05"),
        take_back(first, watermark="10:10"),
        mention("10:03", story="c", received="10:30", watermark="11:00"),
        mark("2024-05-02T00:00:00Z"),
        mention("11:00", story="d", watermark="2024-05-02T00:00:00Z"),
        take_back(other, watermark="2024-05-03T00:00:00Z"),
        mention("2024-04-01T00:00:00Z", story="e", watermark="2024-05-03T00:00:00Z"),
        mark("2024-05-10T00:00:00Z"),
    )
    bad = [
        Record(0, len(good), EPOCH, None, b"{}"),
        Record(0, len(good) + 1, EPOCH, None, None),
        good[5]._replace(offset=len(good) + 2),
    ]
    return [*good, *bad]
