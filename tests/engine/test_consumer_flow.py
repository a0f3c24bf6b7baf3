"""Faust's consumer as mended: nothing in flight survives a seek, nothing is lost by one (A)."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from stream.engine.chunks import Chunk, Fetched
from stream.engine.starts import Start
from tests.engine.fakes import fetched
from tests.engine.faust_bench import LOG, NEWS, OTHER, Bench, drive, listed
from tests.harness import workers


def test_the_flow_stands_still_before_the_seek(tmp_path: Path) -> None:
    """A: a fetch between seek and start would be dropped with the queues, and acked past."""
    flowing: list[bool] = []

    async def steps(bench: Bench) -> None:
        bench.consumer.resume_flow()
        bench.app.flow_control.resume()
        bench.thread.tell = lambda *_: flowing.extend(
            [bench.consumer.flow_active, bench.app.flow_control.is_active()]
        )
        await bench.consumer.perform_seek()

    drive(tmp_path, steps)

    assert flowing == [False, False]


def test_a_seek_waits_for_the_fetch_in_flight(tmp_path: Path) -> None:
    """A: its records belong to the time before, and must not come behind the seek."""

    async def steps(bench: Bench) -> None:
        bench.thread.answers.clear()
        fetch = asyncio.create_task(bench.consumer._getmany({NEWS}, 0.1))
        await asyncio.sleep(0)
        seek = asyncio.create_task(bench.consumer.perform_seek())
        await asyncio.sleep(0)
        bench.thread.answers.set()
        await asyncio.gather(fetch, seek)

    bench = drive(tmp_path, steps)

    assert [what for what, _ in bench.consumer.told] == ["fetch", "seek"]


def test_a_partition_never_committed_is_read_from_its_beginning(tmp_path: Path) -> None:
    """A: stock Faust does not seek at all then, and goes on where a dropped fetch had ended."""

    async def steps(bench: Bench) -> None:
        bench.chain.drop([NEWS])
        bench.thread.assigned = {NEWS, OTHER, LOG}
        bench.thread.begins = {NEWS: 3, OTHER: 0}
        bench.thread.committed = {OTHER: 40, NEWS: -1}
        await bench.consumer.perform_seek()

    bench = drive(tmp_path, steps)

    assert bench.consumer.told == [("seek", {NEWS: 3, OTHER: 40})]
    assert bench.chain.following() == {NEWS: 3, OTHER: 40}
    assert bench.observed.starts == [{NEWS: Start(None, 3, 100), OTHER: Start(40, 0, 100)}]


def test_a_commit_that_left_the_log_starts_at_its_beginning(tmp_path: Path) -> None:
    """Retention removed what was to be read next."""

    async def steps(bench: Bench) -> None:
        bench.thread.committed, bench.thread.begins = {NEWS: 10}, {NEWS: 15}
        await bench.consumer.perform_seek()

    assert drive(tmp_path, steps).consumer.told == [("seek", {NEWS: 15})]


def test_what_expired_unread_is_not_committed_by_itself(tmp_path: Path) -> None:
    """No entry covers it yet: a commit would look as if the journal had lost its newest ones."""

    async def steps(bench: Bench) -> None:
        bench.thread.committed, bench.thread.begins = {NEWS: 10}, {NEWS: 15}
        await bench.consumer.perform_seek()
        await bench.consumer.commit()
        bench.chain.finish(NEWS, 17)
        await bench.consumer.commit()

    assert drive(tmp_path, steps).commits() == [{NEWS: 17}]


def test_what_was_fetched_before_a_seek_is_stale(tmp_path: Path) -> None:
    """A: chunks already queued pass nothing; the same offsets come again behind the seek."""
    taken: list[int] = []

    async def steps(bench: Bench) -> None:
        old, new = listed(0, 9, epoch=1), listed(0, 9, epoch=2)
        await bench.consumer.perform_seek()
        for each in (old, new):
            chunk = Chunk(NEWS, each, each.position, each.end, each.epoch)
            taken.append(len(bench.chain.admit(chunk).records))

    drive(tmp_path, steps)

    assert taken == [0, 10]


async def interrupted(bench: Bench, at: str) -> None:
    """Seek, and lose the partition while the broker is asked where the seek leads, or sought."""
    answer = getattr(bench.thread, at)

    async def overtaken(*asked: Any) -> Any:
        answered = await answer(*asked)
        await bench.consumer.on_partitions_revoked({NEWS})
        return answered

    setattr(bench.thread, at, overtaken)
    await bench.consumer.perform_seek()


@pytest.mark.parametrize("at", ["seek_to_committed", "highwaters", "seek_wait"])
def test_a_seek_overtaken_by_a_revoke_installs_nothing(at: str, tmp_path: Path) -> None:
    """Its partitions are another's: nothing may be taken or committed until the next seek."""

    async def steps(bench: Bench) -> None:
        bench.thread.committed = {NEWS: 40}
        await interrupted(bench, at)

    bench = drive(tmp_path, steps)

    assert bench.chain.following() == {}
    assert bench.consumer.handed == {}


@pytest.mark.parametrize("answer", ["none", "refusal"])
def test_a_start_without_an_answer_ends_the_worker(tmp_path: Path, answer: str) -> None:
    """Faust would end its recovery alone: partitions held, nothing done, and nobody told."""
    command = ["-m", "tests.engine.seeking", answer, str(tmp_path / "data")]
    worker = workers.start(command, {}, tmp_path / "log")

    assert worker.wait() == 69
    [event] = worker.events()
    assert event["message"].startswith("leaving the broker did not say where the partitions stand")


