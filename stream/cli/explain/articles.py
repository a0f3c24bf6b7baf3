"""What a person hands over as articles: JSONL as a run reads it, records of topics, plain text.

Not here: what makes an article a bad one (``codec``), opening files (``command``).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import Final, NamedTuple

import msgspec
import orjson

from stream import codec
from stream.models import Article, Rejected
from stream.sources.jsonl import read_lines

_NONE: Final = msgspec.Raw()


class Given(NamedTuple):
    """What stands at a line (from 1): an article, or why it is none; ``plain`` was a mere text."""

    line: int
    article: Article | Rejected
    plain: bool = False


class _Record(msgspec.Struct):
    """What may hold an article: a record of a topic by its value, that value by ``article``."""

    value: msgspec.Raw = _NONE
    article: msgspec.Raw = _NONE
    published_at: msgspec.Raw = _NONE


_record: Final = msgspec.json.Decoder(_Record)


def read_articles(file: Iterable[bytes], name: str, now: datetime) -> Iterator[Given]:
    """Give the articles of a file as they come; blank lines, heartbeats and the like are none.

    A line is an article, or holds one as the records of ``news.tagged`` and ``news.unique`` do. A
    file may also be one article over several lines. What is no JSON at all is a text: its first
    line is the title, the rest the body, ``name`` the id and ``now`` the date.
    """
    lines = read_lines([file])
    first = next(lines, None)
    if first is None:
        return
    if _is_enclosed(first[1]):
        yield from _of_lines(chain([first], lines))
    else:
        yield from _of_whole([first, *lines], name, now)


def _of_lines(lines: Iterable[tuple[int, bytes]]) -> Iterator[Given]:
    for number, value in lines:
        inner = _inner(value)
        if codec.is_idle(inner):
            continue
        article = _article(inner)
        if isinstance(article, Rejected) or article.action != "heartbeat":
            yield Given(number + 1, article)


def _of_whole(lines: Sequence[tuple[int, bytes]], name: str, now: datetime) -> Iterator[Given]:
    """Give what a file holds that does not begin with a record in one line."""
    whole = _joined(lines)
    if _is_json(whole):
        yield from _of_lines([(lines[0][0], whole)])
    elif lines[0][1].lstrip().startswith(b"{") or any(_is_object(value) for _, value in lines):
        yield from _of_lines(lines)
    else:
        yield Given(lines[0][0] + 1, _text(whole, name, now), plain=True)


def _article(value: bytes) -> Article | Rejected:
    try:
        return codec.decode_article(value)
    except Rejected as rejected:
        return rejected


def _inner(value: bytes) -> bytes:
    """Give the article in a record of a topic, as its value or as ``tail --json`` shows it."""
    for _ in range(2):
        try:
            record = _record.decode(value)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return value
        held = [bytes(each) for each in (record.value, record.article)]
        inner = next((each for each in held if each.startswith(b"{")), None)
        if inner is None or bytes(record.published_at):
            return value
        value = inner
    return value


def _text(whole: bytes, name: str, now: datetime) -> Article | Rejected:
    try:
        title, _, body = whole.decode().strip().partition("\n")
    except UnicodeDecodeError as error:
        return Rejected("not_utf8", str(error))
    fields = {"id": name, "title": title.strip(), "body": body.strip("\n"), "published_at": now}
    return _article(codec.encode(fields))


def _joined(lines: Sequence[tuple[int, bytes]]) -> bytes:
    """Give the lines with the blank ones between them."""
    known = dict(lines)
    return b"\n".join(known.get(number, b"") for number in range(lines[-1][0] + 1))


def _is_enclosed(value: bytes) -> bool:
    """Say whether a line looks like a record, be it a broken one."""
    line = value.strip()
    return line.startswith(b"{") and line.endswith(b"}")


def _is_json(value: bytes) -> bool:
    try:
        return isinstance(orjson.loads(value), dict | list)
    except orjson.JSONDecodeError:
        return False


def _is_object(value: bytes) -> bool:
    return _is_enclosed(value) and _is_json(value)
