"""The recount of a log agrees with its windows, and names what does not."""

import json
from collections.abc import Sequence

import pytest

from stream.models import Topic
from stream.stages.contract import Record
from tests.faults.log import Log
from tests.faults.recounted import amiss
from tests.faults.small import small_log


@pytest.fixture(scope="module")
def log() -> Log:
    """Make a log that is as it must be."""
    return small_log()


def last_of_many(windows: Sequence[Record]) -> int:
    """Give the place of a last version that has others before it."""
    keys = [record.key for record in windows]
    return next(n for n, key in enumerate(keys) if key in keys[:n] and key not in keys[n + 1 :])


def test_a_right_log_is_as_the_mentions_have_it(log: Log) -> None:
    """In four partitions; there are windows to count in it."""
    assert list(amiss(log)) == []
    assert len(log[Topic.WINDOWS]) > 100


def test_a_count_that_is_wrong_is_named(log: Log) -> None:
    """With its window, as it is and as it must be; both by the last record and the highest."""
    windows = list(log[Topic.WINDOWS])
    place = last_of_many(windows)
    told = json.loads(windows[place].value or b"")

    value = json.dumps({**told, "articles": told["articles"] + 1}).encode()
    windows[place] = windows[place]._replace(value=value)

    key = (windows[place].key or b"").decode()
    named = f"{key}: articles is {told['articles'] + 1}, not {told['articles']}"
    assert list(amiss({**log, Topic.WINDOWS: windows})) == [named, named]


def test_an_older_version_that_was_written_last_is_named(log: Log) -> None:
    """It is what compaction keeps, though the highest version is right."""
    windows = list(log[Topic.WINDOWS])
    last = windows[last_of_many(windows)]
    older = next(record for record in windows if record.key == last.key)

    named = list(amiss({**log, Topic.WINDOWS: [*windows, older]}))

    assert named
    assert all(each.startswith((last.key or b"").decode()) for each in named)


def test_a_mention_that_no_window_counts_is_named(log: Log) -> None:
    """As a lost record of ``news.windows`` is."""
    windows = log[Topic.WINDOWS]

    lost = [record for record in windows if record.key != windows[0].key]

    name = (windows[0].key or b"").decode()
    assert list(amiss({**log, Topic.WINDOWS: lost})) == [f"{name}: missing"] * 2
