"""Why a tag is there, and why one is not: what was refused, at its place in the text as it came."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream import codec, gazetteer
from stream.models import Article, Evidence
from stream.stages.tag.hits import REASONS, Refused
from stream.stages.tag.tagger import Explained, Tagger
from tests.accuracy import texts
from tests.stages.tag.examples import TAGGER, article

SEEDS: Final = Path(__file__).parents[3] / "seeds"
PIECES: Final = ("&amp;", "A&amp;B ", "A$AP ", "$CSCO ", "＄BTC ", "<b>", "OpenAI", "\n", "Cisco ")


def places(explained: Explained) -> Iterator[tuple[str, int, int, str]]:
    """Give every place that is told, of tags and of what was refused."""
    told: list[Evidence | Refused] = [*explained.refused]
    for each in chain(told, *(tag.evidence for tag in explained.tags)):
        yield each.field, each.start, each.end, each.text


def misplaced(explained: Explained, told: Article) -> list[tuple[str, int, int, str]]:
    """Give the places at which the article has another text."""
    fields = {"title": told.title, "body": told.body}
    return [
        (field, start, end, text)
        for field, start, end, text in places(explained)
        if field in fields and fields[field][start:end] != text
    ]


def seeds() -> list[Article]:
    """Give the articles of the project."""
    lines = (SEEDS / "articles.jsonl").read_bytes().splitlines()
    return [codec.decode_article(line) for line in lines]


def test_what_is_refused_stands_where_it_is_told_to() -> None:
    """Behind an entity places are those of the text as it came, not of what it means."""
    text = "AT&amp;T and A$AP"

    (refused,) = TAGGER.explain(article(text)).refused

    assert (refused.field, refused.start, refused.end, refused.text) == ("body", 14, 17, "$AP")
    assert text[14:17] == "$AP"


def test_what_is_refused_comes_in_the_order_of_the_text() -> None:
    """Title first; names and cashtags among each other, whichever was looked for first."""
    told = article("OpenAI and A$AP and OpenAI", title="A$AP")

    refused = TAGGER.explain(told).refused

    assert [(each.field, each.text) for each in refused] == [
        ("title", "$AP"),
        ("body", "OpenAI"),
        ("body", "$AP"),
        ("body", "OpenAI"),
    ]


def test_explaining_gives_the_same_tags() -> None:
    """What is shown is what a worker would have put out."""
    told = article("Cisco (NASDAQ: CSCO) and $BTC, not OpenAI", title="A&amp;P and $TAO")

    assert TAGGER.explain(told).tags == TAGGER.tags(told) != ()


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_every_place_holds_what_is_told_of_it(body: str) -> None:
    """Whatever stands before it."""
    told = article(body, title=body)

    assert misplaced(TAGGER.explain(told), told) == []


@pytest.fixture(scope="module")
def real() -> Tagger:
    """Build the tagger of the committed table once."""
    return Tagger(gazetteer.load())


def labelled() -> list[Article]:
    """Give the articles of our own labelled texts; the blind ones stay unseen."""
    read = texts.sets().items()
    return [text.article for name, found in read if name != texts.BLIND for text in found]


@pytest.mark.parametrize("articles", [seeds, labelled])
def test_on_real_articles_every_place_holds_what_is_told_of_it(
    real: Tagger, articles: Callable[[], Sequence[Article]]
) -> None:
    """Of tags and of what was refused, each with a reason of the closed list."""
    explained = [(real.explain(told), told) for told in articles()]

    assert [misplaced(each, told) for each, told in explained if misplaced(each, told)] == []
    assert {refused.why for each, _ in explained for refused in each.refused} <= set(REASONS)
    assert sum(len(list(places(each))) for each, _ in explained) > 100
