"""The seat of a static member: an instance id, which one living worker of a group may have.

The broker gives it to whoever comes last, and tells the one before only that it is unknown; that
one would join again, and the two would throw each other out for ever. So a newcomer first sees
whether the one before lives, and one that was thrown out leaves.
"""

import asyncio
import fcntl
import logging
import os
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, Final, NoReturn, Protocol
from urllib.parse import quote

from aiokafka.errors import KafkaError

from stream.config import Settings
from stream.engine.exits import Exit, leave
from stream.engine.members import Member, ask_members, members

logger = logging.getLogger(__name__)

LOOK_SECONDS: Final = 0.5
NOTE_BYTES: Final = 1024

Ask = Callable[[], Awaitable[Sequence[Member]]]


class SeatTaken(Exception):
    """A living worker has our instance id."""


class Coordinator(Protocol):
    """What is needed of aiokafka's group coordinator."""

    group_id: str
    member_id: str

    async def ensure_active_group(self, subscription: Any, prev_assignment: Any) -> Any:
        """Join the group; give the assignment, None where it has to be tried again."""

    async def _send_req(self, request: Any) -> Any:
        """Send a request to the coordinator."""


class Seat:
    """An instance id, and a note of the member id that the group knows us by.

    The note is a file in the data directory, locked while its writer lives. So a worker that is
    started again takes the seat at once: who is in the note and has no lock is dead.
    """

    def __init__(
        self,
        directory: Path,
        instance_id: str,
        *,
        out: Callable[[Exit, str], NoReturn] = leave,
    ) -> None:
        self._instance_id = instance_id
        self._out = out
        directory.mkdir(parents=True, exist_ok=True)
        path = directory / f"{quote(instance_id, safe='')}.seat"
        self._note = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self._locked = _lock(self._note)
        self._noted = os.pread(self._note, NOTE_BYTES, 0).decode(errors="replace")
        self._member_id = self._noted if self._locked else ""

    async def claim(self, ask: Ask, patience_seconds: float) -> None:
        """Return once no living worker has the seat, as far as can be seen.

        A dead one is in the group until its session is over: so long it takes to tell it from a
        living one of another machine. Raises ``SeatTaken``.
        """
        deadline = monotonic() + patience_seconds
        while (holder := await self._holder(ask)) is not None:
            if holder.member_id == self._member_id:
                return
            if holder.member_id == self._noted or monotonic() > deadline:
                raise SeatTaken(self._told(holder))
            await asyncio.sleep(LOOK_SECONDS)

    def watch(self, coordinator: Coordinator) -> None:
        """Leave instead of joining again where another worker took the seat; note each join."""
        join = coordinator.ensure_active_group

        async def watched(subscription: Any, prev_assignment: Any) -> Any:
            await self._give_way(coordinator)
            try:
                return await join(subscription, prev_assignment)
            except KafkaError:
                await self._give_way(coordinator)
                raise
            finally:
                self._write(coordinator.member_id)

        coordinator.ensure_active_group = watched  # type: ignore[method-assign]  # no hook for it

    async def _give_way(self, coordinator: Coordinator) -> None:
        """Leave the process if one has the seat who is neither we nor the dead one before us."""
        self._write(coordinator.member_id)
        holder = await self._holder(partial(members, coordinator._send_req, coordinator.group_id))
        if holder is not None and holder.member_id != self._member_id:
            self._out(Exit.LEASE, self._told(holder))

    async def _holder(self, ask: Ask) -> Member | None:
        """Give who has the seat; None also where the broker does not say."""
        try:
            everyone = await ask()
        except (KafkaError, NotImplementedError) as error:
            logger.warning("cannot see who is in the group: %r", error)
            return None
        return next((each for each in everyone if each.instance_id == self._instance_id), None)

    def _write(self, member_id: str) -> None:
        """Note the member id that a join gave us, be it over or not; aiokafka has "" for none."""
        if member_id in ("", self._member_id):
            return
        self._member_id = member_id
        if self._locked:
            try:
                os.ftruncate(self._note, 0)
                os.pwrite(self._note, member_id.encode(), 0)
            except OSError as error:  # a full disk; a worker without a note starts more slowly
                logger.warning("cannot note who has the seat: %s", error)

    def _told(self, holder: Member) -> str:
        return (
            f"another worker, on {holder.host.lstrip('/')}, has "
            f"NEWSFEED_INSTANCE_ID={self._instance_id}: give each one of its own"
        )


def seat_of(settings: Settings, group: str) -> Seat | None:
    """Give the seat of a worker; a dynamic member of its group has none."""
    if settings.instance_id is None:
        return None
    return Seat(settings.data_dir / group, settings.instance_id)


async def claim(seat: Seat, settings: Settings, group: str) -> None:
    """Claim a seat for as long as a dead worker may seem alive. Raises ``SeatTaken``."""
    patience_seconds = settings.session_timeout_seconds + settings.heartbeat_seconds
    await seat.claim(partial(ask_members, settings, group), patience_seconds)


def _lock(note: int) -> bool:
    """Lock the note as long as this process lives; say whether that was free.

    Where the file system has no locks it never is: a note that proves nothing is not written.
    """
    try:
        fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
