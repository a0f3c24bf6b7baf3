"""How many repeats are allowed, and how many interruptions they take to explain."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, groupby

import pytest

from stream.models import Topic
from stream.stages.contract import Record
from tests.faults.bounds import bounds, needed
from tests.faults.log import Log, header
from tests.faults.small import SETTINGS, small_log

PART = 10
SMALL = replace(SETTINGS, chunk_records=PART)


@pytest.fixture(scope="module")
def log() -> Log:
    """Make a log that is as it must be."""
    return small_log()


def again(log: Log, topic: Topic, *origins: str) -> Log:
    """Repeat what came of these raw records on a topic."""
    repeated: Sequence[Record] = [
        record for record in log[topic] if header(record, "newsfeed-origin") in origins
    ]
    assert repeated, origins
    return {**log, topic: [*log[topic], *repeated]}


def origins(log: Log, topic: Topic) -> list[str]:
    """Give the raw records that a topic tells of, in the order of ``news.tagged``."""
    there = {header(record, "newsfeed-origin") for record in log[topic]}
    tagged = (header(record, "newsfeed-origin") for record in log[Topic.TAGGED])
    return [origin for origin in tagged if origin in there]


def lanes(log: Log) -> list[list[str]]:
    """Give the origins of each raw partition."""
    by_partition = groupby(sorted(origins(log, Topic.TAGGED)), lambda each: each.partition(":")[0])
    return [sorted(each, key=lambda origin: int(origin[2:])) for _, each in by_partition]


def test_nothing_repeated_needs_no_interruption(log: Log) -> None:
    """And none allows none."""
    assert needed(log, SMALL) == {"tag": 0, "dedupe": 0, "window": 0}
    assert bounds(log, SMALL, {"tag": 0, "dedupe": 0, "window": 0}) == 0


def test_what_lies_within_a_part_takes_one_interruption(log: Log) -> None:
    """However many records it led to."""
    first, second, *_ = origins(log, Topic.UNIQUE)

    twice = again(again(log, Topic.UNIQUE, first, second), Topic.MENTIONS, first, second)

    assert needed(twice, SMALL) == {"tag": 0, "dedupe": 1, "window": 0}


def test_what_lies_further_apart_takes_two(log: Log) -> None:
    """One part is as long as a chunk may be."""
    there = origins(log, Topic.UNIQUE)

    assert needed(again(log, Topic.UNIQUE, there[0], there[-1]), SMALL)["dedupe"] == 2


def test_each_repeat_of_one_record_takes_an_interruption(log: Log) -> None:
    """A worker that crashed three times may write a record four times."""
    first = origins(log, Topic.UNIQUE)[0]
    four = again(again(log, Topic.UNIQUE, first), Topic.UNIQUE, first)

    assert needed(four, SMALL)["dedupe"] == 3


def test_a_tagger_repeats_a_stretch_of_each_partition_in_one_interruption(log: Log) -> None:
    """A part, and what it had not committed."""
    firsts = [lane[:PART] for lane in lanes(log)]
    assert len(firsts) > 1

    assert needed(again(log, Topic.TAGGED, *chain.from_iterable(firsts)), SMALL)["tag"] == 1


def test_what_a_tagger_repeats_further_apart_takes_two_interruptions(log: Log) -> None:
    """It commits all the time."""
    longest = max(lanes(log), key=len)
    assert len(longest) > 2 * PART

    assert needed(again(log, Topic.TAGGED, longest[0], longest[-1]), SMALL)["tag"] == 2
    assert needed(again(log, Topic.TAGGED, *longest), SMALL)["tag"] == 2


def test_windows_are_placed_by_what_changed_them(log: Log) -> None:
    """The mention or mark of their version."""
    windows = log[Topic.WINDOWS]
    twice = {**log, Topic.WINDOWS: [*windows, windows[0]]}
    everything = {**log, Topic.WINDOWS: [*windows, *windows]}

    assert needed(twice, SMALL)["window"] == 1
    assert needed(everything, SMALL)["window"] > 5


def test_each_interruption_allows_a_part(log: Log) -> None:
    """Twice as many allow twice as much; those of one stage say nothing of another."""
    once = bounds(log, SMALL, {"dedupe": 1})

    assert PART < once < len(log[Topic.MENTIONS])
    assert bounds(log, SMALL, {"dedupe": 2}) == 2 * once
    assert bounds(log, SMALL, {"dedupe": 1, "window": 1}) > once
