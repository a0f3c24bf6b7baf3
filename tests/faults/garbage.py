"""Records that are no news, seeded: bytes, texts and JSON of every wrong kind."""

import json
import random
from collections.abc import Callable, Iterator
from itertools import count
from typing import Final

from tests.faults.articles import START, KeyValue

KEY: Final = b"garbage"

_Kind = Callable[[random.Random], bytes]


def garbage(seed: int) -> Iterator[KeyValue]:
    """Give garbage without end; the key of each begins with ``KEY``."""
    draw = random.Random(seed)
    for number in count():
        yield KEY + b"-%d" % number, draw.choice(_KINDS)(draw)


def _noise(draw: random.Random) -> bytes:
    return draw.randbytes(draw.randint(1, 2_000))


def _cut_short(draw: random.Random) -> bytes:
    whole = json.dumps({"id": str(draw.random()), "title": "Bitcoin rises", "body": "x" * 300})
    return whole[: draw.randint(1, len(whole) - 1)].encode()


def _no_article(draw: random.Random) -> bytes:
    return json.dumps(draw.choice((None, 7, "news", [], [{}], {}, {"headline": "no"}))).encode()


def _no_time(draw: random.Random) -> bytes:
    time = draw.choice(("soon", "2025-13-01T00:00:00Z", "2025-01-01T00:00:00", "", "2999-01-01Z"))
    return json.dumps({"title": "Bitcoin rises", "published_at": time}).encode()


def _wrong_types(draw: random.Random) -> bytes:
    sound = {"id": "a", "title": "t", "body": "b", "published_at": START.isoformat()}
    return json.dumps({**sound, draw.choice(list(sound)): draw.choice((7, [], {}, True))}).encode()


def _deep(draw: random.Random) -> bytes:
    return b"[" * draw.randint(100, 5_000)


_KINDS: Final[tuple[_Kind, ...]] = (_noise, _cut_short, _no_article, _no_time, _wrong_types, _deep)
