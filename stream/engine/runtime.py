"""Puts one stage into Faust: app and agent on one side, the processor on the other.

Errors that must not ack anything end the process here.
"""

import asyncio
import logging
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from time import perf_counter
from typing import Any, ClassVar, Final, cast

from aiokafka import ConsumerRecord
from aiokafka.errors import KafkaError
from faust.types import TP

from stream.config import Settings
from stream.engine.age import StateMismatch, check_age, check_log
from stream.engine.app import make_app
from stream.engine.chain import Chain, Hole, Truncated
from stream.engine.changelog import Changelog
from stream.engine.chunks import Chunk, PassThrough
from stream.engine.ends import fetched_ends
from stream.engine.entry import JournalError
from stream.engine.exits import Exit, leave
from stream.engine.lease import Lease, LeaseLost
from stream.engine.observer import Phase, WorkerObserver
from stream.engine.outputs import Deliveries, DeliveryFailed
from stream.engine.part import Decider, Limits
from stream.engine.plan import Idle, StageSpec
from stream.engine.processor import Passage, Processor, TooManyBugs
from stream.engine.reader import BrokerSilent, Reader
from stream.engine.seat import claim, seat_of
from stream.engine.starts import Start
from stream.engine.transport import Producer
from stream.engine.watch import PERIOD_SECONDS, IdlePartitions
from stream.engine.wiring import StageApp, Wiring
from stream.metrics import Metrics
from stream.models import EPOCH
from stream.stages.contract import Record

logger = logging.getLogger(__name__)

EXITS: Final[Mapping[type[Exception], Exit]] = {
    DeliveryFailed: Exit.DELIVERY,
    LeaseLost: Exit.LEASE,
    Hole: Exit.HOLE,
    TooManyBugs: Exit.BUGS,
    JournalError: Exit.STATE,
    StateMismatch: Exit.STATE,
    Truncated: Exit.STATE,
    BrokerSilent: Exit.BROKER,
    KafkaError: Exit.BROKER,
}
"""How a worker leaves on each error; anything else is a bug of the engine."""


