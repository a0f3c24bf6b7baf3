"""Clocks that are wrong, and news that is old when it comes: who is misplaced, and who is not."""

import pytest

from stream import codec
from stream.models import Topic
from tests.run.timeline import (
    NOW,
    Told,
    article,
    final,
    heartbeat,
    of_ticker,
    outcome,
    reasons,
    watermarks,
    windows,
)

OTHERS = [
    article("a", "08:58", ticker="CSCO"),
    article("b", "09:59:59.5", ticker="MSFT"),
    article("c", "10:00", ticker="CSCO", source="blog"),
    article("d", "10:04", ticker="CSCO"),
    article("e", "10:21", ticker="MSFT"),
    article("f", "10:22", ticker="CSCO"),
    article("g", "11:40", ticker="CSCO"),
    heartbeat("2024-05-02T00:15:00Z"),
]
"""What honest clocks send, each heard of at once"""

AHEAD = [
    article(f"v{hour}", f"{int(hour[:2]) + 8}{hour[2:]}", received=hour, ticker="NVDA", source="v")
    for hour in ("08:59", "10:03", "10:05", "10:21:30", "11:41")
]
BEHIND = [
    article(f"v{hour}", f"0{int(hour[:2]) - 8}{hour[2:]}", received=hour, ticker="NVDA", source="v")
    for hour in ("08:59", "10:03", "10:05", "10:21:30", "11:41")
]


def mixed(vendor: list[bytes]) -> list[bytes]:
    """Give what all sent in the order in which it was received."""
    return sorted([*OTHERS, *vendor], key=lambda value: codec.decode_received_at(value) or NOW)


def others(found: Told) -> Told:
    """Give the windows that the vendor has no article in."""
    return {key: window for key, window in found.items() if window["ticker"] != "equity:NVDA"}


@pytest.mark.parametrize("vendor", [AHEAD, BEHIND], ids=["ahead", "behind"])
@pytest.mark.parametrize("chunk", [1, 256])
def test_a_vendors_clock_8_hours_off_misplaces_nobody_else(vendor: list[bytes], chunk: int) -> None:
    """All windows of other sources are what they are without it: none early, none revised."""
    found = windows(*mixed(vendor), chunk=chunk)

    without = windows(*OTHERS, chunk=chunk)
    assert others(found) == without
    assert final(without) == list(without)
    assert {window["revision"] for window in without.values()} == {0}


@pytest.mark.parametrize("vendor", [AHEAD, BEHIND], ids=["ahead", "behind"])
def test_a_vendors_clock_8_hours_off_tells_nobody_another_time(vendor: list[bytes]) -> None:
    """Whatever an honest article finds closed, it finds closed without the vendor's, too."""
    places = range(1, len(OTHERS))

    found = [final(others(windows(*up_to(vendor, place)))) for place in places]

    assert found == [final(windows(*OTHERS[:place])) for place in places]


def up_to(vendor: list[bytes], place: int) -> list[bytes]:
    """Give what all sent up to and with the others' last article before a place."""
    feed = mixed(vendor)
    return feed[: feed.index(OTHERS[place - 1]) + 1]


def test_a_clock_that_is_ahead_counts_when_its_articles_came() -> None:
    """Each in the windows of its reception, open ones, as any other's."""
    found = of_ticker(windows(*mixed(AHEAD)), "equity:NVDA")

    minutes = [(window["first_at"], window["revision"]) for window in fives(found)]
    assert minutes == [
        ("2024-05-01T08:59:00Z", 0),
        ("2024-05-01T10:03:00Z", 0),
        ("2024-05-01T10:05:00Z", 0),
        ("2024-05-01T10:21:30Z", 0),
        ("2024-05-01T11:41:00Z", 0),
    ]


def test_a_clock_that_is_behind_is_late_and_holds_nothing() -> None:
    """Its articles are where it says they are: the windows there ended, and are revised."""
    found = of_ticker(windows(*mixed(BEHIND)), "equity:NVDA")

    minutes = [(window["first_at"], window["revision"]) for window in fives(found)]
    assert minutes == [
        ("2024-05-01T00:59:00Z", 1),
        ("2024-05-01T02:03:00Z", 1),
        ("2024-05-01T02:05:00Z", 1),
        ("2024-05-01T02:21:30Z", 1),
        ("2024-05-01T03:41:00Z", 1),
    ]


def fives(found: Told) -> list[dict[str, object]]:
    """Give the windows of five minutes in the order of time."""
    return [window for key, window in found.items() if "|300|" in key]


