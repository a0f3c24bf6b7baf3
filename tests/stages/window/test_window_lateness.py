"""When a window is open, final, revised, or closed for good."""

from dataclasses import replace

import pytest

from stream.codec import decode_window
from stream.models import Rejected
from stream.stages.contract import Count
from stream.stages.window import WindowStage
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


@pytest.mark.parametrize(
    ("watermark", "final"),
    [
        # 10:00 ───────── mention ───────── 10:05
        ("10:04:59.999999", False),
        ("10:05:00", True),
        ("10:05:00.000001", True),
    ],
)
def test_a_window_is_final_once_the_watermark_reaches_its_end(
    watermark: str, *, final: bool
) -> None:
    """Not before, not later; a mark tells it as well as a mention does."""
    by_mark = window(mention("10:01"), mark(watermark))
    by_mention = windows(mention("10:01"), mention("11:00", watermark=watermark))

    assert by_mark.final is final
    assert by_mention["crypto:BTC|300|2024-05-01T10:00:00Z"].final is final


def test_figures_are_null_until_the_window_is_final() -> None:
    """An open window has no volumes, a final one has."""
    opened = window(mention("10:01"))
    closed = window(mention("10:01"), mark("10:05"))

    assert (opened.volume, opened.novel_volume, opened.zscore) == (None, None, None)
    assert closed.volume == {"1h": 1, "12h": 1, "24h": 1, "3d": 1, "5d": 1, "7d": 1}


def test_no_watermark_closes_nothing() -> None:
    """Until every raw partition was heard of, time does not pass."""
    found = window(mention("10:01", watermark=None))

    assert (found.final, found.watermark) == (False, None)


def test_the_watermark_never_goes_back() -> None:
    """A record that carries an older one, or none, is judged by the newest."""
    found = window(
        mention("10:01", story="a"),
        mark("10:05"),
        mention("10:02", story="b", watermark="10:00"),
        mention("10:03", story="c", watermark=None),
    )

    assert (found.watermark, found.revision, found.stories) == (time("10:05"), 2, 3)


def test_late_news_revises_a_final_window_and_no_other_figures() -> None:
    """It counts, the revision grows, what was fixed at the end stays."""
    #   10:00 ── a ── 10:05       watermark 10:05: final        b, late: revision 1
    found = window(
        mention("10:01", story="a"),
        mark("10:05"),
        mention("10:02", story="b", watermark="10:06"),
    )

    assert (found.final, found.revision, found.stories) == (True, 1, 2)
    assert found.volume is not None
    assert found.volume["1h"] == 1


def test_news_is_late_by_the_watermark_it_carries() -> None:
    """The same record that closes the window revises it."""
    found = window(mention("10:01", story="a"), mention("10:02", story="b", watermark="10:05"))

    assert (found.revision, found.stories, found.version) == (1, 2, 1 << 16)


def test_a_window_first_seen_late_is_final_at_once() -> None:
    """Its figures are computed then, with its own mention in the volumes."""
    found = window(mention("10:01", watermark="10:30"))

    assert (found.final, found.revision) == (True, 1)
    assert found.volume is not None
    assert found.volume["1h"] == 1


def test_late_mentions_are_counted() -> None:
    """Late is any mention of which one window has closed; the day may be open still."""
    in_time, late = log(mention("10:01", watermark="10:04"), mention("10:02", watermark="10:05"))
    reader = stage()

    steps = [reader.apply(in_time), reader.apply(late)]

    assert [step.counts for step in steps] == [(), (Count("late", ""),)]
    assert [step.outcome for step in steps] == ["mention", "mention"]


def test_after_the_retention_a_mention_is_too_late() -> None:
    """A week after its event time it is refused, and the moment before it is not."""
    reader = stage()
    before, at = log(
        mention("2024-05-01T10:00:00.000001Z", watermark="2024-05-08T10:00:00Z"),
        mention("2024-05-01T10:00:00.000000Z", watermark="2024-05-08T10:00:00Z"),
    )
    reader.apply(before)

    with pytest.raises(Rejected) as error:
        reader.apply(at)

    assert error.value.reason == "too_late"


def test_what_is_too_late_changes_nothing() -> None:
    """Neither counts nor time: the refused record's watermark does not close a window."""
    reader = stage()
    list(run(reader, log(mention("10:01"))))
    before = reader.status(), latest(reader.outputs())

    list(run(reader, log(mention("2024-04-01T00:00:00Z", watermark="2024-05-03T00:00:00Z"))))

    assert reader.outputs() == []
    assert reader.status() == before[0]


def test_each_kind_of_news_about_a_window_is_counted() -> None:
    """Updates of open windows, finals once a window, revisions after."""
    reader = stage()
    seen = [
        kinds(reader, record)
        for record in log(
            mention("10:01"), mark("10:05"), mention("10:02", watermark="10:06"), mark("10:07")
        )
    ]

    assert seen == [
        {"update": 3},
        {"final": 1},
        {"revision": 1, "update": 2},
        {},
    ]