def test_a_start_overtaken_by_a_revoke_is_not_told(tmp_path: Path) -> None:
    """Nor checked: the state of a partition that went is gone, and what it says is no error."""
    bench = drive(tmp_path, lambda bench: interrupted(bench, "seek_to_committed"))

    assert bench.observed.starts == []
    assert [what for what, _ in bench.consumer.told] == ["revoked"]


def test_a_start_overtaken_by_an_assignment_is_not_told(tmp_path: Path) -> None:
    """What the assignment took away has no state any more, and the next seek follows."""

    async def steps(bench: Bench) -> None:
        bench.consumer._fetch_over.clear()
        seeking = asyncio.create_task(bench.consumer.perform_seek())
        await asyncio.sleep(0)
        await bench.consumer.on_partitions_assigned({OTHER}, 8)
        bench.consumer._fetch_over.set()
        await seeking

    bench = drive(tmp_path, steps)

    assert bench.observed.assignments == [[OTHER]]
    assert bench.observed.starts == []


def test_the_seek_behind_one_that_was_overtaken_counts(tmp_path: Path) -> None:
    """The partition came back."""

    async def steps(bench: Bench) -> None:
        await interrupted(bench, "highwaters")
        bench.thread.committed = {NEWS: 40}
        del bench.thread.highwaters  # the stand-in's own answer again
        await bench.consumer.perform_seek()

    bench = drive(tmp_path, steps)

    assert bench.chain.following() == {NEWS: 40}
    assert bench.consumer.handed == {NEWS: 40}


async def drain(bench: Bench, messages: int) -> None:
    """Let Faust's fetcher run until it handed on so many messages."""
    stop = asyncio.Event()

    class Fetcher:
        _stopped = stop

    async def take(message: Any) -> None:
        bench.messages.append(message)
        if len(bench.messages) == messages:
            stop.set()

    bench.consumer.callback = take
    bench.consumer.resume_flow()
    await bench.consumer._drain_messages(Fetcher())  # type: ignore[arg-type]  # all it looks at


def test_a_list_travels_as_one_message(tmp_path: Path) -> None:
    """Its offset is that of the last record, its value the chunk; its place that of the list."""

    async def steps(bench: Bench) -> None:
        bench.thread.lists = [{NEWS: listed(0, 9)}]
        await drain(bench, 1)

    [message] = drive(tmp_path, steps).messages

    assert (message.tp, message.offset) == (NEWS, 9)
    assert [record.offset for record in message.value.records] == list(range(10))


def test_an_empty_list_travels_too(tmp_path: Path) -> None:
    """It carries how far the log was read; its offset is the last of those passed."""

    async def steps(bench: Bench) -> None:
        bench.thread.lists = [{NEWS: Fetched([], position=10, end=12, epoch=1)}]
        await drain(bench, 1)

    [message] = drive(tmp_path, steps).messages

    assert (message.tp, message.offset) == (NEWS, 11)
    assert message.value == Chunk(NEWS, [], 10, 12, 1)


def test_what_is_fetched_again_is_handed_on_again(tmp_path: Path) -> None:
    """A: Faust drops what it takes for read; here the chain decides what is a repeat."""

    async def steps(bench: Bench) -> None:
        bench.thread.lists = [{NEWS: listed(0, 9)}, {NEWS: listed(0, 4)}, {NEWS: listed(5, 19)}]
        await drain(bench, 3)

    assert [message.offset for message in drive(tmp_path, steps).messages] == [9, 4, 19]


def test_a_changelog_is_still_read_once(tmp_path: Path) -> None:
    """Faust's own bookkeeping holds for everything but our inputs."""

    async def steps(bench: Bench) -> None:
        bench.consumer._active_partitions = {LOG}
        again = {LOG: [fetched(0, topic=LOG.topic), fetched(1, topic=LOG.topic)]}
        bench.thread.lists = [again, again, {LOG: [fetched(2, topic=LOG.topic)]}]
        await drain(bench, 3)

    offsets = [message.offset for message in drive(tmp_path, steps).messages]

    assert offsets[0] == 0
    assert offsets.count(0) == 1


async def hand_on(bench: Bench) -> None:
    """Take what one turn of fetching hands on."""
    async for _, message in bench.consumer.getmany(0.1):
        bench.messages.append(message)


def test_what_is_fetched_while_the_flow_stops_is_let_go(tmp_path: Path) -> None:
    """A: and there is no seek out of turn, as Faust does here: the one that follows is enough."""

    async def steps(bench: Bench) -> None:
        bench.thread.answers.clear()
        bench.thread.lists = [{NEWS: listed(0, 9)}]
        turn = asyncio.create_task(hand_on(bench))
        await asyncio.sleep(0)
        bench.consumer.stop_flow()
        bench.thread.answers.set()
        await turn

    bench = drive(tmp_path, steps)

    assert bench.messages == []
    assert [what for what, _ in bench.consumer.told] == ["fetch"]


def test_nothing_is_handed_on_while_the_flow_stands(tmp_path: Path) -> None:
    """A: of several lists the rest is let go too, from the moment of the stop."""

    async def steps(bench: Bench) -> None:
        bench.thread.lists = [{NEWS: listed(0, 9), OTHER: listed(0, 9)}]
        bench.consumer._active_partitions = {NEWS, OTHER}
        async for _, message in bench.consumer.getmany(0.1):
            bench.messages.append(message)
            bench.consumer.stop_flow()

    bench = drive(tmp_path, steps)

    assert len(bench.messages) == 1
    assert [what for what, _ in bench.consumer.told] == ["fetch"]
