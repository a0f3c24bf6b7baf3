"""The seat: an instance id belongs to one living worker, and who is thrown out leaves."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import pytest
from aiokafka.errors import KafkaConnectionError, UnknownError

from stream.engine.exits import Exit
from stream.engine.members import Member
from stream.engine.seat import Seat, SeatTaken

OTHER = Member("tag-1-bbb", "tag-1", "/10.0.0.7")
BYSTANDER = Member("tag-2-ccc", "tag-2", "/10.0.0.8")
DYNAMIC = Member("newsfeed-ddd", None, "/10.0.0.9")


class Left(Exception):
    """Stands in for the end of the process."""


def out(code: Exit, reason: str) -> NoReturn:
    """Raise what the process would leave with."""
    raise Left(code, reason)


class Group:
    """Stands in for the broker and aiokafka's coordinator: it has the members it is given."""

    def __init__(self, *everyone: Member, joins: Sequence[str] = ()) -> None:
        self.group_id = "newsfeed-tag"
        self.member_id = ""
        self.everyone = list(everyone)
        self.joins = list(joins)
        self.asked = 0

    async def ask(self) -> Sequence[Member]:
        self.asked += 1
        return self.everyone

    async def ensure_active_group(self, subscription: Any, prev_assignment: Any) -> Any:
        self.member_id = self.joins.pop(0)
        self.everyone = [Member(self.member_id, "tag-1", "/10.0.0.1")]
        return "assignment"

    async def _send_req(self, request: Any) -> Any:
        rows = [(m.member_id, m.instance_id, "client", m.host, b"", b"") for m in self.everyone]
        return Answer([(0, self.group_id, "Stable", "consumer", "range", rows, 0)])


class Answer:
    """What a broker says of some groups."""

    def __init__(self, groups: list[Any]) -> None:
        self.groups = groups


def seat(directory: Path) -> Seat:
    """Make the seat of ``tag-1`` on the machine whose data directory this is."""
    return Seat(directory, "tag-1", out=out)


def joined(directory: Path, *times: str) -> tuple[Seat, Group]:
    """Make a seat whose worker joined its group so often."""
    group, made = Group(joins=times), seat(directory)
    made.watch(group)
    for _ in times:
        asyncio.run(group.ensure_active_group(None, None))
    return made, group


def test_a_free_seat_is_taken_at_once(tmp_path: Path) -> None:
    """Members with other instance ids, or none, do not matter."""
    group = Group(BYSTANDER, DYNAMIC)

    asyncio.run(seat(tmp_path).claim(group.ask, 8.0))

    assert group.asked == 1


def test_a_worker_started_again_takes_its_seat_at_once(tmp_path: Path) -> None:
    """The note names the one before, and no one holds its lock: it is dead."""
    (tmp_path / "tag-1.seat").write_text("tag-1-aaa")
    group = Group(Member("tag-1-aaa", "tag-1", "/10.0.0.1"))

    asyncio.run(seat(tmp_path).claim(group.ask, 8.0))

    assert group.asked == 1


def test_a_note_of_rubbish_is_no_note(tmp_path: Path) -> None:
    """A machine that lost its power may leave anything: no start fails of it."""
    (tmp_path / "tag-1.seat").write_bytes(b"\xff\x00\xfe")
    group = Group(BYSTANDER)

    asyncio.run(seat(tmp_path).claim(group.ask, 8.0))

    assert group.asked == 1


def test_a_living_worker_of_this_machine_is_not_thrown_out(tmp_path: Path) -> None:
    """It holds the lock of the note that names it, so nothing is waited for."""
    before, group = joined(tmp_path, "tag-1-aaa")

    with pytest.raises(SeatTaken, match=r"another worker, on 10\.0\.0\.1, has NEWSFEED_INSTANCE_"):
        asyncio.run(seat(tmp_path).claim(group.ask, 8.0))

    assert group.asked == 1
    assert before is not None


