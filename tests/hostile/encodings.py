"""Bytes that are no article: no UTF-8, no JSON, not one object, too much or too deep."""

from collections.abc import Iterator
from typing import Final

from stream.codec import MAX_ARTICLE_BYTES
from stream.models import Reason
from tests.hostile.case import Case, filled, nested, sound, spliced

_DEEP: Final = 100_000
_BYTES: Final[dict[str, tuple[bytes | None, Reason]]] = {
    "tombstone": (None, "empty"),
    "empty": (b"", "empty"),
    "white space": (b" \r\n\t ", "empty"),
    "form feeds": (b"\x0c\x0b", "empty"),
    "NUL": (b"\x00", "not_json"),
    "a page of NUL": (b"\x00" * 4_096, "not_json"),
    "a byte order mark": (b"\xef\xbb\xbf" + sound(), "not_json"),
    "UTF-16 little endian": (sound().decode().encode("utf-16"), "not_utf8"),
    "UTF-16 big endian": (sound().decode().encode("utf-16-be"), "not_json"),
    "UTF-32": (sound().decode().encode("utf-32-be"), "not_json"),
    "Latin-1": (spliced(body=b'"caf\xe9"'), "not_utf8"),
    "overlong NUL": (spliced(body=b'"\xc0\x80"'), "not_utf8"),
    "surrogate in UTF-8": (spliced(body=b'"\xed\xa0\x80"'), "not_utf8"),
    "beyond Unicode": (spliced(body=b'"\xf4\x90\x80\x80"'), "not_utf8"),
    "cut in a character": (spliced(body=b'"\xe2\x82"'), "not_utf8"),
    "gzip": (b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", "not_utf8"),
    "Avro with a schema's number": (b"\x00\x00\x00\x00\x07\x0cBitcoin", "not_json"),
    "XML": (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "not_json"),
    "half an article": (sound()[:-9], "not_json"),
    "two articles": (sound() * 2, "not_json"),
    "lines of articles": (sound() + b"\n" + sound(), "not_json"),
    "a comment": (b"/* news */" + sound(), "not_json"),
    "single quotes": (sound().replace(b'"', b"'"), "not_json"),
    "a comma too many": (sound()[:-1] + b",}", "not_json"),
    "a raw line feed in a string": (spliced(body=b'"\n"'), "not_json"),
    "a raw NUL in a string": (spliced(body=b'"\x00"'), "not_json"),
    "half a surrogate pair": (spliced(body=b'"\\ud800"'), "not_json"),
    "surrogates the wrong way round": (spliced(body=b'"\\udc00\\ud800"'), "not_json"),
    "half a pair as a name": (sound()[:-1] + b',"\\ud800":1}', "not_json"),
    "NaN": (spliced(revision=b"NaN"), "not_json"),
    "Infinity": (spliced(score=b"-Infinity"), "not_json"),
    "1e999": (spliced(revision=b"1e999"), "not_json"),
    "1e999 in an unknown field": (spliced(score=b"1e999"), "not_json"),
    "an integer of 5,000 digits": (spliced(revision=b"1" + b"0" * 5_000), "not_json"),
    "5,000 digits in an unknown field": (spliced(score=b"9" * 5_000), "not_json"),
    "a number with a leading zero": (spliced(revision=b"01"), "not_json"),
    "null": (b"null", "wrong_type"),
    "a number": (b"7", "wrong_type"),
    "a string": (b'"news"', "wrong_type"),
    "a list of articles": (b"[" + sound() + b"]", "wrong_type"),
    "lists without end": (b"[" * _DEEP, "too_deep"),
    "objects without end": (b'{"a":' * _DEEP, "too_deep"),
    "100,000 lists": (nested(_DEEP), "too_deep"),
    "100,000 objects": (nested(_DEEP, '{"a":', "}").replace(b":}", b":1}"), "too_deep"),
    "an article with 100,000 lists": (spliced(extra_=nested(_DEEP)), "too_deep"),
    "an article with 65 lists": (spliced(extra_=nested(65)), "too_deep"),
    "a title of 100,000 lists": (spliced(title=nested(_DEEP)), "too_deep"),
    "a byte above 1 MiB": (filled(MAX_ARTICLE_BYTES + 1), "too_large"),
    "3 MiB": (filled(3 << 20), "too_large"),
    "3 MiB of NUL": (b"\x00" * (3 << 20), "too_large"),
}
_TAKEN: Final[dict[str, bytes]] = {
    "1 MiB": filled(MAX_ARTICLE_BYTES),
    "a byte below 1 MiB": filled(MAX_ARTICLE_BYTES - 1),
    "white space around": b"\n\t " + sound() + b"\r\n",
    "escaped throughout": (
        b'{"\\u0074itle":"\\u0042","published_at":"2025-02-01T12:00:00\\u005a"}'
    ),
    "duplicate keys, the last counts": b'{"published_at":7,' + sound()[1:],
    "duplicate unknown keys": spliced(urgency=b"1") [:-1] + b',"urgency":[2]}',
    "an escaped NUL": spliced(body=b'"\\u0000"'),
    "an integer beyond 64 bits": spliced(score=b"1" + b"0" * 30),
    "the smallest of numbers": spliced(score=b"-5e-324"),
    "an empty name": spliced(**{"": b"{}"}),
    "names of Python": sound(__class__="Article", __init__={"__globals__": 1}, self=1),
}  # fmt: skip
BEYOND_THE_BROKER: Final = filled((4 << 20) + 1)
"""More than ``max.message.bytes``: no broker takes it."""


def encodings() -> Iterator[Case]:
    """Give what no reader of JSON should take, and what it should take after all."""
    for name, (value, reason) in _BYTES.items():
        yield Case(name=name, value=value, reason=reason)
    for name, taken in _TAKEN.items():
        yield Case(name=name, value=taken)
