"""How our own records are written, told apart unparsed, and refused where they are not ours."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from stream.codec import (
    cloud_event,
    decode_idle,
    decode_mark,
    decode_mention,
    decode_tagged,
    decode_window,
    encode,
    extend,
    is_idle,
    is_mark,
)
from stream.config import Settings
from stream.models import Article, Idle, Mark, Mention, Origin, Rejected, Tagged, Topic
from stream.pipeline import offline
from stream.run import collect, run
from stream.stages.tag.stage import idle_record
from tests.codec.raw import NOON, raw

DECODERS: Final = [decode_tagged, decode_idle, decode_mention, decode_mark, decode_window]
Decoder = Callable[[bytes], Any]


def written(topic: Topic) -> list[bytes]:
    """Give what the stages write into a topic for two articles and a closing heartbeat."""
    values = [
        raw(id="a", title="$BTC rises"),
        raw(id="b", title="$ETH falls", published_at="2025-02-01T15:00:00Z"),
    ]
    results = collect(run(enumerate(values), offline(Settings()), now=NOON.replace(day=2)))
    return [output.value or b"" for output in results[topic]]


def test_a_value_is_written_without_blanks_in_the_order_of_its_fields() -> None:
    """Text is UTF-8 as it is; a time ends in Z."""
    mark = Mark(seq=7, index=1, watermark=NOON)

    assert encode(mark) == b'{"seq":7,"index":1,"watermark":"2025-02-01T12:00:00Z"}'
    assert encode({"b": ("字", None), "a": 0.5}) == '{"b":["字",null],"a":0.5}'.encode()


def test_fields_are_added_at_the_end() -> None:
    """What stands there already is not parsed, and not changed by a byte."""
    value = b'{"a": 1.50}'

    assert extend(value, {"b": NOON, "c": {"d": []}}) == (
        b'{"a": 1.50,"b":"2025-02-01T12:00:00Z","c":{"d":[]}}'
    )


def test_a_cloud_event_is_told_in_headers() -> None:
    """Those of CloudEvents 1.0 in binary mode, in one order."""
    headers = cloud_event("unique", id="0:7@字", source="dedupe", time=NOON)

    assert headers == [
        ("ce_specversion", b"1.0"),
        ("ce_id", "0:7@字".encode()),
        ("ce_source", b"newsfeed/dedupe"),
        ("ce_type", b"newsfeed.unique"),
        ("ce_time", b"2025-02-01T12:00:00Z"),
        ("content-type", b"application/json"),
    ]


def test_the_headers_of_a_cloud_event_are_new_each_time() -> None:
    """Who adds to them adds to no other record's."""
    first = cloud_event("idle", id="a", source="tag", time=NOON)
    first.append(("newsfeed-origin", b"0:7"))

    assert len(cloud_event("idle", id="a", source="tag", time=NOON)) == 6


def test_an_idle_record_as_the_stage_writes_it_is_told() -> None:
    """However large its partition and offset are."""
    value = idle_record(2**31 - 1, 2**63 - 1, NOON).value or b""

    assert is_idle(value)
    assert decode_idle(value) == Idle(origin=Origin("2147483647:9223372036854775807"))


def test_no_article_is_told_for_an_idle_record() -> None:
    """The smallest there is has too many fields, even one that says so of itself."""
    article = Article(id="", published_at=datetime(1, 1, 1, tzinfo=UTC), extra={"idle": True})
    tagged = Tagged(
        article=article, origin=Origin("0:0"), received_at=article.published_at, model="", tags=()
    )

    assert b'"idle":true' in encode(tagged)
    assert not is_idle(encode(tagged))


def test_marks_are_told_from_mentions_as_the_stages_write_them() -> None:
    """Both come, and each read as what it is told to be gives its bytes again."""
    values = written(Topic.MENTIONS)

    read = [decode_mark(value) if is_mark(value) else decode_mention(value) for value in values]

    assert {type(each) for each in read} == {Mark, Mention}
    assert [encode(each) for each in read] == values


def test_articles_and_windows_are_read_as_the_stages_write_them() -> None:
    """None of them is told for an idle record."""
    tagged, windows = written(Topic.TAGGED), written(Topic.WINDOWS)

    assert [decode_tagged(value).article.id for value in tagged] == ["a", "b", ""]
    assert {decode_window(value).ticker for value in windows} == {"crypto:BTC", "crypto:ETH"}
    assert [encode(decode_tagged(value)) for value in tagged] == tagged
    assert [encode(decode_window(value)) for value in windows] == windows
    assert not any(is_idle(value) for value in tagged)


@pytest.mark.parametrize("decoder", DECODERS)
@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"{",
        b"\xff",
        b'{"\xff":1}',
        b'{"origin":"\xff"}',
        b'{"origin":"\\ud800","idle":true}',
        b'{"origin":"0:1","idle":false}',
        b'{"seq":1e999}',
        b'{"seq":true,"index":0,"watermark":"2025-02-01T12:00:00Z"}',
        b'{"seq":1' + b"0" * 500 + b"}",
        b'{"seq":1,"index":0,"watermark":"0000-01-01T00:00:00Z"}',
        b'{"ticker":7}',
        b"[" * 10_000,
    ],
    ids=range(16),
)
def test_what_is_no_record_of_a_topic_is_a_wrong_type(decoder: Decoder, value: bytes) -> None:
    """Somebody else's bytes in a topic of ours are rejected like any others."""
    with pytest.raises(Rejected) as refused:
        decoder(value)

    assert refused.value.reason == "wrong_type"
    assert refused.value.detail.startswith("not a record of this topic: ")


@pytest.mark.parametrize("decoder", DECODERS)
@pytest.mark.parametrize("nest", [b"[", b'{"a":'], ids=["lists", "objects"])
def test_a_record_nested_without_end_is_too_deep(decoder: Decoder, nest: bytes) -> None:
    """In a field that no record has, where nothing but its depth is wrong so far."""
    with pytest.raises(Rejected) as refused:
        decoder(b'{"unknown":' + nest * 10_000)

    assert refused.value.reason == "too_deep"


@pytest.mark.parametrize(
    ("decoder", "longest"),
    [
        (decode_tagged, 3_968 << 10),
        (decode_idle, 3_968 << 10),
        (decode_window, 3_968 << 10),
        (decode_mention, 64 << 10),
        (decode_mark, 64 << 10),
    ],
)
def test_a_record_longer_than_any_of_ours_is_too_large(decoder: Decoder, longest: int) -> None:
    """What follows from it would fit in no message; a byte less is read, and is no record."""
    reasons = []
    for size in (longest, longest + 1):
        with pytest.raises(Rejected) as refused:
            decoder(b" " * size)
        reasons.append(refused.value.reason)

    assert reasons == ["wrong_type", "too_large"]


@pytest.mark.parametrize("decoder", DECODERS)
def test_bytes_of_no_text_are_refused_in_unknown_fields_too(decoder: Decoder) -> None:
    """A tagged record is passed on as it came: its bytes stand in news.unique."""
    with pytest.raises(Rejected) as refused:
        decoder(b'{"\xff":1}')

    assert refused.value.detail.endswith("invalid start byte")
