"""The lease of a worker on its partitions: it may write while the group is known to count on it.

A worker that was paused (a stopped process, a suspended machine) wakes up in the middle of a
chunk while another one owns its partitions. So it asks itself before it writes: was there a sign
of life from the group, in this generation, within half the session timeout? A pause behind the
question is the broker's to see: what is written carries the time at which the lease held, and a
topic on which a late write would do harm refuses what is older than ``lease_seconds``. Nobody can
have taken over by then, for that takes a whole session.
"""

import asyncio
import time
from collections.abc import Callable
from typing import Final, Protocol

POLL_SECONDS: Final = 0.05


def lease_seconds(session_seconds: float) -> float:
    """Give how long a lease lasts after a sign of life, and a write may take after its lease."""
    return session_seconds / 2


def running_time() -> float:
    """Give seconds that go on while the machine is suspended, where the system has such a clock."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def epoch_ms() -> int:
    """Give the time of day, as records carry it: milliseconds since the epoch."""
    return time.time_ns() // 1_000_000


class LeaseLost(Exception):
    """The group went on without this worker; what it holds is another's now."""


class Coordinator(Protocol):
    """What is needed of aiokafka's group coordinator."""

    generation: int

    async def _do_heartbeat(self) -> bool:
        """Send a heartbeat; say whether the group still counts on us."""


class Lease:
    """Time of the last sign of life from the group, and the generation it was for.

    Written by the consumer's thread, read by the loop; each is one assignment.
    """

    def __init__(
        self,
        session_seconds: float,
        clock: Callable[[], float] = running_time,
        now: Callable[[], int] = epoch_ms,
    ) -> None:
        self._valid_seconds = lease_seconds(session_seconds)
        self._clock = clock
        self._now = now
        self._last: tuple[int, float] = (-1, float("-inf"))
        self._current: Callable[[], int] = lambda: self._last[0]

    def renew(self, generation: int, at: float | None = None) -> None:
        """Note a sign of life: a heartbeat answered, or an assignment received.

        ``at`` is when it was asked for: an answer may lie unread for as long as a pause.
        """
        self._last = (generation, self._clock() if at is None else at)

    def valid(self, generation: int) -> bool:
        """Say whether the group gave a sign of life to this generation, lately enough."""
        known, at = self._last
        return known == generation and self._clock() - at < self._valid_seconds

    async def hold(self, generation: int) -> int:
        """Return at once while the lease is valid, else wait for the next sign of life.

        Gives the time of day right before it was seen to be valid (milliseconds since the epoch).
        Raises ``LeaseLost`` where the group is no longer, or not yet again, in this generation.
        """
        while True:
            asked = self._now()  # before looking: a pause may lie in between
            if self.valid(generation):
                return asked
            if self._current() != generation:
                raise LeaseLost(f"generation {generation} is over, now {self._current()}")
            await asyncio.sleep(POLL_SECONDS)

    def watch(self, coordinator: Coordinator) -> None:
        """Renew at every heartbeat that aiokafka's group coordinator gets answered."""
        beat = coordinator._do_heartbeat
        self._current = lambda: coordinator.generation

        async def watched() -> bool:
            generation, asked = coordinator.generation, self._clock()
            done = await beat()
            if done:
                self.renew(generation, asked)
            return done

        coordinator._do_heartbeat = watched  # type: ignore[method-assign]  # no hook for it
