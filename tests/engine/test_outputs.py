"""Delivering records: in batches, each where every Kafka client would put it, all or an error."""

import asyncio
from collections.abc import Awaitable

import pytest
from aiokafka.errors import (
    InvalidTimestampError,
    KafkaError,
    KafkaTimeoutError,
    MessageSizeTooLargeError,
)
from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.record.default_records import DefaultRecordBatch
from aiokafka.structs import RecordMetadata, TopicPartition

from stream.engine.outputs import (
    RECORD_OVERHEAD,
    Deliveries,
    DeliveryFailed,
    Parcel,
    key_hash,
    size_of,
)
from stream.models import Topic
from stream.stages.contract import EVERY_PARTITION, Output

BATCH_BYTES = 1_000
AT = 1_740_830_400_000


class Producer:
    """Takes batches as aiokafka's producer does; ``error`` fails each delivery from then on."""

    def __init__(self, partitions: int = 4, error: KafkaError | None = None) -> None:
        self.partitions = partitions
        self.error = error
        self.sent: list[tuple[str, int, list[tuple[bytes | None, bytes | None]]]] = []
        self.times: set[int] = set()
        self.asked = 0

    def create_batch(self) -> BatchBuilder:
        return BatchBuilder(BATCH_BYTES, 0)

    async def send_batch(
        self, batch: BatchBuilder, topic: str, *, partition: int
    ) -> Awaitable[RecordMetadata]:
        batch.close()
        offset = sum(
            len(records) for where, p, records in self.sent if (where, p) == (topic, partition)
        )
        read = list(DefaultRecordBatch(batch._build()))
        records = [(each.key, each.value) for each in read]
        self.times |= {each.timestamp for each in read}
        self.sent.append((topic, partition, records))
        return self._delivered(topic, partition, offset)

    async def _delivered(self, topic: str, partition: int, offset: int) -> RecordMetadata:
        if self.error is not None:
            raise self.error
        tp = TopicPartition(topic, partition)
        return RecordMetadata(topic, partition, tp, offset, 0, 0, 0)

    async def partitions_for(self, topic: str) -> set[int]:
        self.asked += 1
        return set(range(self.partitions))


def output(key: bytes | None, value: bytes = b"v", partition: int | None = None) -> Output:
    """Make an output on one topic."""
    return Output(Topic.UNIQUE, key, value, [("h", b"1")], partition)


def deliver(producer: Producer, *outputs: Output) -> list[tuple[int, list[bytes | None]]]:
    """Deliver; give partition and keys of each batch that was sent."""
    asyncio.run(Deliveries(lambda: producer).deliver(outputs, AT))
    return [(partition, [key for key, _ in records]) for _, partition, records in producer.sent]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (b"21", -973932308),
        (b"foobar", -790332482),
        (b"a-little-bit-long-string", -985981536),
        (b"a-little-bit-longer-string", -1486304829),
        (b"lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971),
        (b"abc", 479470107),
    ],
)
def test_a_key_is_hashed_as_kafkas_own_client_does(key: bytes, expected: int) -> None:
    """The values of Kafka's own test of murmur2 (UtilsTest.testMurmur2), made positive."""
    assert key_hash(key) == expected & 0x7FFFFFFF


def test_records_of_one_key_stay_together_and_in_order() -> None:
    """In the partition of the key's hash; others go their own way."""
    sent = deliver(Producer(), output(b"21"), output(b"abc"), output(b"21"))

    assert sorted(sent) == sorted(
        [((-973932308 & 0x7FFFFFFF) % 4, [b"21", b"21"]), (479470107 % 4, [b"abc"])]
    )


def test_a_record_without_a_key_goes_to_the_first_partition() -> None:
    """Always the same one, for results are a function of the log."""
    assert deliver(Producer(), output(None)) == [(0, [None])]


def test_a_record_of_nothing_is_delivered() -> None:
    """No key and no value is what a rejected record may be; aiokafka's own ``send`` refuses it."""
    producer = Producer()

    deliver(producer, Output(Topic.REJECTED, None, None, ()))

    assert producer.sent == [("news.rejected", 0, [(None, None)])]


