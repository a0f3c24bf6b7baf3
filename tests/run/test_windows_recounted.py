"""Three days of news, counted twice: by the stages, and from the mentions by other code.

That the feed holds what it says is tested in ``test_three_days``, that the recount sees what is
amiss below.
"""

import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any, Final
from zlib import crc32

import pytest

from stream.config import Settings
from stream.models import Topic, Window
from stream.pipeline import offline
from stream.run import collect, run, run_tagged
from stream.stages.contract import Output, Record
from tests.harness.days import LONG_AFTER, Item, heartbeat, three_days
from tests.harness.recounting import Fields, Recount, differences

ARTICLES: Final = 3_000
FEWER: Final = 1_000
FEW: Final = 400
SEED: Final = 7
PARTITIONS: Final = 4
TOGETHER: Final = 100
"""Records that come of one raw partition before those of the next: an hour and more."""

Collected = dict[Topic, list[Output]]
Told = dict[str, Fields | None]


def in_memory(items: Iterable[Item]) -> Collected:
    """Give what ``newsfeed run`` makes of a feed."""
    lines = enumerate(item.value for item in items)
    return collect(run(lines, offline(Settings()), now=LONG_AFTER, closing=None))


def of_four_partitions(items: Iterable[Item]) -> Collected:
    """Give the same of a feed in four raw partitions, of which now one lags, now another."""
    stages = offline(Settings(), raw_partitions=PARTITIONS)
    tag = stages.tag()
    outputs = [output for record in interleaved(items) for output in tag.apply(record).outputs]
    tagged = enumerate(output.value or b"" for output in outputs)
    return collect(run_tagged(tagged, stages, now=LONG_AFTER, chunk=16))


def interleaved(items: Iterable[Item]) -> Iterator[Record]:
    """Give the records of a feed some at a time, the partitions in a drawn order."""
    draw, waiting = random.Random(SEED), list(items)
    offsets: Counter[int] = Counter()
    for first in range(0, len(waiting), TOGETHER):
        lanes: dict[int, list[Item]] = defaultdict(list)
        for item in waiting[first : first + TOGETHER]:
            for partition in partitions_of(item):
                lanes[partition].append(item)
        for partition in draw.sample(sorted(lanes), len(lanes)):
            for item in lanes[partition]:
                yield Record(partition, offsets[partition], item.comes_at, item.key, item.value)
                offsets[partition] += 1


def partitions_of(item: Item) -> Iterable[int]:
    """Give the one that an article's key decides, every one for a heartbeat."""
    return range(PARTITIONS) if item.key is None else [crc32(item.key) % PARTITIONS]


def mentions_of(results: Collected) -> list[Fields]:
    """Give the records of ``news.mentions`` as a consumer reads them."""
    return [json.loads(output.value or b"") for output in results[Topic.MENTIONS]]


def windows_of(results: Collected) -> Told:
    """Give the last record of each window, None for a tombstone."""
    last = {output.key or b"": output.value for output in results[Topic.WINDOWS]}
    return {key.decode(): json.loads(value) if value else None for key, value in last.items()}


def recounted(mentions: Iterable[Fields]) -> Recount:
    """Recount a log of one partition."""
    recount = Recount()
    for mention in mentions:
        recount.read(mention)
    return recount


def rejected(results: Collected) -> list[Fields]:
    """Give the mentions that were rejected as too late."""
    there = [dict(each.headers)["newsfeed-reason"] for each in results[Topic.REJECTED]]
    assert set(there) <= {b"too_late"}
    return [json.loads(output.value or b"") for output in results[Topic.REJECTED]]


def places(mentions: Iterable[Fields]) -> list[tuple[int, int]]:
    """Give where each stands in the flow."""
    return [(each["seq"], each["index"]) for each in mentions]


@pytest.fixture(scope="module")
def days() -> Sequence[Item]:
    """Give three days of some thousand articles."""
    return list(three_days(ARTICLES, SEED))


@pytest.fixture(scope="module")
def whole(days: Sequence[Item]) -> Collected:
    """Give what the flow makes of them."""
    return in_memory(days)


@pytest.fixture(scope="module")
def few() -> Collected:
    """Give what the flow makes of three days of few articles."""
    return in_memory(three_days(FEW, SEED))


@pytest.fixture(scope="module")
def right(few: Collected) -> Told:
    """Give the recount of those."""
    return recounted(mentions_of(few)).windows()


def test_a_recount_of_three_days_equals_the_windows(whole: Collected) -> None:
    """Every field of every window's last version, no window more and none less."""
    recount = recounted(mentions_of(whole))

    assert list(differences(windows_of(whole), recount.windows())) == []
    assert recount.refused == places(rejected(whole))


def test_a_recount_equals_the_windows_of_partitions_that_lag(days: Sequence[Item]) -> None:
    """Time waits for each of four raw partitions; the mentions tell all that it takes."""
    results = of_four_partitions(days)

    recount = recounted(mentions_of(results))

    assert list(differences(windows_of(results), recount.windows())) == []
    assert recount.refused == places(rejected(results))


