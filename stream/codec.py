"""Bytes to values and back, once, at the edge: JSON on the wire, msgpack in the journal.

Articles come from strangers: each way to be wrong has its reason of the closed list. What our
own stages wrote is decoded straight into its dataclass.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, TypeVar, cast, get_args

import msgspec
import orjson
import xxhash

from stream.models import (
    Action,
    Article,
    Idle,
    Mark,
    Mention,
    Reason,
    Rejected,
    Tagged,
    Window,
)

MAX_ARTICLE_BYTES: Final = 1 << 20
"""Longest raw value that is read (1 MiB): its tags must fit beside it in one 4 MiB record."""
MAX_RECORD_BYTES: Final = (4 << 20) - (128 << 10)
"""Longest record of ours that is read: what follows from it must fit in one of 4 MiB, too."""
MAX_MENTION_BYTES: Final = 64 << 10
"""Longest mention that is read: a window repeats the words of some."""
MAX_NAME: Final = 2_048
"""Longest id or source, in characters: every mention of an article repeats them."""
MAX_TAGS: Final = 1_000
"""Tags kept per article, the most relevant, so that they fit beside it in one record (4 MiB)."""
MAX_EXTRA_BYTES: Final = 16_000
MAX_DEPTH: Final = 64
MAX_REVISION: Final = 2**53 - 1
RECEIVED_AT: Final = "received_at"
"""Reserved on input: Kafka's own timestamp says when a record came; only offline runs read it."""

T = TypeVar("T")

_FINER: Final = re.compile(r"(\.[0-9]{6})[0-9]+")  # than microseconds: cut
_ACTIONS: Final = frozenset(get_args(Action))
_TEXTS: Final = ("source", "title", "body", "url", "language")
_TIMES: Final = ("published_at", "updated_at", RECEIVED_AT)
_KNOWN: Final = frozenset({*_TEXTS, *_TIMES, "id", "action", "revision", "tickers", "extra"})

_encoder = msgspec.json.Encoder()
_tagged = msgspec.json.Decoder(Tagged)
_idle = msgspec.json.Decoder(Idle)
_mention = msgspec.json.Decoder(Mention)
_mark = msgspec.json.Decoder(Mark)
_window = msgspec.json.Decoder(Window)


def encode(value: object) -> bytes:
    """Give the JSON of a model or a plain value: UTF-8, times in RFC 3339 with ``Z``."""
    # A copy: what orjson gives keeps a buffer of 8 kB, however short it is.
    return memoryview(orjson.dumps(value, option=orjson.OPT_UTC_Z)).tobytes()


def encode_plain(value: object) -> bytes:
    """Give the bytes that ``encode`` gives, thrice as fast, where no number reaches 1e16."""
    # From there on a float is written as 1e+16: the only difference in what a record may hold.
    return _encoder.encode(value)


def encode_tagged(tagged: Tagged) -> bytes:
    """Give the bytes that ``encode`` gives, thrice as fast where no fields of strangers came."""
    return encode(tagged) if tagged.article.extra else encode_plain(tagged)


def extend(value: bytes, fields: Mapping[str, object]) -> bytes:
    """Give a JSON object, as ``encode`` made it, with further fields at its end, unparsed."""
    return value[:-1] + b"," + encode(fields)[1:]


def rfc3339(time: datetime) -> str:
    """Write an aware UTC time as it stands on the wire."""
    return _encoder.encode(time)[1:-1].decode()


def cloud_event(kind: str, *, id: str, source: str, time: datetime) -> list[tuple[str, bytes]]:
    """Give the headers of a CloudEvents 1.0 binary-mode record of type ``newsfeed.<kind>``."""
    return [
        ("ce_specversion", b"1.0"),
        ("ce_id", id.encode()),
        ("ce_source", f"newsfeed/{source}".encode()),
        ("ce_type", f"newsfeed.{kind}".encode()),
        ("ce_time", _encoder.encode(time)[1:-1]),
        ("content-type", b"application/json"),
    ]


