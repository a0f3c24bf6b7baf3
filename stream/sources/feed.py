"""The replay of a feed as data: what is sent, in which order, when, and how far time has come.

A feed is a function of its lines, so it is resumed by passing over those already sent.
Not here: clocks and sleeping (the caller's), sending (``engine``), files (``jsonl``).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from stream import codec
from stream.models import EPOCH, Article, Rejected

MINUTE: Final = timedelta(minutes=1)


class Line(NamedTuple):
    """One value to send. ``repeat`` is 0 for the feed as it came, then the number of the round.

    A line that is ``held`` has a date made for it, and is not sent before.
    """

    value: bytes
    repeat: int = 0
    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One record for ``news.raw``.

    ``elapsed`` is the event time passed since the first item, never less than before: the pace.
    ``newest`` is the newest event time so far, None before there is one.
    ``not_before`` holds a repeated line back until its own date. ``lines`` counts the lines done
    with once this item is delivered: where to resume.
    """

    key: bytes | None
    value: bytes
    lines: int
    elapsed: timedelta
    newest: datetime | None = None
    not_before: datetime | None = None
    every_partition: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What it takes to make the windows of a feed final: their largest size, the lateness."""

    largest: timedelta = timedelta(days=1)
    lateness: timedelta = timedelta(minutes=15)

    def time(self, newest: datetime) -> datetime:
        """Give the event time at which the largest window that holds ``newest`` is final.

        The calendar's last moment where that is beyond it.
        """
        start = newest - (newest - EPOCH) % self.largest
        try:
            return start + self.largest + self.lateness
        except OverflowError:
            return datetime.max.replace(tzinfo=UTC)

    def heartbeat(self, newest: datetime, received_at: datetime) -> bytes:
        """Give the last heartbeat of a feed; time it says has passed, so never ahead of a clock."""
        return heartbeat(min(self.time(newest), received_at))


CLOSING: Final = Closing()


def heartbeat(time: datetime) -> bytes:
    """Give the raw record that says: time has come this far, there was no other news."""
    return codec.encode({"action": "heartbeat", "published_at": codec.rfc3339(time)})


def feed(
    lines: Iterable[Line],
    *,
    now: datetime,
    passed_over: int = 0,
    every: timedelta = MINUTE,
    closing: Closing | None = CLOSING,
) -> Iterator[Item]:
    """Give what to send for the lines, in their order, after the first ``passed_over`` of them.

    Heartbeats go to every partition whenever the newest event time has crossed a multiple of
    ``every``, and once at the end with the time of ``closing`` (None: the feed goes on later).
    Broken lines are sent as they are. A line dated after ``now`` (the start of the replay) is of a
    clock that is wrong: it is sent too, but moves no time.
    """
    passage = _Passage(every=every)
    number = 0
    for number, line in enumerate(lines, start=1):
        article = read(line.value)
        crossed = (
            article is not None
            and (line.held or article.published_at <= now)
            and passage.advance(article.published_at)
        )
        if number <= passed_over:
            continue
        yield _item(line, article, number, passage)
        if crossed:
            yield _beat(heartbeat(passage.newest), number, passage)
    if closing is not None and passage.begun:
        last = closing.heartbeat(passage.newest, max(now, passage.newest))
        yield _beat(last, number, passage)


def delay(item: Item, *, speed: float, running: timedelta, now: datetime) -> float:
    """Give the seconds to wait before sending; 0 where it is due or overdue.

    ``speed`` is event time by real time, 0 for as fast as it goes; ``running`` is how long this
    replay has run.
    """
    paced = item.elapsed / speed - running if speed else timedelta()
    held = item.not_before - now if item.not_before else timedelta()
    return max(paced, held, timedelta()).total_seconds()


def read(value: bytes) -> Article | None:
    """Read a line's article; None where it is broken (which is for ``tag`` to say)."""
    try:
        return codec.decode_article(value)
    except Rejected:
        return None


@dataclass(slots=True, kw_only=True)
class _Passage:
    """How far the event time of a feed has come; it never goes back."""

    every: timedelta
    newest: datetime = EPOCH
    begun: bool = False
    since: datetime | None = None

    def advance(self, time: datetime) -> bool:
        """Take a line's time; say whether that crossed a multiple of ``every``."""
        before, self.newest = self.newest, max(self.newest, time) if self.begun else time
        crossed = (
            not self.begun or (self.newest - EPOCH) // self.every > (before - EPOCH) // self.every
        )
        self.begun = True
        return crossed

    def elapsed(self) -> timedelta:
        """Give the event time passed since this was first asked."""
        if self.since is None and self.begun:
            self.since = self.newest
        return self.newest - self.since if self.since else timedelta()


def _item(line: Line, article: Article | None, number: int, passage: _Passage) -> Item:
    return Item(
        key=article.id.encode() or None if article else None,
        value=line.value,
        lines=number,
        elapsed=passage.elapsed(),
        newest=passage.newest if passage.begun else None,
        not_before=article.published_at if article and line.held else None,
        every_partition=article is not None and article.action == "heartbeat",
    )


def _beat(value: bytes, number: int, passage: _Passage) -> Item:
    return Item(
        key=None,
        value=value,
        lines=number,
        elapsed=passage.elapsed(),
        newest=passage.newest,
        every_partition=True,
    )
