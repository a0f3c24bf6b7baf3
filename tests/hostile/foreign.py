"""What no stage of ours wrote, on the topics between them: each is refused, with a reason.

Well-formed records with false contents cannot be told from true ones and are not here: who may
write to these topics is for the broker's access control to say.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any, Final

from stream.models import Reason
from tests.hostile.case import TIME, Case, nested
from tests.hostile.records import HEADERS

Fields = dict[str, Any]
Table = dict[str, tuple[Fields, Reason]]

TAGGED: Final[Fields] = {
    "article": {"id": "a", "title": "Bitcoin rises", "published_at": TIME},
    "origin": "0:0",
    "received_at": TIME,
    "model": "m",
    "tags": [
        {
            "ticker": "crypto:BTC",
            "symbol": "BTC",
            "asset_class": "crypto",
            "name": "Bitcoin",
            "exchange": "",
            "ids": {},
            "relevance": 1.0,
            "confidence": 0.9,
            "mention_count": 1,
            "evidence": [{"field": "title", "start": 0, "end": 7, "text": "x", "rule": "name"}],
        }
    ],
}
"""The least that a record of ``news.tagged`` holds."""
MENTION: Final[Fields] = {
    "ticker": "crypto:BTC",
    "article_id": "a",
    "story_id": "0123456789abcdef",
    "source": "wire",
    "title": "Bitcoin rises",
    "url": "",
    "published_at": TIME,
    "received_at": TIME,
    "action": "publish",
    "relevance": 1.0,
    "confidence": 0.9,
    "novelty": 1.0,
    "tickers_in_article": 1,
    "novel": True,
    "sign": 1,
    "seq": 0,
    "index": 1,
    "watermark": None,
}
"""A record of ``news.mentions``."""
MARK: Final[Fields] = {"seq": 0, "index": 0, "watermark": TIME}

_HUGE: Final = 10**30
_NO_ZONE: Final = "2025-02-01T12:00:00"
_FAR_EAST: Final = "0001-01-01T00:00:00+23:59"
_FAR_WEST: Final = "9999-12-31T23:59:59-23:59"
_GARBAGE: Final[dict[str, tuple[bytes | None, Reason]]] = {
    "tombstone": (None, "empty"),
    "empty": (b"", "empty"),
    "white space": (b"  \n", "wrong_type"),
    "NUL": (b"\x00" * 64, "wrong_type"),
    "no UTF-8": (b"\xff\xfe\xfd", "wrong_type"),
    "half a surrogate pair": (b'{"origin":"\\ud800"}', "wrong_type"),
    "null": (b"null", "wrong_type"),
    "no fields": (b"{}", "wrong_type"),
    "an article": (b'{"id":"a","title":"t"}', "wrong_type"),
    "30,000 lists": (nested(30_000), "wrong_type"),
    "60,000 lists without end": (b"[" * 60_000, "wrong_type"),
}
_LARGE: Final = {
    "100,000 lists": nested(100_000),
    "lists without end": b"[" * 100_000,
    "3 MiB of nothing": b" " * (3 << 20),
}
_TAGGED: Final[Table] = {
    "origin: words": ({"origin": "here"}, "wrong_type"),
    "origin: negative": ({"origin": "0:-1"}, "wrong_type"),
    "origin: 5,000 digits": ({"origin": "0:" + "9" * 5_000}, "wrong_type"),
    "origin: full-width digits": ({"origin": "０:１"}, "wrong_type"),
    "origin: a partition that cannot be": ({"origin": "1000:0"}, "wrong_type"),
    "received: no time zone": ({"received_at": _NO_ZONE}, "wrong_type"),
    "received: before the calendar": ({"received_at": _FAR_EAST}, "bad_time"),
    "received: after the calendar": ({"received_at": _FAR_WEST}, "bad_time"),
    "received: a number": ({"received_at": 7}, "wrong_type"),
    "model: 100,000 characters": ({"model": "m" * 100_000}, "too_large"),
    "tags: 10,000": ({"tags": [TAGGED["tags"][0]] * 10_000}, "too_large"),
    "tags: null": ({"tags": None}, "wrong_type"),
}
_IDLE: Final[Table] = {
    "idle: words": ({"origin": "here", "idle": True}, "wrong_type"),
    "idle: a partition that cannot be": ({"origin": "1000:0", "idle": True}, "wrong_type"),
}
_SPLICED: Final[dict[str, tuple[bytes, Reason]]] = {
    "a name that is no UTF-8": (b'"\xff":1', "wrong_type"),
    "a value that is no UTF-8": (b'"x":"\xff"', "wrong_type"),
    "half a surrogate pair inside": (b'"x":"\\ud800"', "wrong_type"),
    "NaN inside": (b'"x":NaN', "wrong_type"),
    "30,000 lists inside": (b'"x":' + nested(30_000), "too_deep"),
}
_ARTICLE: Final[Table] = {
    "id: missing": ({"id": None}, "wrong_type"),
    "id: 10,000 characters": ({"id": "i" * 10_000}, "too_large"),
    "source: 500,000 characters": ({"source": "s" * 500_000}, "too_large"),
    "body: 4,100,000 characters": ({"body": "b" * 4_100_000}, "too_large"),
    "action: unknown": ({"action": "delete"}, "wrong_type"),
    "revision: negative": ({"revision": -1}, "wrong_type"),
    "revision: above 64 bits": ({"revision": _HUGE}, "wrong_type"),
    "revision: a float": ({"revision": 0.5}, "wrong_type"),
    "published: no time zone": ({"published_at": _NO_ZONE}, "wrong_type"),
    "published: before the calendar": ({"published_at": _FAR_EAST}, "bad_time"),
    "published: after the calendar": ({"published_at": _FAR_WEST}, "bad_time"),
    "updated: no time zone": ({"updated_at": _NO_ZONE}, "wrong_type"),
    "updated: after the calendar": ({"updated_at": _FAR_WEST}, "bad_time"),
}
_TAG: Final[Table] = {
    "relevance: 1e300": ({"relevance": 1e300}, "wrong_type"),
    "relevance: negative": ({"relevance": -1}, "wrong_type"),
    "confidence: 1e300": ({"confidence": 1e300}, "wrong_type"),
    "confidence: above 1": ({"confidence": 1.001}, "wrong_type"),
    "ticker: 10,000 characters": ({"ticker": "t" * 10_000}, "too_large"),
    "class: unknown": ({"asset_class": "bond"}, "wrong_type"),
    "evidence: unknown rule": ({"evidence": [{"rule": "guess"}]}, "wrong_type"),
}
_MENTION: Final[Table] = {
    "ticker: a number": ({"ticker": 7}, "wrong_type"),
    "ticker: 100,000 characters": ({"ticker": "t" * 100_000}, "too_large"),
    "title: 1 MiB": ({"title": "t" * (1 << 20)}, "too_large"),
    "source: 3 MiB": ({"source": "s" * (3 << 20)}, "too_large"),
    "published: no time zone": ({"published_at": _NO_ZONE}, "bad_time"),
    "received: no time zone": ({"received_at": _NO_ZONE}, "bad_time"),
    "watermark: no time zone": ({"watermark": _NO_ZONE}, "bad_time"),
    "relevance: 1e300": ({"relevance": 1e300}, "wrong_type"),
    "relevance: negative": ({"relevance": -0.1}, "wrong_type"),
    "seq: negative": ({"seq": -1}, "wrong_type"),
    "seq: above 64 bits": ({"seq": _HUGE}, "wrong_type"),
    "index: above 16 bits": ({"index": 1 << 16}, "wrong_type"),
    "sign: 0": ({"sign": 0}, "wrong_type"),
    "novel: a number": ({"novel": 1}, "wrong_type"),
    "a take-back of nothing": ({"sign": -1}, "too_late"),
    "long after its retention": ({"watermark": "2026-02-01T12:00:00Z"}, "too_late"),
}
_MARK: Final[Table] = {
    "mark: null": ({"watermark": None}, "wrong_type"),
    "mark: no time zone": ({"watermark": _NO_ZONE}, "bad_time"),
    "mark: a number": ({"watermark": 0}, "wrong_type"),
    "mark: seq above 64 bits": ({"seq": _HUGE}, "wrong_type"),
}


def foreign_tagged() -> Iterator[Case]:
    """Give what is no record of ``news.tagged``."""
    yield from _garbage()
    for name, value in _LARGE.items():
        yield Case(name=name, value=value, reason="wrong_type")
    yield from _cases(_TAGGED, lambda fields: TAGGED | fields)
    yield from _cases(_ARTICLE, lambda fields: TAGGED | {"article": TAGGED["article"] | fields})
    yield from _cases(_TAG, lambda fields: TAGGED | {"tags": [TAGGED["tags"][0] | fields]})
    yield from _cases(_IDLE, lambda fields: fields)
    for name, (member, reason) in _SPLICED.items():
        yield Case(name=name, value=_written(TAGGED)[:-1] + b"," + member + b"}", reason=reason)


def foreign_mentions() -> Iterator[Case]:
    """Give what is neither a mention nor a mark."""
    yield from _garbage()
    for name, value in _LARGE.items():
        yield Case(name=name, value=value, reason="too_large")
    yield from _cases(_MENTION, lambda fields: MENTION | fields)
    yield from _cases(_MARK, lambda fields: MARK | fields)
    yield Case(name="a record of news.tagged", value=_written(TAGGED), reason="wrong_type")
    for name, (member, reason) in _SPLICED.items():
        yield Case(name=name, value=_written(MENTION)[:-1] + b"," + member + b"}", reason=reason)


def _garbage() -> Iterator[Case]:
    for name, (value, reason) in _GARBAGE.items():
        yield Case(name=name, value=value, reason=reason)
    for name, headers in HEADERS.items():
        yield Case(name=f"headers: {name}", value=b"{}", headers=headers, reason="wrong_type")


def _cases(table: Table, made: Callable[[Fields], Fields]) -> Iterator[Case]:
    for name, (fields, reason) in table.items():
        yield Case(name=name, value=_written(made(fields)), reason=reason)


def _written(fields: Fields) -> bytes:
    return json.dumps(fields, separators=(",", ":")).encode()
