"""Reads partitions of a changelog to their ends: fast, off the loop, and bounded in time.

A consumer makes an object of a dozen fields for each record, and asks a broker that is away for
ever. Here whole fetches become the last value of each key. Not here: what the values mean.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Final

from aiokafka import TopicPartition
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import (
    CorruptRecordException,
    KafkaError,
    LeaderNotAvailableError,
    NoError,
    OffsetOutOfRangeError,
    for_code,
)
from aiokafka.protocol.fetch import FetchRequest
from aiokafka.protocol.offset import OffsetRequest
from aiokafka.record.memory_records import MemoryRecords

from stream.config import Settings
from stream.engine.clients import RETRY_SECONDS, connection, slow_down

logger = logging.getLogger(__name__)

PATIENCE_SECONDS: Final = 60.0
"""Longest time without a step forward: a broker is made anew in less."""
ANSWER_SECONDS: Final = 15.0
WAIT_MS: Final = 100
"""At the end of a partition; the embedded broker never answers to no wait at all."""
FETCH_BYTES: Final = 32 << 20
PARTITION_BYTES: Final = 8 << 20
_EARLIEST: Final = -2
_ANY: Final = 0
_NOT_A_REPLICA: Final = -1


class BrokerSilent(Exception):
    """The broker was away for too long while a changelog was read."""


@dataclass(slots=True)
class Log:
    """What was read of one partition: the last value of each key, and the offset to read on from.

    ``end`` is where the partition ended at the first answer, None before.
    """

    following: int
    entries: dict[bytes, bytes] = field(default_factory=dict)
    end: int | None = None

    @property
    def whole(self) -> bool:
        """Say whether all is read that was there at the first answer."""
        return self.end is not None and self.following >= self.end

    def take(self, fetched: bytes) -> None:
        """Take in the records of one fetch. Raises ``CorruptRecordException``."""
        batches = MemoryRecords(fetched)
        while batches.has_next():
            batch = batches.next_batch()
            if not batch.validate_crc():
                raise CorruptRecordException(f"a batch behind offset {self.following}")
            for record in () if batch.is_control_batch else batch:
                if record.offset >= self.following:
                    replay(self.entries, record.key or b"", record.value)
            self.following = max(self.following, batch.next_offset)

    def restart(self, begin: int) -> None:
        """Read from here instead: the log was cut, and what was read is of another age."""
        self.entries.clear()
        self.following, self.end = begin, None


def replay(entries: dict[bytes, bytes], key: bytes, value: bytes | None) -> None:
    """Apply one record of a changelog to the entries read so far."""
    if value is None:
        entries.pop(key, None)
    else:
        entries[key] = value


class Reader:
    """Reads one topic through a connection of its own."""

    def __init__(
        self, settings: Settings, topic: str, *, patience: float = PATIENCE_SECONDS
    ) -> None:
        self._settings = settings
        self._topic = topic
        self._patience = patience

    async def read(
        self, starts: Mapping[int, int], wanted: Callable[[int], bool] = lambda _: True
    ) -> dict[int, Log]:
        """Read partitions from these offsets to their ends as of now.

        A partition that is not wanted any more is left as it is. Raises ``BrokerSilent``, and
        ``KafkaError`` for what asking again does not mend.
        """
        logs = {partition: Log(offset) for partition, offset in starts.items()}
        heard = monotonic()
        while _unread(logs, wanted):
            try:
                async with self._connected() as client:
                    while (unread := _unread(logs, wanted)) and self._patient(heard):
                        if await self._fetch(client, unread):
                            heard = monotonic()
            except (KafkaError, OSError, TimeoutError) as error:
                if isinstance(error, KafkaError) and not error.retriable:
                    raise
                logger.warning("the changelog cannot be read yet: %r", error)
            if _unread(logs, wanted):
                if not self._patient(heard):
                    raise BrokerSilent(
                        f"the broker gave nothing for {self._patience:g} s while {self._topic} was "
                        "read: the state cannot be restored"
                    )
                await asyncio.sleep(RETRY_SECONDS)
        return logs

    def _patient(self, heard: float) -> bool:
        return monotonic() - heard <= self._patience

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[AIOKafkaClient]:
        """Connect anew: whatever went wrong before, leaders are asked for again."""
        client = AIOKafkaClient(
            **connection(self._settings),
            request_timeout_ms=int(min(ANSWER_SECONDS, self._patience) * 1_000),
        )
        slow_down(client)
        try:
            await client.bootstrap()
            await client.set_topics([self._topic])
            yield client
        finally:
            await client.close()

    async def _fetch(self, client: AIOKafkaClient, unread: Mapping[int, Log]) -> bool:
        """Fetch once from each leader; say whether that was a step forward."""
        before = [(log.following, log.end) for log in unread.values()]
        for leader, partitions in self._leaders(client, unread).items():
            places = [(each, unread[each].following, PARTITION_BYTES) for each in partitions]
            request = FetchRequest(WAIT_MS, 1, FETCH_BYTES, _ANY, [(self._topic, places)])
            answer = await client.send(leader, request)
            for _, answers in answer.topics:
                for partition, code, end, *_, fetched in answers:
                    log = unread[partition]
                    if for_code(code) is OffsetOutOfRangeError or 0 <= end < log.following:
                        log.restart(await self._begin(client, leader, partition))
                    elif for_code(code) is not NoError:
                        raise for_code(code)(f"{self._topic}[{partition}]")
                    else:
                        log.end = end if log.end is None else log.end
                        await asyncio.to_thread(log.take, fetched or b"")
        return before != [(log.following, log.end) for log in unread.values()]

    def _leaders(
        self, client: AIOKafkaClient, unread: Mapping[int, Log]
    ) -> Mapping[int, list[int]]:
        leaders = defaultdict(list)
        for partition in unread:
            leader = client.cluster.leader_for_partition(TopicPartition(self._topic, partition))
            if leader is None or leader < 0:
                raise LeaderNotAvailableError(f"{self._topic}[{partition}]")
            leaders[leader].append(partition)
        return leaders

    async def _begin(self, client: AIOKafkaClient, leader: int, partition: int) -> int:
        """Ask where a partition begins."""
        topics = [(self._topic, [(partition, _EARLIEST)])]
        answer: Any = await client.send(leader, OffsetRequest(_NOT_A_REPLICA, _ANY, topics))
        [(_, [(_, code, _, offset, *_)])] = answer.topics
        if for_code(code) is not NoError:
            raise for_code(code)(f"{self._topic}[{partition}]")
        return int(offset)


def _unread(logs: Mapping[int, Log], wanted: Callable[[int], bool]) -> Mapping[int, Log]:
    return {each: log for each, log in logs.items() if wanted(each) and not log.whole}