class Runtime:
    """One stage in one process. ``build`` makes the app that Faust's worker runs.

    ``processor`` is what takes its chunks; another one is given by a subclass.
    """

    processor: ClassVar[type[Processor]] = Processor

    def __init__(self, spec: StageSpec, settings: Settings, metrics: Metrics) -> None:
        self._spec = spec
        self._settings = settings
        self._metrics = metrics
        self._observer = WorkerObserver(spec, metrics, self._check_age, self._assign)
        self._wiring = Wiring(
            chunked=frozenset({spec.input}),
            chain=Chain(),
            lease=Lease(settings.session_timeout_seconds),
            observer=self._observer,
            idempotent=settings.idempotent_producer,
            ends=None if settings.idempotent_producer else partial(fetched_ends, settings),
            seat=seat_of(settings, spec.group),
        )
        self._idle = IdlePartitions(settings.idle_seconds)

    @property
    def missing(self) -> str:
        """Say what the stage lacks to be of use; nothing where it is ready.

        It must be assigned, restored, committing, and heard by the group.
        """
        readiness = self._observer.readiness
        if readiness.phase is Phase.RESTORING:
            done, all_ = self._processor.restored
            return f"restoring, {done} of {all_} partitions done"
        if readiness.missing or self._wiring.lease.valid(self._app.consumer_generation_id):
            return readiness.missing
        return "the group did not answer lately"

    async def take_seat(self) -> None:
        """See that no living worker has our instance id, if we have one. Raises ``SeatTaken``."""
        if self._wiring.seat is not None:
            await claim(self._wiring.seat, self._settings, self._spec.group)

    def build(self) -> StageApp:
        """Make the app with its agent, the restore and the watch over lag and standstill.

        Raises what the making of a stage raises, before anything is read.
        """
        self._spec.make(0)  # what all instances share is loaded before the worker is ready
        app = self._app = make_app(self._spec, self._settings, self._wiring)
        self._metrics.ready.labels(self._spec.name).set_function(lambda: float(not self.missing))
        self._deliveries = Deliveries(cast("Producer", app.producer).connected)
        self._processor = self._make_processor()
        topic = app.topic(self._spec.input, schema=PassThrough())
        app.agent(topic, name=self._spec.name)(self._consume)
        app.on_rebalance_complete.connect(self._restore)
        app.task(self._watch)
        return app

    def _make_processor(self) -> Processor:
        settings = self._settings
        limits = Limits(
            records=self._spec.part_records,
            fact_bytes=settings.journal_entry_bytes,
            message_bytes=settings.message_max_bytes,
        )
        return self.processor(
            self._spec,
            Decider(self._spec, limits),
            self._deliveries,
            self._observer,
            changelog=self._changelog(),
            bugs_allowed=settings.max_internal_errors,
        )

    def _changelog(self) -> Changelog | None:
        """Make what writes and reads the journal of a stage that has one."""
        topic, settings = self._spec.changelog, self._settings
        if topic is None:
            return None
        reader = Reader(settings, topic)
        return Changelog(self._spec.name, topic, settings, self._deliveries, reader)

    async def _consume(self, stream: Any) -> None:
        """Take chunk after chunk: the agent."""
        async for chunk in stream:
            with _leaving():
                await self._take(chunk)

    async def _take(self, chunk: Chunk) -> None:
        chain = self._wiring.chain
        admission = chain.admit(chunk)
        if admission.gap:
            await self._missing(chunk, admission.gap)
        if admission.records or admission.gap:
            await self._processor.process(
                chunk.tp.partition,
                [_record(each) for each in admission.records],
                chunk.end,
                self._passage(chunk),
            )

    def _passage(self, chunk: Chunk) -> Passage:
        """Let a chunk write in the generation, and go on in the epoch, that it came in."""
        chain, generation = self._wiring.chain, self._app.consumer_generation_id
        return Passage(
            fence=lambda: self._wiring.lease.hold(generation),
            finish=lambda following: chain.finish(chunk.tp, following),
            open=lambda: chain.epoch == chunk.epoch,
        )

    async def _missing(self, chunk: Chunk, gap: int) -> None:
        """Count offsets that the log lacks; warn where they expired before they were read."""
        self._observer.log_gap(gap)
        begin = (await self._app.consumer.earliest_offsets(chunk.tp))[chunk.tp]
        first = chunk.records[0].offset if chunk.records else chunk.end
        if begin > first - gap:
            self._observer.expired(chunk.tp, gap)

    def _assign(self, partitions: Collection[int]) -> None:
        self._processor.assign(partitions)

    async def _restore(self, *_: Any, **__: Any) -> None:
        """Make the state of exactly the partitions now ours; those that stay keep theirs.

        Faust waits for it after each rebalance, before the flow starts, and does not cut it short
        when the next one comes.
        """
        with _leaving():
            started = perf_counter()
            await self._processor.restore()
            self._observer.restored(perf_counter() - started)

    def _check_age(self, starts: Mapping[TP, Start]) -> None:
        with _leaving():
            for tp, start in starts.items():
                if self._spec.changelog is None:
                    check_log(tp.topic, tp.partition, start)
                else:
                    position = self._processor.instances[tp.partition].position
                    check_age(tp.topic, tp.partition, start, position)

    async def _watch(self) -> None:
        """Show state and lag and declare standstill, once a second."""
        while not self._app.should_stop:
            await asyncio.sleep(PERIOD_SECONDS)
            self._observer.show_state(each.stage for each in self._processor.instances.values())
            if self._observer.readiness.phase is Phase.WORKING:
                try:
                    await self._look()
                except KafkaError as error:
                    logger.warning("cannot look at the input: %s", error)

    async def _look(self) -> None:
        following = self._wiring.chain.following()
        ends = await self._app.consumer.highwaters(*following) if following else {}
        self._observer.show_lag(
            {tp.partition: (ends[tp] or 0) - offset for tp, offset in following.items()}
        )
        if self._spec.idle is not None:
            await self._declare_idle(self._spec.idle, following, ends)

    async def _declare_idle(
        self,
        idle: Idle,
        following: Mapping[TP, int],
        ends: Mapping[TP, Any],
    ) -> None:
        offsets = {tp.partition: offset for tp, offset in following.items()}
        due = self._idle.due(offsets, {tp.partition: ends[tp] or 0 for tp in following})
        for partition in due:
            try:
                with _leaving(but=LeaseLost):
                    at = await self._wiring.lease.hold(self._app.consumer_generation_id)
                    if self._wiring.chain.following() != following:
                        return  # news came, or partitions went, while it waited
                    output = idle(partition, offsets[partition], datetime.now(UTC))
                    await self._deliveries.deliver([output], at)
            except LeaseLost:
                return  # a rebalance; nothing hangs on this record
            self._idle.declared(partition)


@contextmanager
def _leaving(*, but: type[Exception] | tuple[()] = ()) -> Iterator[None]:
    """Leave the process on any error: raising into Faust would ack what was not delivered (C)."""
    try:
        yield
    except but:
        raise
    except Exception as error:
        code = next((code for kind, code in EXITS.items() if isinstance(error, kind)), None)
        if code is None:
            logger.exception("a bug of the engine")
        leave(code or Exit.BUGS, str(error))


def _record(record: ConsumerRecord) -> Record:
    return Record(
        record.partition,
        record.offset,
        _moment(record.timestamp),
        record.key,
        record.value,
        record.headers,
    )


def _moment(timestamp_ms: int) -> datetime:
    """Give the time of a record; whatever a producer wrote there, it must not stop the flow."""
    try:
        return EPOCH + timedelta(milliseconds=timestamp_ms)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC) if timestamp_ms > 0 else EPOCH
