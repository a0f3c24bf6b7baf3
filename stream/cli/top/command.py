"""``newsfeed top``: reads ``news.windows`` and shows what trends, once or as news comes.

The last hour is that of the feed: it ends with the newest news, whatever this machine's clock says.
"""

import asyncio
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, aclosing, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Final

import click
import msgspec
from rich.live import Live

from stream.cli.broker import require_topic
from stream.cli.failures import Failure
from stream.cli.look import console, json_option, print_json, settings
from stream.cli.telling import size_name
from stream.cli.top.board import Board
from stream.cli.top.ranking import Order, Ranking, rank
from stream.cli.top.reading import read_counts, read_place, seconds
from stream.cli.top.view import as_json as told
from stream.cli.top.view import picture, print_lines
from stream.config import Settings
from stream.engine.inspect import end_offsets, follow
from stream.models import Topic

LOOK_SECONDS: Final = 1.0
"""Between two looks at what is watched."""
STILL_LOOKS: Final = 5
"""Looks after which nothing more is expected of what was there before."""

Ranked = Callable[[], Ranking | None]
Show = Callable[[Ranking | None], None]


class Instant(click.ParamType):
    """A time in RFC 3339, as whole seconds since the epoch."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read it, or say what it should look like."""
        try:
            time = msgspec.convert(value, datetime)
            return seconds(time)
        except (msgspec.ValidationError, TypeError, OverflowError):
            self.fail(f"{value!r} is no time like 2025-02-11T10:45:00Z", param, ctx)


@click.command()
@click.option(
    "-n", "--limit", type=click.IntRange(min=1), default=10, show_default=True, help="How many."
)
@click.option(
    "--by",
    type=click.Choice(["score", "articles"]),
    default="score",
    show_default=True,
    help="What is most: beyond the usual, or articles, copies too.",
)
@click.option("--at", type=Instant(), help="Look back: the hour before that TIME of the feed.")
@click.option("--watch", is_flag=True, help="Go on, as news comes.")
@json_option
def top(*, limit: int, by: Order, at: int | None, watch: bool, as_json: bool) -> None:
    """List the tickers that trend now: their last hour of news against the 7 days before.

    Counts, per ticker, the novel news of the hour (first mentions of a story) and scores it:
    (novel - mean) / max(std, 1), of the hours of the 7 days before, empty ones too. The hour ends
    with the newest news of the feed.
    """
    if watch and at is not None:
        raise click.UsageError("--watch goes on from now, --at looks back: give one of them")
    watched = Watched(Board(at))
    ranked = partial(rank, watched.board, limit=limit, by=by)
    asyncio.run(_top(watched, ranked, watch=watch, as_json=as_json))


@dataclass(slots=True)
class Watched:
    """The board, how many records could not be read, and how far each partition is read."""

    board: Board
    unreadable: int = 0
    positions: dict[int, int] = field(default_factory=dict)

    async def follow(self, configured: Settings, *, until_end: bool) -> None:
        """Take in the windows from the beginning of the topic."""
        records = follow(configured, Topic.WINDOWS, from_beginning=True, until_end=until_end)
        async with aclosing(records):
            async for record in records:
                self.take(record.key, record.value)
                self.positions[record.partition] = record.offset + 1

    def take(self, key: bytes | None, value: bytes | None) -> None:
        """Take in a record: a version of a window, or the end of one."""
        if value is not None and (counts := read_counts(value)):
            self.board.add(counts)
        elif value is None and (place := read_place(key)):
            self.board.delete(place)
        else:
            self.unreadable += 1

    def read_to(self, ends: Mapping[int, int]) -> bool:
        """Say whether every partition is read to its end."""
        return all(self.positions.get(partition, 0) >= end for partition, end in ends.items())

    def require_hours(self) -> None:
        """Fail where no windows make up an hour. Raises ``Failure``."""
        if self.board.unfit and self.board.chosen() is None:
            sizes = ", ".join(map(size_name, sorted(self.board.unfit)))
            raise Failure(
                f"{Topic.WINDOWS} has windows of {sizes} alone; top needs some that make up an "
                "hour, as 5m or 1h: NEWSFEED_WINDOWS of the window workers"
            )


async def _top(watched: Watched, ranked: Ranked, *, watch: bool, as_json: bool) -> None:
    configured = settings()
    await require_topic(configured, Topic.WINDOWS, wait_seconds=5)
    if watch:
        await _watch(watched, configured, ranked, as_json=as_json)
        return
    with _told_to_wait():
        await watched.follow(configured, until_end=True)
    if watched.unreadable:
        click.echo(f"newsfeed: {watched.unreadable} records are no windows", err=True)
    watched.require_hours()
    _shower(as_json=as_json)(ranked())


async def _watch(
    watched: Watched,
    configured: Settings,
    ranked: Ranked,
    *,
    as_json: bool,
) -> None:
    """Show what trends whenever that changed, until Ctrl-C; nothing of what was once."""
    ends = await end_offsets(configured, Topic.WINDOWS)
    reading = asyncio.create_task(watched.follow(configured, until_end=False))
    with _told_to_wait():
        await _caught_up(watched, reading, ends)
    with _shown_live(as_json=as_json) as show:
        shown: Ranking | None = None
        while not reading.done():
            if (ranking := ranked()) != shown:
                show(ranking)
                shown = ranking
            await asyncio.wait([reading], timeout=LOOK_SECONDS)
    await reading


async def _caught_up(
    watched: Watched, reading: asyncio.Task[None], ends: Mapping[int, int]
) -> None:
    """Wait until all is read that was there; or nothing comes, for the last may be deleted."""
    still = 0
    while still < STILL_LOOKS and not reading.done() and not watched.read_to(ends):
        before = watched.positions.copy()
        await asyncio.wait([reading], timeout=LOOK_SECONDS)
        still = still + 1 if watched.positions == before else 0


def _told_to_wait() -> AbstractContextManager[object]:
    """Say on a terminal that the topic is being read."""
    if not sys.stderr.isatty():
        return nullcontext()
    return console(err=True).status("reading news.windows")


@contextmanager
def _shown_live(*, as_json: bool) -> Iterator[Show]:
    """Give what shows one ranking after the other: on a terminal each in the last one's place."""
    screen = console()
    if as_json or not screen.is_terminal:
        yield _shower(as_json=as_json)
        return
    with Live(picture(None, screen), console=screen, auto_refresh=False) as live:
        yield lambda ranking: live.update(picture(ranking, screen), refresh=True)


def _shower(*, as_json: bool) -> Show:
    """Say how a ranking is shown: as JSON, on a terminal, or in plain lines."""
    screen = console()
    if as_json:
        return lambda ranking: print_json(told(ranking))
    if screen.is_terminal:
        return lambda ranking: screen.print(picture(ranking, screen))
    return lambda ranking: print_lines(ranking, screen.encoding)
