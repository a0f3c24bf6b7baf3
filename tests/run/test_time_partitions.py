"""Quiet tickers, quiet and lagging partitions, time without news: over topics of several parts."""

from collections import Counter

import pytest

from stream.models import Topic
from tests.run.timeline import Flow, article, heartbeat, outcome, told, watermarks

ZERO = "equity:CSCO|300|2024-05-01T10:00:00Z"
"""The window in which the news of these tests lies."""


def test_a_quiet_tickers_windows_close_by_the_news_of_others() -> None:
    """In whatever partition they are, each is put out as final exactly once."""
    quiet = ("CSCO", "MSFT", "NVDA", "AMD", "INTC", "IBM", "AAPL", "TSLA", "ORCL", "QCOM")
    flow = Flow(partitions=4)
    for ticker in quiet:
        flow.read(article(ticker, "10:01", ticker=ticker))

    news = [
        *(article(f"b{minute}", f"10:{minute}", ticker="BTC") for minute in range(15, 60)),
        *(article(f"b{hour}", f"{hour}:16", ticker="BTC") for hour in range(11, 24)),
        article("last", "2024-05-02T00:15:00Z", ticker="BTC"),
    ]
    closed = Counter(key for each in news for key in flow.read(each).final if "BTC" not in key)

    starts = (("300", "10:00"), ("3600", "10:00"), ("86400", "00:00"))
    assert closed == {
        f"equity:{ticker}|{size}|2024-05-01T{start}:00Z": 1
        for ticker in quiet
        for size, start in starts
    }
    assert sum(1 for offset in flow.mentions.values() if offset) == 4


def test_heartbeats_close_what_no_news_does() -> None:
    """Time passes without any, in every partition; without a crossing nothing is told."""
    flow = Flow(partitions=2)
    flow.read(article("a", "10:01", ticker="CSCO"))
    flow.read(article("b", "10:02", ticker="MSFT"))

    seen = [flow.read(heartbeat(each)) for each in ("10:19", "10:20", "10:24", "11:15")]

    assert [each.marks for each in seen] == [
        ["2024-05-01T10:04:00Z"],
        ["2024-05-01T10:05:00Z"],
        [],
        ["2024-05-01T11:00:00Z"],
    ]
    assert [[key.split("|")[1] for key in each.final] for each in seen] == [
        [],
        ["300", "300"],
        [],
        ["3600", "3600"],
    ]


def test_a_partition_never_heard_of_closes_nothing() -> None:
    """However much comes from the others; its first record tells the time."""
    flow = Flow(raw_partitions=2)
    silent = [flow.read(article("a", "10:01")), flow.read(heartbeat("2024-05-09T00:00:00Z"))]

    heard = flow.read(article("b", "10:20", ticker="BTC"), partition=1)

    assert [(each.marks, each.final) for each in silent] == [([], []), ([], [])]
    assert (heard.marks, heard.final) == (["2024-05-01T10:05:00Z"], [ZERO])


def test_a_partition_that_is_empty_from_the_start_holds_until_it_is_idle() -> None:
    """An idle record of its very beginning says that there is nothing to wait for."""
    flow = Flow(raw_partitions=2)
    flow.read(article("a", "10:01"))
    before = flow.read(heartbeat("10:20"))

    idle = flow.still(1)

    assert (before.marks, before.final) == ([], [])
    assert (idle.marks, idle.final) == (["2024-05-01T10:05:00Z"], [ZERO])


def test_a_quiet_partition_holds_time_until_it_is_idle() -> None:
    """Then time goes on at once, and with every record of the others."""
    flow = Flow(raw_partitions=2)
    flow.read(heartbeat("10:00"), partition=1)
    flow.read(article("a", "10:01"))

    held = [flow.read(heartbeat(each)) for each in ("10:16", "10:20", "12:00")]
    idle = flow.still(1)
    after = flow.read(heartbeat("12:05"))

    assert [each.marks for each in held] == [[], [], []]
    assert (idle.marks, idle.final) == (
        ["2024-05-01T11:45:00Z"],
        [ZERO, "equity:CSCO|3600|2024-05-01T10:00:00Z"],
    )
    assert after.marks == ["2024-05-01T11:50:00Z"]


def test_a_partition_that_wakes_with_old_news_holds_time_and_turns_nothing_back() -> None:
    """Its news is late; time stands until it has caught up, then goes on."""
    flow = Flow(raw_partitions=2)
    flow.read(article("a", "10:01"))
    flow.still(1)
    closed = flow.read(heartbeat("11:15"))

    late = flow.read(article("b", "10:02"), partition=1)
    held = flow.read(heartbeat("13:00"))
    caught_up = [flow.read(heartbeat(each), partition=1) for each in ("11:15", "11:20", "13:30")]

    assert closed.final == [ZERO, "equity:CSCO|3600|2024-05-01T10:00:00Z"]
    assert (late.marks, late.rejected, held.marks) == ([], [], [])
    assert [told(late.windows)[key]["revision"] for key in closed.final] == [1, 1]
    assert [each.marks for each in caught_up] == [
        [],
        ["2024-05-01T11:05:00Z"],
        ["2024-05-01T12:45:00Z"],
    ]


