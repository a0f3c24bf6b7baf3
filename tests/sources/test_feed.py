"""What a replay sends, and when: records, heartbeats, pace, where it goes on after a stop."""

from datetime import datetime, timedelta

import pytest

from stream import codec
from stream.models import Action
from stream.sources.feed import Closing, Item, Line, delay, feed

NOW = datetime.fromisoformat("2025-06-01T00:00:00Z")


def at(time: str, identity: str = "a", action: Action = "publish") -> bytes:
    """Give an article of 10 February 2025."""
    body = "" if action == "heartbeat" else "text"
    article = {"id": identity, "body": body, "published_at": f"2025-02-10T{time}Z"}
    return codec.encode({**article, "action": action})


def story(items: list[Item]) -> list[str]:
    """Tell what is sent: an article's id, or the time of a heartbeat."""
    return [(item.key or _time(item.value)).decode() for item in items]


def _time(value: bytes) -> bytes:
    return codec.rfc3339(codec.decode_article(value).published_at)[:16].encode()


def sent(*values: bytes, passed_over: int = 0, closing: Closing | None = None) -> list[Item]:
    """Replay values as they came."""
    lines = map(Line, values)
    return list(feed(lines, now=NOW, passed_over=passed_over, closing=closing))


def test_the_order_is_that_of_the_lines() -> None:
    """Records are sent as they are, keyed by article id, also where dates go back."""
    values = [at("14:05:00", "b"), at("14:01:00", "a"), at("14:05:30", "c")]

    items = [item for item in sent(*values) if not item.every_partition]

    assert [item.value for item in items] == values
    assert [item.key for item in items] == [b"b", b"a", b"c"]


def test_time_is_told_to_every_partition_when_a_minute_has_passed() -> None:
    """Once a minute of event time, by the newest: not for what is dated before.

    line       14:00:10  14:00:50  14:02:00  14:01:00  14:02:59
    heartbeat  yes       same min  yes       before    same min
    """
    times = ["14:00:10", "14:00:50", "14:02:00", "14:01:00", "14:02:59"]

    items = sent(*(at(time, time) for time in times))

    assert story(items) == [
        *("14:00:10", "2025-02-10T14:00", "14:00:50", "14:02:00", "2025-02-10T14:02"),
        *("14:01:00", "14:02:59"),
    ]


def test_a_heartbeat_of_the_feed_itself_goes_to_every_partition() -> None:
    """It is the feed's own word that time has passed."""
    items = sent(at("14:00:00"), at("15:00:00", "", "heartbeat"))

    assert [item.every_partition for item in items] == [False, True, True, True]


@pytest.mark.parametrize(
    ("last", "expected"),
    [("14:00:00", "2025-02-11T00:15"), ("00:00:00", "2025-02-11T00:15")],
)
def test_the_closing_heartbeat_makes_every_window_final(last: str, expected: str) -> None:
    """It says the end of the largest window that holds the newest article, and the lateness."""
    items = sent(at(last), closing=Closing())

    assert story(items)[-1] == expected
    assert items[-1].every_partition


def test_the_closing_heartbeat_is_never_ahead_of_the_clock() -> None:
    """Windows that the present is in stay open: their news is not all there yet."""
    now = datetime.fromisoformat("2025-02-10T15:00:00Z")

    items = list(feed([Line(at("14:00:00"))], now=now))

    assert story(items)[-1] == "2025-02-10T15:00"


def test_the_last_day_of_the_calendar_is_closed_at_its_last_moment() -> None:
    """The window that holds it ends after the calendar does."""
    last = datetime.fromisoformat("9999-12-31T12:00:00Z")

    closed = Closing().time(last)

    assert closed == datetime.fromisoformat("9999-12-31T23:59:59.999999Z")


def test_a_feed_without_a_date_has_nothing_to_close() -> None:
    """Broken lines are sent as they are, without a key."""
    items = sent(b"{broken", closing=Closing())

    assert [(item.key, item.value) for item in items] == [(None, b"{broken")]


def test_a_wrong_clock_moves_no_time() -> None:
    """A line dated after the start of the replay is sent, with no heartbeat and no wait."""
    future = at("14:00:00").replace(b"2025-02", b"2099-02")

    items = sent(at("14:00:00"), future, at("14:00:30"), closing=Closing())

    assert [item.elapsed.total_seconds() for item in items] == [0, 0, 0, 30, 30]
    assert story(items)[-1] == "2025-02-11T00:15"


def test_event_time_sets_the_pace_and_never_goes_back() -> None:
    """Ten minutes of news at speed 60 take ten seconds; what is dated earlier is due at once."""
    items = sent(at("14:00:00"), at("14:10:00", "b"), at("14:05:00", "c"))

    waits = [delay(item, speed=60, running=timedelta(seconds=4), now=NOW) for item in items]

    assert story(items) == ["a", "2025-02-10T14:00", "b", "2025-02-10T14:10", "c"]
    assert waits == [0, 0, 6, 6, 6]


def test_speed_nought_waits_for_nothing() -> None:
    """As fast as it goes."""
    last = sent(at("14:00:00"), at("20:00:00"))[-1]

    assert delay(last, speed=0, running=timedelta(), now=NOW) == 0


def test_a_repeated_line_waits_for_its_own_date() -> None:
    """A feed that repeats itself catches up with the present and then keeps to it."""
    [item, *_] = feed([Line(at("14:00:00"), repeat=1, held=True)], now=NOW, closing=None)

    before = datetime.fromisoformat("2025-02-10T13:59:30Z")

    assert delay(item, speed=0, running=timedelta(), now=before) == 30
    assert delay(item, speed=0, running=timedelta(), now=NOW) == 0


@pytest.mark.parametrize("stop", range(7))
def test_a_feed_goes_on_after_any_item(stop: int) -> None:
    """Passing over the lines that are done gives what was left, but for a heartbeat already due."""
    values = [at("14:00:00", "a"), b"{", at("14:01:00", "b"), at("14:03:00", "c")]
    whole = sent(*values, closing=Closing())

    done = whole[stop - 1].lines if stop else 0
    rest = sent(*values, passed_over=done, closing=Closing())

    left = [item.value for item in whole if item.lines > done] + [whole[-1].value]
    assert [item.value for item in rest] == list(dict.fromkeys(left))


def test_the_pace_starts_anew_after_a_stop() -> None:
    """The time that was passed before is not waited for again."""
    values = [at("14:00:00", "a"), at("18:00:00", "b"), at("18:00:30", "c")]

    rest = sent(*values, passed_over=1)

    assert [(item.key, item.elapsed.total_seconds()) for item in rest if item.key] == [
        (b"b", 0),
        (b"c", 30),
    ]


def test_each_item_says_how_far_event_time_has_come() -> None:
    """The newest so far, also on what is older, broken, or of a clock that is ahead."""
    ahead = codec.encode({"id": "x", "body": "t", "published_at": "2025-06-02T00:00:00Z"})
    lines = [b"broken", at("14:05:00"), at("14:01:00", "b"), ahead]

    newest = [item.newest for item in sent(*lines) if not item.every_partition]

    assert [each and codec.rfc3339(each) for each in newest] == [
        None,
        *["2025-02-10T14:05:00Z"] * 3,
    ]
