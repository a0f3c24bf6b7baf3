"""Rejected records: the bytes as they came, with everything needed to mend and replay them."""

import hashlib
from typing import Any

import pytest
from aiokafka.producer.message_accumulator import BatchBuilder

from stream.engine.rejected import rejected_output
from stream.models import Rejected, Topic
from stream.stages.contract import Header, Output, Record
from tests.engine.fakes import record

LIMIT = 4 << 20
HUGE = 1 << 20
NOT_JSON = Rejected("not_json", "unexpected end of data")


def reject(given: Record, *, stage: str = "tag", limit: int = LIMIT) -> Output:
    """Reject a record of news.raw."""
    return rejected_output(given, NOT_JSON, stage=stage, topic="news.raw", limit=limit)


def headers(output: Output) -> dict[str, bytes]:
    """Give the headers by name."""
    return dict(output.headers)


def test_key_and_value_stay_as_they_came() -> None:
    """Whatever they are."""
    output = reject(record(7, b"\xff\x00{"))

    assert (output.topic, output.key, output.value) == (Topic.REJECTED, b"key", b"\xff\x00{")
    assert output.partition is None


def test_a_record_of_nothing_is_rejected_as_nothing() -> None:
    """No key and no value stay none, not empty."""
    output = reject(record(7, None, key=None))

    assert (output.key, output.value) == (None, None)


def test_the_headers_that_came_stand_first() -> None:
    """In their order, repeated names too; replaying can take them off again."""
    came: list[Header] = [("b", b"1"), ("a", b"2"), ("b", b"3")]

    output = reject(record(7, b"x", headers=came))

    assert output.headers[:3] == came


def test_reason_and_place_are_told_twice() -> None:
    """Under our names, and under those that other dead-letter tools read."""
    told = headers(reject(record(7, b"x", partition=2)))

    assert told["newsfeed-reason"] == b"not_json"
    assert told["newsfeed-detail"] == b"unexpected end of data"
    assert told["newsfeed-stage"] == b"tag"
    assert told["newsfeed-origin"] == b"2:7"
    assert told["__connect.errors.topic"] == b"news.raw"
    assert told["__connect.errors.partition"] == b"2"
    assert told["__connect.errors.offset"] == b"7"
    assert told["__connect.errors.exception.message"] == b"unexpected end of data"
    assert told["__connect.errors.connector.name"] == b"newsfeed-tag"


def test_a_rejected_record_is_a_cloud_event() -> None:
    """Its id says stage and place, so a repeat has the same; its content is anything but JSON."""
    told = headers(reject(record(7, b"x")))

    assert told["ce_id"] == b"tag:0:7"
    assert told["ce_type"] == b"newsfeed.rejected"
    assert told["ce_source"] == b"newsfeed/tag"
    assert told["ce_time"] == b"2025-03-01T12:00:00Z"
    assert "content-type" not in told


def test_a_later_stage_names_the_raw_record() -> None:
    """The origin is that of the article, however far it came; the id that of what was rejected."""
    came: list[Header] = [("newsfeed-origin", b"3:99"), ("ce_id", b"3:99:mention:1")]

    output = reject(record(7, b"x", headers=came), stage="window")
    told = headers(output)

    assert told["newsfeed-origin"] == b"3:99"
    assert told["ce_id"] == b"window:3:99:mention:1"
    assert output.headers[:2] == came


def test_a_stranger_cannot_forge_the_origin() -> None:
    """In the first stage a record's own place is its origin, whatever its headers say."""
    forged: list[Header] = [("newsfeed-origin", b"3:99"), ("ce_id", b"forged")]

    told = headers(reject(record(7, b"x", headers=forged)))

    assert told["newsfeed-origin"] == b"0:7"
    assert told["ce_id"] == b"tag:0:7"


