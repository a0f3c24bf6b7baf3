"""A tagged article is read as the codec reads it: the same fields, and the same refused."""

import msgspec
from hypothesis import given

from stream.codec import decode_tagged, encode
from stream.models import Reason, Rejected, Tagged
from stream.stages.dedupe.intake import read_tagged
from tests.codec import drawing
from tests.hostile.mutations import all_mutations
from tests.hostile.test_hostile_mutations import FULL


def refusal(value: bytes) -> Reason | None:
    """Give the reason for which the codec refuses a record, else that of this stage."""
    try:
        decode_tagged(value)
        read_tagged(value)
    except Rejected as refused:
        return refused.reason
    return None


def refusal_here(value: bytes) -> Reason | None:
    """Give the reason for which this stage refuses a record."""
    try:
        read_tagged(value)
    except Rejected as refused:
        return refused.reason
    return None


@given(drawing.TAGGED)
def test_a_tagged_article_is_read_with_all_its_fields(tagged: Tagged) -> None:
    """By their names, with their values."""
    seen, heard = read_tagged(encode(tagged))

    assert msgspec.to_builtins(seen) == msgspec.to_builtins(tagged)
    assert f"{heard.partition}:{heard.offset}" == tagged.origin


def test_what_is_no_tagged_article_to_the_codec_is_none_here() -> None:
    """Each field of each kind amiss in each way, and all fields that may be missing."""
    values = [encode({}), *all_mutations(FULL)]

    reasons = [refusal_here(value) for value in values]

    assert reasons == [refusal(value) for value in values]
    assert None in reasons
