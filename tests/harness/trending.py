"""Windows as ``newsfeed top`` reads them, of mentions counted plainly."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

from stream.cli.top.board import Board
from stream.cli.top.reading import Counts
from stream.codec import encode
from stream.models import EPOCH, TickerId, TopStory, Window

HOUR: Final = 3_600
NOON: Final = int(datetime(2025, 2, 11, 12, tzinfo=UTC).timestamp())
"""The time that the tests live in."""
SIZES: Final = (300, HOUR, 86_400)


class Said(NamedTuple):
    """One article of a ticker, at a time; ``novel`` if no article told its story before."""

    ticker: str
    at: int
    novel: bool = True


def counted(
    mentions: Sequence[Said], *, since: int, until: int, sizes: Sequence[int] = SIZES
) -> list[Counts]:
    """Count mentions into windows, whose watermark went on from ``since`` to ``until``."""
    places = {(each.ticker, size, each.at - each.at % size) for each in mentions for size in sizes}
    return [_window(place, mentions, since, until) for place in sorted(places)]


def board_of(*windows: Counts, at: int | None = None) -> Board:
    """Give a board of these windows."""
    board = Board(at)
    for each in windows:
        board.add(each)
    return board


def counts(ticker: str = "equity:A", start: int = NOON, **fields: Any) -> Counts:
    """Give one window of 5 minutes, a few fields of it changed."""
    given = {"size": 300, "version": 1, "articles": 1, "duplicates": 0, "top": b"[]"}
    times = {"watermark": start, "last": start}
    return Counts(ticker=ticker, start=start, **{**given, **times, **fields})


def record(start: int = NOON, *, size: int = 300, title: str = "Up", **fields: Any) -> Window:
    """Give a whole window with one story, a few fields of it changed."""
    begin, story = moment(start), TopStory(story_id="s", title=title, url="", copies=1)
    given: dict[str, Any] = {
        "ticker": TickerId("equity:A"),
        "articles": 1,
        "stories": 1,
        "duplicates": 0,
        "sources": 1,
        "mean_relevance": 1.0,
        "top": (story,),
        "first_at": begin,
        "last_at": begin,
        "watermark": begin,
        "version": 1,
    }
    closed: dict[str, Any] = dict.fromkeys(
        ("volume", "novel_volume", "baseline_mean", "baseline_std", "zscore")
    )
    return Window(
        size_seconds=size,
        start=begin,
        end=begin + timedelta(seconds=size),
        final=False,
        revision=0,
        **{**closed, **given, **fields},
    )


def message(window: Window) -> tuple[bytes, bytes]:
    """Give key and value of a window on its topic."""
    start = window.start.isoformat().replace("+00:00", "Z")
    return f"{window.ticker}|{window.size_seconds}|{start}".encode(), encode(window)


def moment(seconds: int) -> datetime:
    """Give the time of seconds since the epoch."""
    return EPOCH + timedelta(seconds=seconds)


def _window(
    place: tuple[str, int, int], mentions: Sequence[Said], since: int, until: int
) -> Counts:
    ticker, size, start = place
    inside = [each for each in mentions if each[0] == ticker and start <= each.at < start + size]
    return Counts(
        ticker=ticker,
        size=size,
        start=start,
        version=100,
        articles=len(inside),
        duplicates=sum(not each.novel for each in inside),
        watermark=max(since, min(start + size, until)),
        last=max(each.at for each in inside),
        top=b"[]",
    )
