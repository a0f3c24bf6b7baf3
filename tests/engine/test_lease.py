"""The lease: a worker writes only while the group is known to count on it."""

import asyncio
import time
from itertools import count

import pytest

from stream.engine.lease import Lease, LeaseLost


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Group:
    """Stands in for aiokafka's coordinator: its heartbeats are answered as told."""

    def __init__(self, *, answered: bool = True) -> None:
        self.generation = 4
        self.answered = answered

    async def _do_heartbeat(self) -> bool:
        return self.answered


def test_a_lease_lasts_half_a_session() -> None:
    """From the last sign of life; by then no other worker can have taken over."""
    clock = Clock()
    lease = Lease(8.0, clock)
    lease.renew(4)

    clock.now += 3.9
    assert lease.valid(4)
    clock.now += 0.1
    assert not lease.valid(4)


def test_there_is_no_lease_without_a_sign_of_life() -> None:
    """Neither before the first assignment nor for another generation."""
    lease = Lease(8.0, Clock())

    assert not lease.valid(-1)
    lease.renew(4)
    assert not lease.valid(5)


def test_a_valid_lease_does_not_wait() -> None:
    """The usual case costs nothing."""
    lease = Lease(8.0, Clock())
    lease.renew(4)

    coroutine = lease.hold(4)

    with pytest.raises(StopIteration):
        coroutine.send(None)


def test_a_lease_tells_a_time_from_before_it_was_looked_at() -> None:
    """A pause in between, or right after, makes what is then written old."""
    day = count(1)

    class Paused(Clock):
        def __call__(self) -> float:
            """Let the day go on, as it does in a pause, whenever the lease is looked at."""
            next(day)
            return super().__call__()

    lease = Lease(8.0, Paused(), lambda: next(day))
    lease.renew(4, at=100.0)

    assert asyncio.run(lease.hold(4)) == 1


def test_a_lease_tells_the_time_of_day() -> None:
    """In milliseconds since the epoch, as Kafka counts."""
    lease = Lease(8.0, Clock())
    lease.renew(4)
    before = time.time_ns() // 1_000_000

    assert before <= asyncio.run(lease.hold(4)) <= time.time_ns() // 1_000_000


def test_a_lease_that_came_back_held_only_then() -> None:
    """Not when it was first asked for: what is written is not as old as the wait."""
    clock, group = Clock(), Group()
    day = [1]
    lease = Lease(8.0, clock, lambda: day[0])
    lease.watch(group)

    async def woken() -> int:
        held = asyncio.create_task(lease.hold(4))
        await asyncio.sleep(0)
        assert not held.done()
        day[0] = 2
        await group._do_heartbeat()
        return await held

    assert asyncio.run(woken()) == 2


def test_an_answered_heartbeat_renews() -> None:
    """The group said in this generation that it counts on us."""
    clock, group = Clock(), Group()
    lease = Lease(8.0, clock)
    lease.watch(group)

    assert asyncio.run(group._do_heartbeat()) is True

    assert lease.valid(4)


def test_an_unanswered_heartbeat_does_not_renew() -> None:
    """Silence is no sign of life."""
    group = Group(answered=False)
    lease = Lease(8.0, Clock())
    lease.watch(group)

    assert asyncio.run(group._do_heartbeat()) is False

    assert not lease.valid(4)


def test_an_answer_that_lay_unread_is_no_fresh_sign_of_life() -> None:
    """A worker that is paused reads it when it wakes up, and another may have taken over since."""
    clock = Clock()

    class Paused(Group):
        async def _do_heartbeat(self) -> bool:
            clock.now += 60
            return True

    group = Paused()
    lease = Lease(8.0, clock)
    lease.watch(group)

    asyncio.run(group._do_heartbeat())

    assert not lease.valid(4)


def test_a_lease_counts_from_the_question() -> None:
    """Not from the answer, which may have been long on its way."""
    clock = Clock()
    lease = Lease(8.0, clock)

    lease.renew(4, clock.now - 3)

    clock.now += 0.9
    assert lease.valid(4)
    clock.now += 0.1
    assert not lease.valid(4)


def test_a_worker_that_was_paused_waits_for_the_group() -> None:
    """After a pause the lease is over; the next heartbeat of the same generation gives it back."""
    clock, group = Clock(), Group()
    lease = Lease(8.0, clock)
    lease.watch(group)
    lease.renew(4)
    clock.now += 60

    async def woken() -> None:
        held = asyncio.create_task(lease.hold(4))
        await asyncio.sleep(0)
        assert not held.done()
        await group._do_heartbeat()
        await held

    asyncio.run(woken())


def test_a_worker_that_was_replaced_leaves() -> None:
    """The group went on in another generation: what we hold is another's now."""
    clock, group = Clock(), Group()
    lease = Lease(8.0, clock)
    lease.watch(group)
    lease.renew(4)
    clock.now += 60
    group.generation = 5

    with pytest.raises(LeaseLost, match="generation 4 is over, now 5"):
        asyncio.run(lease.hold(4))


def test_a_heartbeat_counts_for_the_generation_it_was_sent_in() -> None:
    """One that is answered while the group moves on says nothing of the new generation."""

    class Moving(Group):
        async def _do_heartbeat(self) -> bool:
            self.generation = 5
            return True

    group = Moving()
    lease = Lease(8.0, Clock())
    lease.watch(group)

    asyncio.run(group._do_heartbeat())

    assert lease.valid(4)
    assert not lease.valid(5)
