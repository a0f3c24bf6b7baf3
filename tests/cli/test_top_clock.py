"""How far a feed has come: told by its own windows, so that old news has a now as well."""

from stream.cli.top.clock import Clock, moment
from tests.harness.trending import HOUR, NOON


def clock_of(*heard: tuple[int | None, int | None], at: int | None = None) -> Clock:
    """Give a clock that heard these watermarks and times of news."""
    clock = Clock(at)
    for watermark, last in heard:
        clock.hear(watermark, last)
    return clock


def test_the_newest_news_is_the_newest_up_to_an_hour_ahead_of_the_watermark() -> None:
    """The watermark stays behind on purpose: what is fresh must not wait for it."""
    clock = clock_of((NOON - 900, NOON), (NOON - 1_200, NOON - 300))

    assert (clock.newest, clock.now) == (NOON, NOON)


def test_news_of_a_clock_that_is_ahead_waits_for_the_watermark() -> None:
    """One article eight hours ahead does not make all other news old."""
    ahead = NOON + 8 * HOUR

    clock = clock_of((NOON - 900, NOON), (None, ahead))

    assert clock.newest == NOON
    assert clock_of((NOON - 900, NOON), (None, ahead), (ahead - HOUR, None)).newest == ahead


def test_time_passes_without_news() -> None:
    """Heartbeats move the watermark: now is later than the newest news."""
    clock = clock_of((NOON - 900, NOON), (NOON + 12 * HOUR, None))

    assert (clock.newest, clock.now) == (NOON, NOON + 12 * HOUR)


def test_before_there_is_a_watermark_the_newest_news_counts() -> None:
    """A feed that has just begun has news and no watermark."""
    assert clock_of((None, NOON), (None, NOON - 60)).newest == NOON


def test_what_may_still_go_back_is_not_sure() -> None:
    """A first watermark may come that shows the newest news to be misdated."""
    assert clock_of((None, NOON)).reached is None
    assert clock_of((None, NOON), (NOON - 900, None)).reached == NOON


def test_a_part_of_the_feed_that_lags_by_days_does_not_hide_the_news() -> None:
    """Where all news is far ahead, the newest is shown."""
    assert clock_of((NOON - 96 * HOUR, NOON)).newest == NOON


def test_a_clock_that_looks_back_stands_still() -> None:
    """The hour before that time, whatever came later."""
    clock = clock_of((NOON, NOON), at=NOON - 7_200)

    assert (clock.newest, clock.now) == (NOON - 7_201, NOON - 7_200)


def test_the_order_in_which_it_hears_changes_nothing() -> None:
    """Partitions are read one before the other."""
    heard = [(NOON, NOON + 60), (None, NOON + 5 * HOUR), (NOON - 900, NOON), (NOON + HOUR, None)]

    assert clock_of(*heard).newest == clock_of(*reversed(heard)).newest == NOON + 60


def test_times_beyond_the_calendar_are_cut_at_its_edges() -> None:
    """Nothing that is shown fails for a stranger's date."""
    assert (moment(10**12).year, moment(-(10**12)).year) == (9999, 1)
