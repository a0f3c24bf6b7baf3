"""Articles at the edges of windows, of days, of the calendar: from their bytes to the windows."""

import pytest

from stream.models import Topic
from tests.run.timeline import article, final, heartbeat, outcome, reasons, watermarks, windows


@pytest.mark.parametrize(
    ("published", "minutes", "hour", "day"),
    [
        # On the edge, and the microsecond before.
        ("2024-05-01T10:05:00Z", "2024-05-01T10:05", "2024-05-01T10", "2024-05-01"),
        ("2024-05-01T10:04:59.999999Z", "2024-05-01T10:00", "2024-05-01T10", "2024-05-01"),
        ("2024-05-01T11:00:00Z", "2024-05-01T11:00", "2024-05-01T11", "2024-05-01"),
        ("2024-05-01T10:59:59.999999Z", "2024-05-01T10:55", "2024-05-01T10", "2024-05-01"),
        ("2024-05-02T00:00:00Z", "2024-05-02T00:00", "2024-05-02T00", "2024-05-02"),
        ("2024-05-01T23:59:59.999999Z", "2024-05-01T23:55", "2024-05-01T23", "2024-05-01"),
        # Fractions of any length.
        ("2024-05-01T10:05:00.0Z", "2024-05-01T10:05", "2024-05-01T10", "2024-05-01"),
        ("2024-05-01T10:04:59.9Z", "2024-05-01T10:00", "2024-05-01T10", "2024-05-01"),
        ("2024-05-01T10:05:00.000000001Z", "2024-05-01T10:05", "2024-05-01T10", "2024-05-01"),
        ("2024-05-01T10:04:59.999999123Z", "2024-05-01T10:00", "2024-05-01T10", "2024-05-01"),
        ("2024-05-01T10:04:59.9999999Z", "2024-05-01T10:00", "2024-05-01T10", "2024-05-01"),
        ("2024-12-31T23:59:59.9999995Z", "2024-12-31T23:55", "2024-12-31T23", "2024-12-31"),
        # Days are those of UTC, whatever day it is elsewhere.
        ("2024-05-02T00:00:00+14:00", "2024-05-01T10:00", "2024-05-01T10", "2024-05-01"),
        ("2024-04-30T22:00:00-12:00", "2024-05-01T10:00", "2024-05-01T10", "2024-05-01"),
        ("2024-05-01T05:30:00+05:30", "2024-05-01T00:00", "2024-05-01T00", "2024-05-01"),
        ("2024-05-01T05:44:59.999999+05:45", "2024-04-30T23:55", "2024-04-30T23", "2024-04-30"),
        ("2024-04-30T14:30:00-09:30", "2024-05-01T00:00", "2024-05-01T00", "2024-05-01"),
        # The 29 February, its last moment, and what follows it.
        ("2024-02-29T23:59:59.999999Z", "2024-02-29T23:55", "2024-02-29T23", "2024-02-29"),
        ("2024-03-01T00:00:00Z", "2024-03-01T00:00", "2024-03-01T00", "2024-03-01"),
        ("2024-03-01T00:30:00+01:00", "2024-02-29T23:30", "2024-02-29T23", "2024-02-29"),
        ("2000-02-29T12:00:00Z", "2000-02-29T12:00", "2000-02-29T12", "2000-02-29"),
        # The epoch, and the second before.
        ("1970-01-01T00:00:00Z", "1970-01-01T00:00", "1970-01-01T00", "1970-01-01"),
        ("1969-12-31T23:59:59Z", "1969-12-31T23:55", "1969-12-31T23", "1969-12-31"),
    ],
)
def test_an_article_is_in_the_windows_that_hold_its_moment(
    published: str, minutes: str, hour: str, day: str
) -> None:
    """One of 5 minutes, one of an hour, one of a day; each holds its start and not its end."""
    found = windows(article("a", published))

    assert {key.split("|", 1)[1] for key in found} == {
        f"300|{minutes}:00Z",
        f"3600|{hour}:00:00Z",
        f"86400|{day}T00:00:00Z",
    }


