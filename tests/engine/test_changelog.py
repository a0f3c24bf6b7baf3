"""Writing the changelog: whatever is cut short, the next start restores the same state."""

import asyncio
from dataclasses import replace

import pytest

from stream.engine.changelog import Changelog
from stream.engine.entry import folded
from stream.engine.journal import Journal
from stream.engine.outputs import DeliveryFailed, Parcel
from stream.engine.part import Part
from stream.engine.reader import replay
from stream.stages.contract import Fact
from tests.engine.fakes import CHANGELOG, NEVER, SETTINGS, Kafka
from tests.engine.fakes import changelog as changelog_on
from tests.harness.counting import Counting, counted

VALUES = [b"%d" % number for number in range(12)]
MERGES = replace(SETTINGS, journal_merge=3)


def part(offset: int) -> Part:
    """Make a part of one record."""
    return Part(offset, facts=[Fact(offset, VALUES[offset])])


def write_all(kafka: Kafka, *, expired_below: int = 0) -> tuple[Changelog, Journal]:
    """Write an entry for each value, from where the changelog stands, merging three at a time."""
    changelog = changelog_on(kafka, MERGES)
    journal = changelog.journal(0)
    journal.load(kafka.entries())
    stage = Counting(expired_below=expired_below)

    async def writing() -> None:
        for offset in range(journal.position + 1, len(VALUES)):
            await changelog.write(0, journal, stage, part(offset))

    asyncio.run(writing())
    return changelog, journal


def restored(kafka: Kafka) -> tuple[int, int]:
    """Give the state that a start finds."""
    stage = Counting()
    stage.restore(folded("dedupe", kafka.entries().values()))
    return stage.state


def test_an_entry_is_there_before_it_counts() -> None:
    """A delivery that fails leaves the journal where it was."""
    kafka = Kafka(fails_at=0)
    changelog = changelog_on(kafka)
    journal = changelog.journal(0)

    with pytest.raises(DeliveryFailed):
        asyncio.run(changelog.write(0, journal, Counting(), part(0)))

    assert journal.position == -1


def test_the_merged_entry_is_delivered_before_its_parts_are_deleted() -> None:
    """In between, everything is there twice; never is it there not at all."""
    kafka = Kafka()

    write_all(kafka)

    written = [(key, value is not None) for key, value in kafka.topics[CHANGELOG][:7]]
    merged = b"%020d-%020d" % (0, 2)
    parts = [b"%020d-%020d" % (offset, offset) for offset in range(3)]
    assert written == [*((each, True) for each in parts), (merged, True)] + [
        (each, False) for each in parts
    ]


def test_few_entries_are_left() -> None:
    """Twelve entries, merged three at a time, and merged ones again; nothing is lost by it."""
    kafka = Kafka()

    _, journal = write_all(kafka)

    assert len(kafka.entries()) == len(journal) < 4
    assert restored(kafka) == counted(VALUES)[-1]


def test_expired_entries_are_deleted() -> None:
    """What the stage no longer needs leaves the changelog; the newest entry stays."""
    kafka = Kafka()

    write_all(kafka, expired_below=1_000)

    assert len(kafka.entries()) == 1
    assert max(kafka.entries()) >= b"%020d-%020d" % (11, 11)


def test_nobody_overtook_who_wrote_last() -> None:
    """Its own writes are known to the worker: a rebalance reads none of them again."""
    kafka = Kafka()

    changelog, _ = write_all(kafka)

    assert asyncio.run(changelog.overtaken([0])) == set()


def test_another_workers_write_overtakes() -> None:
    """Whatever it is: what this worker holds is not what a start would find."""
    kafka = Kafka()
    changelog, _ = write_all(kafka)

    asyncio.run(kafka.deliver_to(CHANGELOG, 0, [Parcel(b"theirs", None)]))

    assert asyncio.run(changelog.overtaken([0])) == {0}


def test_a_write_behind_another_workers_does_not_hide_it() -> None:
    """This one was paused, woke up late and wrote: it still lacks what the other wrote before."""
    kafka = Kafka()
    changelog, journal = write_all(kafka)
    asyncio.run(kafka.deliver_to(CHANGELOG, 0, [Parcel(b"theirs", None)]))

    late = Part(len(VALUES))
    asyncio.run(changelog.write(0, journal, Counting(), late))

    assert asyncio.run(changelog.overtaken([0])) == {0}


def test_nobody_overtook_who_read_last() -> None:
    """What was there when the partition came is in the state."""
    kafka = Kafka()
    write_all(kafka)
    changelog = changelog_on(kafka)

    asyncio.run(changelog.read([0], lambda _: True))

    assert asyncio.run(changelog.overtaken([0])) == set()


def deliveries_of_a_whole_run() -> int:
    """Count the deliveries when nothing fails."""
    kafka = Kafka()
    write_all(kafka)
    return kafka.deliveries


@pytest.mark.parametrize("fails_at", range(deliveries_of_a_whole_run()))
def test_a_crash_between_any_two_steps_restores_to_the_same_state(fails_at: int) -> None:
    """Entry, merge or deletion: the next start has what was finished, and goes on to the end."""
    kafka = Kafka(fails_at)
    with pytest.raises(DeliveryFailed):
        write_all(kafka)

    assert restored(kafka) in [(0, 0), *counted(VALUES)]
    kafka.fails_at = NEVER
    write_all(kafka)
    assert restored(kafka) == counted(VALUES)[-1]


def test_reading_keeps_the_last_value_of_a_key() -> None:
    """As the broker's compaction does; a tombstone deletes, also what never was."""
    entries: dict[bytes, bytes] = {}

    for key, value in [(b"a", b"1"), (b"b", b"1"), (b"a", b"2"), (b"b", None), (b"c", None)]:
        replay(entries, key, value)

    assert entries == {b"a": b"2"}
