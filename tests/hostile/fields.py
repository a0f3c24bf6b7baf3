"""Articles in which one field is not what it should be: its type, its form or its time."""

from collections.abc import Iterator
from itertools import product
from typing import Any, Final

from stream.models import Reason
from tests.hostile.case import Case, nested, sound, spliced

_TEXTS: Final = ("id", "source", "title", "body", "url", "language")
_TIMES: Final = ("published_at", "updated_at")
_TYPES: Final[dict[str, Any]] = {
    "true": True,
    "a number": 7,
    "a float": 0.5,
    "a list": ["x"],
    "an object": {"x": "y"},
}
_BAD_TIMES: Final = {
    "no time zone": "2025-02-01T12:00:00",
    "a date": "2025-02-01",
    "a time": "12:00:00Z",
    "seconds since 1970": "1738411200",
    "an empty string": "",
    "words": "yesterday",
    "the year 0": "0000-12-31T23:59:59Z",
    "the year 10000": "10000-01-01T00:00:00Z",
    "a negative year": "-0001-01-01T00:00:00Z",
    "a leap second": "2016-12-31T23:59:60Z",
    "30 February": "2025-02-30T12:00:00Z",
    "24 o'clock": "2025-02-01T24:00:00Z",
    "an offset of a day": "2025-02-01T12:00:00+24:00",
    "an offset of 99 hours": "2025-02-01T12:00:00-99:99",
    "before the calendar by its offset": "0001-01-01T00:00:00+23:59",
    "after the calendar by its offset": "9999-12-31T23:59:59-23:59",
    "Arabic digits": "٢٠٢٥-02-01T12:00:00Z",
    "full-width digits": "２０２５-02-01T12:00:00Z",
    "NUL behind": "2025-02-01T12:00:00Z\x00",
    "100,000 digits of a second": "2025-02-01T12:00:00." + "1" * 100_000,
}
_GOOD_TIMES: Final = {
    "the year 1": "0001-01-01T00:00:00Z",
    "the year 1, far east": "0001-01-02T00:00:00+23:59",
    "an offset of +23:59": "2025-02-01T12:00:00+23:59",
    "an offset of -23:59": "2025-02-01T12:00:00-23:59",
    "nanoseconds": "2025-02-01T12:00:00.123456789Z",
    "small letters": "2025-02-01t12:00:00z",
}
_WRONG: Final[dict[str, tuple[bytes, Reason]]] = {
    "no fields": (b"{}", "empty"),
    "only an id": (b'{"id":"a"}', "empty"),
    "no time": (b'{"title":"t"}', "no_time"),
    "a null time": (spliced(published_at=b"null"), "no_time"),
    "a blank title": (sound(title=" \u00a0\u2003\n"), "empty"),
    "the year 9999": (sound(published_at="9999-12-31T23:59:59.999999Z"), "future"),
    "an unknown action": (sound(action="delete"), "wrong_type"),
    "an action in capitals": (sound(action="PUBLISH"), "wrong_type"),
    "an action in a list": (sound(action=["publish"]), "wrong_type"),
    "a correction without an id": (sound(action="correct"), "wrong_type"),
    "a retraction without an id": (sound(action="retract"), "wrong_type"),
    "a negative revision": (sound(revision=-1), "wrong_type"),
    "a revision of true": (sound(revision=True), "wrong_type"),
    "a revision of 1.0": (sound(revision=1.0), "wrong_type"),
    "a revision above 2^53": (sound(revision=2**53), "wrong_type"),
    "a revision above 2^64": (sound(revision=2**70), "wrong_type"),
    "tickers in one string": (sound(tickers="BTC,ETH"), "wrong_type"),
    "tickers of numbers": (sound(tickers=["BTC", 7]), "wrong_type"),
    "tickers of null": (sound(tickers=[None]), "wrong_type"),
    "tickers in an object": (sound(tickers={"BTC": 1}), "wrong_type"),
    "tickers in 100 lists": (spliced(tickers=nested(100)), "wrong_type"),
    "extra in a list": (sound(extra=[]), "wrong_type"),
    "16,001 bytes of unknown fields": (sound(blob="x" * 16_001), "too_large"),
    "10,000 unknown fields": (sound(**{f"f{each}": each for each in range(10_000)}), "too_large"),
    "an id of 10,000 characters": (sound(id="i" * 10_000), "too_large"),
    "an id of 10,000 characters, for nothing": (
        sound(id="i" * 10_000, action="heartbeat"),
        "too_large",
    ),
    "a source of 500,000 characters": (sound(source="s" * 500_000), "too_large"),
}
_TAKEN: Final[dict[str, bytes]] = {
    "all null but what it needs": sound(
        **dict.fromkeys(("id", "body", "url", "source", "updated_at", "action", "revision"))
    ),
    "an unknown version of the record": sound(version=99, schema="newsfeed/99"),
    "the highest revision": sound(revision=2**53 - 1),
    "an id of 2,048 characters": sound(id="i" * 2_048),
    "an id of control characters": sound(id="\x00\x1b\x7f\x85"),
    "an id of one space": sound(id=" "),
    "an empty id": sound(id=""),
    "a path as id": sound(id="../../../../etc/passwd", url="file:///etc/passwd"),
    "a formula as id": sound(id="=cmd|' /C calc'!A0", title="@SUM(1+1)*cmd", source="+1"),
    "a window's key as id": sound(id="crypto:BTC|300|2025-02-01T12:00:00Z", source="a|b\x1fc"),
    "an origin as id": sound(id="0:0", source="1:2", origin="0:99", received_at="never"),
    "100,000 tickers of one kind": sound(tickers=["BTC"] * 100_000),
    "a ticker of 500,000 characters": sound(tickers=["B" * 500_000]),
    "odd tickers": sound(tickers=["", ":", "::", "$", "$$$", "crypto:", ":BTC", "\x00", "../BTC"]),
    "an extra that holds known names": sound(extra={"id": 7, "published_at": [], "extra": {}}),
    "a heartbeat with a text": sound(action="heartbeat", id="", tickers=["BTC"]),
    "a retraction with a text": sound(action="retract", id="a", body="gone"),
}


def fields() -> Iterator[Case]:
    """Give articles with one field amiss, or as odd as may be."""
    yield from _wrong_types()
    for name, (field, text) in product(_TIMES, _BAD_TIMES.items()):
        yield Case(name=f"{name}: {field}", value=sound(**{name: text}), reason="bad_time")
    for name, (field, text) in product(_TIMES, _GOOD_TIMES.items()):
        yield Case(name=f"{name}: {field}", value=sound(**{name: text}))
    for name, (value, reason) in _WRONG.items():
        yield Case(name=name, value=value, reason=reason)
    for name, value in _TAKEN.items():
        yield Case(name=name, value=value)


def _wrong_types() -> Iterator[Case]:
    """Give every type in every field that does not take it."""
    for field, (name, value) in product((*_TEXTS, *_TIMES, "action"), _TYPES.items()):
        yield Case(name=f"{field}: {name}", value=sound(**{field: value}), reason="wrong_type")
    for name, value in _TYPES.items():
        for field, fits in (("revision", "a number"), ("tickers", "a list")):
            reason: Reason | None = None if name == fits else "wrong_type"
            yield Case(name=f"{field}: {name}", value=sound(**{field: value}), reason=reason)
