"""Any bytes give an article or a reason; whatever was written is read as it was."""

import json
from datetime import datetime
from typing import Any, Final, get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stream import codec
from stream.models import Article, Reason, Rejected, Tagged
from tests.codec import drawing
from tests.codec.raw import SOUND

LATER: Final = {"future", "too_late", "internal"}
"""Reasons that are the stages' and the engine's to give."""
FIELDS: Final = (
    *("id", "source", "title", "body", "url", "language", "published_at", "updated_at"),
    *("action", "revision", "tickers", "extra", "received_at", "unknown"),
)
ODD: Final[st.SearchStrategy[Any]] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=5)  # halves of surrogate pairs too
    | st.sampled_from(("", " ", "publish", "retract", "heartbeat", "2025-02-01T12:00:00Z")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
ARTICLES: Final = st.dictionaries(st.sampled_from(FIELDS), ODD, max_size=4).map(
    lambda fields: json.dumps(SOUND | fields).encode()
)
CUT: Final = st.tuples(ARTICLES, st.integers(0, 40)).map(
    lambda drawn: drawn[0][: -drawn[1] or None]
)
ANY: Final = st.one_of(
    st.none(), st.binary(), ODD.map(lambda value: json.dumps(value).encode()), ARTICLES, CUT
)
RECORDS: Final = [
    pytest.param(drawing.TAGGED, codec.decode_tagged, id="tagged"),
    pytest.param(drawing.IDLES, codec.decode_idle, id="idle"),
    pytest.param(drawing.MENTIONS, codec.decode_mention, id="mention"),
    pytest.param(drawing.MARKS, codec.decode_mark, id="mark"),
    pytest.param(drawing.WINDOWS, codec.decode_window, id="window"),
]


def outcome(value: bytes | None) -> Article | Reason:
    """Give the article, or the reason there is none."""
    try:
        return codec.decode_article(value)
    except Rejected as refused:
        return refused.reason


@given(ANY)
@settings(max_examples=500)
@example(b"[" * 100_000)
@example(b'{"title":"t","published_at":"0001-01-01T00:00:00+23:59"}')
def test_any_bytes_give_an_article_or_a_reason(value: bytes | None) -> None:
    """One of the closed list, and one that is the reader's to give; never another exception."""
    result = outcome(value)

    assert isinstance(result, Article) or result in set(get_args(Reason)) - LATER


@given(ARTICLES)
@settings(max_examples=300)
def test_an_article_that_was_read_reads_the_same_again(value: bytes) -> None:
    """Written and sent anew it is the same article, with the id it was given."""
    article = outcome(value)

    assert not isinstance(article, Article) or outcome(codec.encode(article)) == article


@given(drawing.TAGGED)
def test_a_tagged_article_is_written_as_any_other_record(tagged: Tagged) -> None:
    """The quick way to write it, where no fields of strangers came, gives no other byte."""
    assert codec.encode_tagged(tagged) == codec.encode(tagged)


@given(drawing.TIMES)
def test_a_time_is_written_as_in_a_record(time: datetime) -> None:
    """To the microsecond where it has any, ending in Z."""
    assert codec.rfc3339(time) == time.isoformat().replace("+00:00", "Z")
    assert f'"{codec.rfc3339(time)}"'.encode() == codec.encode(time)


@given(ANY)
@settings(max_examples=100)
def test_when_any_bytes_came_is_a_time_in_utc_or_unknown(value: bytes | None) -> None:
    """Never an exception."""
    time = codec.decode_received_at(value or b"")

    assert time is None or not time.utcoffset()


@given(st.binary() | ODD.map(lambda value: json.dumps(value).encode()))
@pytest.mark.parametrize("decoder", [each.values[1] for each in RECORDS])
def test_any_bytes_in_a_topic_of_ours_are_refused(decoder: Any, value: bytes) -> None:
    """What hypothesis draws without knowing our records is none of them."""
    with pytest.raises(Rejected) as refused:
        decoder(value)

    assert refused.value.reason in {"wrong_type", "too_deep"}


@given(data=st.data())
@pytest.mark.parametrize(("records", "decoder"), RECORDS)
def test_what_was_written_is_read_as_it_was(
    records: Any, decoder: Any, data: st.DataObject
) -> None:
    """Every field of every value, and written again it is the same bytes."""
    record = data.draw(records)

    value = codec.encode(record)

    assert decoder(value) == record
    assert codec.encode(decoder(value)) == value


@given(drawing.TAGGED | drawing.IDLES)
def test_idle_records_are_told_from_articles(record: Any) -> None:
    """By their bytes alone."""
    assert codec.is_idle(codec.encode(record)) == hasattr(record, "idle")


@given(drawing.MENTIONS | drawing.MARKS)
def test_marks_are_told_from_mentions(record: Any) -> None:
    """By their bytes alone."""
    assert codec.is_mark(codec.encode(record)) == (not hasattr(record, "ticker"))


@given(
    st.dictionaries(drawing.TEXTS, drawing.JSON, min_size=1, max_size=4),
    st.dictionaries(drawing.TEXTS, drawing.JSON, min_size=1, max_size=4),
)
def test_an_extended_value_is_the_whole_encoded(
    first: dict[str, Any], more: dict[str, Any]
) -> None:
    """Byte by byte, where no field comes twice."""
    first = {name: item for name, item in first.items() if name not in more} or {"": None}
    more = {name: item for name, item in more.items() if name not in first} or {" ": None}

    assert codec.extend(codec.encode(first), more) == codec.encode({**first, **more})


@given(*[st.text(max_size=6)] * 4)
def test_equal_contents_have_equal_ids(source: str, url: str, title: str, body: str) -> None:
    """However the article was written, as long as it is the same."""
    fields = {"source": source, "url": url, "title": "t" + title, "body": body}

    escaped = outcome(json.dumps(SOUND | fields).encode())
    plain = outcome(json.dumps(fields | SOUND | fields, ensure_ascii=False, indent=1).encode())

    assert isinstance(escaped, Article)
    assert escaped == plain


@given(drawing.TIMES)
def test_a_time_is_written_as_the_encoder_writes_it(time: Any) -> None:
    """In a header as in a value."""
    assert codec.rfc3339(time) == json.loads(codec.encode(time))