def decode_json(value: bytes | None) -> dict[str, Any]:
    """Read bytes from anywhere as one JSON object.

    Raises ``Rejected`` with ``empty``, ``too_large``, ``not_utf8``, ``not_json``, ``too_deep``
    or ``wrong_type``.
    """
    if value is None or not value.strip():
        raise Rejected("empty", "the record has no value")
    if len(value) > MAX_ARTICLE_BYTES:
        raise Rejected("too_large", f"{len(value)} bytes; at most {MAX_ARTICLE_BYTES} are read")
    try:
        document = orjson.loads(value)
    except orjson.JSONDecodeError as error:
        raise Rejected(_json_reason(value, error), str(error)) from None
    if not isinstance(document, dict):
        raise Rejected("wrong_type", f"expected an object, not {type(document).__name__}")
    return document


def decode_article(value: bytes | None) -> Article:
    """Read and check one raw article; fields of no known name go to ``extra``.

    Raises ``Rejected`` with the reasons of ``decode_json`` and ``no_time``, ``bad_time``,
    ``empty``.
    """
    document = decode_json(value)
    known = {key: item for key, item in document.items() if key in _KNOWN and item is not None}
    action = known.get("action", "publish")
    if not isinstance(action, str) or action not in _ACTIONS:
        raise Rejected("wrong_type", f"action: expected one of {', '.join(sorted(_ACTIONS))}")
    texts = {name: _text(known, name) for name in _TEXTS}
    if len(texts["source"]) > MAX_NAME:
        raise Rejected("too_large", f"source: at most {MAX_NAME} characters are read")
    return Article(
        id=_identity(known, texts, action),
        published_at=_published_at(known),
        updated_at=_time(known, "updated_at") if "updated_at" in known else None,
        action=cast("Action", action),
        revision=_revision(known),
        tickers=_tickers(known),
        extra=_extra(document),
        **texts,
    )


def decode_received_at(value: bytes) -> datetime | None:
    """Read when an article of an offline run came; None where it does not say, or not in RFC 3339.

    Any bytes will do: what is wrong with them is for ``decode_article`` to say.
    """
    if RECEIVED_AT.encode() not in value:
        return None
    try:
        return _time({RECEIVED_AT: None, **decode_json(value)}, RECEIVED_AT)
    except Rejected:
        return None


def decode_tagged(value: bytes) -> Tagged:
    """Read a record of ``news.tagged`` that carries an article. Raises ``Rejected``."""
    return decode_own(_tagged, value)


def decode_idle(value: bytes) -> Idle:
    """Read an idle record of ``news.tagged``. Raises ``Rejected``."""
    return decode_own(_idle, value)


def decode_mention(value: bytes) -> Mention:
    """Read a mention. Raises ``Rejected``."""
    return decode_own(_mention, value, MAX_MENTION_BYTES)


def decode_mark(value: bytes) -> Mark:
    """Read a mark. Raises ``Rejected``."""
    return decode_own(_mark, value, MAX_MENTION_BYTES)


def decode_window(value: bytes) -> Window:
    """Read a record of ``news.windows``. Raises ``Rejected``."""
    return decode_own(_window, value)


def is_idle(value: bytes) -> bool:
    """Tell an idle record of ``news.tagged`` from an article's, unparsed."""
    return len(value) < 100 and b'"idle":true' in value


def is_mark(value: bytes) -> bool:
    """Tell a mark of ``news.mentions`` from a mention, unparsed: its first field differs."""
    return value.startswith(b'{"seq"')


def derived_id(source: str, url: str, title: str, body: str) -> str:
    """Name an article that came without an id by what it is: 32 hexadecimal digits (xxh3)."""
    return xxhash.xxh3_128_hexdigest("\x1f".join((source, url, title, body)).encode())


