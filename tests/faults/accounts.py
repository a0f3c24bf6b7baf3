"""Books kept without the stages: each raw record has one outcome, each mention is in one count.

What the oracle computes with the very stages under test, this counts from the topics alone, and
reads the raw records with another parser.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from stream.models import EPOCH, Topic
from stream.stages.contract import Record
from tests.faults.log import Log, header, ours

SIZES: Final = (300, 3_600, 86_400)
"""Windows in seconds: each mention is in one of each size."""

Window = tuple[str, int, datetime]
"""Ticker, size in seconds, start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """Raw records without an outcome, those with several, and what is told wrong.

    ``wrong`` counts windows whose number of articles is not that of their mentions, and results
    that are not of the raw record they name.
    """

    missing: int
    twice: int
    wrong: int


def accounts(log: Log) -> Books:
    """Count the topics against each other."""
    log = ours(log)
    raw = {_place(record): record for record in log[Topic.RAW]}
    outcomes, heard = _outcomes(log), _heartbeats_heard(log[Topic.TAGGED])
    silent = raw.keys() - outcomes.keys() - heard
    given, counted = _mentions_given(log), _mentions_counted(log[Topic.WINDOWS])
    return Books(
        missing=len(silent),
        twice=sum(len(each) > 1 for each in outcomes.values())
        + len(outcomes.keys() - raw.keys())
        + len(outcomes.keys() & heard),
        wrong=sum(given[each] != counted[each] for each in given.keys() | counted.keys())
        + sum(not _is_of(raw, origin, result) for origin, result in _results(log)),
    )


def _outcomes(log: Log) -> dict[str, set[tuple[Topic, str]]]:
    """Name by origin where each record came out, and under which identity."""
    outcomes: dict[str, set[tuple[Topic, str]]] = defaultdict(set)
    for topic in (Topic.UNIQUE, Topic.DUPLICATES):
        for record in log[topic]:
            outcomes[_value(record)["origin"]].add((topic, header(record, "ce_id")))
    for record in log[Topic.REJECTED]:
        if header(record, "newsfeed-stage") != "window":
            origin = header(record, "newsfeed-origin")
            outcomes[origin].add((Topic.REJECTED, header(record, "ce_id")))
    return outcomes


def _heartbeats_heard(tagged: Iterable[Record]) -> set[str]:
    """Give the origins of heartbeats: they tell the time, and nothing comes of them."""
    values = (_value(record) for record in tagged)
    return {
        value["origin"]
        for value in values
        if "article" in value and value["article"]["action"] == "heartbeat"
    }


def _results(log: Log) -> Iterator[tuple[str, Record]]:
    """Give what came of raw records, by origin."""
    for topic in (Topic.UNIQUE, Topic.DUPLICATES):
        yield from ((_value(record)["origin"], record) for record in log[topic])
    for record in log[Topic.REJECTED]:
        if header(record, "newsfeed-stage") == "tag":
            yield header(record, "newsfeed-origin"), record


def _is_of(raw: Mapping[str, Record], origin: str, result: Record) -> bool:
    """Say whether a result tells of the raw record it names: its id and title, or its bytes."""
    if origin not in raw:
        return True  # counted among those that came of nothing
    source = raw[origin]
    if header(result, "newsfeed-stage") == "tag":
        cut = bool(header(result, "newsfeed-truncated"))
        whole, told = source.value or b"", result.value or b""
        return whole.startswith(told) if cut else source.value == result.value
    given, told_of = json.loads(source.value or b""), _value(result)
    article = told_of.get("article") or {"id": told_of["article_id"], "title": told_of["title"]}
    return all(article[name] == (given.get(name) or article[name]) for name in ("id", "title"))


def _mentions_given(log: Log) -> Counter[Window]:
    """Add up the signs of mentions by window, each once, less those refused as too late."""
    refused = {
        header(record, "ce_id").removeprefix("window:")
        for record in log[Topic.REJECTED]
        if header(record, "newsfeed-stage") == "window"
    }
    given: Counter[Window] = Counter()
    for identity, mention in _distinct(log[Topic.MENTIONS]):
        if "ticker" in mention and identity not in refused:
            times = (datetime.fromisoformat(mention[at]) for at in ("published_at", "received_at"))
            since = min(times) - EPOCH
            for size in SIZES:
                start = EPOCH + since // timedelta(seconds=size) * timedelta(seconds=size)
                given[mention["ticker"], size, start] += mention["sign"]
    return given


def _mentions_counted(windows: Iterable[Record]) -> Counter[Window]:
    """Give the articles of each window, as its highest version tells them."""
    last = {record.key: record for record in sorted(windows, key=_version)}
    counted: Counter[Window] = Counter()
    for record in last.values():
        if record.value is not None:
            told = _value(record)
            start = datetime.fromisoformat(told["start"])
            counted[told["ticker"], told["size_seconds"], start] = told["articles"]
    return counted


def _distinct(records: Iterable[Record]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from {header(each, "ce_id"): _value(each) for each in records}.items()


def _version(record: Record) -> int:
    return int(header(record, "ce_id").rpartition("@")[2])


def _place(record: Record) -> str:
    return f"{record.partition}:{record.offset}"


def _value(record: Record) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(record.value or b"")
    return value
