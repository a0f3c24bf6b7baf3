"""Faust's consumer, mended: nothing is lost at a start, a rebalance or a stop.

The letters are those of ``stream/README.md``: A (flow suspended before the seek, explicit chain),
B (commits follow the chain alone), D (commit before a revoke), I (no gap filling for chunks).
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import suppress
from time import monotonic
from typing import Any, ClassVar, Final, cast

from aiokafka.errors import IllegalStateError, KafkaError
from faust.transport.drivers import aiokafka as driver
from faust.types import TP, ConsumerMessage

from stream.engine.chunks import Chunk, Fetched
from stream.engine.clients import slow_down
from stream.engine.exits import Exit, leave
from stream.engine.starts import Start, known
from stream.engine.wiring import StageApp

SEEK_SECONDS: Final = 30.0
"""Longest time that the start of the flow may take.

Faust waits ten seconds longer; then it ends its recovery alone: partitions held, nothing done.
"""
FETCH_WAIT_SECONDS: Final = 0.25
"""Longest wait for records in one turn: a seek waits for the turn to end.

At the broker too: what else a connection asks (where a log begins and ends) waits behind a fetch,
and with Faust's 1.5 s each start took three seconds longer.
"""
ROOM_SECONDS: Final = 1.0
"""Longest wait for room in the queue, after which one looks again whether there is some."""


class _ReadOffsets(dict[TP, int | None]):
    """Faust's record of what it read, silent about our inputs.

    Faust drops what it takes for read already: a drain in flight during a seek writes a stale
    offset here and loses what is fetched again (``transport/consumer.py:1223``).
    """

    def __init__(self, chunked: frozenset[str]) -> None:
        super().__init__()
        self._chunked = chunked

    def __getitem__(self, tp: TP) -> int | None:
        return None if tp.topic in self._chunked else self.get(tp)


class ConsumerThread(driver.AIOKafkaConsumerThread):
    """The thread that fetches: stamps each list of our inputs with where it began and ends."""

    consumer: "Consumer"

    def _create_worker_consumer(self, transport: Any) -> Any:
        consumer = super()._create_worker_consumer(transport)
        consumer._fetch_max_wait_ms = int(FETCH_WAIT_SECONDS * 1_000)
        # Faust's own, which leaves partitions where they are; it takes it for apps with tables only
        self._assignor = self.app.assignor
        consumer._partition_assignment_strategy = [self._assignor]
        slow_down(consumer._client)
        return consumer

    async def on_start(self) -> None:
        """Start the consumer and watch its heartbeats, and its seat if it has one."""
        await super().on_start()
        wiring, coordinator = self.consumer.wiring, self._ensure_consumer()._coordinator
        wiring.lease.watch(coordinator)
        if wiring.seat is not None:
            wiring.seat.watch(coordinator)

    async def _fetch_records(self, consumer: Any, *args: Any, **kwargs: Any) -> dict[Any, Any]:
        epoch = self.consumer.wiring.chain.epoch
        records = dict(await super()._fetch_records(consumer, *args, **kwargs))
        subscription = consumer._fetcher._subscriptions.subscription
        if subscription is None or subscription.assignment is None:
            return {}  # between two assignments; a seek follows
        states = subscription.assignment.state_value
        if epoch == self.consumer.wiring.chain.epoch:
            records = {**{tp: [] for tp in self._moved(states)}, **records}
        return {
            tp: self._stamped(tp, each, states(tp).position, epoch)
            if tp.topic in self.consumer.wiring.chunked
            else each
            for tp, each in records.items()
        }

    def _moved(self, states: Callable[[Any], Any]) -> Iterator[Any]:
        """Name our inputs that were read on, records or not: a transaction's end is none."""
        for tp, handed in list(self.consumer.handed.items()):
            state = states(tp)
            if handed is not None and state is not None and state.position not in (None, handed):
                yield tp

    def _stamped(self, tp: Any, records: Any, end: int, epoch: int) -> Fetched:
        """Link a list to the one before: it began where that one ended, in the same epoch."""
        handed = self.consumer.handed
        position = handed.get(tp) if epoch == self.consumer.wiring.chain.epoch else None
        handed[tp] = end
        return Fetched(records, position=position, end=end, epoch=epoch)


