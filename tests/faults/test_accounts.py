"""The books find what is amiss without asking the stages."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from stream.models import Topic
from stream.stages.contract import Output, Record
from tests.faults.accounts import Books, accounts
from tests.faults.articles import START
from tests.faults.log import FOREIGN, Log, header
from tests.faults.small import small_log


@pytest.fixture(scope="module")
def log() -> Log:
    """Make a log that is as it must be."""
    return small_log()


def books(*, missing: int = 0, twice: int = 0, wrong: int = 0) -> Books:
    """Give what is to be found."""
    return Books(missing=missing, twice=twice, wrong=wrong)


def told(record: Record, change: Callable[[dict[str, Any]], None]) -> Record:
    """Give a record that tells something else."""
    value = json.loads(record.value or b"")
    change(value)
    return record._replace(value=json.dumps(value).encode())


def test_books_of_a_log_as_it_must_be_are_even(log: Log) -> None:
    """Repeats change no sum."""
    repeated = {topic: [*records, *records[-3:]] for topic, records in log.items()}

    assert accounts(log) == books()
    assert accounts({**repeated, Topic.RAW: log[Topic.RAW]}) == books()


@pytest.mark.parametrize("topic", [Topic.UNIQUE, Topic.DUPLICATES])
def test_a_raw_record_that_came_to_nothing_is_missing(topic: Topic, log: Log) -> None:
    """It must be unique, a duplicate or rejected."""
    assert accounts({**log, topic: log[topic][1:]}) == books(missing=1)


def test_a_rejection_that_is_missing_is_a_raw_record_that_is_missing(log: Log) -> None:
    """Bad input must end somewhere, too."""
    [first, *rest] = log[Topic.REJECTED]

    assert header(first, "newsfeed-stage") == "tag"
    assert accounts({**log, Topic.REJECTED: rest}) == books(missing=1)


def test_a_heartbeat_must_be_heard(log: Log) -> None:
    """Nothing comes of it but time."""
    heartbeats = [
        each for each in log[Topic.TAGGED] if b'"action":"heartbeat"' in (each.value or b"")
    ]
    tagged = [each for each in log[Topic.TAGGED] if each is not heartbeats[0]]

    assert accounts({**log, Topic.TAGGED: tagged}) == books(missing=1)


def test_a_record_is_unique_or_a_duplicate(log: Log) -> None:
    """Not both: whoever reads both topics would take it for two."""
    copy = log[Topic.UNIQUE][0]
    value = json.loads(copy.value or b"")
    value |= {"article_id": value["article"]["id"], "title": value["article"]["title"]}
    both = [*log[Topic.DUPLICATES], copy._replace(value=json.dumps(value).encode())]

    assert accounts({**log, Topic.DUPLICATES: both}) == books(twice=1)


def test_a_result_of_no_raw_record_is_one_too_many(log: Log) -> None:
    """Whatever it says."""
    odd = told(log[Topic.UNIQUE][0], lambda value: value.update(origin="0:123456"))

    assert accounts({**log, Topic.UNIQUE: [*log[Topic.UNIQUE], odd]}) == books(twice=1)


@pytest.mark.parametrize("name", ["id", "title"])
def test_a_result_tells_of_its_own_raw_record(name: str, log: Log) -> None:
    """Another one's id or title under its origin is wrong."""
    [first, *rest] = log[Topic.UNIQUE]
    other = told(first, lambda value: value["article"].update({name: "another"}))

    assert accounts({**log, Topic.UNIQUE: [other, *rest]}) == books(wrong=1)


def test_rejected_bytes_are_those_that_came(log: Log) -> None:
    """A byte less is another record."""
    [first, *rest] = log[Topic.REJECTED]
    other = first._replace(value=b"other")

    assert accounts({**log, Topic.REJECTED: [other, *rest]}) == books(wrong=1)


@pytest.mark.parametrize("size", [300, 3_600, 86_400])
def test_a_window_counts_its_mentions(size: int, log: Log) -> None:
    """Of every size, once each; by whichever version is the highest."""
    last = {each.key: each for each in log[Topic.WINDOWS] if each.value}
    window = next(each for key, each in last.items() if b"|%d|" % size in (key or b""))
    more = told(window, lambda value: value.update(articles=value["articles"] + 1))
    windows = [more if each is window else each for each in log[Topic.WINDOWS]]

    assert accounts({**log, Topic.WINDOWS: windows}) == books(wrong=1)


def test_a_mention_that_no_window_has_is_wrong_once_a_size(log: Log) -> None:
    """In three windows of it."""
    mention = next(each for each in log[Topic.MENTIONS] if each.key)
    headers = [(name, b"more" if name == "ce_id" else value) for name, value in mention.headers]

    more = [*log[Topic.MENTIONS], mention._replace(headers=headers)]

    assert accounts({**log, Topic.MENTIONS: more}) == books(wrong=3)


def test_foreign_records_are_in_no_books() -> None:
    """Nor is what they were rejected as."""
    value = json.dumps({"published_at": (START + timedelta(1)).isoformat()}).encode()
    foreign = [Output(topic, b"k", value, [FOREIGN], 0) for topic in (Topic.TAGGED, Topic.MENTIONS)]

    assert accounts(small_log(foreign)) == books()
