"""A hot ticker does not make as many records as it has mentions: one a window and part."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest

from stream.config import Settings
from stream.engine.part import Decider, Limits, Part
from stream.models import Mark, Mention
from stream.pipeline import stages
from stream.stages.contract import Record
from tests.stages.window.examples import log, mention, take_back, time

SETTINGS = Settings()
SPEC = next(spec for spec in stages(SETTINGS) if spec.name == "window")
LIMITS = Limits(
    records=SPEC.part_records,
    fact_bytes=SETTINGS.journal_entry_bytes,
    message_bytes=SETTINGS.message_max_bytes,
)
START = time("10:00")


def parts(records: Sequence[Record]) -> Iterator[Part]:
    """Decide records as a worker does that is given them all at once, by a clock that stands."""
    decider, stage = Decider(SPEC, LIMITS, clock=lambda: 0.0), SPEC.make(0)
    while records:
        part = decider.decide(stage, records, {})
        yield part
        records = records[len(part.steps) :]


def hot(count: int, *, over: timedelta) -> list[Mention | Mark]:
    """Give so many mentions of one ticker, evenly over a time."""
    return [
        mention(START + over * number / count, story=f"s{number % 500}", article=str(number))
        for number in range(count)
    ]


@pytest.mark.parametrize(
    ("over", "windows"),
    [
        # All in one window of each size; over an hour each part of 1,024 touches one or two of the
        # twelve windows of five minutes, or three: there are eleven more.
        (timedelta(minutes=5), 3 * 10),
        (timedelta(hours=1), 3 * 10 + 11),
    ],
)
def test_ten_thousand_mentions_make_one_record_a_window_and_part(
    over: timedelta, windows: int
) -> None:
    """10 parts of at most 1,024 records, three windows each."""
    found = list(parts(log(*hot(10_000, over=over))))

    assert [len(part.steps) for part in found] == [1_024] * 9 + [784]
    assert sum(len(part.outputs) for part in found) == windows


def test_no_part_puts_out_a_window_twice() -> None:
    """Though in its midst windows close, are revised and fall to zero."""
    news = [
        change
        for number, each in enumerate(hot(2_000, over=timedelta(hours=3)))
        for change in changes(each, number)
    ]

    keys = [[output.key for output in part.outputs] for part in parts(log(*news))]

    assert [len(set(each)) for each in keys] == [len(each) for each in keys]
    assert len(keys) == 6


def changes(news: Mention | Mark, number: int) -> Sequence[Mention | Mark]:
    """Have time pass with news, and something late come with it and go."""
    at = START + timedelta(hours=3) * number / 2_000
    late = mention(at - timedelta(hours=1), story="late", watermark=at, article=f"l{number}")
    return news, late, take_back(late)


def test_other_tickers_windows_that_stand_still_are_not_put_out() -> None:
    """What a part did not touch it does not repeat, however many windows are open."""
    quiet = [mention("10:01", ticker=f"equity:Q{number}") for number in range(1_024)]

    found = list(parts(log(*quiet, *hot(2_048, over=timedelta(minutes=5)))))

    assert [len(part.outputs) for part in found] == [3 * 1_024, 3, 3]