def test_a_window_updated_and_closed_in_one_chunk_is_put_out_once_as_final() -> None:
    """A chunk gives one record a window, its last state."""
    reader = stage()
    list(run(reader, log(mention("10:01"), mention("10:02"), mark("10:05"))))

    outputs = reader.outputs()

    assert [dict(output.headers)["ce_id"] for output in outputs] == [
        b"crypto:BTC|300|2024-05-01T10:00:00Z@131072",
        b"crypto:BTC|3600|2024-05-01T10:00:00Z@65536",
        b"crypto:BTC|86400|2024-05-01T00:00:00Z@65536",
    ]
    assert reader.gathered() == [Count("windows", "final", 1), Count("windows", "update", 2)]


def test_a_window_closed_and_revised_in_one_chunk_is_put_out_once_as_final() -> None:
    """Each window is counted as final once, however the chunks are cut."""
    reader = stage()
    list(run(reader, log(mention("10:01"), mark("10:05"), mention("10:02", watermark="10:06"))))

    revisions = [window.revision for window in latest(reader.outputs()).values()]

    assert revisions == [1, 0, 0]
    assert reader.gathered() == [Count("windows", "final", 1), Count("windows", "update", 2)]


def test_a_window_tells_when_its_own_newest_mention_was_received() -> None:
    """Not when the news of another ticker came that closed it."""
    reader = stage()
    own = [mention("10:01", received="10:03"), mention("10:02", received="10:02:30")]
    list(run(reader, log(*own, mention("11:00", ticker=CSCO, watermark="10:05"))))

    first = dict(reader.outputs()[0].headers)

    assert first == {
        "ce_specversion": b"1.0",
        "ce_id": b"crypto:BTC|300|2024-05-01T10:00:00Z@131072",
        "ce_source": b"newsfeed/window",
        "ce_type": b"newsfeed.window",
        "ce_time": b"2024-05-01T10:03:00Z",
        "content-type": b"application/json",
    }


def test_what_is_put_out_is_ordered_by_size_start_and_ticker() -> None:
    """Whatever the order in which the mentions came."""
    reader = stage()
    news = [mention("10:06"), mention("10:01", ticker=CSCO), mention("10:01")]
    list(run(reader, log(*news)))

    keys = [output.key for output in reader.outputs()]

    assert keys == [
        b"crypto:BTC|300|2024-05-01T10:00:00Z",
        b"equity:CSCO|300|2024-05-01T10:00:00Z",
        b"crypto:BTC|300|2024-05-01T10:05:00Z",
        b"crypto:BTC|3600|2024-05-01T10:00:00Z",
        b"equity:CSCO|3600|2024-05-01T10:00:00Z",
        b"crypto:BTC|86400|2024-05-01T00:00:00Z",
        b"equity:CSCO|86400|2024-05-01T00:00:00Z",
    ]


def test_a_window_that_fell_to_zero_is_deleted_after_its_retention() -> None:
    """First a record of zeros, then a tombstone; a window that stands is never deleted."""
    fallen, stands = mention("10:01", story="a"), mention("10:06", story="b")
    reader = stage()
    news = (fallen, stands, replace(take_back(fallen), index=1))
    list(run(reader, log(*news)))
    zeros = latest(reader.outputs())["crypto:BTC|300|2024-05-01T10:00:00Z"]

    list(run(reader, log(*news, mark("2024-05-20T00:00:00Z"))))
    outputs = {output.key: output.value for output in reader.outputs()}

    assert (zeros.articles, zeros.first_at, zeros.top) == (0, None, ())
    assert outputs[b"crypto:BTC|300|2024-05-01T10:00:00Z"] is None
    assert outputs[b"crypto:BTC|300|2024-05-01T10:05:00Z"] is not None


def kinds(reader: WindowStage, record: object) -> dict[str, int]:
    """Apply one record and give the windows put out after it, by kind."""
    list(run(reader, [record]))  # type: ignore[list-item] # a record
    reader.outputs()
    return {count.label: count.amount for count in reader.gathered()}


def test_a_window_is_told_to_be_zero_before_it_is_deleted() -> None:
    """Who passes over tombstones is right too, though all of it came in one chunk."""
    first, reader = mention("10:01", watermark="10:00"), stage()
    gone = take_back(first, watermark="10:02")

    list(run(reader, log(first, gone, mark("2024-05-10T00:00:00Z"))))
    zero, deleted = (
        each for each in reader.outputs() if (each.key or b"").startswith(b"crypto:BTC|300|")
    )

    assert decode_window(zero.value or b"").articles == 0
    assert deleted.value is None
    assert dict(deleted.headers)["ce_id"] == b"deleted:crypto:BTC|300|2024-05-01T10:00:00Z@131072"
