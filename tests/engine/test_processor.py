"""The processor: outputs, then the journal, then the offset; and what a failure leaves behind."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Sequence

import pytest

from stream.config import Settings
from stream.engine.lease import LeaseLost
from stream.engine.outputs import DeliveryFailed, Parcel
from stream.engine.part import Decider, Limits
from stream.engine.processor import Processor, TooManyBugs
from stream.models import Topic
from stream.stages.contract import Output, Record
from tests.engine.fakes import CHANGELOG, SETTINGS, Kafka, MemoryChangelog, Watcher, records, spec
from tests.harness.counting import BAD, BUG, HUGE, Counting, counted

Fence = Callable[[], Awaitable[None]]


async def open_fence() -> None:
    """Let everyone pass."""


class Bench:
    """A processor of a stage that counts, on topics in memory, for partition 0."""

    def __init__(
        self,
        kafka: Kafka | None = None,
        *,
        journal: bool = True,
        part_records: int = 100,
        bugs_allowed: int = 10,
        fence: Fence = open_fence,
        settings: Settings = SETTINGS,
    ) -> None:
        self.kafka = kafka or Kafka()
        self.watcher = Watcher()
        self.finished: list[int] = []
        self.changelog = MemoryChangelog(self.kafka, settings) if journal else None
        limits = Limits(records=part_records, fact_bytes=1 << 20, message_bytes=1 << 20)
        self.processor = Processor(
            spec(journal=journal),
            Decider(spec(), limits),
            self.kafka,
            self.watcher,
            changelog=self.changelog,
            fence=fence,
            bugs_allowed=bugs_allowed,
        )

    async def start(self) -> None:
        """Restore from the changelog, as a worker does."""
        await self.processor.open(0, self.kafka.entries())

    async def process(self, given: list[Record], end: int | None = None) -> None:
        """Process records of partition 0."""
        end = given[-1].offset + 1 if end is None else end
        await self.processor.process(0, given, end, self.finished.append)

    def run(self, *values: bytes) -> None:
        """Start and process these values from offset 0."""

        async def whole() -> None:
            await self.start()
            await self.process(records(*values))

        asyncio.run(whole())

    @property
    def state(self) -> tuple[int, int]:
        """Give the stage's whole state."""
        stage = self.processor.instances[0].stage
        assert isinstance(stage, Counting)
        return stage.state

    def shown(self) -> list[tuple[int, int]]:
        """Give the state that each output shows, in the order of delivery."""
        values = map(json.loads, filter(None, self.kafka.values(Topic.UNIQUE)))
        return [(value["count"], value["checksum"]) for value in values]


def test_what_was_delivered_is_finished() -> None:
    """Each record's output is there, the state is in the changelog, the offset moves behind."""
    bench = Bench()

    bench.run(b"a", b"b", b"c")

    assert bench.shown() == counted([b"a", b"b", b"c"])
    assert list(bench.kafka.entries()) == [b"%020d-%020d" % (0, 2)]
    assert bench.finished[-1] == 3


def test_a_chunk_is_delivered_part_by_part() -> None:
    """Each part has its own entry, and moves the offset by itself."""
    bench = Bench(part_records=2)

    bench.run(b"a", b"b", b"c")

    assert sorted(bench.kafka.entries()) == [b"%020d-%020d" % (0, 1), b"%020d-%020d" % (2, 2)]
    assert bench.finished == [2, 3]
    assert [len(part.steps) for part in bench.watcher.parts] == [2, 1]


def test_missing_offsets_at_the_end_are_behind_us() -> None:
    """The log lacks what follows the last record: the journal's position covers it."""
    bench = Bench()

    async def gap() -> None:
        await bench.start()
        await bench.process(records(b"a"), end=5)

    asyncio.run(gap())

    assert list(bench.kafka.entries()) == [b"%020d-%020d" % (0, 4)]
    assert bench.finished[-1] == 5


