"""Raw articles as strangers send them, and the reason for which one is refused."""

import json
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from stream.codec import decode_article
from stream.models import Article, Reason, Rejected

TIME: Final = "2025-02-01T12:00:00Z"
NOON: Final = datetime(2025, 2, 1, 12, tzinfo=UTC)
SOUND: Final = {"title": "Bitcoin rises", "published_at": TIME}
"""The least that an article needs."""


def raw(**fields: Any) -> bytes:
    """Give the bytes of a sound article with these fields in place of its own."""
    return json.dumps(SOUND | fields).encode()


def read(**fields: Any) -> Article:
    """Read a sound article with these fields in place of its own."""
    return decode_article(raw(**fields))


def bare(**fields: Any) -> bytes:
    """Give the bytes of an article that has a time and these fields alone."""
    return json.dumps({"published_at": TIME} | fields).encode()


def reason(value: bytes | None) -> Reason:
    """Give the reason for which an article is refused."""
    with pytest.raises(Rejected) as refused:
        decode_article(value)
    return refused.value.reason


def lists(levels: int) -> Any:
    """Give lists in lists, this many of them."""
    return json.loads("[" * levels + "]" * levels)


def objects(levels: int) -> Any:
    """Give objects in objects, this many of them."""
    return json.loads('{"a":' * (levels - 1) + "{}" + "}" * (levels - 1))
