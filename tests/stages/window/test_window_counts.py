"""What a window tells of its mentions, and that a take-back undoes exactly one of them."""

from dataclasses import replace

import pytest

from stream.models import Mention, Rejected, TopStory
from tests.stages.window.examples import (
    CSCO,
    latest,
    log,
    mention,
    run,
    stage,
    take_back,
    time,
    window,
)

FIRST = mention("10:01", story="a", source="wire", article="1", relevance=0.9)
COPY = mention("10:02", story="a", source="blog", article="2", relevance=0.4, novel=False)
OTHER = mention("10:03", story="b", source="wire", article="3", relevance=0.25)


def test_articles_stories_duplicates_and_sources_are_counted() -> None:
    """Every mention is an article; copies share a story; sources are distinct."""
    found = window(FIRST, COPY, OTHER)

    assert (found.articles, found.stories, found.duplicates, found.sources) == (3, 2, 1, 2)
    assert found.mean_relevance == 0.517
    assert (found.first_at, found.last_at) == (time("10:01"), time("10:03"))


def test_the_top_stories_have_the_most_copies_and_the_words_of_their_first() -> None:
    """At most five; of equal ones those seen first."""
    found = window(
        *(mention("10:01", story=story) for story in "abcdef"),
        mention("10:02", story="f", article="copy"),
    )

    assert [(story.story_id, story.copies) for story in found.top] == [
        ("f", 2),
        ("a", 1),
        ("b", 1),
        ("c", 1),
        ("d", 1),
    ]
    assert found.top[0] == TopStory(
        story_id="f", title="Title of f", url="https://news.example/f", copies=2
    )


def test_the_top_of_many_stories_stays_true_as_they_come_and_go() -> None:
    """A window of a hundred stories, put out after each change, names the right five."""
    copies = [mention("10:02", story="s77", article=str(n)) for n in range(3)]
    many = [mention("10:01", story=f"s{n}") for n in range(100)]
    news = [*many, *copies, take_back(many[0]), take_back(copies[0]), take_back(many[77])]
    reader = stage()

    chunks = [(list(run(reader, [record])), reader.outputs())[1] for record in log(*news)]
    top = latest(chunks[-1])["crypto:BTC|300|2024-05-01T10:00:00Z"].top

    assert [story.story_id for story in top] == ["s77", "s1", "s2", "s3", "s4"]
    assert (top[0].title, top[0].copies) == ("Title of 1", 2)


@pytest.mark.parametrize("gone", [FIRST, COPY, OTHER], ids=["first", "copy", "other"])
def test_a_take_back_leaves_what_would_be_had_it_never_come(gone: Mention) -> None:
    """Counts, times, sources, relevance and the words of the top story, all but the version."""
    rest = [each for each in (FIRST, COPY, OTHER) if each is not gone]

    found = window(FIRST, COPY, OTHER, take_back(gone))

    assert replace(found, version=0) == replace(window(*rest), version=0)


def test_only_one_of_equal_mentions_is_taken_back() -> None:
    """Stories, sources and times are counted, not marked."""
    found = window(FIRST, FIRST, take_back(FIRST))

    assert (found.articles, found.stories, found.first_at) == (1, 1, time("10:01"))


@pytest.mark.parametrize(
    "never",
    [
        take_back(OTHER),
        take_back(replace(FIRST, ticker=CSCO)),
        take_back(replace(FIRST, relevance=0.1)),
        take_back(replace(FIRST, published_at=time("09:00"))),
    ],
    ids=["story", "ticker", "value", "time"],
)
def test_a_take_back_of_what_does_not_stand_is_refused(never: Mention) -> None:
    """It says so, and leaves the window as it was."""
    reader = stage()
    first, second = log(FIRST, never)
    reader.apply(first)
    reader.outputs()

    with pytest.raises(Rejected, match="does not stand"):
        reader.apply(second)

    assert reader.outputs() == []


def test_a_take_back_works_once() -> None:
    """The second finds nothing that stands."""
    reader = stage()
    *twice, thrice = log(FIRST, take_back(FIRST), take_back(FIRST))
    list(run(reader, twice))

    with pytest.raises(Rejected, match="does not stand"):
        reader.apply(thrice)


def test_a_hot_ticker_makes_one_update_a_window() -> None:
    """Ten thousand mentions in a chunk are three records."""
    reader = stage()
    news = [mention("10:01", story=f"s{n % 100}", article=str(n)) for n in range(10_000)]
    list(run(reader, log(*news)))

    outputs = reader.outputs()

    assert len(outputs) == 3
