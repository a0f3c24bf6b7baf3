"""News in any order that the lateness allows gives the same windows."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any, Final, NamedTuple

from hypothesis import example, given, settings
from hypothesis import strategies as st

from stream.models import Mark, Mention, Window
from stream.stages.contract import Output
from stream.stages.window import WindowStage
from tests.stages.choices import Choices
from tests.stages.window.drawn import MOMENT, SETTINGS, START, some_mention
from tests.stages.window.examples import DAY, MINUTE, latest, log, mark, take_back

LATENESS: Final = 15 * MINUTE
DELAYS: Final = (timedelta(0), MOMENT, MINUTE, 14 * MINUTE, LATENESS - MOMENT, LATENESS)
PAST: Final = (timedelta(0), MOMENT, -MOMENT, 150 * timedelta(seconds=1))
ORDER_DECIDES: Final = {"version", "watermark", "top"}
"""Of ``top`` only which of equal stories is named, and in whose words."""


class Sent(NamedTuple):
    """A mention, and how long it is under way, on one day and on another."""

    news: Mention
    delays: tuple[timedelta, timedelta]

    def arrival(self, day: int) -> datetime:
        """Give when it comes."""
        return event(self.news) + self.delays[day]


def event(news: Mention) -> datetime:
    """Give when a mention counts."""
    return min(news.published_at, news.received_at)


def feed(drawn: Sequence[int]) -> list[Sent]:
    """Give mentions of a few hours, on edges and off; some are taken back, never before they came.

    A take-back counts when its mention does, so that it is no longer under way either.
    """
    sent = list[Sent]()
    for number in drawn:
        choices = Choices(number)
        at = START + DAY - 200 * MINUTE + choices.of(range(80)) * 5 * MINUTE + choices.of(PAST)
        news = some_mention(at, choices)
        one, other = choices.of(DELAYS), choices.of(DELAYS)
        sent.append(Sent(news, (one, other)))
        if choices.of((True, False, False)):
            sent.append(Sent(take_back(news), (max(one, MINUTE), max(other, MINUTE))))
    return sent


def arrived(sent: Sequence[Sent], day: int) -> list[Mention | Mark]:
    """Give the log of a day: each mention with the watermark that those up to it make.

    It begins with time known and ends when all has ended.
    """
    ordered = sorted(sent, key=lambda each: each.arrival(day))
    newest = accumulate((event(each.news) for each in ordered), max)
    mentions = [
        replace(each.news, watermark=time - LATENESS)
        for each, time in zip(ordered, newest, strict=True)
    ]
    return [mark(START), *mentions, mark(START + 3 * DAY)]


def told(window: Window) -> dict[str, Any]:
    """Give what of a window may not depend on the order, the counts of its top stories among it."""
    fields = {name: each for name, each in asdict(window).items() if name not in ORDER_DECIDES}
    copies = [story.copies for story in window.top]
    beyond_doubt = {
        (story.story_id, story.copies) for story in window.top if story.copies > copies[-1]
    }
    return {**fields, "copies": copies, "first": beyond_doubt}


def outputs(news: Sequence[Mention | Mark]) -> tuple[list[Output], bool]:
    """Give what a log leaves, and whether any of it was late."""
    stage = WindowStage(SETTINGS)
    steps = [stage.apply(record) for record in log(*news)]
    return list(stage.outputs()), any(step.counts for step in steps)


@given(st.lists(st.integers(0, 2**64 - 1), max_size=60))
@settings(max_examples=200)
@example([0])
def test_disorder_within_the_lateness_changes_no_window(drawn: list[int]) -> None:
    """Counts, times, volumes, baselines, finality: none was late, so none was revised."""
    sent = feed(drawn)

    (one, one_late), (other, other_late) = (outputs(arrived(sent, day)) for day in (0, 1))

    windows, same = (
        {key: told(window) for key, window in latest(each).items()} for each in (one, other)
    )
    assert windows == same
    assert (one_late, other_late) == (False, False)
    assert all(window["final"] and not window["revision"] for window in windows.values())
    assert [received(each) for each in one] == [received(each) for each in other]


def received(output: Output) -> bytes:
    """Give when the newest news of a window came."""
    return dict(output.headers)["ce_time"]


def test_drawn_disorder_is_disorder() -> None:
    """The orders of the two days differ, take-backs and scores of z are among them."""
    sent = feed([2654435761 * number**3 for number in range(60)])

    orders = [[each.news for each in sorted(sent, key=lambda e: e.arrival(d))] for d in (0, 1)]
    scores = {told(each)["zscore"] for each in latest(outputs(arrived(sent, 0))[0]).values()}

    assert sum(one != other for one, other in zip(*orders, strict=True)) > 40
    assert sum(each.news.sign < 0 for each in sent) > 10
    assert len(scores - {None}) > 3