def test_a_recount_tells_which_windows_are_kept_no_more() -> None:
    """Long after, each window at zero has a tombstone, and no other one."""
    results = in_memory([*three_days(FEWER, SEED), heartbeat(LONG_AFTER)])

    windows = windows_of(results)
    gone = {key for key, window in windows.items() if window is None}

    assert list(differences(windows, recounted(mentions_of(results)).windows())) == []
    assert len(gone) > 20
    assert all(window["articles"] for window in windows.values() if window)


def test_the_windows_have_been_through_everything(whole: Collected) -> None:
    """Revised, often and by take-backs; at zero; scored against a past; with stories and copies."""
    windows = [window for window in windows_of(whole).values() if window]

    def count(of: Callable[[Fields], object]) -> int:
        return sum(bool(of(window)) for window in windows)

    assert all(window["final"] for window in windows)
    assert count(lambda window: window["revision"]) > 300
    assert count(lambda window: window["revision"] > 3) > 5
    assert count(lambda window: not window["articles"]) > 20
    assert count(lambda window: not window["articles"] and window["revision"]) > 5
    assert count(lambda window: window["zscore"] is not None) > 4_000
    assert count(lambda window: len(window["top"]) == 5) > 100
    assert count(lambda window: window["duplicates"] and window["sources"] > 1) > 100


def test_the_mentions_have_been_through_everything(whole: Collected) -> None:
    """Taken back, at once and after days; too late to count, and too late to be taken back."""
    taken_back = [each for each in mentions_of(whole) if each.get("sign") == -1]
    late = Counter(each["sign"] for each in rejected(whole))

    assert len(taken_back) > 50
    assert any(not each["novel"] for each in taken_back)
    assert late[1] > 10
    assert late[-1] > 5


def test_a_recount_tells_every_field_of_a_window(right: Told) -> None:
    """One that is added to windows has to be recounted, too."""
    assert {frozenset(window) for window in right.values() if window} == {
        frozenset(field.name for field in fields(Window))
    }


@pytest.mark.parametrize("field", [field.name for field in fields(Window)])
def test_a_window_that_tells_anything_else_is_noticed(
    field: str, few: Collected, right: Told
) -> None:
    """In any one field of any one window."""
    told = windows_of(few)
    name, window = random.Random(SEED).choice([each for each in told.items() if each[1]])

    altered = told | {name: {**(window or {}), field: another((window or {})[field])}}
    [noticed] = differences(altered, right)

    assert noticed.startswith(f"{name}: {field} is ")


def another(told: Any) -> Any:
    """Give another value, as near as there is one."""
    match told:
        case bool():
            return not told
        case int():
            return told + 1
        case float():
            return told + 0.001
        case str():
            return told.replace("5", "6") + "?"
        case dict():
            return told | {"7d": told["7d"] + 1}
        case list():
            return told[:-1]
        case _:
            return 0.0


def test_a_window_that_is_missing_or_invented_is_noticed(few: Collected, right: Told) -> None:
    """Left out, deleted before its time, or of a ticker that nobody spoke of."""
    told = windows_of(few)
    name = next(iter(told))

    without = {key: each for key, each in told.items() if key != name}
    invented = told | {"equity:NONE|300|2025-02-26T09:00:00Z": told[name]}

    assert list(differences(without, right)) == [f"{name}: missing"]
    assert f"{name}: final is None, not True" in differences({**without, name: None}, right)
    assert list(differences(invented, right)) == [
        "equity:NONE|300|2025-02-26T09:00:00Z: one too many"
    ]


@pytest.mark.parametrize("sign", [1, -1])
def test_a_mention_that_was_dropped_is_noticed(sign: int, few: Collected) -> None:
    """One that gives as one that takes back, in each of its three windows."""
    mentions = mentions_of(few)
    dropped = drawn(few, sign)

    left = recounted(each for each in mentions if each != dropped)

    assert len(windows_named(differences(windows_of(few), left.windows()))) >= 3


def test_a_mention_that_was_counted_twice_is_noticed(few: Collected) -> None:
    """In each of its three windows."""
    mentions, twice = mentions_of(few), drawn(few, sign=1)
    place = mentions.index(twice)

    again = {**twice, "index": twice["index"] + 1_000}
    more = recounted([*mentions[: place + 1], again, *mentions[place + 1 :]])

    assert len(windows_named(differences(windows_of(few), more.windows()))) >= 3


def drawn(results: Collected, sign: int) -> Fields:
    """Draw one of the mentions that were counted."""
    late = rejected(results)
    counted = [each for each in mentions_of(results) if each.get("sign") == sign]
    return random.Random(SEED).choice([each for each in counted if each not in late])


def windows_named(differences: Iterable[str]) -> set[str]:
    """Give the windows that differ."""
    return {each.partition(": ")[0] for each in differences}


def test_a_record_that_a_crash_repeats_is_counted_once(few: Collected, right: Told) -> None:
    """Known by its place, as a consumer knows it."""
    mentions = mentions_of(few)

    repeated = [*mentions[:500], *mentions[300:]]

    assert recounted(repeated).windows() == right
