"""Mentions and marks are read as the codec reads them: the same fields, and the same refused."""

from dataclasses import replace

import msgspec
from hypothesis import given

from stream.codec import decode_mark, decode_mention, encode, is_mark
from stream.models import Mark, Mention, Reason, Rejected
from stream.stages.window.intake import MAX_SEQ, read
from tests.codec import drawing
from tests.hostile.mutations import all_mutations
from tests.stages.window.examples import mark, mention


def refusal(value: bytes) -> Reason | None:
    """Give the reason for which the codec refuses a record, else that of this stage."""
    try:
        decode_mark(value) if is_mark(value) else decode_mention(value)
        read(value)
    except Rejected as refused:
        return refused.reason
    return None


def refusal_here(value: bytes) -> Reason | None:
    """Give the reason for which this stage refuses a record."""
    try:
        read(value)
    except Rejected as refused:
        return refused.reason
    return None


@given(drawing.MENTIONS)
def test_a_mention_is_read_with_all_its_fields(drawn: Mention) -> None:
    """By their names, with their values; places that no log has are brought into one."""
    news = replace(drawn, seq=drawn.seq % (MAX_SEQ + 1), index=drawn.index % (1 << 16))

    assert msgspec.to_builtins(read(encode(news))) == msgspec.to_builtins(news)


@given(drawing.MARKS)
def test_a_mark_is_read_with_all_its_fields(drawn: Mark) -> None:
    """As a mention is."""
    news = replace(drawn, seq=drawn.seq % (MAX_SEQ + 1), index=drawn.index % (1 << 16))

    assert msgspec.to_builtins(read(encode(news))) == msgspec.to_builtins(news)


def test_what_is_none_to_the_codec_is_none_here() -> None:
    """Each field amiss in each way, and all fields that may be missing."""
    documents = [
        msgspec.to_builtins(each) for each in (mention("10:01", watermark="09:45"), mark("10:05"))
    ]
    values = [value for document in documents for value in all_mutations(document)]

    reasons = [refusal_here(value) for value in values]

    assert reasons == [refusal(value) for value in values]
    assert None in reasons
