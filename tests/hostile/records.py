"""Sound articles in hostile records: keys and headers that no producer of ours would send."""

from collections.abc import Iterator, Sequence
from typing import Final

from tests.hostile.case import Case, sound

Headers = Sequence[tuple[str, bytes | None]]

HEADERS: Final[dict[str, Headers]] = {
    "a null value": [("trace", None), ("ce_id", None), ("newsfeed-origin", None)],
    "no name": [("", b""), ("", None)],
    "one name many times": [("newsfeed-origin", b"0:%d" % at) for at in range(100)],
    "10,000 headers": [(f"h{at}", b"x") for at in range(10_000)],
    "100,000 empty headers": [("", b"")] * 100_000,
    "values that are no UTF-8": [("ce_id", b"\xff\xfe"), ("newsfeed-origin", b"\x80")],
    "a name of 100,000 characters": [("n" * 100_000, b"x")],
    "a name of control characters": [("\x00\x1b[31m\r\n", b"\x00")],
    "a value of 2 MiB": [("trace", b"\x00" * (2 << 20))],
    "names that are ours": [
        ("ce_id", b"0:0@forged"),
        ("ce_type", b"newsfeed.rejected"),
        ("newsfeed-origin", b"999:999999999999999999999999"),
        ("newsfeed-signature", b"\x01forged"),
        ("newsfeed-reason", b"internal"),
        ("newsfeed-stage", b"../tag"),
    ],
    "our names, 1 MiB each": [("ce_id", b"x" * (1 << 20)), ("newsfeed-origin", b"y" * (1 << 20))],
}
_KEYS: Final[dict[str, bytes | None]] = {
    "no key": None,
    "an empty key": b"",
    "a key that is no UTF-8": b"\xff\x00\xfe",
    "a key of 1 MiB": b"k" * (1 << 20),
    "a key with a path": b"../../x",
}


def records() -> Iterator[Case]:
    """Give each key and each set of headers, once with a good value and once with a bad one."""
    for name, headers in HEADERS.items():
        yield Case(name=name, value=sound(), headers=headers)
        yield Case(name=f"{name}, no value", value=None, headers=headers, reason="empty")
    for name, key in _KEYS.items():
        yield Case(name=name, value=sound(), key=key)
        yield Case(name=f"{name}, no JSON", value=b"{", key=key, reason="not_json")
