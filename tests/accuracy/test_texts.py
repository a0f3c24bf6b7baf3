"""Labelled texts are read whole, and what is not labelled as agreed is named by file and line."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.accuracy.samples import LABELS
from tests.accuracy.texts import sets


def written(folder: Path, name: str, *changes: dict[str, Any]) -> Path:
    """Write a file of texts, a line for each change of the one with nothing wrong."""
    lines = [json.dumps({**LABELS, **each}) for each in changes]
    (folder / name).write_text("\n".join(lines), "utf-8")
    return folder


def test_a_set_is_all_files_of_its_name(tmp_path: Path) -> None:
    """In order of the files, then of the lines."""
    written(tmp_path, "development-b.jsonl", {"id": "b-1"}, {"id": "b-2"})
    written(tmp_path, "development-a.jsonl", {"id": "a-1"})
    written(tmp_path, "blind-a.jsonl", {"id": "c-1"})

    found = {name: [text.id for text in texts] for name, texts in sets(tmp_path).items()}

    assert found == {"blind": ["c-1"], "development": ["a-1", "b-1", "b-2"]}


def test_a_text_is_an_article_as_a_producer_sends_it(tmp_path: Path) -> None:
    """Of its labels nothing goes along."""
    [text] = sets(written(tmp_path, "blind.jsonl", {"title": "T", "source": "wire"}))["blind"]

    article = text.article

    assert (article.title, article.body, article.source) == ("T", "Acme rose. $ACME", "wire")
    assert article.published_at.isoformat() == "2024-03-05T14:00:00+00:00"
    assert article.tickers == ()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"tickers": ["ACME"], "primary": None}, "Expected `str` matching regex"),
        ({"tickers": ["unlisted:ACME"]}, "Expected `str` matching regex"),
        ({"kind": "rumour"}, "Invalid enum value 'rumour'"),
        ({"published_at": "2024-03-05T14:00:00"}, "with a timezone component"),
        ({"colour": "red"}, "unknown field `colour`"),
        ({"title": " ", "body": "", "cashtags": []}, "neither title nor body"),
        ({"tickers": ["equity:ACME", "equity:ACME"]}, "a ticker stands twice"),
        ({"tickers": []}, "primary equity:ACME is not among its tickers"),
        ({"cashtags": ["ACME"]}, "cashtags without a dollar sign: ACME"),
        ({"cashtags": ["$ACME", "$ACME"]}, "do not stand there in this order: $ACME"),
        ({"never": ["Target"]}, "never, but not in the text: Target"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_broken_label_is_refused(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    """With the file and the line it stands in."""
    written(tmp_path, "blind.jsonl", {"id": "good-01"}, change)

    with pytest.raises(ValueError, match=r"^blind\.jsonl:2: ") as refused:
        sets(tmp_path)

    assert told in str(refused.value)


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    """Also an id that a text of another file has."""
    written(tmp_path, "blind-a.jsonl", {"never": ["Target"]}, {})
    written(tmp_path, "blind-b.jsonl", {})

    with pytest.raises(ValueError, match="blind") as refused:
        sets(tmp_path)

    assert str(refused.value).splitlines() == [
        "blind-a.jsonl:1: rates-01: never, but not in the text: Target",
        "blind-b.jsonl:1: rates-01: another text has this id",
    ]
