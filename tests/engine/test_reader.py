"""Reading a changelog: the last value of each key, to the end as of now, or not for ever."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiokafka.errors import CorruptRecordException
from aiokafka.record.default_records import DefaultRecordBatchBuilder

from stream.engine.brokers import Broker
from stream.engine.reader import BrokerSilent, Log, Reader, replay
from stream.models import Topic
from tests.engine.fakes import settings
from tests.harness.site import Site

PAIRS = [(b"a", b"1"), (b"b", b"1"), (b"a", b"2")]


def read(
    site: Site, starts: Mapping[int, int], wanted: Callable[[int], bool] = lambda _: True
) -> dict[int, Log]:
    """Read partitions of a topic."""
    return asyncio.run(Reader(site.settings, Topic.UNIQUE).read(starts, wanted))


def batch(*values: bytes) -> bytes:
    """Make a batch of records as a broker keeps it, from offset 0 on."""
    builder = DefaultRecordBatchBuilder(2, 0, 0, -1, -1, -1, 1 << 16)
    for offset, value in enumerate(values):
        builder.append(offset, 1_740_000_000_000, b"key", value, [])
    return bytes(builder.build())


class Shorter:
    """A client whose broker has two records, and first tells of nine."""

    def __init__(self) -> None:
        self.cluster = self
        self.topics: list[Any] = []
        self.ends = [9]

    def leader_for_partition(self, place: object) -> int:
        return 0

    async def send(self, leader: int, request: Any) -> "Shorter":
        [(topic, [(partition, offset, _)])] = request.topics
        end, fetched = (self.ends or [2]).pop(), b"" if offset else batch(b"0", b"1")
        self.topics = [(topic, [(partition, 0, end, end, None, fetched)])]
        return self


class Answered(Reader):
    """Reads from such a broker."""

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[Any]:
        yield Shorter()


def test_partitions_are_read_to_their_ends(ready: Site) -> None:
    """Several at once; the last value of each key; an empty one ends where it begins."""
    ready.publish(Topic.UNIQUE, PAIRS, partition=0)

    logs = read(ready, {0: 0, 1: 0})

    assert {each: log.entries for each, log in logs.items()} == {0: {b"a": b"2", b"b": b"1"}, 1: {}}
    assert {each: log.following for each, log in logs.items()} == {0: 3, 1: 0}


def test_only_what_is_new_is_read(ready: Site) -> None:
    """From an offset on: that nothing was written since costs one question."""
    ready.publish(Topic.UNIQUE, PAIRS, partition=0)

    assert read(ready, {0: 2})[0].entries == {b"a": b"2"}
    assert read(ready, {0: 3})[0] == Log(3, {}, end=3)


def test_what_nobody_wants_is_not_read(ready: Site) -> None:
    """The partition went while others were read."""
    ready.publish(Topic.UNIQUE, PAIRS, partition=0)

    assert read(ready, {0: 0}, wanted=lambda _: False)[0] == Log(0)


def test_a_log_that_was_made_anew_is_read_from_its_beginning(ready: Site) -> None:
    """What was known of it is of another age: whoever compares sees that it changed."""
    ready.publish(Topic.UNIQUE, PAIRS, partition=0)

    log = read(ready, {0: 50})[0]

    assert (log.following, log.entries) == (3, {b"a": b"2", b"b": b"1"})


def test_a_broker_that_stays_away_ends_the_reading(tmp_path: Path) -> None:
    """A supervisor starts the next worker, which waits for the broker: nobody is left hanging."""
    reader = Reader(settings(broker=("127.0.0.1:1",), data_dir=tmp_path), "log", patience=0.01)

    with pytest.raises(BrokerSilent, match=r"gave nothing for 0\.01 s while log was read"):
        asyncio.run(reader.read({0: 0}))


def test_a_log_that_became_shorter_while_it_was_read_ends_the_reading() -> None:
    """Its broker answers, but never reaches the end it first told: a new leader lacks the rest."""
    reader = Answered(settings(), "log", patience=0.01)

    with pytest.raises(BrokerSilent):
        asyncio.run(reader.read({0: 0}))


def test_a_broker_that_comes_back_is_read_on(broker: Broker, ready: Site) -> None:
    """Within the patience; this one forgot everything while it was away."""
    broker.kill()
    reader = Reader(ready.settings, Topic.UNIQUE, patience=20)

    async def meanwhile() -> dict[int, Log]:
        reading = asyncio.create_task(reader.read({0: 0}))
        await asyncio.to_thread(broker.start)
        return await reading

    assert asyncio.run(meanwhile()) == {0: Log(0, {}, end=0)}


def test_a_record_of_a_batch_that_was_read_before_is_passed_over() -> None:
    """A fetch begins with the whole batch that holds the offset asked for."""
    log = Log(2)

    log.take(batch(b"0", b"1", b"2", b"3"))

    assert (log.entries, log.following) == ({b"key": b"3"}, 4)


def test_half_a_batch_at_the_end_of_a_fetch_is_left_for_the_next() -> None:
    """Brokers cut answers at their size."""
    log = Log(0)

    log.take(batch(b"0") + batch(b"1")[:-3])

    assert (log.entries, log.following) == ({b"key": b"0"}, 1)


def test_a_batch_that_was_damaged_on_its_way_is_not_believed() -> None:
    """It is fetched again."""
    damaged = bytearray(batch(b"value"))
    damaged[-3] ^= 1

    with pytest.raises(CorruptRecordException):
        Log(0).take(bytes(damaged))


def test_reading_keeps_the_last_value_of_a_key() -> None:
    """As the broker's compaction does; a tombstone deletes, also what never was."""
    entries: dict[bytes, bytes] = {}

    for key, value in [(b"a", b"1"), (b"b", b"1"), (b"a", b"2"), (b"b", None), (b"c", None)]:
        replay(entries, key, value)

    assert entries == {b"a": b"2"}