class Consumer(driver.Consumer):
    """The consumer of one worker; its app carries the ``Wiring`` of the stage."""

    seek_seconds: ClassVar[float] = SEEK_SECONDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.handed: dict[Any, int | None] = {}
        """End of the last list fetched of each of our inputs, in this epoch."""
        self._confirmed: dict[TP, int] = {}
        """Last offset whose commit the broker took; Faust counts failed ones, too."""
        super().__init__(*args, **kwargs)
        self.wiring = cast("StageApp", self.app).wiring
        self._read_offset = _ReadOffsets(self.wiring.chunked)
        self._fetch_over = asyncio.Event()
        self._fetch_over.set()
        self._room = asyncio.Event()

    def _new_consumer_thread(self) -> ConsumerThread:
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    async def getmany(self, timeout: float) -> AsyncIterator[tuple[TP, ConsumerMessage]]:
        """Hand out what was fetched, chunks for our inputs, as long as the flow is on.

        What is not handed out because the flow was stopped is fetched again: every stop of the
        flow is followed by a seek. (Faust seeks here as well, at any time: correction A. It also
        asks for the generation; a chunk has its epoch.)
        """
        records, active = await self._wait_next_records(timeout)
        if records is None or self.should_stop:
            return
        for tp, record in self.scheduler.iterate(records):
            if not self.flow_active:
                return
            if isinstance(record, Chunk) or active is None or tp in active:
                yield tp, self._to_message(tp, record)

    async def _wait_next_records(self, timeout: float) -> tuple[Any, set[TP] | None]:
        """Fetch as soon as the queue has room: Faust sleeps a second when it has none."""
        if self._buffered_partitions and not self._get_active_partitions():
            self._room.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(ROOM_SECONDS):
                    await self._room.wait()
        return await super()._wait_next_records(timeout)

    def on_buffer_drop(self, tp: TP) -> None:
        """Take it that the queue has room again for a partition."""
        super().on_buffer_drop(tp)
        self._room.set()

    async def _getmany(self, active_partitions: set[TP] | None, timeout: float) -> Any:
        self._fetch_over.clear()
        try:
            return await super()._getmany(active_partitions, min(timeout, FETCH_WAIT_SECONDS))
        finally:
            self._fetch_over.set()

    def _to_message(self, tp: TP, record: Any) -> ConsumerMessage:
        if not isinstance(record, Chunk):
            return super()._to_message(tp, record)
        return ConsumerMessage(
            tp.topic,
            tp.partition,
            record.end - 1,
            0.0,
            0,
            [],
            None,
            record,  # type: ignore[arg-type]  # our schema passes it through
            None,
            tp=tp,
            generation_id=self.app.consumer_generation_id,
        )

    async def perform_seek(self) -> None:
        """Go back to what was committed, with nothing in flight (A).

        The flow is stopped first, so no fetch can come between the seek and the start; partitions
        without a commit, or whose commit is no longer in the log, start at the log's beginning.
        A broker that does not answer meanwhile, or with an error, ends the process.
        """
        try:
            async with asyncio.timeout(self.seek_seconds):
                await self._seek_to_starts()
        except TimeoutError:
            leave(Exit.BROKER, "the broker did not say where the partitions stand")
        except IllegalStateError:
            raise  # a partition went meanwhile: Faust waits for the next assignment
        except KafkaError as error:
            leave(Exit.BROKER, f"the broker did not say where the partitions stand: {error!r}")

    async def _seek_to_starts(self) -> None:
        self.stop_flow()
        self.app.flow_control.suspend()
        epoch = self.wiring.chain.begin()
        await self._fetch_over.wait()
        starts = await self._starts()
        if epoch != self.wiring.chain.epoch:
            return  # a rebalance came in between: its own seek follows
        self.wiring.observer.starting(starts)
        offsets = {tp: start.offset for tp, start in starts.items()}
        self._confirmed = dict(offsets)  # what expired unread is committed with what follows it
        if offsets:
            await self.seek_wait(offsets)
        if epoch == self.wiring.chain.epoch:
            self.handed = dict(offsets)
            self.wiring.chain.seek(offsets)

    async def _starts(self) -> dict[TP, Start]:
        """Ask where our inputs stand."""
        ours = [tp for tp in self.assignment() if tp.topic in self.wiring.chunked]
        if not ours:
            return {}
        committed = await self.seek_to_committed()
        begins, ends = await self.earliest_offsets(*ours), await self.highwaters(*ours)
        return {tp: Start(known(committed.get(tp)), begins[tp] or 0, ends[tp] or 0) for tp in ours}

    async def highwaters(self, *partitions: TP) -> Mapping[TP, int]:
        """Give the ends of partitions, truly."""
        if self.wiring.ends is not None:
            return await self.wiring.ends(partitions)
        return await super().highwaters(*partitions)

    async def on_partitions_assigned(self, assigned: set[TP], generation_id: int = 0) -> None:
        """Take an assignment for a sign of life of the group; tell what is ours.

        The new epoch ends a seek that is just being made for the partitions before.
        """
        self.wiring.chain.begin()
        self.wiring.lease.renew(generation_id)
        self.wiring.observer.assigned([tp for tp in assigned if tp.topic in self.wiring.chunked])
        await super().on_partitions_assigned(assigned, generation_id)

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """Commit what was delivered before Faust forgets it (D), then let go.

        The new epoch ends a chunk in flight after its present part.
        """
        self.wiring.observer.stopping()
        self.stop_flow()
        self.wiring.chain.begin()
        self.handed = {}
        await self.commit()
        await super().on_partitions_revoked(revoked)
        self.wiring.chain.drop(revoked)

    def _filter_tps_with_pending_acks(self, topics: Any = None) -> Iterator[TP]:
        """Name the partitions whose chain moved on since the last commit that succeeded (B)."""
        for tp, following in self.wiring.chain.following().items():
            wanted = topics is None or tp in topics or tp.topic in topics
            if wanted and self._should_commit(tp, following):
                yield tp

    def _should_commit(self, tp: TP, offset: int) -> bool:
        return offset > self._confirmed.get(tp, 0)

    def _new_offset(self, tp: TP) -> int | None:
        """Give what may be committed: the chain alone says so, Faust's acks do not count (B)."""
        self._acked[tp].clear()
        self._acked_index[tp].clear()
        return self.wiring.chain.following().get(tp)

    async def _add_gap(self, tp: TP, offset_from: int, offset_to: int) -> None:
        """Fill no gaps in our inputs: the offset in flight would count as one (I)."""
        if tp.topic not in self.wiring.chunked:
            await super()._add_gap(tp, offset_from, offset_to)

    async def _commit(self, offsets: Mapping[TP, int]) -> bool:
        started = monotonic()
        done = await super()._commit(offsets)
        self.wiring.observer.committed(monotonic() - started, done=done)
        if done:
            self._confirmed.update(offsets)
        return done