def decode_own(decoder: msgspec.json.Decoder[T], value: bytes, limit: int = MAX_RECORD_BYTES) -> T:
    """Read a record that one of our stages wrote. Raises ``Rejected``."""
    if len(value) > limit:
        raise Rejected("too_large", f"{len(value)} bytes; at most {limit} are read")
    try:
        if not value.isascii():
            value.decode()  # the decoder does not look into fields it has no name for
        return decoder.decode(value)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Rejected("wrong_type", f"not a record of this topic: {error}") from None
    except RecursionError:
        raise Rejected("too_deep", "not a record of this topic: nested too deep") from None


def _json_reason(value: bytes, error: orjson.JSONDecodeError) -> Reason:
    if "depth limit" in str(error):
        return "too_deep"
    try:
        value.decode()
    except UnicodeDecodeError:
        return "not_utf8"
    return "not_json"


def _text(known: Mapping[str, Any], name: str) -> str:
    text = known.get(name, "")
    if not isinstance(text, str):
        raise Rejected("wrong_type", f"{name}: expected a string, not {type(text).__name__}")
    return text


def _identity(known: Mapping[str, Any], texts: Mapping[str, str], action: str) -> str:
    """Give the article's id; one that publishes needs a text, one that changes another its id."""
    identity = _text(known, "id")
    if len(identity) > MAX_NAME:
        raise Rejected("too_large", f"id: at most {MAX_NAME} characters are read")
    if action == "heartbeat":
        return identity
    if action != "retract" and not (texts["title"].strip() or texts["body"].strip()):
        raise Rejected("empty", "neither title nor body has a text")
    if identity:
        return identity
    if action != "publish":
        raise Rejected("wrong_type", f"id: needed to {action}")
    return derived_id(texts["source"], texts["url"], texts["title"], texts["body"])


def _published_at(known: Mapping[str, Any]) -> datetime:
    if "published_at" not in known:
        raise Rejected("no_time", "published_at is missing")
    return _time(known, "published_at")


def _time(known: Mapping[str, Any], name: str) -> datetime:
    text = known[name]
    if not isinstance(text, str):
        raise Rejected("wrong_type", f"{name}: expected a string, not {type(text).__name__}")
    try:
        time = msgspec.convert(_FINER.sub(r"\1", text), datetime)
        if time.tzinfo is not None:
            return time.astimezone(UTC)
    except (msgspec.ValidationError, OverflowError):
        raise Rejected("bad_time", f"{name}: {text[:40]!r} is no RFC 3339 time") from None
    raise Rejected("bad_time", f"{name}: {text[:40]!r} has no time zone")


def _revision(known: Mapping[str, Any]) -> int:
    revision = known.get("revision", 0)
    if type(revision) is not int or not 0 <= revision <= MAX_REVISION:
        raise Rejected("wrong_type", "revision: expected an integer from 0 to 2^53 - 1")
    return revision


def _tickers(known: Mapping[str, Any]) -> tuple[str, ...]:
    tickers = known.get("tickers", [])
    if not isinstance(tickers, list) or not all(isinstance(each, str) for each in tickers):
        raise Rejected("wrong_type", "tickers: expected a list of strings")
    return tuple(tickers)


def _extra(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Gather the fields of no known name beside those an ``extra`` object already holds."""
    given = document.get("extra")
    if given is not None and not isinstance(given, dict):
        raise Rejected("wrong_type", "extra: expected an object")
    extra = {**(given or {}), **{key: document[key] for key in document.keys() - _KNOWN}}
    if not extra:
        return extra
    extra = {key: extra[key] for key in sorted(extra)}
    if _depth_exceeds(extra, MAX_DEPTH):
        raise Rejected("too_deep", f"unknown fields are nested more than {MAX_DEPTH} deep")
    if (size := len(encode(extra))) > MAX_EXTRA_BYTES:
        raise Rejected("too_large", f"unknown fields take {size} bytes of {MAX_EXTRA_BYTES}")
    return extra


def _depth_exceeds(document: Any, limit: int) -> bool:
    """Say whether containers are nested deeper than the limit, which bounds this recursion."""
    if not isinstance(document, (dict, list)):
        return False
    if limit == 0:
        return True
    items = document.values() if isinstance(document, dict) else document
    return any(_depth_exceeds(item, limit - 1) for item in items)