@pytest.mark.parametrize("journal", [True, False])
def test_outputs_that_fail_finish_nothing(journal: bool) -> None:  # noqa: FBT001  # a case
    """Nothing is in the journal, nothing may be committed, nobody is told of a part."""
    bench = Bench(Kafka(fails_at=0), journal=journal)

    with pytest.raises(DeliveryFailed):
        bench.run(b"a", b"b")

    assert bench.finished == []
    assert bench.kafka.entries() == {}
    assert bench.watcher.parts == []


def test_a_journal_that_fails_finishes_nothing() -> None:
    """The outputs are out, but the offset stays: they are repeated with the same ids."""
    bench = Bench(Kafka(fails_at=1))

    with pytest.raises(DeliveryFailed):
        bench.run(b"a", b"b")

    assert bench.shown() == counted([b"a", b"b"])
    assert bench.finished == []


def test_only_what_was_delivered_before_is_finished() -> None:
    """The second part fails: the first stays finished."""
    bench = Bench(Kafka(fails_at=2), part_records=2)

    with pytest.raises(DeliveryFailed):
        bench.run(b"a", b"b", b"c")

    assert bench.finished == [2]


@pytest.mark.parametrize("fails_at", range(7))
def test_whatever_fails_the_next_start_loses_nothing(fails_at: int) -> None:
    """Outputs and state after the second start are those of a run without a failure."""
    values = [b"a", BAD, b"b", b"c", b"d", b"e"]
    kafka = Kafka(fails_at)
    with pytest.raises(DeliveryFailed):
        Bench(kafka, part_records=2).run(*values)

    second = Bench(kafka, part_records=3)
    second.run(*values)

    expected = counted([b"a", b"b", b"c", b"d", b"e"])
    assert set(second.shown()) == set(expected)
    assert BAD in kafka.values(Topic.REJECTED)
    assert second.state == expected[-1]
    assert second.finished[-1] == 6


def test_what_the_journal_covers_is_skipped_whole() -> None:
    """Its outputs were delivered before the entry was: it is counted as a repeat, not done."""
    bench = Bench()
    bench.run(b"a", b"b")
    delivered = len(bench.kafka.topics[Topic.UNIQUE])

    second = Bench(bench.kafka)
    second.run(b"a", b"b", b"c")

    assert second.watcher.repeats == 2
    assert second.shown()[delivered:] == [counted([b"a", b"b", b"c"])[-1]]


def test_a_chunk_of_repeats_is_finished() -> None:
    """Nothing is to be done, and the offset may be committed."""
    bench = Bench()
    bench.run(b"a", b"b")

    second = Bench(bench.kafka)
    second.run(b"a", b"b")

    assert second.finished == [2]
    assert second.watcher.parts == []


def test_a_bug_harms_its_own_record_only() -> None:
    """The instance is restored and the chunk done without the record, which is rejected."""
    bench = Bench()

    bench.run(b"a", b"b", BUG, b"c")

    assert bench.shown() == counted([b"a", b"b", b"c"])
    assert bench.state == counted([b"a", b"b", b"c"])[-1]
    assert bench.kafka.values(Topic.REJECTED) == [BUG]
    assert bench.finished[-1] == 4


def test_a_bug_after_a_delivered_part_restores_that_part() -> None:
    """The state comes back from the changelog as it stands, not from the beginning of the chunk."""
    bench = Bench(part_records=2)

    bench.run(b"a", b"b", b"c", BUG, b"d")

    assert bench.shown() == counted([b"a", b"b", b"c", b"d"])


def test_a_stage_without_a_state_starts_anew_after_a_bug() -> None:
    """There is nothing to restore."""
    bench = Bench(journal=False)

    bench.run(b"a", BUG, b"b")

    assert bench.shown() == counted([b"a", b"b"])
    assert bench.kafka.values(Topic.REJECTED) == [BUG]


def test_an_output_too_large_is_no_bug() -> None:
    """The record is rejected as too large; the limit on bugs does not count it."""
    bench = Bench(bugs_allowed=0)

    bench.run(b"a", HUGE, b"b")

    assert bench.shown() == counted([b"a", b"b"])
    assert [part.reasons for part in bench.watcher.parts] == [["too_large"]]