def test_one_moment_on_clocks_all_over_the_world_is_one() -> None:
    """First and last are the same, and told in UTC."""
    zones = ("10:30:00Z", "10:30:00+00:00", "16:00:00+05:30", "01:00:00-09:30", "23:15:00+12:45")
    moments = [f"2024-05-01T{each}" for each in zones]
    moments += ["2024-05-02T00:30:00+14:00", "2024-04-30T22:30:00-12:00"]

    values = [article(f"n{n}", each) for n, each in enumerate(moments)]
    found = windows(*values)["equity:CSCO|300|2024-05-01T10:30:00Z"]

    assert found["articles"] == 7
    assert (found["first_at"], found["last_at"]) == ("2024-05-01T10:30:00Z",) * 2


@pytest.mark.parametrize(
    ("heard", "sizes"),
    [
        # The watermark is 15 minutes behind what was heard.
        ("2024-05-01T10:19:59.999999Z", []),
        ("2024-05-01T10:20:00Z", ["300"]),
        ("2024-05-01T11:14:59.999999Z", ["300"]),
        ("2024-05-01T11:15:00Z", ["300", "3600"]),
        ("2024-05-02T00:14:59.999999Z", ["300", "3600"]),
        ("2024-05-02T00:15:00Z", ["86400", "300", "3600"]),
    ],
)
def test_windows_close_when_the_watermark_is_on_their_edge(heard: str, sizes: list[str]) -> None:
    """Not a microsecond before; by a heartbeat as by another ticker's news."""
    last = article("a", "10:04:59.999999")

    by_heartbeat = windows(last, heartbeat(heard))
    by_news = windows(last, article("b", heard, ticker="BTC"))

    for found in (by_heartbeat, by_news):
        assert [key.split("|")[1] for key in final(found) if "CSCO" in key] == sizes


def test_a_leap_day_is_a_day_among_others() -> None:
    """Volumes reach back over it by days of 24 hours; a year without one has none to reach."""
    leap = ("2024-02-27", "2024-02-28", "2024-02-29", "2024-03-01")
    common = ("2023-02-26", "2023-02-27", "2023-02-28", "2023-03-01")

    over_leap, over_common = (
        windows(
            *(article(day, f"{day}T12:00:00Z") for day in days),
            heartbeat(f"{days[-1][:4]}-03-02T00:15:00Z"),
        )
        for days in (leap, common)
    )

    days = [key.split("|")[2][:10] for key in over_leap if "|86400|" in key]
    volumes = {"1h": 0, "12h": 1, "24h": 1, "3d": 3, "5d": 4, "7d": 4}
    assert days == ["2024-02-27", "2024-02-28", "2024-02-29", "2024-03-01"]
    assert over_leap["equity:CSCO|86400|2024-03-01T00:00:00Z"]["volume"] == volumes
    assert over_common["equity:CSCO|86400|2023-03-01T00:00:00Z"]["volume"] == volumes


@pytest.mark.parametrize(
    ("published", "volume"),
    [
        # 5 d before the end of 1 March 2024: 26 February 00:00; the window is half open.
        ("2024-02-26T00:00:00Z", {"3d": 1, "5d": 2, "7d": 2}),
        ("2024-02-25T23:59:59.999999Z", {"3d": 1, "5d": 1, "7d": 2}),
        ("2024-02-28T00:00:00Z", {"3d": 2, "5d": 2, "7d": 2}),
        ("2024-02-27T23:59:59.999999Z", {"3d": 1, "5d": 2, "7d": 2}),
    ],
)
def test_a_volume_over_the_leap_day_begins_on_its_edge(
    published: str, volume: dict[str, int]
) -> None:
    """So many days of 24 hours before the end of the window, the 29 February among them."""
    found = windows(
        article("a", published),
        article("b", "2024-03-01T12:00:00Z"),
        heartbeat("2024-03-02T00:15:00Z"),
    )

    last = found["equity:CSCO|86400|2024-03-01T00:00:00Z"]["volume"]
    assert {span: last[span] for span in volume} == volume


@pytest.mark.parametrize(
    "published",
    [
        "2023-02-29T12:00:00Z",
        "2100-02-29T12:00:00Z",
        "2024-02-30T12:00:00Z",
        "2024-04-31T00:00:00Z",
    ],
)
def test_a_day_that_no_calendar_has_is_refused(published: str) -> None:
    """It is not taken for the next one."""
    found = outcome(article("a", published, received="2024-05-01T00:00:00Z"))

    assert reasons(found[Topic.REJECTED]) == [b"bad_time"]
    assert found[Topic.WINDOWS] == []


