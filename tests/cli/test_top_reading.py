"""Records of ``news.windows`` as they are counted, and what is none of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.cli.top.reading import Counts, Place, read_counts, read_place, read_stories
from stream.codec import encode
from tests.harness.trending import HOUR, NOON, message, moment, record


def test_a_window_is_read_as_the_stage_writes_it() -> None:
    """Times in whole seconds; its stories unread."""
    key, value = message(record(articles=4, duplicates=1, last_at=moment(NOON + 9), version=7))

    read = read_counts(value)

    assert isinstance(read, Counts)
    assert (read.ticker, read.size, read.start, read.version) == ("equity:A", 300, NOON, 7)
    assert (read.articles, read.duplicates, read.last, read.watermark) == (4, 1, NOON + 9, NOON)
    assert [each.title for each in read_stories(read.top)] == ["Up"]
    assert read_place(key) == Place("equity:A", 300, NOON)


def test_a_window_of_a_feed_without_watermark_is_read() -> None:
    """Not every raw partition was heard of yet."""
    read = read_counts(encode(record(watermark=None, last_at=None)))

    assert read is not None
    assert (read.watermark, read.last) == (None, None)


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"no json",
        b"[]",
        b"{}",
        b'{"ticker":"\xff"}',
        encode(record()).replace(b'"size_seconds":300', b'"size_seconds":0'),
        encode(record()).replace(b'"articles":1', b'"articles":-1'),
        encode(record()).replace(b"12:00:00Z", b"12:00:00"),
    ],
)
def test_what_is_no_window_is_none(value: bytes) -> None:
    """A viewer does not fail on what it shows."""
    assert read_counts(value) is None


@given(value=st.binary(), key=st.binary())
def test_any_bytes_are_read_or_not(value: bytes, key: bytes) -> None:
    """Without an exception."""
    assert read_counts(value) is None
    assert read_place(key) is None
    assert read_stories(value) == ()


@pytest.mark.parametrize("key", [None, b"a|b", b"a|x|2025-02-11T12:00:00Z", b"a|300|noon", b"\xff"])
def test_a_key_of_another_make_names_no_window(key: bytes | None) -> None:
    """Its tombstone is left aside."""
    assert read_place(key) is None


def test_a_ticker_may_hold_the_sign_that_parts_a_key() -> None:
    """Strangers write cashtags."""
    assert read_place(b"unlisted:A|B|3600|2025-02-11T12:00:00Z") == Place(
        "unlisted:A|B", HOUR, NOON
    )
