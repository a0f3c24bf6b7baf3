"""What is one JSON object in UTF-8, and what strangers send in its place."""

import pytest

from stream.codec import decode_json
from stream.models import Rejected
from tests.codec.raw import raw, read, reason

HUGE = 123_456_789_012_345_678_901_234_567_890


def refusal(value: bytes | None) -> tuple[str, str]:
    """Give reason and detail of what is no JSON object."""
    with pytest.raises(Rejected) as refused:
        decode_json(value)
    return refused.value.reason, refused.value.detail


def test_an_object_is_read() -> None:
    """White space around it is JSON's own."""
    assert decode_json(b' \r\n\t{"a": [1, 2.5, null, true, "\\u00e9"]} \n') == {
        "a": [1, 2.5, None, True, "é"]
    }


@pytest.mark.parametrize("value", [None, b"", b" ", b"\r\n\t ", b"\x0b\x0c"])
def test_a_tombstone_or_a_blank_is_empty(value: bytes | None) -> None:
    """A record without a value says nothing, and neither does one of white space."""
    assert refusal(value) == ("empty", "the record has no value")


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (b"[]", "list"),
        (b'[{"title":"t"}]', "list"),
        (b'"title"', "str"),
        (b"1", "int"),
        (b"1.5", "float"),
        (b"true", "bool"),
        (b"null", "NoneType"),
    ],
)
def test_a_document_of_another_kind_is_a_wrong_type(value: bytes, kind: str) -> None:
    """The detail names what came."""
    assert refusal(value) == ("wrong_type", f"expected an object, not {kind}")


@pytest.mark.parametrize(
    "value",
    [
        b"\xff",
        b'{"title":"\xff"}',
        b'{"title":"\xc3"}',
        b'{"title":"\xc0\xaf"}',  # a slash, written longer than it may be
        b'{"\xe9":1}',  # Latin-1
        b'{"title":"\xed\xa0\x80"}',  # half of a surrogate pair
        '{"title":"t"}'.encode("utf-16"),
        b'{"title":"t"}\xff',
    ],
)
def test_bytes_that_are_no_utf_8_are_told_from_bad_json(value: bytes) -> None:
    """Latin-1, UTF-16 with its mark, cut and overlong characters, in values, keys and behind."""
    assert refusal(value)[0] == "not_utf8"


@pytest.mark.parametrize(
    "value",
    [
        b"\x00",
        b"title",
        b"{",
        b'{"a":1',
        b'{"a":1}{"a":2}',
        b'{"a":1,}',
        b"{'a':1}",
        b'{"a":01}',
        b'{"a":"\x00"}',
        b'{"a":"\n"}',
        b'\xef\xbb\xbf{"a":1}',  # a byte order mark
        '{"a":1}'.encode("utf-16-le"),
        b'{"a":"\\ud800"}',
        b'{"a":"\\udc00\\ud800"}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":-Infinity}',
        b'{"a":1e999}',
        b'{"a":-1e999}',
        b'{"a":1' + b"0" * 400 + b"}",
    ],
)
def test_what_is_no_json_is_not_json(value: bytes) -> None:
    """Cut, doubled or loose documents, bare control characters, and numbers that are none."""
    assert refusal(value)[0] == "not_json"


@pytest.mark.parametrize("value", [b"[" * 1_025 + b"]" * 1_025, b"[" * 100_000, b'{"a":' * 100_000])
def test_a_document_too_deep_to_be_parsed_is_too_deep(value: bytes) -> None:
    """The parser's own limit is 1,024; whether what lies below would be JSON is not looked at."""
    assert refusal(value)[0] == "too_deep"


def test_the_parser_reads_1024_levels() -> None:
    """The object is one of them."""
    value = b'{"a":' + b"[" * 1_023 + b"]" * 1_023 + b"}"

    assert list(decode_json(value)) == ["a"]


def test_a_mebibyte_is_read_and_a_byte_more_is_too_large() -> None:
    """Blanks around the object count: it is the record's size that is bounded."""
    value = b'{"a":1}'

    assert decode_json(value.ljust(1_048_576)) == {"a": 1}
    assert refusal(value.ljust(1_048_577)) == (
        "too_large",
        "1048577 bytes; at most 1048576 are read",
    )


def test_an_article_of_a_mebibyte_is_read_and_a_byte_more_is_too_large() -> None:
    """Its body is kept whole."""
    room = 1_048_576 - len(raw(body=""))

    assert len(read(body="x" * room).body) == room
    assert reason(raw(body="x" * (room + 1))) == "too_large"


def test_what_is_too_large_is_not_parsed() -> None:
    """Its size is the reason, whatever else is wrong with it."""
    assert refusal(b"\xff" * 1_048_577)[0] == "too_large"


def test_of_a_key_written_twice_the_last_value_counts() -> None:
    """As every JSON parser in wide use reads it."""
    assert decode_json(b'{"a":1,"b":2,"a":3}') == {"a": 3, "b": 2}


def test_nul_written_as_an_escape_is_a_character() -> None:
    """JSON allows it."""
    assert decode_json(b'{"a":"x\\u0000y"}') == {"a": "x\0y"}


def test_a_pair_of_surrogates_is_one_character() -> None:
    """Only half of one is refused."""
    assert decode_json(b'{"a":"\\ud83d\\ude00"}') == {"a": "😀"}


def test_an_integer_beyond_64_bits_becomes_the_nearest_float() -> None:
    """So that whatever was read can be written."""
    assert decode_json(b'{"a":18446744073709551615}') == {"a": 18_446_744_073_709_551_615}
    assert decode_json(b'{"a":123456789012345678901234567890}') == {"a": float(HUGE)}
