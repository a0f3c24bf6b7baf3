"""Which window a time belongs to: edges, fractions, zones, and the ends of the calendar."""

from datetime import UTC, datetime, timedelta

import pytest

from stream.stages.contract import Holding
from tests.stages.window.examples import (
    CSCO,
    latest,
    log,
    mark,
    mention,
    run,
    stage,
    take_back,
    time,
    window,
    windows,
)

FIRST = datetime.min.replace(tzinfo=UTC)
LAST = datetime.max.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("published", "start", "end"),
    [
        # 10:00                    10:05                    10:10
        #   [───────────────────────[────────────────────────[
        ("10:04:59.999999", "10:00", "10:05"),
        ("10:05:00.000000", "10:05", "10:10"),
        ("10:05:00.000001", "10:05", "10:10"),
        # The same moment on clocks elsewhere.
        ("2024-05-01T12:05:00+02:00", "10:05", "10:10"),
        ("2024-05-01T00:30:00-09:30", "10:00", "10:05"),
        # Before 1970 time is cut downwards, too.
        ("1969-12-31T23:59:59.5Z", "1969-12-31T23:55:00Z", "1970-01-01T00:00:00Z"),
        ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "1970-01-01T00:05:00Z"),
    ],
)
def test_a_window_holds_its_start_and_not_its_end(published: str, start: str, end: str) -> None:
    """Windows are aligned to the epoch and half open, to the microsecond."""
    found = window(mention(published))

    assert (found.start, found.end) == (time(start), time(end))


def test_each_mention_is_in_one_window_of_each_size() -> None:
    """Five minutes, an hour and a day by default; the key names ticker, size and start."""
    found = windows(mention("10:07"))

    assert list(found) == [
        "crypto:BTC|300|2024-05-01T10:05:00Z",
        "crypto:BTC|3600|2024-05-01T10:00:00Z",
        "crypto:BTC|86400|2024-05-01T00:00:00Z",
    ]


def test_a_clock_that_runs_ahead_counts_when_it_was_received() -> None:
    """The event time is the earlier of published and received."""
    found = window(mention("10:20", received="10:03"))

    assert (found.start, found.first_at) == (time("10:00"), time("10:03"))


@pytest.mark.parametrize(
    ("watermark", "sizes"),
    [
        # 10:00 ── 10:05 ── 11:00 ── 24:00 on 1 May, and 7 days of retention behind each end.
        ("2024-05-08T10:04:59.999999Z", [300, 3_600, 86_400]),
        ("2024-05-08T10:05:00Z", [3_600, 86_400]),
        ("2024-05-08T10:59:59.999999Z", [3_600, 86_400]),
        ("2024-05-08T11:00:00Z", [86_400]),
        ("2024-05-08T23:59:59.999999Z", [86_400]),
        ("2024-05-09T00:00:00Z", []),
    ],
)
def test_a_window_is_let_go_of_when_the_watermark_is_its_retention_behind_its_end(
    watermark: str, sizes: list[int]
) -> None:
    """Not a microsecond before: one at zero then gets its tombstone, none is held any longer."""
    gone, stands = mention("10:01"), mention("10:02", ticker=CSCO)
    reader = stage()

    list(run(reader, log(gone, take_back(gone), stands, mark(watermark))))
    found = latest(reader.outputs())

    assert [each.size_seconds for each in found.values() if each.ticker != CSCO] == sizes
    assert [each.size_seconds for each in found.values() if each.ticker == CSCO] == [
        300,
        3_600,
        86_400,
    ]
    assert reader.status().holdings == (Holding("windows", 2 * len(sizes)),)


def test_the_first_year_has_windows() -> None:
    """The calendar's first moment opens the windows that begin there."""
    found = window(mention(FIRST), size=86_400)

    assert (found.start, found.first_at) == (FIRST, FIRST)


def test_the_last_day_has_a_window_cut_at_the_edge() -> None:
    """A window that ends after the calendar ends with it, and the watermark can go no further."""
    found = windows(mention(LAST - timedelta(minutes=1)), mark(LAST))

    assert [each.end for each in found.values()] == [LAST, LAST, LAST]
    assert [each.final for each in found.values()] == [False, False, False]


def test_a_watermark_at_the_end_of_time_closes_a_window_of_its_first_day() -> None:
    """Nothing overflows where a whole calendar passes at once: a window ends, and is let go."""
    found = window(mention(FIRST), mark(LAST))

    assert (found.final, found.version) == (True, 1 << 16)