def test_a_partition_that_is_given_wins_over_the_key() -> None:
    """The stage knows better."""
    assert deliver(Producer(), output(b"21", partition=3)) == [(3, [b"21"])]


def test_a_mark_goes_to_every_partition() -> None:
    """Time passes for all of them."""
    sent = deliver(Producer(partitions=3), output(b"m", partition=EVERY_PARTITION))

    assert sent == [(0, [b"m"]), (1, [b"m"]), (2, [b"m"])]


def test_batches_are_cut_by_size() -> None:
    """Of records of 300 bytes three fit into a batch of 1,000; their order stays."""
    keys = [b"%d" % number for number in range(7)]

    sent = deliver(Producer(), *(output(key, b"x" * 280, partition=1) for key in keys))

    assert [len(batch) for _, batch in sent] == [3, 3, 1]
    assert [key for _, batch in sent for key in batch] == keys


def test_a_record_larger_than_a_batch_has_one_of_its_own() -> None:
    """It is neither dropped nor held back, and its neighbours go before and behind."""
    large = output(b"large", b"x" * 5_000, partition=0)
    producer = Producer()

    sent = deliver(producer, output(b"a", partition=0), large, output(b"b", partition=0))

    assert [keys for _, keys in sent] == [[b"a"], [b"large"], [b"b"]]
    assert len(producer.sent[1][2][0][1] or b"") == 5_000


def test_records_carry_the_time_at_which_the_lease_held() -> None:
    """By it the broker sees which come too late; in every batch."""
    producer = Producer()

    deliver(producer, *(output(b"k", b"x" * 280, partition=1) for _ in range(7)))

    assert len(producer.sent) > 1
    assert producer.times == {AT}


def test_a_write_that_came_too_late_says_what_it_may_be() -> None:
    """A pause, a broker that was away, a clock."""
    with pytest.raises(DeliveryFailed, match=r"too old.*paused.*broker was.*clock"):
        deliver(Producer(error=InvalidTimestampError()), output(b"a"))


@pytest.mark.parametrize("error", [KafkaTimeoutError(), MessageSizeTooLargeError("too large")])
def test_a_broker_that_refuses_is_an_error(error: KafkaError) -> None:
    """It names the topic and what the broker said; the caller finishes nothing."""
    with pytest.raises(DeliveryFailed, match=rf"news\.unique did not take.*{type(error).__name__}"):
        deliver(Producer(error=error), output(b"a"))


def test_topics_that_do_not_answer_are_an_error() -> None:
    """Where the broker cannot say how many partitions there are, nothing is sent."""

    class Unknown(Producer):
        async def partitions_for(self, topic: str) -> set[int]:
            raise KafkaTimeoutError(topic)

    producer = Unknown()

    with pytest.raises(DeliveryFailed, match=r"the topics did not answer: KafkaTimeoutError"):
        deliver(producer, output(b"a"))

    assert producer.sent == []


def test_the_last_offset_is_told() -> None:
    """Of several batches to one partition, the offset of the last record of the last batch."""
    producer = Producer()
    parcels = [Parcel(b"k", b"x" * 280) for _ in range(7)]

    offset = asyncio.run(Deliveries(lambda: producer).deliver_to("log", 2, parcels))

    assert offset == 6


def test_delivering_nothing_sends_nothing() -> None:
    """A part may lead to no output at all."""
    assert deliver(Producer()) == []


def test_partitions_are_asked_for_once_a_topic() -> None:
    """Not once a record."""
    producer = Producer()

    deliver(producer, *(output(b"%d" % number) for number in range(100)))

    assert producer.asked == 1


def test_a_record_is_never_larger_than_reckoned() -> None:
    """What passes the check on size also fits into a batch of that size."""
    given = Output(Topic.UNIQUE, b"key", b"v" * 5_000, [("name", b"x" * 3_000), ("é", b"")])
    batch = BatchBuilder(1 << 20, 0)
    batch.append(timestamp=None, key=given.key, value=given.value, headers=list(given.headers))

    assert batch.size() <= size_of(given) <= batch.size() + RECORD_OVERHEAD
