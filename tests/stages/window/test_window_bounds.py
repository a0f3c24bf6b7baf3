"""Memory, journal and work per mention are bounded, however large a window or a feed grows.

Memory is what Python holds, work the lines that are executed: both are counted, not timed.
"""

import gc
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from stream.models import Mark, Mention
from stream.stages.contract import Record
from stream.stages.window import WindowStage
from tests.stages.effort import lines_of
from tests.stages.window.examples import DAY, log, mark, mention, run, stage, take_back

CHUNK: Final = 256
EACH: Final = 5
"""Mentions a window, where windows are weighed."""
DAYS: Final = 3
TICKERS: Final = 67
WINDOWS: Final = 3 * DAYS * TICKERS
MILLISECOND: Final = timedelta(milliseconds=1)
SMALL, LARGE = 2 * CHUNK, 10_000
"""Mentions there are, at least and at most, where work is counted."""

Feed = Callable[[int], Sequence[Mention | Mark]]

closing = pytest.mark.parametrize(
    "marks", [[], [mark("2024-05-04T00:00:00Z")]], ids=["open", "revisable"]
)


def news(number: int, *, ticker: str = "equity:T00000", day: int = 0) -> Mention:
    """Give a mention as long as those of newswires, a story of its own, some ms after 10:00."""
    name = f"{number:015}"
    first = mention("10:00", ticker=ticker, story=f"{number:016x}", watermark="09:45")
    at = first.published_at + day * DAY + number * MILLISECOND
    return replace(
        first,
        article_id=f"newswire-{name}",
        source=f"newswire-{number % 40:03}",
        title=f"{name} is what the board says of the quarter and what it left out of it",
        url=f"https://news.example/markets/2025/02/{name}/what-the-board-says-of-a-quarter.html",
        published_at=at,
        received_at=at,
    )


def bursts() -> list[Mention]:
    """Give five mentions of each of many tickers on each of three days."""
    return [
        news(EACH * (ticker + TICKERS * day) + place, ticker=f"equity:T{ticker:05}", day=day)
        for day in range(DAYS)
        for ticker in range(TICKERS)
        for place in range(EACH)
    ]


def corrected(former: Mention) -> tuple[Mention, Mention]:
    """Give what takes a mention back, and what is given in its place."""
    return take_back(former), replace(former, article_id=former.article_id.upper())


def pass_through(stage_: WindowStage, records: Sequence[Record]) -> None:
    """Have records decided and windows put out, chunk by chunk."""
    for first in range(0, len(records), CHUNK):
        for _ in run(stage_, records[first : first + CHUNK]):
            pass
        stage_.outputs()


def held_after(stage_: WindowStage, records: Sequence[Record]) -> int:
    """Give the bytes that Python holds more than before, after these records."""
    gc.collect()
    tracemalloc.start()
    try:
        pass_through(stage_, records)
        gc.collect()
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


def lines_of_last(feed: Sequence[Mention | Mark]) -> int:
    """Count the lines that the last chunk of a feed takes."""
    records, stage_ = log(*feed), stage()
    pass_through(stage_, records[:-CHUNK])
    return lines_of(lambda: pass_through(stage_, records[-CHUNK:]))


def of_one_window(count: int) -> Sequence[Mention]:
    """Give mentions of one window, each of its own story."""
    return [news(number) for number in range(count)]


def of_one_story(count: int) -> Sequence[Mention]:
    """Give mentions of one window and one story."""
    return [replace(each, story_id="a") for each in of_one_window(count)]


def of_closed_windows(count: int) -> Sequence[Mention | Mark]:
    """Give as many mentions, and more of the same windows once those have closed."""
    late = [replace(news(number), watermark=None) for number in range(count, count + CHUNK)]
    return [*of_one_window(count), mark("2024-05-03T00:00:00Z"), *late]


def of_other_tickers(count: int) -> Sequence[Mention]:
    """Give mentions of another ticker each."""
    return [news(number, ticker=f"equity:T{number:05}") for number in range(count)]


def of_no_consequence(count: int) -> Sequence[Mention | Mark]:
    """Give open windows of a fourth as many tickers, and marks that close none of them."""
    return [*of_other_tickers(count // 4), *[mark("09:50")] * CHUNK]


def taken_back_first(count: int) -> Sequence[Mention]:
    """Give stories of one window, and have the first ones taken back and given anew."""
    first = of_one_window(count)[: CHUNK // 2]
    return [*of_one_window(count), *(each for former in first for each in corrected(former))]


def taken_back_last(count: int) -> Sequence[Mention]:
    """Give mentions of one story, and have the last ones taken back and given anew."""
    last = of_one_story(count)[-CHUNK // 2 :]
    return [*of_one_story(count), *(each for former in last for each in corrected(former))]


@closing
def test_a_window_of_five_mentions_takes_at_most_its_share_of_memory(
    marks: Sequence[Mark],
) -> None:
    """2,200 bytes with its part of a ticker; the stage tells that, and at most a third more."""
    stage_ = stage()

    held = held_after(stage_, log(*bursts(), *marks))
    status = stage_.status()

    assert status.holdings[0].entries == WINDOWS
    assert held <= 2_200 * WINDOWS
    assert held <= status.bytes <= 1.33 * held


@closing
def test_windows_that_were_revised_take_no_more(marks: Sequence[Mark]) -> None:
    """A mention of each is taken back and another given; all are put out as they change."""
    stage_, before = stage(), bursts()
    revised = [each for former in before[EACH - 1 :: EACH] for each in corrected(former)]

    held = held_after(stage_, log(*before, *marks, *revised))

    assert held <= 2_200 * WINDOWS
    assert held <= stage_.status().bytes <= 1.33 * held


def test_a_mention_takes_at_most_its_share_of_the_journal() -> None:
    """360 bytes, of which its words are 194."""
    facts = [len(fact.data) for fact in run(stage(), log(*bursts()))]

    assert max(facts) <= 360


@pytest.mark.parametrize(
    "feed",
    [
        of_one_window,
        of_one_story,
        of_closed_windows,
        of_other_tickers,
        of_no_consequence,
        taken_back_first,
        taken_back_last,
    ],
)
def test_work_a_mention_does_not_grow_with_what_is_there(feed: Feed) -> None:
    """The last of 10,000 take as much as the last of 512."""
    few, many = lines_of_last(feed(SMALL)), lines_of_last(feed(LARGE))

    assert many <= 1.15 * few
