"""Which times an article may tell, and that all of them become UTC."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from stream.codec import decode_article, decode_received_at, rfc3339
from tests.codec.raw import NOON, raw, read, reason


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2025-02-01T12:00:00Z", NOON),
        ("2025-02-01t12:00:00z", NOON),
        ("2025-02-01 12:00:00Z", NOON),
        ("2025-02-01T12:00:00-00:00", NOON),
        ("2025-02-01T14:00:00+02:00", NOON),
        ("2025-02-01T06:30:00-05:30", NOON),
        ("2025-02-02T11:59:00+23:59", NOON),
        ("2025-02-01T12:00:00.000001Z", NOON.replace(microsecond=1)),
        ("2025-02-01T12:00:00.1234567Z", NOON.replace(microsecond=123_456)),
        ("2025-02-01T11:59:59.9999999Z", NOON - timedelta(microseconds=1)),
        ("2024-02-29T00:00:00Z", datetime(2024, 2, 29, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", datetime(1, 1, 1, tzinfo=UTC)),
        ("9999-12-31T23:59:59.9999999Z", datetime.max.replace(tzinfo=UTC)),
    ],
)
def test_a_time_of_any_zone_becomes_utc(text: str, time: datetime) -> None:
    """RFC 3339 in all its spellings; finer than a microsecond is cut: it crosses no edge."""
    article = read(published_at=text, updated_at=text)

    assert (article.published_at, article.updated_at) == (time, time)
    assert (article.published_at.tzinfo, article.updated_at and article.updated_at.tzinfo) == (
        UTC,
        UTC,
    )


@pytest.mark.parametrize("field", ["published_at", "updated_at"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "1738411200",
        "2025-02-01",
        "2025-02-01T12:00Z",
        "20250201T120000Z",
        " 2025-02-01T12:00:00Z",
        "2025-02-01T12:00:00Z\0",
        "2025-02-01T12:00:00Z[UTC]",
        "２025-02-01T12:00:00Z",
        "Sat, 01 Feb 2025 12:00:00 GMT",
        "2025-02-29T12:00:00Z",
        "2025-02-01T24:00:00Z",
        "2025-02-01T12:00:00+24:00",
        "2016-12-31T23:59:60Z",  # a leap second
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+00:01",  # year 0, in UTC
        "9999-12-31T23:59:59-00:01",  # year 10000, in UTC
        "x" * 1_000,
    ],
)
def test_what_is_no_rfc_3339_time_is_a_bad_time(field: str, text: str) -> None:
    """Nor is one that leaves the years 1 to 9999 on its way to UTC."""
    assert reason(raw(**{field: text})) == "bad_time"


@pytest.mark.parametrize("field", ["published_at", "updated_at"])
def test_a_time_without_a_zone_is_a_bad_time(field: str) -> None:
    """It is never guessed."""
    assert reason(raw(**{field: "2025-02-01T12:00:00"})) == "bad_time"


@pytest.mark.parametrize("field", ["published_at", "updated_at"])
@pytest.mark.parametrize("value", [1_738_411_200, 1.5, True, [], {}, ["2025-02-01T12:00:00Z"]])
def test_a_time_that_is_no_string_is_a_wrong_type(field: str, value: Any) -> None:
    """Seconds since the epoch as well: or milliseconds, who knows."""
    assert reason(raw(**{field: value})) == "wrong_type"


@pytest.mark.parametrize(
    "value", [b'{"title":"t"}', b'{"title":"t","published_at":null}', b'{"action":"heartbeat"}']
)
def test_an_article_without_its_time_has_no_time(value: bytes) -> None:
    """A heartbeat needs it as well; null is none."""
    assert reason(value) == "no_time"


def test_an_article_needs_no_time_of_its_revision() -> None:
    """Missing and null are alike."""
    assert (read().updated_at, read(updated_at=None).updated_at) == (None, None)


@pytest.mark.parametrize(
    ("time", "text"),
    [
        (NOON, "2025-02-01T12:00:00Z"),
        (NOON.replace(microsecond=1), "2025-02-01T12:00:00.000001Z"),
        (NOON.replace(microsecond=500_000), "2025-02-01T12:00:00.500000Z"),
        (datetime(1, 1, 1, tzinfo=UTC), "0001-01-01T00:00:00Z"),
    ],
)
def test_a_time_is_written_with_z(time: datetime, text: str) -> None:
    """A fraction stands only where there is one, with six digits."""
    assert rfc3339(time) == text


def test_when_an_article_came_is_read_apart_from_it() -> None:
    """In UTC, as its other times; the article itself does not have it."""
    value = raw(received_at="2025-02-01T14:00:00+02:00")

    assert decode_received_at(value) == NOON
    assert decode_article(value).extra == {}


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"received_at",
        b'"received_at"',
        b'["received_at"]',
        b'{"title":"t"}',
        b'{"title":"received_at"}',
        b'{"extra":{"received_at":"2025-02-01T12:00:00Z"}}',
        b'{"received_at":null}',
        b'{"received_at":1738411200}',
        b'{"received_at":"yesterday"}',
        b'{"received_at":"2025-02-01T12:00:00"}',
        b'{"received_at":"0001-01-01T00:00:00+01:00"}',
        b'{"received_at":"2025-02-01T12:00:00Z"',
        b'\xff{"received_at":"2025-02-01T12:00:00Z"}',
        b'{"received_at":' * 100_000,
        b'{"received_at":"2025-02-01T12:00:00Z"}'.ljust(1_048_577),
    ],
    ids=range(16),
)
def test_bytes_that_do_not_say_when_they_came_are_no_error(value: bytes) -> None:
    """What is wrong with them is for the article's own reading to say."""
    assert decode_received_at(value) is None


@pytest.mark.parametrize("odd", [7, "yesterday", None, [], {"a": 1}])
def test_when_an_article_came_refuses_no_article(odd: Any) -> None:
    """The name is reserved: whatever stands there is neither checked nor kept."""
    assert read(received_at=odd) == read()