def test_a_partition_that_wakes_with_new_news_holds_time_again() -> None:
    """What is newest in it is waited for, as before it was idle."""
    flow = Flow(raw_partitions=2)
    flow.read(article("a", "10:01"))
    flow.still(1)
    flow.read(heartbeat("10:15"))

    awake = flow.read(article("b", "10:18", ticker="BTC"), partition=1)
    ahead = [flow.read(heartbeat(each)) for each in ("10:17", "10:40")]
    further = flow.read(heartbeat("10:20"), partition=1)

    assert (awake.marks, [each.marks for each in ahead]) == ([], [[], []])
    assert (further.marks, further.final) == (["2024-05-01T10:05:00Z"], [ZERO])


def test_a_partition_that_wakes_with_late_news_stands_where_it_stood() -> None:
    """It was at noon before it fell idle, and still is: what came late does not set it back."""
    flow = Flow(raw_partitions=2)
    flow.read(heartbeat("12:00"), partition=1)
    flow.still(1)
    flow.read(heartbeat("11:00"))

    late = flow.read(article("a", "10:01"), partition=1)
    further = flow.read(heartbeat("12:30"))

    assert (late.marks, further.marks) == ([], ["2024-05-01T11:45:00Z"])


def test_an_idle_record_that_news_overtook_is_not_believed() -> None:
    """It names an offset that is not the next any more: the partition still is waited for."""
    flow = Flow(raw_partitions=2)
    flow.read(heartbeat("10:00"), partition=1)
    flow.read(article("a", "10:01"), partition=1)
    flow.read(heartbeat("12:00"))

    stale = [flow.still(1, at_offset=each) for each in (0, 1)]
    current = flow.still(1, at_offset=2)

    assert [(each.marks, each.final) for each in stale] == [([], []), ([], [])]
    assert current.marks == ["2024-05-01T11:45:00Z"]


def test_an_idle_record_that_comes_again_changes_nothing() -> None:
    """A tagger that starts anew says so once more; time stands where it stood."""
    flow = Flow(raw_partitions=2)
    flow.read(article("a", "10:01"))
    flow.still(1)
    flow.read(heartbeat("12:00"))

    again = [flow.still(1), flow.still(1)]

    assert [(each.marks, each.windows) for each in again] == [([], []), ([], [])]
    assert flow.read(heartbeat("12:05")).marks == ["2024-05-01T11:50:00Z"]


def test_nothing_of_a_lagging_partition_is_late() -> None:
    """One is read hours ahead of the other: what the other holds is in time, to the last."""
    ahead = [article(f"a{hour}", f"{hour}:01", ticker="BTC") for hour in range(10, 20)]
    lagging = [article(f"b{hour}", f"{hour}:04") for hour in range(10, 20)]
    lagged, abreast = Flow(raw_partitions=2), Flow(raw_partitions=2)
    for one, other in zip(ahead, lagging, strict=True):
        abreast.read(one)
        abreast.read(other, partition=1)

    for value in ahead:
        lagged.read(value)
    first = lagged.windows()
    for value in lagging:
        lagged.read(value, partition=1)

    found = {key: each for key, each in lagged.windows().items() if "|300|" in key}
    assert not any(window["final"] for window in first.values())
    assert {window["revision"] for window in found.values()} == {0}
    assert {key: window["articles"] for key, window in found.items()} == {
        key: window["articles"] for key, window in abreast.windows().items() if "|300|" in key
    }


@pytest.mark.parametrize(
    ("heard", "marks"),
    [
        # Time known at all is told, wherever it stands; then each boundary that is reached.
        (["10:17", "10:18", "10:19:59.999999"], ["10:02:00"]),
        (["10:17", "10:20"], ["10:02:00", "10:05:00"]),
        (["10:20", "10:20", "10:24:59"], ["10:05:00"]),
        (["10:19", "10:21", "10:24", "10:26"], ["10:04:00", "10:06:00", "10:11:00"]),
        # Several at once are one mark: it tells where time is now.
        (["10:19", "11:58"], ["10:04:00", "11:43:00"]),
        # Back and forth is no crossing.
        (["10:21", "10:14", "10:22", "10:05"], ["10:06:00"]),
    ],
)
def test_a_mark_tells_each_crossing_of_five_minutes(heard: list[str], marks: list[str]) -> None:
    """Of the watermark, which is 15 minutes behind what was heard: once each, none between."""
    found = outcome(*(heartbeat(each) for each in heard))

    assert watermarks(found[Topic.MENTIONS]) == [f"2024-05-01T{each}Z" for each in marks]


def test_a_mark_goes_to_partitions_that_never_had_a_mention() -> None:
    """A ticker's first news there is judged by the time that it was told."""
    flow = Flow(partitions=4)

    flow.read(heartbeat("10:20"))

    moments = [stage.status().watermark for stage in flow.window]
    assert {str(moment) for moment in moments} == {"2024-05-01 10:05:00+00:00"}
