"""What can go wrong with a JSON document: any field, at any depth, dropped, retyped or replaced."""

import json
from collections.abc import Iterator
from random import Random
from typing import Any, Final

Path = tuple[str | int, ...]

ODD: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, 1, -1, 0.5, 1e300, -1e-300, 2**31, 2**53, 2**63, 2**64, -(2**63)),
    *(10**30, float("nan"), float("inf"), "", " ", "\x00", "\ud800", "\u202e", "🚀", "7", "0:0"),
    *("a" * 3_000, "$BTC " * 100, "[", "../x", "=1+1", "publish", "retract", "heartbeat"),
    *("2025-02-01T12:00:00", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"),
    *("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z", "2025-02-01T12:00:00+23:59"),
    *([], {}, [[]], {"": {}}, [None] * 3, ["x"] * 2_000, {"id": 1, "ticker": "x"}),
)
"""What may stand where something else should."""


def all_mutations(document: Any) -> Iterator[bytes]:
    """Give the document with each of its fields dropped, doubled, or each odd value in its place.

    Paths are taken in order, so that the same document gives the same bytes.
    """
    for path in paths(document):
        yield written(_dropped(document, path))
        yield written(_replaced(document, path, [_at(document, path)] * 2))
        for value in ODD:
            yield written(_replaced(document, path, value))


def mutation(document: Any, random: Random) -> Any:
    """Give the document with one field, by chance, dropped or changed."""
    path = random.choice([(), *paths(document)])
    if random.random() < 0.2 and path:
        return _dropped(document, path)
    if random.random() < 0.3:
        return _replaced(document, path, _at(document, random.choice([(), *paths(document)])))
    return _replaced(document, path, random.choice(ODD))


def paths(document: Any) -> list[Path]:
    """Give the path to each field of a document, outer ones first; lists by their first items."""
    if isinstance(document, dict):
        items: list[tuple[str | int, Any]] = list(document.items())
    elif isinstance(document, list):
        items = list(enumerate(document[:3]))
    else:
        return []
    return [(key, *rest) for key, item in items for rest in [(), *paths(item)]]


def written(document: Any) -> bytes:
    """Write JSON as leniently as Python does: NaN, and halves of surrogate pairs."""
    return json.dumps(document, separators=(",", ":")).encode()


def _at(document: Any, path: Path) -> Any:
    for key in path:
        document = document[key]
    return document


def _replaced(document: Any, path: Path, value: Any) -> Any:
    """Give a copy with another value at a path; the document stays as it is."""
    if not path:
        return value
    copy = document.copy()
    copy[path[0]] = _replaced(document[path[0]], path[1:], value)
    return copy


def _dropped(document: Any, path: Path) -> Any:
    copy = document.copy()
    if len(path) > 1:
        copy[path[0]] = _dropped(document[path[0]], path[1:])
    else:
        del copy[path[0]]
    return copy
