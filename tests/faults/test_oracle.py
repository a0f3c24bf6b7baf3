"""The judge names each damage by its topic and its kind, and reports nothing else."""

from collections.abc import Callable, Sequence
from typing import Final

import pytest

from stream.codec import is_idle, is_mark
from stream.models import Topic
from stream.stages.contract import Output, Record
from tests.faults.log import FOREIGN, Log, header
from tests.faults.oracle import judge
from tests.faults.small import SETTINGS, finished, small_log

Damage = Callable[[Sequence[Record]], list[Record]]

RESULTS: Final = (
    Topic.UNIQUE,
    Topic.DUPLICATES,
    Topic.MENTIONS,
    Topic.WINDOWS,
    Topic.REJECTED,
)
ORDERED: Final = (Topic.TAGGED, Topic.UNIQUE, Topic.DUPLICATES, Topic.MENTIONS)


@pytest.fixture(scope="module")
def log() -> Log:
    """Make a log that is as it must be."""
    return small_log()


def damaged(log: Log, topic: Topic, damage: Damage) -> Log:
    """Damage one topic; what hangs on ``news.tagged`` is made of what stands there then."""
    if topic == Topic.TAGGED:
        return finished(damage(log[topic]), log)
    return {**log, topic: damage(log[topic])}


def amiss(log: Log) -> dict[tuple[str, str], int]:
    """Give what is reported, by topic and column."""
    return {
        (topic, column): count
        for topic, verdict in judge(log, SETTINGS).items()
        for column in ("lost", "wrong", "phantom", "repeats")
        if (count := getattr(verdict, column))
    }


def last_version(records: Sequence[Record]) -> int:
    """Give a record that is the last of its key, with others of that key before it."""
    keys = [record.key for record in records]
    return next(i for i, key in enumerate(keys) if key in keys[:i] and key not in keys[i + 1 :])


def chosen(records: Sequence[Record]) -> int:
    """Give a record that no other stands for."""
    return last_version(records) if records[0].key and b"|" in records[0].key else 1


def without(records: Sequence[Record]) -> list[Record]:
    """Drop a record."""
    index = chosen(records)
    return [*records[:index], *records[index + 1 :]]


def repeated(records: Sequence[Record]) -> list[Record]:
    """Write a record again at the end."""
    again = records[chosen(records)]
    return [*records, again._replace(offset=len(records))]


def changed(records: Sequence[Record], **changes: object) -> list[Record]:
    """Change fields of a record."""
    index = chosen(records)
    return [*records[:index], records[index]._replace(**changes), *records[index + 1 :]]  # type: ignore[arg-type]


def other_value(records: Sequence[Record]) -> list[Record]:
    """Change a value."""
    value = records[chosen(records)].value or b""
    return changed(records, value=value.rstrip(b"}") + b',"more":1}')


def other_key(records: Sequence[Record]) -> list[Record]:
    """Change a key."""
    return changed(records, key=b"another")


def other_header(records: Sequence[Record]) -> list[Record]:
    """Change a header and add one."""
    headers = [
        (name, b"text/plain" if name == "content-type" else value)
        for name, value in records[chosen(records)].headers
    ]
    return changed(records, headers=[*headers, ("more", b"1")])


def other_partition(records: Sequence[Record]) -> list[Record]:
    """Move a record to another partition."""
    partition = records[chosen(records)].partition
    return changed(records, partition=(partition + 1) % SETTINGS.partitions)


def invented(records: Sequence[Record]) -> list[Record]:
    """Add a record of no origin."""
    model = records[chosen(records)]
    headers = [(name, b"invented@9" if name == "ce_id" else value) for name, value in model.headers]
    return [*records, model._replace(offset=len(records), key=b"new", headers=headers)]


def swapped(records: Sequence[Record]) -> list[Record]:
    """Swap the first two records of one partition, of one raw partition for ``news.tagged``."""

    def lane(record: Record) -> tuple[int, str]:
        is_tagged = header(record, "ce_type") == "newsfeed.tagged"
        origin = header(record, "newsfeed-origin").partition(":")[0] if is_tagged else ""
        return record.partition, origin

    first, second = [i for i, each in enumerate(records) if lane(each) == lane(records[0])][:2]
    turned = list(records)
    turned[first] = records[second]._replace(offset=records[first].offset)
    turned[second] = records[first]._replace(offset=records[second].offset)
    return turned


def test_a_log_as_it_must_be_is_right(log: Log) -> None:
    """And it holds some of everything."""
    verdicts = judge(log, SETTINGS)

    assert amiss(log) == {}
    assert all(verdict.expected > 1 for verdict in verdicts.values())
    assert {header(each, "newsfeed-stage") for each in log[Topic.REJECTED]} == {"tag", "window"}


@pytest.mark.parametrize("topic", [Topic.TAGGED, *RESULTS])
def test_a_record_that_is_missing_is_lost(topic: Topic, log: Log) -> None:
    """Of a window, its last version."""
    assert amiss(damaged(log, topic, without)) == {(topic, "lost"): 1}


@pytest.mark.parametrize("topic", [Topic.TAGGED, *RESULTS])
def test_a_record_that_stands_twice_is_a_repeat(topic: Topic, log: Log) -> None:
    """Nothing worse."""
    assert amiss(damaged(log, topic, repeated)) == {(topic, "repeats"): 1}


