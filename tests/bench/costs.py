"""What each pure stage costs per record, without Kafka, and what a part of its work costs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from time import perf_counter
from typing import Any, Final

from stream import codec
from stream.config import Settings
from stream.gazetteer import load
from stream.models import Topic
from stream.pipeline import offline
from stream.stages import text
from stream.stages.contract import Output, Record, Stage
from stream.stages.tag import tagger

NOW: Final = datetime(2025, 3, 1, tzinfo=UTC)
CHUNK: Final = 256
LOOPS: Final = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """The least time that one record took, in microseconds, over some repeats of all records."""

    name: str
    records: int
    micros: float


def calibration() -> float:
    """Give the microseconds of a fixed loop of plain Python: how fast this machine is now."""
    return micros(lambda: None, lambda _: _loop(), 1, repeats=20)


def costs(values: Sequence[bytes], *, repeats: int) -> list[Cost]:
    """Measure every stage on these articles, each on what the one before gave, and its parts."""
    stages = offline(Settings())
    raw = [Record(0, offset, NOW, None, value) for offset, value in enumerate(values)]
    tagged = _log(stages.tag(), raw, Topic.TAGGED)
    mentions = _log(stages.dedupe(), tagged, Topic.MENTIONS)
    whole = [
        _cost(name, make, _work, records, repeats)
        for name, make, records in (
            ("tag", stages.tag, raw),
            ("dedupe", stages.dedupe, tagged),
            ("window, a mention", stages.window, mentions),
        )
    ]
    return [*whole, *_parts(raw, tagged, mentions, repeats)]


def _parts(
    raw: Sequence[Record], tagged: Sequence[Record], mentions: Sequence[Record], repeats: int
) -> list[Cost]:
    """Measure the parts of the work that are the same for every record."""
    find = tagger.of(load(None)).tags
    articles = [codec.decode_article(record.value) for record in raw]
    news = [_value(record) for record in mentions]
    models = [codec.decode_tagged(_value(record)) for record in tagged]
    parts: Sequence[tuple[str, Callable[[Any], object], Sequence[Any]]] = (
        ("  decode an article", codec.decode_article, [record.value for record in raw]),
        ("  find its tickers", find, articles),
        ("  fingerprint", lambda each: text.fingerprint(each.title, each.body), articles),
        ("  encode a tagged one", codec.encode_tagged, models),
        ("  decode a tagged one", codec.decode_tagged, [_value(record) for record in tagged]),
        (
            "  decode a mention",
            codec.decode_mention,
            [each for each in news if not codec.is_mark(each)],
        ),
    )
    return [
        _cost(name, lambda: None, partial(_each, do), items, repeats) for name, do, items in parts
    ]


def _cost(
    name: str,
    make: Callable[[], Any],
    work: Callable[[Any, Sequence[Any]], None],
    items: Sequence[Any],
    repeats: int,
) -> Cost:
    least = micros(make, lambda made: work(made, items), max(1, len(items)), repeats=repeats)
    return Cost(name=name, records=len(items), micros=least)


def micros(
    make: Callable[[], Any], work: Callable[[Any], None], count: int, *, repeats: int
) -> float:
    """Give the least time for one of ``count``: what disturbs a measurement only adds to it."""
    times = []
    for _ in range(repeats):
        made = make()
        started = perf_counter()
        work(made)
        times.append(perf_counter() - started)
    return min(times) / count * 1e6


def _work(stage: Stage, records: Sequence[Record]) -> None:
    """Decide all records as the engine does: chunk by chunk, what led to is let go of."""
    for start in range(0, len(records), CHUNK):
        for record in records[start : start + CHUNK]:
            stage.apply(record)
        stage.outputs()


def _log(stage: Stage, records: Iterable[Record], topic: Topic) -> list[Record]:
    """Give what a stage writes to a topic, as the next one reads it."""
    outputs = [output for record in records for output in stage.apply(record).outputs]
    kept = (output for output in outputs if output.topic == topic)
    return [_record(offset, output) for offset, output in enumerate(kept)]


def _record(offset: int, output: Output) -> Record:
    return Record(0, offset, NOW, output.key, output.value, output.headers)


def _value(record: Record) -> bytes:
    return record.value or b""


def _each(do: Callable[[Any], object], _made: None, items: Iterable[Any]) -> None:
    for item in items:
        do(item)


def _loop() -> None:
    words: dict[str, int] = {}
    for number in range(LOOPS):
        word = str(number % 1_000)
        words[word] = words.get(word, 0) + len(word)
