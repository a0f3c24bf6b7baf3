"""Books kept without the stages: each raw record has one outcome, each mention is in one count.

What the oracle computes with the very stages under test, this counts from the topics alone.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from stream.models import Topic
from stream.stages.contract import Record
from tests.faults.oracle import Log, header

DAY: Final = 86_400
"""The largest windows: they are the fewest, and each mention is in one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """Raw records without an outcome, those with several, and tickers whose counts are wrong."""

    missing: int
    twice: int
    wrong: int


def accounts(log: Log) -> Books:
    """Count the topics against each other."""
    outcomes = _outcomes(log)
    raw = {_place(record) for record in log[Topic.RAW] if not _is_heartbeat(record)}
    given, counted = _mentions_given(log), _mentions_counted(log[Topic.WINDOWS])
    return Books(
        missing=len(raw - outcomes.keys()),
        twice=sum(len(each) > 1 for each in outcomes.values()) + len(outcomes.keys() - raw),
        wrong=sum(given[each] != counted[each] for each in given.keys() | counted.keys()),
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


def _mentions_given(log: Log) -> Counter[str]:
    """Add up the signs of each ticker's mentions, each once, less those refused as too late."""
    refused = {
        header(record, "ce_id").removeprefix("window:")
        for record in log[Topic.REJECTED]
        if header(record, "newsfeed-stage") == "window"
    }
    given: Counter[str] = Counter()
    for identity, mention in _distinct(log[Topic.MENTIONS]):
        if "ticker" in mention and identity not in refused:
            given[mention["ticker"]] += mention["sign"]
    return given


def _mentions_counted(windows: Iterable[Record]) -> Counter[str]:
    """Add up the articles of each ticker's days, as the highest versions tell them."""
    last = {record.key: record for record in sorted(windows, key=_version)}
    counted: Counter[str] = Counter()
    for record in last.values():
        if record.value is not None:
            window = _value(record)
            if window["size_seconds"] == DAY:
                counted[window["ticker"]] += window["articles"]
    return counted


def _distinct(records: Iterable[Record]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from {header(each, "ce_id"): _value(each) for each in records}.items()


def _version(record: Record) -> int:
    return int(header(record, "ce_id").rpartition("@")[2])


def _is_heartbeat(record: Record) -> bool:
    try:
        return bool(json.loads(record.value or b"").get("action") == "heartbeat")
    except (ValueError, AttributeError, RecursionError):
        return False


def _place(record: Record) -> str:
    return f"{record.partition}:{record.offset}"


def _value(record: Record) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(record.value or b"")
    return value