def test_in_one_window_a_wrong_clock_adds_its_own_and_no_more() -> None:
    """A ticker of both: the honest ones stay where they are, the vendor's are where it came."""
    honest = [article("a", "10:01"), article("b", "10:07"), heartbeat("10:40")]
    ahead = article("v", "18:08", received="10:08", source="v")

    found = windows(*honest[:2], ahead, honest[2])

    alone = windows(*honest)
    counts = {key: window["articles"] for key, window in found.items() if "|300|" in key}
    assert counts == {
        "equity:CSCO|300|2024-05-01T10:00:00Z": 1,
        "equity:CSCO|300|2024-05-01T10:05:00Z": 2,
    }
    first = "equity:CSCO|300|2024-05-01T10:00:00Z"
    assert found[first] == alone[first]


@pytest.mark.parametrize("place", range(1, len(OTHERS)))
def test_a_year_old_article_changes_nothing_but_is_told(place: int) -> None:
    """It is unique and has its tags; its mention is refused, and time goes on as without it."""
    old = article("old", "2023-05-01T10:00:00Z", received="11:00")
    feed = [*OTHERS[:place], old, *OTHERS[place:]]

    found = outcome(*feed)

    without = outcome(*OTHERS)
    assert reasons(found[Topic.REJECTED]) == [b"too_late"]
    assert len(found[Topic.UNIQUE]) == len(without[Topic.UNIQUE]) + 1
    assert watermarks(found[Topic.MENTIONS]) == watermarks(without[Topic.MENTIONS])
    assert windows(*feed) == windows(*OTHERS)


def test_what_becomes_of_a_year_old_article_is_refused_too() -> None:
    """Its correction and its retraction: nothing of it stands that could be taken back."""
    old = {"published": "2023-05-01T10:00:00Z", "received": "10:06"}
    feed = [
        article("a", "10:01"),
        article("old", **old),
        article("old", **old, action="correct", revision=1, title="$MSFT and $NVDA say so"),
        article("old", **old, action="retract", revision=2),
        heartbeat("10:40"),
    ]

    found = outcome(*feed)

    # One mention; one taken back and two given; two taken back.
    assert reasons(found[Topic.REJECTED]) == [b"too_late"] * 6
    assert windows(*feed) == windows(feed[0], feed[-1])


def test_a_year_old_article_that_comes_first_counts_in_its_own_windows() -> None:
    """No time is known before it: its windows open, and end when the present is heard of."""
    old = article("old", "2023-05-01T10:01:00Z", received="08:57", ticker="NVDA")

    alone, followed = windows(old), windows(old, *OTHERS)

    assert final(alone) == []
    assert final(of_ticker(followed, "equity:NVDA")) == [
        "equity:NVDA|86400|2023-05-01T00:00:00Z",
        "equity:NVDA|300|2023-05-01T10:00:00Z",
        "equity:NVDA|3600|2023-05-01T10:00:00Z",
    ]


def test_a_year_old_article_that_comes_first_changes_nothing_of_others() -> None:
    """Neither counts nor baselines: the year that time leapt over is nobody's history."""
    old = article("old", "2023-05-01T10:01:00Z", received="08:57", ticker="NVDA")

    found, without = windows(old, *OTHERS), windows(*OTHERS)

    assert others(found) == without


def test_a_leap_of_a_year_closes_all_at_once() -> None:
    """One mark tells it; what was before is too late, and what comes is counted."""
    feed = [
        article("a", "10:01"),
        article("b", "2025-05-01T10:00:00Z"),
        article("c", "10:02", received="2025-05-01T10:00:00Z"),
        article("d", "2025-05-01T09:45:00Z", received="2025-05-01T10:00:00Z"),
    ]

    found = outcome(*feed)

    assert watermarks(found[Topic.MENTIONS]) == ["2024-05-01T09:46:00Z", "2025-05-01T09:45:00Z"]
    assert reasons(found[Topic.REJECTED]) == [b"too_late"]
    assert final(windows(*feed)) == [
        "equity:CSCO|86400|2024-05-01T00:00:00Z",
        "equity:CSCO|300|2024-05-01T10:00:00Z",
        "equity:CSCO|3600|2024-05-01T10:00:00Z",
    ]


def test_what_was_decided_before_a_leap_is_forgotten_behind_it() -> None:
    """The same words a year later are news, though the very article was there."""
    again = article("a", "2025-05-01T10:00:00Z")

    found = outcome(article("a", "10:01"), heartbeat("2025-05-01T09:00:00Z"), again)

    assert [len(found[topic]) for topic in (Topic.UNIQUE, Topic.DUPLICATES)] == [2, 0]
    assert len(windows(article("a", "10:01"), heartbeat("2025-05-01T09:00:00Z"), again)) == 6
