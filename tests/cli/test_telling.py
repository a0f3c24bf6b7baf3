"""A record in one line, whatever stands in it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.cli.telling import size_name, tell
from stream.models import Topic

TAG = {"ticker": "crypto:FET", "confidence": 0.95}
ARTICLE = {"id": "a-1", "title": "Tokens rise"}
WINDOW = {
    "ticker": "crypto:FET",
    "size_seconds": 3_600,
    "start": "2025-02-10T14:00:00Z",
    "final": True,
    "revision": 2,
    "articles": 5,
    "stories": 3,
    "sources": 2,
    "zscore": 1.25,
}
MENTION = {
    "ticker": "crypto:FET",
    "article_id": "a-1",
    "relevance": 0.8,
    "novel": True,
    "sign": 1,
    "title": "Tokens rise",
}


@pytest.mark.parametrize(
    ("topic", "value", "line"),
    [
        (Topic.RAW, ARTICLE, "a-1  publish  Tokens rise"),
        (
            Topic.RAW,
            {"action": "heartbeat", "published_at": "2025-02-10T14:00:00Z"},
            "heartbeat: time is 2025-02-10T14:00:00Z",
        ),
        (Topic.TAGGED, {"article": ARTICLE, "tags": [TAG]}, "a-1  [crypto:FET 0.95]  Tokens rise"),
        (
            Topic.TAGGED,
            {"origin": "2:7", "idle": True},
            "idle: nothing comes after 2:7 of news.raw",
        ),
        (
            Topic.UNIQUE,
            {"article": ARTICLE, "tags": [], "change": "publish", "novelty": 0.6},
            "a-1  publish  novelty 0.6  []  Tokens rise",
        ),
        (
            Topic.DUPLICATES,
            {"article_id": "b", "duplicate_of": "a", "similarity": 0.934, "method": "near"},
            "b  duplicate of a, 0.93, near  ",
        ),
        (
            Topic.MENTIONS,
            MENTION,
            "crypto:FET  in a-1  relevance 0.8  first of its story  Tokens rise",
        ),
        (Topic.MENTIONS, {"watermark": "2025-02-10T14:00:00Z"}, "mark: watermark 2025-02-10T14:00"),
        (
            Topic.WINDOWS,
            WINDOW,
            "crypto:FET  1h from 2025-02-10T14:00:00Z  final, revised 2 times: articles 5",
        ),
    ],
)
def test_a_record_is_told_in_one_line(topic: str, value: dict[str, Any], line: str) -> None:
    """What a person looks for first stands first."""
    assert tell(topic, json.dumps(value).encode()).startswith(line)


@pytest.mark.parametrize(
    ("mention", "said"),
    [({"novel": False}, "a copy"), ({"sign": -1}, "takes back")],
)
def test_a_mention_says_what_it_does_to_the_counts(mention: dict[str, Any], said: str) -> None:
    """Copies count as articles, not as stories; a take-back lowers both."""
    assert said in tell(Topic.MENTIONS, json.dumps(MENTION | mention).encode())


def test_a_rejected_record_is_told_by_its_headers() -> None:
    """Why, by which stage, from where, and the bytes."""
    headers = [
        ("newsfeed-reason", b"not_json"),
        ("newsfeed-detail", b"unexpected end"),
        ("newsfeed-stage", b"tag"),
        ("newsfeed-origin", b"0:7"),
    ]

    assert tell(Topic.REJECTED, b'{"id', headers) == 'not_json  tag  0:7  unexpected end  {"id'


@given(topic=st.sampled_from([*Topic]), value=st.none() | st.binary())
def test_any_bytes_are_told_in_one_printable_line(topic: Topic, value: bytes | None) -> None:
    """Strangers' text neither breaks a viewer nor commands a terminal."""
    line = tell(topic, value)

    assert line.isprintable()


@given(
    value=st.recursive(st.none() | st.text() | st.integers(), st.lists),
    topic=st.sampled_from([*Topic]),
)
def test_any_json_is_told_in_one_printable_line(topic: Topic, value: object) -> None:
    """Also what is JSON but no record of the topic."""
    assert tell(
        topic, json.dumps({"tags": value, "article": value, "title": value}).encode()
    ).isprintable()


@pytest.mark.parametrize(
    ("seconds", "name"), [(300, "5m"), (3_600, "1h"), (86_400, "1d"), (90, "90s")]
)
def test_sizes_are_named_as_in_the_settings(seconds: int, name: str) -> None:
    """One name for one size everywhere."""
    assert size_name(seconds) == name