def test_a_living_worker_of_another_machine_is_not_thrown_out(tmp_path: Path) -> None:
    """It is still in the group when a dead one's session would be over."""
    group = Group(OTHER)

    with pytest.raises(SeatTaken, match=r"on 10\.0\.0\.7, has NEWSFEED_INSTANCE_ID=tag-1: give"):
        asyncio.run(seat(tmp_path).claim(group.ask, 0.0))


def test_a_dead_worker_of_another_machine_is_outwaited(tmp_path: Path) -> None:
    """Its seat is free once its session is over."""
    group = Group(OTHER)

    async def asked() -> Sequence[Member]:
        everyone = await group.ask()
        group.everyone = []
        return everyone

    asyncio.run(seat(tmp_path).claim(asked, 8.0))

    assert group.asked == 2


def test_what_cannot_be_seen_is_not_refused(tmp_path: Path) -> None:
    """A broker that does not tell members leaves it to whoever is thrown out."""

    async def unanswered() -> Sequence[Member]:
        raise KafkaConnectionError

    asyncio.run(seat(tmp_path).claim(unanswered, 8.0))


def test_a_worker_that_was_thrown_out_leaves(tmp_path: Path) -> None:
    """Joining again would throw out the other one, and so on for ever."""
    _, group = joined(tmp_path, "tag-1-aaa")
    group.everyone, group.joins = [OTHER], ["tag-1-ccc"]

    with pytest.raises(Left) as left:
        asyncio.run(group.ensure_active_group(None, None))

    assert left.value.args[0] == Exit.LEASE
    assert "another worker, on 10.0.0.7, has NEWSFEED_INSTANCE_ID=tag-1" in left.value.args[1]
    assert group.joins == ["tag-1-ccc"]


def test_a_worker_that_is_fenced_while_it_joins_leaves(tmp_path: Path) -> None:
    """Two that start at once: the broker refuses one with an error aiokafka has no name for."""

    class Fencing(Group):
        async def ensure_active_group(self, subscription: Any, prev_assignment: Any) -> Any:
            self.everyone = [OTHER]
            raise UnknownError

    group = Fencing()
    seat(tmp_path).watch(group)

    with pytest.raises(Left, match="another worker"):
        asyncio.run(group.ensure_active_group(None, None))


def test_a_worker_whose_session_was_over_joins_again(tmp_path: Path) -> None:
    """It was paused, and no one took its seat."""
    _, group = joined(tmp_path, "tag-1-aaa")
    group.everyone, group.joins = [BYSTANDER], ["tag-1-ccc"]

    assert asyncio.run(group.ensure_active_group(None, None)) == "assignment"


def test_a_join_that_has_to_be_tried_again_is_ours(tmp_path: Path) -> None:
    """The group knows us already when the second half of a join fails: by a rebalance, say."""

    class Hesitant(Group):
        async def ensure_active_group(self, subscription: Any, prev_assignment: Any) -> Any:
            await super().ensure_active_group(subscription, prev_assignment)
            return None if self.joins else "assignment"

    group = Hesitant(joins=["tag-1-aaa", "tag-1-aaa"])
    seat(tmp_path).watch(group)

    assert asyncio.run(group.ensure_active_group(None, None)) is None
    assert asyncio.run(group.ensure_active_group(None, None)) == "assignment"


def test_the_note_follows_each_join(tmp_path: Path) -> None:
    """A worker that had to join anew is known by another member id."""
    made, _ = joined(tmp_path, "tag-1-aaaaaaaa", "tag-1-aaaaaaaa", "tag-1-b")

    assert (tmp_path / "tag-1.seat").read_text() == "tag-1-b"
    assert made is not None


def test_an_error_that_is_no_fence_is_raised(tmp_path: Path) -> None:
    """Whatever else refuses a join is aiokafka's and Faust's to deal with."""

    class Refusing(Group):
        async def ensure_active_group(self, subscription: Any, prev_assignment: Any) -> Any:
            raise UnknownError

    group = Refusing(BYSTANDER)
    seat(tmp_path).watch(group)

    with pytest.raises(UnknownError):
        asyncio.run(group.ensure_active_group(None, None))
