"""A replay sends everything, at its pace, and always knows how far it had surely come."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from stream.cli.sending import FLUSH_ITEMS, HEADER, as_they_come, replay_name, send, with_last
from stream.sources.feed import Item
from stream.stages.contract import Header


@dataclass(slots=True)
class FakePublisher:
    """Keeps what was published, and how much of it was delivered at each flush."""

    parts: int = 1
    published: list[tuple[bytes | None, int | None, str]] = field(default_factory=list)
    flushed: list[int] = field(default_factory=list)
    delivered: list[Callable[[], None] | None] = field(default_factory=list)

    async def publish(
        self,
        topic: str,
        key: bytes | None,
        value: bytes | None,
        *,
        partition: int | None = None,
        headers: Sequence[Header] = (),
        delivered: Callable[[], None] | None = None,
    ) -> None:
        """Keep a record, and who is to hear of its delivery."""
        self.delivered.append(delivered)
        assert topic == "news.raw"
        self.published.append((value, partition, dict(headers)[HEADER].decode()))

    async def flush(self) -> None:
        """Note that all so far was delivered."""
        self.flushed.append(len(self.published))

    async def partitions(self, topic: str) -> int:
        """Give the number of partitions."""
        assert topic == "news.raw"
        return self.parts


def item(line: int, *, beat: bool = False, elapsed: float = 0.0) -> Item:
    """Make the item of a line, or a heartbeat after it."""
    return Item(
        key=None,
        value=b"beat" if beat else b"%d" % line,
        lines=line,
        elapsed=timedelta(seconds=elapsed),
        every_partition=beat,
    )


def sent(items: Iterable[Item], *, parts: int = 1, confirmed: int = 0) -> FakePublisher:
    """Send items as the replay named ``it``."""
    publisher = FakePublisher(parts)
    asyncio.run(send(publisher, with_last(items), replay="it", confirmed=confirmed))
    return publisher


def gathered(pairs: AsyncIterator[tuple[Item, bool]]) -> list[tuple[Item, bool]]:
    """Read to the end."""

    async def read() -> list[tuple[Item, bool]]:
        return [pair async for pair in pairs]

    return asyncio.run(read())


def test_a_heartbeat_goes_to_every_partition_an_article_to_that_of_its_key() -> None:
    """Time passes everywhere; None lets the key decide."""
    publisher = sent([item(1), item(1, beat=True)], parts=3)

    assert [partition for _, partition, _ in publisher.published] == [None, 0, 1, 2]


def test_the_last_record_claims_every_line() -> None:
    """A replay that came to its end has nothing left to send."""
    publisher = sent([item(1), item(2), item(2, beat=True)])

    assert [claim for _, _, claim in publisher.published] == ["it:0", "it:0", "it:2"]


def test_no_record_claims_a_line_that_was_not_delivered_before_it() -> None:
    """So that one cut short repeats some lines and misses none."""
    lines = 2 * FLUSH_ITEMS + 10
    publisher = sent(item(line) for line in range(1, lines + 1))

    claims = [int(claim.removeprefix("it:")) for _, _, claim in publisher.published]
    delivered = [max(at for at in [0, *publisher.flushed] if at <= n) for n in range(lines)]
    assert claims == delivered
    assert set(claims) == {0, FLUSH_ITEMS, 2 * FLUSH_ITEMS, lines - 1}


def test_a_resumed_replay_goes_on_counting() -> None:
    """What an earlier run had confirmed stays confirmed."""
    publisher = sent([item(8), item(9)], confirmed=7)

    assert [claim for _, _, claim in publisher.published] == ["it:7", "it:8"]


def test_everything_is_delivered_at_the_end() -> None:
    """Also when nothing was sent."""
    assert sent([item(1)]).flushed[-1] == 1
    assert sent([]).flushed == [0]


def test_an_item_that_is_not_yet_due_waits_with_everything_before_it_delivered() -> None:
    """A paced replay does not hold records back in a batch."""
    publisher = FakePublisher()
    items = [item(1), item(2, elapsed=60), item(3, elapsed=60)]
    asyncio.run(send(publisher, with_last(items), replay="it", speed=10_000))

    assert publisher.flushed[0] in {0, 1}
    assert [claim for _, _, claim in publisher.published][1] == "it:1"


def test_the_last_item_is_known_as_such() -> None:
    """By reading one ahead."""
    assert gathered(with_last([item(1), item(2)])) == [(item(1), False), (item(2), True)]
    assert gathered(with_last([])) == []


def test_what_comes_down_a_pipe_is_sent_before_the_next_line_is_there() -> None:
    """Nobody knows when, or whether, there will be another one."""
    heard, wrote = threading.Event(), threading.Event()

    def pipe() -> Iterator[Item]:
        yield item(1)
        wrote.set()
        assert heard.wait(timeout=10)
        yield item(2)

    async def listen() -> list[int]:
        lines = []
        async for each, _ in as_they_come(pipe()):
            lines.append(each.lines)
            heard.set()
        return lines

    assert asyncio.run(listen()) == [1, 2]
    assert wrote.is_set()


def test_a_replay_is_named_by_what_it_sends(tmp_path: Path) -> None:
    """The same lines and options go on; others begin anew, whatever the file is called."""
    one, two, other = (tmp_path / name for name in ("one", "two", "other"))
    one.write_text("a\n")
    two.write_text("a\n")
    other.write_text("b\n")

    assert replay_name([one], 0.5, 1) == replay_name([two], 0.5, 1)
    assert replay_name([one], 0.5, 1) != replay_name([one], 0.5, 2)
    assert replay_name([one], 0.5, 1) != replay_name([other], 0.5, 1)
    assert replay_name([one, two]) != replay_name([one])


@pytest.mark.parametrize("count", [1, 3])
def test_told_hears_of_each_item(count: int) -> None:
    """For a bar, or a line now and then."""
    heard: list[int] = []
    items = [item(line) for line in range(1, count + 1)]
    asyncio.run(
        send(
            FakePublisher(),
            with_last(items),
            replay="it",
            told=lambda each: heard.append(each.lines),
        )
    )

    assert heard == [*range(1, count + 1)]


def test_each_record_is_told_when_it_leaves_with_what_hears_of_its_delivery() -> None:
    """A heartbeat is a record for each partition, and each has its own delivery."""
    publisher, left = FakePublisher(parts=2), list[bytes]()

    def leaving(each: Item) -> Callable[[], None]:
        left.append(each.value)
        return partial(left.append, b"delivered " + each.value)

    items = [item(1), item(1, beat=True)]
    asyncio.run(send(publisher, with_last(items), replay="it", leaving=leaving))
    for delivered in filter(None, publisher.delivered):
        delivered()

    assert left[:3] == [b"1", b"beat", b"beat"]
    assert left[3:] == [b"delivered 1", b"delivered beat", b"delivered beat"]
