"""Cashtags are compared with those of the platform twice: by exact span, and by symbol."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from stream.models import Article, Tag
from tests.accuracy.samples import at, tag
from tests.accuracy.tweets import FILE, figures, listing, plainly, read


def found(article: Article) -> Sequence[Tag]:
    """Stand for a tagger that takes every word with a dollar sign, and names too."""
    signed = [word for word in article.body.split() if word.startswith("$")]
    return [
        tag("equity:ACME", at(article.body, article.body[:1])),
        *(tag(f"unlisted:{word[1:]}", at(article.body, word, "cashtag")) for word in signed),
    ]


def file_of(folder: Path, *tweets: dict[str, Any]) -> Path:
    """Write a file of tweets."""
    known = {"id": "1", "t": "2014-01-01T03:29:29Z"}
    (folder / FILE).write_text("\n".join(json.dumps(known | each) for each in tweets), "utf-8")
    return folder / FILE


def test_spans_and_symbols_are_counted_apart(tmp_path: Path) -> None:
    """A symbol at another place is right as a symbol and wrong as a span."""
    tweets = file_of(
        tmp_path,
        {"text": "buy $ACME and $NEW", "symbols": ["ACME"], "spans": [[4, 9]]},
        {"text": "$ACME.B up", "symbols": ["ACME"], "spans": [[0, 5]]},
    )

    [first, second] = read(found, tweets)

    assert (first.spans.right, first.spans.false, first.spans.missed) == (1, 1, 0)
    assert (first.symbols.right, first.symbols.false, first.symbols.missed) == (1, 1, 0)
    assert (second.spans.right, second.spans.false, second.spans.missed) == (0, 1, 1)


def test_what_is_cut_off_cannot_be_missed(tmp_path: Path) -> None:
    """Its span points at the end of a text that does not hold it; what is there still counts."""
    text = "up: $ACME …"
    tweets = file_of(
        tmp_path,
        {
            "text": text,
            "symbols": ["ACME", "GONE", "LOST"],
            "spans": [[4, 9], [10, 11], [10, 11]],
        },
    )

    [reading] = read(found, tweets)

    assert reading.tweet.cut == {"GONE": 1, "LOST": 1}
    assert (reading.spans.right, reading.spans.false, reading.spans.missed) == (1, 0, 0)
    assert (reading.symbols.right, reading.symbols.false, reading.symbols.missed) == (1, 0, 0)


def test_a_symbol_counts_as_often_as_it_stands_there(tmp_path: Path) -> None:
    """Two of the same are two; here the second is not found."""
    text = "$ACME ($ACME)"
    tweets = file_of(
        tmp_path, {"text": text, "symbols": ["ACME", "ACME"], "spans": [[0, 5], [7, 12]]}
    )

    [reading] = read(found, tweets)

    assert (reading.symbols.right, reading.symbols.missed) == (1, 1)


def test_figures_are_of_all_tweets(tmp_path: Path) -> None:
    """A tweet without any cashtag counts where one was seen in it."""
    tweets = file_of(
        tmp_path,
        {"text": "buy $ACME", "symbols": ["ACME"], "spans": [[4, 9]]},
        {"text": "N$T and $QUAD", "symbols": [], "spans": []},
    )

    shares = figures(read(found, tweets))

    assert (shares["span_precision"].value, shares["span_recall"].value) == (0.5, 1.0)


def test_a_regular_expression_is_counted_in_the_same_way(tmp_path: Path) -> None:
    """It knows no symbol and no money."""
    text = "$acme N$T $B.Cc, US$AB ($CASH) $5"
    tweets = file_of(tmp_path, {"text": text, "symbols": ["ACME"], "spans": [[0, 5]]})

    [reading] = plainly(read(found, tweets))

    assert list(reading.found.values()) == ["ACME", "B.CC", "CASH"]
    assert (reading.spans.right, reading.spans.false) == (1, 2)


def test_mistakes_are_listed_by_what_stands_beside_them(tmp_path: Path) -> None:
    """The largest class first, so many of each."""
    tweets = file_of(
        tmp_path,
        {"text": "up $A $B", "symbols": [], "spans": []},
        {"text": "up ($C)", "symbols": ["C"], "spans": [[4, 6]]},
        {"text": "so $D …", "symbols": ["D"], "spans": [[6, 7]]},
    )

    assert listing(read(found, tweets), 1).splitlines() == [
        "    2 false, space before, space behind",
        "        1 up [$A] $B",
        "    1 false, but Twitter has this symbol at a place past the text's end",
        "        1 so [$D] …",
        "    1 missed, ( before, ) behind",
        "        1 up ([$C])",
    ]
