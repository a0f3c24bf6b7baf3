"""Volumes and baselines: what a window is set against when it closes."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.models import Window
from stream.stages.window.sums import RunningSums
from tests.stages.window.examples import CSCO, DAY, MINUTE, mark, mention, time, window, windows

NOON = time("12:00")
LAST = "crypto:BTC|300|2024-05-01T12:00:00Z"


def test_volumes_count_what_stands_in_each_span_before_the_end() -> None:
    """The window itself is in all of them; a span begins on its edge, and not before."""
    ages = [timedelta(0), timedelta(hours=1), timedelta(hours=12), DAY, 3 * DAY, 5 * DAY, 7 * DAY]
    #  7d        5d      3d     24h    12h    1h   end of the window
    #  [─────────[───────[──────[──────[──────[────)
    news = [mention(NOON + 5 * MINUTE - age, novel=age < DAY) for age in reversed(ages[1:])]

    found = windows(*news, mention(NOON), mark(NOON + 5 * MINUTE))[LAST]

    assert found.volume == {"1h": 2, "12h": 3, "24h": 4, "3d": 5, "5d": 6, "7d": 7}
    assert found.novel_volume == {"1h": 2, "12h": 3, "24h": 3, "3d": 3, "5d": 3, "7d": 3}


def test_one_microsecond_before_a_span_is_not_in_it() -> None:
    """Counts are kept by five minutes, and every window ends on one."""
    before = NOON + 5 * MINUTE - timedelta(hours=1, microseconds=1)

    found = windows(mention(before), mention(NOON), mark(NOON + 5 * MINUTE))[LAST]

    assert found.volume == {"1h": 1, "12h": 2, "24h": 2, "3d": 2, "5d": 2, "7d": 2}


def test_volumes_are_those_of_one_ticker() -> None:
    """Other news does not count."""
    found = windows(mention(NOON, ticker=CSCO), mention(NOON), mark(NOON + 5 * MINUTE))[LAST]

    assert found.volume is not None
    assert found.volume["7d"] == 1


def after(windows_of_history: int, *, spread: Sequence[int] = ()) -> Window:
    """Give the window at noon, of three stories, after some windows of five minutes.

    ``spread`` holds, for the windows before it from the last on, their numbers of stories.
    """
    start = NOON - 5 * MINUTE * windows_of_history
    earlier = [
        mention(NOON - 5 * MINUTE * (back + 1), story=f"{back}-{n}")
        for back, count in enumerate(spread)
        for n in range(count)
    ]
    now = [mention(NOON, story=story) for story in "abc"]
    return windows(mark(start), *earlier, *now, mark(NOON + 5 * MINUTE))[LAST]


def test_a_new_stage_knows_no_baseline() -> None:
    """History begins with the first watermark; without a whole window of it nothing is said."""
    found = after(0)

    assert (found.baseline_mean, found.baseline_std, found.zscore) == (None, None, None)


@pytest.mark.parametrize(("history", "zscore"), [(23, None), (24, 3.0), (2016, 3.0)])
def test_the_score_needs_24_windows_of_history(history: int, zscore: float | None) -> None:
    """Empty windows are history, too: time passed and there was no news."""
    found = after(history)

    assert (found.baseline_mean, found.baseline_std, found.zscore) == (0.0, 0.0, zscore)


def test_the_score_is_measured_in_standard_deviations() -> None:
    """(stories - mean) / std, of the population: empty windows counted, rounded to 6 decimals."""
    found = after(24, spread=[8, 4])

    # 24 windows: 8, 4 and 22 times 0: mean 12/24, variance 80/24 - 0.25
    assert found.baseline_mean == 0.5
    assert found.baseline_std == 1.755942
    assert found.zscore == 1.423737


def test_a_baseline_looks_back_seven_days_and_no_further() -> None:
    """The window at the far edge counts, the one before it does not."""
    inside = mention(NOON - 7 * DAY)
    outside = [mention(NOON - 7 * DAY - 5 * MINUTE, story=f"{n}") for n in range(50)]
    mentions = [*outside, inside, mention(NOON)]

    found = windows(mark(NOON - 9 * DAY), *mentions, mark(NOON + 5 * MINUTE))[LAST]

    assert found.baseline_mean == round(1 / 2016, 6)


def test_days_have_at_most_seven_windows_of_history() -> None:
    """So they have a baseline and never a score."""
    found = window(mark(NOON - 40 * DAY), mention(NOON), mark(NOON + 2 * DAY), size=86_400)

    assert (found.baseline_mean, found.zscore) == (0.0, None)


@pytest.mark.parametrize(("leap", "zscore"), [(7 * DAY, 1.0), (7 * DAY + MINUTE, None)])
def test_a_leap_of_time_begins_history_anew(leap: timedelta, zscore: float | None) -> None:
    """An article a year old that comes first lends nobody a week of silence."""
    old = mention(NOON - leap, watermark=NOON - leap, ticker=CSCO)

    found = windows(old, mention(NOON, watermark=NOON), mark(NOON + 5 * MINUTE))[LAST]

    assert found.zscore == zscore


def test_what_closes_in_a_leap_keeps_the_history_before_it() -> None:
    """After an outage of a month the last windows before it are told by the week before them."""
    found = window(mark(NOON - DAY), mention(NOON), mark(NOON + 30 * DAY))

    assert (found.baseline_mean, found.zscore) == (0.0, 1.0)


def test_a_baseline_outlives_the_windows_it_counts() -> None:
    """A window first seen when the ones before it are dropped still knows their stories."""
    late = NOON + 2 * DAY
    old = [mention(NOON, story=f"{n}") for n in range(20)]
    watermark = late + 7 * DAY - MINUTE

    found = windows(
        mark(NOON - DAY), *old, mark(NOON + 5 * DAY), mention(late, watermark=watermark)
    )

    #  NOON: 20 stories, dropped by now        late: in its retention by a minute
    assert found["crypto:BTC|300|2024-05-03T12:00:00Z"].baseline_mean == round(20 / 864, 6)


rows = st.lists(st.tuples(st.integers(-50, 50), st.integers(-3, 3), st.integers(-3, 3)))


@given(rows, st.integers(-60, 60), st.integers(0, 60), st.integers(-60, 60))
def test_running_sums_equal_plain_sums(
    added: list[tuple[int, int, int]], low: int, length: int, before: int
) -> None:
    """In whatever order rows are added, and after those before a time are forgotten."""
    sums = RunningSums()
    for row in added:
        sums.add(*row)
    low, high = max(low, before), max(low, before) + length
    plain = [row for row in added if low <= row[0] < high]

    sums.forget(before)

    assert sums.between(low, high) == (sum(r[1] for r in plain), sum(r[2] for r in plain))
    assert bool(sums) == any(row[0] >= before for row in added)