@pytest.mark.parametrize("topic", RESULTS)
@pytest.mark.parametrize("damage", [other_value, other_key, other_header])
def test_a_record_that_differs_in_anything_is_wrong(topic: Topic, damage: Damage, log: Log) -> None:
    """In value, key or headers."""
    found = amiss(damaged(log, topic, damage))

    assert found[topic, "wrong"] >= 1
    assert set(found) <= {(topic, "wrong"), (topic, "lost")}


@pytest.mark.parametrize("topic", [Topic.UNIQUE, Topic.DUPLICATES, Topic.WINDOWS])
def test_a_record_in_another_partition_is_wrong(topic: Topic, log: Log) -> None:
    """A reader of one partition would miss it."""
    assert set(amiss(damaged(log, topic, other_partition))) == {(topic, "wrong")}


@pytest.mark.parametrize("topic", RESULTS)
def test_a_record_that_nothing_led_to_is_a_phantom(topic: Topic, log: Log) -> None:
    """However much it looks like others."""
    assert amiss(damaged(log, topic, invented)) == {(topic, "phantom"): 1}


@pytest.mark.parametrize("topic", ORDERED)
def test_records_out_of_order_are_wrong(topic: Topic, log: Log) -> None:
    """The order of a partition is part of the result."""
    found = amiss(damaged(log, topic, swapped))

    assert found[topic, "wrong"] == 1


def test_a_tagged_record_that_differs_is_wrong(log: Log) -> None:
    """In a header, which changes nothing after it."""
    assert amiss(damaged(log, Topic.TAGGED, other_header)) == {(Topic.TAGGED, "wrong"): 1}


def test_a_mark_must_stand_in_every_partition(log: Log) -> None:
    """Time would stand still in the one that lacks it."""
    mentions = log[Topic.MENTIONS]
    index = next(i for i, each in enumerate(mentions) if is_mark(each.value or b""))

    assert amiss({**log, Topic.MENTIONS: [*mentions[:index], *mentions[index + 1 :]]}) == {
        (Topic.MENTIONS, "lost"): 1
    }


def test_an_older_window_written_last_is_wrong(log: Log) -> None:
    """Compaction would keep it."""
    windows = log[Topic.WINDOWS]
    last = last_version(windows)
    older = next(each for each in windows[:last] if each.key == windows[last].key)

    assert amiss({**log, Topic.WINDOWS: [*windows, older]}) == {
        (Topic.WINDOWS, "wrong"): 1,
        (Topic.WINDOWS, "repeats"): 1,
    }


def test_a_window_must_be_true_at_every_version(log: Log) -> None:
    """A consumer acts on what it reads, before it is corrected."""
    windows = log[Topic.WINDOWS]
    last = last_version(windows)
    index = next(i for i, each in enumerate(windows) if each.key == windows[last].key)
    value = (windows[index].value or b"").replace(b'"articles":', b'"articles":1')
    false = windows[index]._replace(value=value)

    found = amiss({**log, Topic.WINDOWS: [*windows[:index], false, *windows[index + 1 :]]})

    assert found == {(Topic.WINDOWS, "wrong"): 1}


def test_versions_in_between_may_be_left_out(log: Log) -> None:
    """Where chunks are longer there are fewer of them."""
    last = {record.key: record for record in log[Topic.WINDOWS]}

    assert len(last) < len(log[Topic.WINDOWS])
    assert amiss({**log, Topic.WINDOWS: list(last.values())}) == {}


def test_rejected_bytes_are_compared(log: Log) -> None:
    """They must be those that came, for the reason there is."""
    first = log[Topic.REJECTED][0]
    headers = [
        (name, b"empty" if name == "newsfeed-reason" else value) for name, value in first.headers
    ]

    for other in (first._replace(value=b"other"), first._replace(headers=headers)):
        rejected = [other, *log[Topic.REJECTED][1:]]
        assert amiss({**log, Topic.REJECTED: rejected}) == {(Topic.REJECTED, "wrong"): 1}


def test_each_of_several_rejected_mentions_counts(log: Log) -> None:
    """The mentions of one article share its origin and the reason."""
    late = [each for each in log[Topic.REJECTED] if header(each, "newsfeed-stage") == "window"]
    first = log[Topic.REJECTED].index(late[0])
    rejected = [*log[Topic.REJECTED][:first], *log[Topic.REJECTED][first + 1 :]]

    assert len({header(each, "newsfeed-origin") for each in late}) < len(late)
    assert amiss({**log, Topic.REJECTED: rejected}) == {(Topic.REJECTED, "lost"): 1}


def test_foreign_records_are_borne() -> None:
    """No value, no JSON, no text: each must be rejected, and is no result of ours."""
    values = (None, b"", b"{", b"\xff\xfe", b"[1]", b'{"seq":"x"}', b'{"origin":"0:1"}')
    foreign = [
        Output(topic, b"k", value, [FOREIGN], 0)
        for topic in (Topic.TAGGED, Topic.MENTIONS)
        for value in values
    ]

    log = small_log(foreign)

    assert amiss(log) == {}
    assert sum(FOREIGN in each.headers for each in log[Topic.REJECTED]) == 2 * len(values)
    assert amiss({**log, Topic.REJECTED: log[Topic.REJECTED][:-1]}) == {(Topic.REJECTED, "lost"): 1}


def test_idle_records_are_no_results() -> None:
    """They tell of a moment, so no one can say which must stand there."""
    idle = Output(Topic.TAGGED, None, b'{"origin":"0:9999","idle":true}', [])

    log = small_log([idle])

    assert is_idle(log[Topic.TAGGED][-1].value or b"")
    assert amiss(log) == {}
