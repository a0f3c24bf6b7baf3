"""What a person hands over is read as what it is: articles, records that hold one, a text."""

from datetime import UTC, datetime

import pytest

from stream.cli.explain.articles import Given, read_articles
from stream.models import Rejected

NOON = datetime(2025, 2, 10, 12, tzinfo=UTC)
ARTICLE = b'{"id":"a","title":"x","published_at":"2025-02-10T14:00:00Z"}'
IDLE = b'{"origin":"0:61","idle":true}'


def read(text: bytes) -> list[Given]:
    """Read the bytes of a file called note.txt."""
    return list(read_articles(text.splitlines(keepends=True), "note.txt", NOON))


def outcomes(text: bytes) -> list[tuple[int, str]]:
    """Give the line of each with its id, or the reason why it is none."""
    return [
        (each.line, each.article.reason if isinstance(each.article, Rejected) else each.article.id)
        for each in read(text)
    ]


@pytest.mark.parametrize(
    "value",
    [
        b'{"article":%b,"origin":"0:1","tags":[]}' % ARTICLE,
        b'{"topic":"news.raw","value":%b}' % ARTICLE,
        b'{"topic":"news.tagged","value":{"article":%b,"tags":[]}}' % ARTICLE,
    ],
    ids=["tagged", "tail of raw", "tail of tagged"],
)
def test_an_article_is_taken_out_of_the_record_that_holds_it(value: bytes) -> None:
    """Whoever looks at a topic pipes on what they see."""
    assert outcomes(value) == [(1, "a")]


def test_an_article_with_an_unknown_field_of_that_name_is_itself() -> None:
    """Fields of no known name are the provider's."""
    value = b'{"id":"b","title":"x","published_at":"2025-02-10T14:00:00Z","article":{"id":"c"}}'

    assert outcomes(value) == [(1, "b")]


def test_lines_that_are_no_news_are_passed_over_and_counted() -> None:
    """Blank ones, and what only says that time passed."""
    assert outcomes(b"\n" + IDLE + b"\r\n  \n" + ARTICLE + b"\n") == [(4, "a")]


def test_records_are_given_as_they_come() -> None:
    """A pipe that stays open need not end first."""
    lines = iter([ARTICLE + b"\n"])
    given = read_articles(lines, "-", NOON)

    assert next(given).line == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b'{"id": "a",}\n' + ARTICLE, [(1, "not_json"), (2, "a")]),
        (b"no article\n" + ARTICLE, [(1, "not_json"), (2, "a")]),
        (b'{"id": "a", "tit', [(1, "not_json")]),
        (b'{\n"id": "b",\n"title": "x",\n"published_at": "2025-02-10T14:00:00Z"\n}', [(1, "b")]),
        (b'[{"id": "a"}]', [(1, "wrong_type")]),
        (b'{"title": "x"}', [(1, "no_time")]),
        (b"caf\xe9", [(1, "not_utf8")]),
        (b"x" * (1 << 20), [(1, "too_large")]),
        (b"", []),
        (b" \n\n", []),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_what_is_amiss_has_its_reason(text: bytes, expected: list[tuple[int, str]]) -> None:
    """Of the closed list, at its line."""
    assert outcomes(text) == expected


def test_a_text_has_a_title_and_a_body() -> None:
    """Its blank lines stay; nothing else is known of it."""
    (given,) = read("\ufeff\n Prices rise \r\n\nFirst\n\nLast €\n".encode())

    assert given.plain
    assert not isinstance(given.article, Rejected)
    assert (given.article.id, given.article.title) == ("note.txt", "Prices rise")
    assert (given.article.body, given.article.published_at) == ("First\n\nLast €", NOON)