def test_the_second_before_1970_closes_at_the_epoch() -> None:
    """A watermark of nought is a time like any other: it closes what ends there, no more."""
    found = windows(
        article("a", "1969-12-31T23:59:59Z"),
        article("b", "1970-01-01T00:00:00Z"),
        heartbeat("1970-01-01T00:15:00Z"),
    )

    assert final(found) == [
        "equity:CSCO|86400|1969-12-31T00:00:00Z",
        "equity:CSCO|3600|1969-12-31T23:00:00Z",
        "equity:CSCO|300|1969-12-31T23:55:00Z",
    ]
    assert found["equity:CSCO|300|1969-12-31T23:55:00Z"]["last_at"] == "1969-12-31T23:59:59Z"


def test_the_epoch_is_crossed_as_any_five_minutes() -> None:
    """A mark for the second before it, none for the microsecond before, one for itself."""
    minutes = ("14:59", "14:59.999999", "15:00", "19:59", "20:00")

    found = outcome(*(heartbeat(f"1970-01-01T00:{each}Z") for each in minutes))

    assert watermarks(found[Topic.MENTIONS]) == [
        "1969-12-31T23:59:59Z",
        "1970-01-01T00:00:00Z",
        "1970-01-01T00:05:00Z",
    ]


def test_volumes_reach_over_the_epoch() -> None:
    """Time before 1970 is cut into the same five minutes, hours and days."""
    found = windows(
        article("a", "1969-12-31T23:04:59Z"),
        article("b", "1969-12-31T23:59:59Z"),
        article("c", "1970-01-01T00:04:59Z"),
        heartbeat("1970-01-01T00:20:00Z"),
    )

    volumes = {key: window["volume"] for key, window in found.items() if "|300|" in key}
    assert {key: (each["1h"], each["12h"]) for key, each in volumes.items()} == {
        "equity:CSCO|300|1969-12-31T23:00:00Z": (1, 1),
        "equity:CSCO|300|1969-12-31T23:55:00Z": (2, 2),
        "equity:CSCO|300|1970-01-01T00:00:00Z": (2, 3),
    }


def test_what_is_dated_in_9999_is_refused_and_moves_nothing() -> None:
    """``future``, and every window is as it would be without it."""
    good = article("a", "10:01"), article("b", "10:17", ticker="BTC")
    far = article("c", "9999-12-31T23:59:59.999999Z", received="10:02")

    found = outcome(good[0], far, good[1])

    assert reasons(found[Topic.REJECTED]) == [b"future"]
    assert windows(good[0], far, good[1]) == windows(*good)


def test_what_came_in_9999_is_a_fact_of_the_log() -> None:
    """It closes all before it, and is counted in the last windows there are."""
    found = windows(article("a", "10:01"), article("b", "9999-12-31T23:59:59Z"))

    assert [(key, window["end"]) for key, window in found.items() if not window["final"]] == [
        ("equity:CSCO|86400|9999-12-31T00:00:00Z", "9999-12-31T23:59:59.999999Z"),
        ("equity:CSCO|3600|9999-12-31T23:00:00Z", "9999-12-31T23:59:59.999999Z"),
        ("equity:CSCO|300|9999-12-31T23:55:00Z", "9999-12-31T23:59:59.999999Z"),
    ]
    assert len(final(found)) == 3


def test_a_clock_may_be_a_day_ahead_and_no_more() -> None:
    """To the microsecond; what is accepted counts when it was received."""
    ahead = article("a", "2024-05-02T10:00:00Z", received="10:00")
    further = article("b", "2024-05-02T10:00:00.000001Z", received="10:00")

    found = outcome(ahead, further)

    assert reasons(found[Topic.REJECTED]) == [b"future"]
    assert list(windows(ahead, further)) == [
        "equity:CSCO|86400|2024-05-01T00:00:00Z",
        "equity:CSCO|300|2024-05-01T10:00:00Z",
        "equity:CSCO|3600|2024-05-01T10:00:00Z",
    ]
