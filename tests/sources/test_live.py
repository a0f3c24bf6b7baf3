"""A feed as if it happened now: which date each line gets, and when it is sent."""

from datetime import datetime, timedelta
from itertools import islice

import pytest

from stream import codec
from stream.models import Article
from stream.sources.feed import Line, feed
from stream.sources.live import live
from stream.sources.replay import replay_lines

NOW = datetime.fromisoformat("2026-06-01T12:00:00Z")


def article(time: str, identity: str = "a", updated: str | None = None) -> bytes:
    """Give an article with a date of its own."""
    value = {"id": identity, "body": "text", "published_at": time, "updated_at": updated}
    return codec.encode(value)


def dated(*lines: Line, every: float = 2, pause: float = 0, passed_over: int = 0) -> list[Article]:
    """Make the lines live; give the articles."""
    made = live(
        lines,
        now=NOW,
        every=timedelta(seconds=every),
        pause=timedelta(seconds=pause),
        passed_over=passed_over,
    )
    return [codec.decode_article(line.value) for line in made]


def seconds(articles: list[Article]) -> list[float]:
    """Give the dates as seconds from the start of the replay."""
    return [(each.published_at - NOW).total_seconds() for each in articles]


def test_articles_are_dated_one_after_the_other() -> None:
    """However far apart they were."""
    times = ["2025-02-10T14:00:00Z", "2025-02-10T14:00:01Z", "2025-02-11T09:00:00Z"]

    assert seconds(dated(*(Line(article(time)) for time in times))) == [0, 2, 4]


def test_what_was_late_is_as_late_now() -> None:
    """Behind the newest before it.

    was  14:00  15:00  14:30  15:01
    now  0 s    2 s    4 s less half an hour    6 s
    """
    times = ["14:00", "15:00", "14:30", "15:01"]
    lines = [Line(article(f"2025-02-10T{time}:00Z")) for time in times]

    assert seconds(dated(*lines)) == [0, 2, 4 - 1_800, 6]


def test_an_update_comes_as_long_after_its_article_as_it_did() -> None:
    """Both dates move alike."""
    line = Line(article("2025-02-10T14:00:00Z", updated="2025-02-10T14:00:30Z"))

    [made] = dated(line)

    assert made.updated_at == NOW + timedelta(seconds=30)


@pytest.mark.parametrize("value", [b"{", article("2999-01-01T00:00:00Z")])
def test_what_is_broken_or_of_a_wrong_clock_stays_as_it_is(value: bytes) -> None:
    """It takes no turn, and is held back by nothing."""
    good = article("2025-02-10T14:00:00Z")

    made = list(live([Line(value), Line(good)], now=NOW, every=timedelta(seconds=2)))

    assert made[0] == Line(value)
    assert codec.decode_article(made[1].value).published_at == NOW


def test_between_two_rounds_nothing_is_due_for_the_pause() -> None:
    """So that what forgets meanwhile takes the next round for new."""
    lines = [Line(article(f"2025-02-1{day}T14:00:00Z"), repeat=day // 2) for day in range(4)]

    assert seconds(dated(*lines, pause=60)) == [0, 2, 64, 66]


def test_a_feed_that_goes_on_begins_now_with_what_was_not_sent() -> None:
    """What is passed over is of the past, and no pause is owed for it."""
    lines = [Line(article(f"2025-02-1{day}T14:00:00Z"), repeat=day // 2) for day in range(4)]

    assert seconds(dated(*lines, pause=60, passed_over=2)) == [0, 0, 0, 2]
    assert seconds(dated(*lines, pause=60, passed_over=1)) == [0, 0, 62, 64]


def test_a_loop_goes_on_for_years_of_its_own_time() -> None:
    """Each item waits for its own date, in rounds that would have been in the future long ago."""
    values = [article("2025-02-10T14:00:00Z", "a"), article("2025-02-11T14:00:00Z", "b")]
    lines = replay_lines(values, now=NOW, loop=True)

    items = feed(live(lines, now=NOW, every=timedelta(seconds=2)), now=NOW, closing=None)
    articles = (item for item in items if not item.every_partition)
    held = [(item.key, item.not_before) for item in islice(articles, 1_000)]

    assert held[0] == (b"a", NOW)
    assert held[999] == (b"b~499", NOW + timedelta(seconds=2 * 999))