def test_too_many_bugs_stop_the_worker() -> None:
    """As many as allowed are rejected; one more, and nothing of the chunk is finished."""
    bench = Bench(bugs_allowed=2)

    with pytest.raises(TooManyBugs, match="dedupe: the last of too many: ValueError"):
        bench.run(BUG, b"a", BUG, BUG)

    assert bench.finished == []


def test_as_many_bugs_as_allowed_do_not_stop_it() -> None:
    """The limit itself is still allowed."""
    bench = Bench(bugs_allowed=2)

    bench.run(BUG, b"a", BUG)

    assert bench.kafka.values(Topic.REJECTED) == [BUG, BUG]


@pytest.mark.parametrize(("passes", "outputs", "entries"), [(0, 0, 0), (1, 1, 0)])
def test_nothing_is_written_behind_a_lost_lease(passes: int, outputs: int, entries: int) -> None:
    """The fence stands before the outputs and again before the journal."""
    asked = []

    async def fence() -> None:
        asked.append(True)
        if len(asked) > passes:
            raise LeaseLost("another worker has it")

    bench = Bench(fence=fence)

    with pytest.raises(LeaseLost):
        bench.run(b"a")

    assert len(bench.kafka.topics[Topic.UNIQUE]) == outputs
    assert len(bench.kafka.topics[CHANGELOG]) == entries
    assert bench.finished == []


def test_an_instance_that_is_up_to_date_is_kept() -> None:
    """A rebalance that leaves the partition here reads nothing new, and rebuilds nothing."""
    bench = Bench()
    bench.run(b"a", b"b")
    kept = bench.processor.instances[0]

    asyncio.run(bench.processor.resume(0, bench.kafka.entries()))

    assert bench.processor.instances[0] is kept


def test_an_instance_that_others_overtook_is_made_anew() -> None:
    """Another worker owned the partition meanwhile (this one was paused): its entries count."""
    paused = Bench()
    paused.run(b"a", b"b")
    other = Bench(paused.kafka)
    other.run(b"a", b"b", b"c")
    newly_read = {b"%020d-%020d" % (2, 2): paused.kafka.entries()[b"%020d-%020d" % (2, 2)]}

    asyncio.run(paused.processor.resume(0, newly_read))

    assert paused.state == counted([b"a", b"b", b"c"])[-1]


@pytest.mark.parametrize("during", range(4))
def test_an_instance_made_anew_meanwhile_is_not_passed_by(during: int) -> None:
    """The partition went and came back while its records were on their way: they come again.

    The new instance knows the journal as it stood then; were the offset moved on behind it, what
    the old one did in between would be missing from its state for ever.
    """

    class Moving(Kafka):
        async def deliver(self, outputs: Iterable[Output]) -> None:
            await self._move()
            await super().deliver(outputs)

        async def deliver_to(self, topic: str, partition: int, parcels: Sequence[Parcel]) -> int:
            await self._move()
            return await super().deliver_to(topic, partition, parcels)

        async def _move(self) -> None:
            if self.deliveries == during:
                bench.processor.close([0])
                await bench.start()

    bench = Bench(Moving(), part_records=2)

    async def twice() -> list[int]:
        given = records(b"a", b"b", b"c", b"d", b"e")
        await bench.start()
        await bench.process(given)
        following = max(bench.finished, default=0)
        await bench.process([record for record in given if record.offset >= following], end=5)
        return bench.finished

    asyncio.run(twice())

    assert bench.state == counted([b"a", b"b", b"c", b"d", b"e"])[-1]
    assert bench.finished[-1] == 5


def test_a_closed_partition_is_forgotten() -> None:
    """The memory of what is no longer ours is given back; closing twice does no harm."""
    bench = Bench()
    bench.run(b"a")

    bench.processor.close([0, 1])
    bench.processor.close([0])

    assert bench.processor.instances == {}


def test_many_small_chunks_leave_few_entries() -> None:
    """Entries are merged as they gather, and the state restores from what is left."""
    values = [b"%d" % number for number in range(50)]
    bench = Bench(part_records=1)
    bench.run(*values)

    second = Bench(bench.kafka)
    asyncio.run(second.start())

    assert len(bench.kafka.entries()) < 10
    assert second.state == counted(values)[-1]
    assert second.processor.instances[0].position == 49