def test_an_id_of_nothing_is_no_id() -> None:
    """A header may have no value at all: the record's origin stands in."""
    came: list[Any] = [("newsfeed-origin", b"3:99"), ("ce_id", None)]

    output = reject(record(7, b"x", headers=came), stage="dedupe")

    assert headers(output)["ce_id"] == b"dedupe:3:99"
    assert output.headers[:2] == came


@pytest.mark.parametrize("name", ["ce_id", "newsfeed-origin"])
def test_a_long_identity_of_strangers_is_cut(name: str) -> None:
    """It is told again in our headers: whole, the record would fit in no message."""
    output = reject(record(7, b"{", headers=[(name, b"\xff" * HUGE)]), stage="dedupe")

    told = headers(output)
    assert len(told["ce_id"].decode()) <= len("dedupe:") + 200
    assert len(told["newsfeed-origin"].decode()) <= 200


def test_an_origin_of_nothing_is_no_origin() -> None:
    """Then the record's own place is all there is."""
    came: list[Any] = [("newsfeed-origin", None)]

    told = headers(reject(record(7, b"x", headers=came), stage="dedupe"))

    assert told["newsfeed-origin"] == b"0:7"


def test_a_detail_that_no_encoding_takes_is_told_as_far_as_it_goes() -> None:
    """JSON may name half a character, and an error may quote it."""
    error = Rejected("bad_time", "no time: '\ud800'")

    output = rejected_output(record(7), error, stage="tag", topic="news.raw", limit=LIMIT)

    assert headers(output)["newsfeed-detail"] == b"no time: '?'"
    assert headers(output)["__connect.errors.exception.message"] == b"no time: '?'"


def test_a_long_detail_is_cut() -> None:
    """It may quote the input, which may be long."""
    error = Rejected("bad_time", "x" * 10_000)

    output = rejected_output(record(7), error, stage="tag", topic="news.raw", limit=LIMIT)

    assert headers(output)["newsfeed-detail"] == b"x" * 500


def test_a_value_that_does_not_fit_is_cut() -> None:
    """Its size and SHA-256 say what it was."""
    value = bytes(range(256)) * 1_024

    output = reject(record(7, value), limit=200_000)

    told = headers(output)
    assert output.value == value[: 200_000 - (64 << 10)]
    assert told["newsfeed-truncated"] == b"true"
    assert told["newsfeed-size"] == b"262144"
    assert told["newsfeed-sha256"] == hashlib.sha256(value).hexdigest().encode()


def test_a_whole_value_is_not_marked() -> None:
    """Who reads it can rely on the mark."""
    assert "newsfeed-truncated" not in headers(reject(record(7, b"x")))


def test_headers_that_do_not_fit_are_left_out() -> None:
    """From the first that is too large on, and it is said; ours are always there."""
    came: list[Header] = [("small", b"1"), ("large", b"x" * 300_000), ("after", b"2")]

    told = headers(reject(record(7, b"x", headers=came), limit=200_000))

    assert told["small"] == b"1"
    assert "large" not in told
    assert "after" not in told
    assert told["newsfeed-headers-truncated"] == b"true"
    assert told["newsfeed-reason"] == b"not_json"


@pytest.mark.parametrize(
    "given",
    [
        record(7, b"v" * HUGE),
        record(7, b"v", key=b"k" * HUGE),
        record(7, b"v", headers=[("a", b"x" * HUGE), ("b", b"y" * HUGE)]),
        record(7, b"v" * HUGE, key=b"k" * HUGE, headers=[("a", b"x" * HUGE)]),
        record(7, b"v" * 100_000, headers=[("", b"")] * 60_000),
    ],
    ids=["value", "key", "headers", "all", "many headers of nothing"],
)
def test_a_rejected_record_always_fits_a_message(given: Record) -> None:
    """Or one bad record, sent again and again, would stop the feed for ever."""
    output = reject(given, limit=200_000)

    batch = BatchBuilder(1 << 30, 0)
    batch.append(timestamp=None, key=output.key, value=output.value, headers=list(output.headers))
    assert batch.size() <= 200_000
