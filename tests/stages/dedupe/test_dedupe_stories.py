"""Whatever the feed: a copy is of what was there, and belongs to its story for good."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import pytest
from hypothesis import given

from stream.models import Idle, Origin, Tagged
from stream.stages.contract import Record
from stream.stages.dedupe import DedupeSettings, DedupeStage
from tests.stages.dedupe.drawn import Feed, feeds, lasting, tiny
from tests.stages.dedupe.examples import STORY, log, methods, result, steps_of, tagged

COPIES: Final = {"exact", "near", "contained"}
EDITS: Final = (("said", "told"), ("employs", "has"), ("first", "initial"), ("cost", "bill"))


def results(records: list[Record], policy: DedupeSettings) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give what became of each article, and its record."""
    stage = DedupeStage(policy)
    for step in map(stage.apply, records):
        if step.outcome in {"unique", "duplicate"}:
            yield methods([step])[0], result(step)


def name(value: dict[str, Any]) -> str:
    """Give the article of a record; in drawn feeds no two sources share an id."""
    found: str = value["article_id"] if "article_id" in value else value["article"]["id"]
    return found


@given(feeds, tiny)
def test_a_copy_is_of_what_came_before_in_its_story(feed: Feed, policy: DedupeSettings) -> None:
    """What it is a copy of was put out before, as one of the same story."""
    stories = defaultdict[str, set[str]](set)
    for method, value in results(feed.records, policy):
        if method != "unique":
            assert value["story_id"] in stories[value["duplicate_of"]]
        stories[name(value)].add(value["story_id"])


@given(feeds, lasting)
def test_an_article_stays_in_its_story(feed: Feed, policy: DedupeSettings) -> None:
    """Through all corrections. One that was retracted before it came may yet be a copy."""
    story = dict[str, str]()
    for method, value in results(feed.records, policy):
        if method in COPIES:
            story[name(value)] = value["story_id"]

        assert value["story_id"] == story.setdefault(name(value), value["story_id"])


@given(feeds, lasting)
def test_no_article_is_a_copy_of_itself(feed: Feed, policy: DedupeSettings) -> None:
    """As long as it is known: what comes of it again is redelivered, superseded or a change."""
    for method, value in results(feed.records, policy):
        if method in COPIES:
            assert value["duplicate_of"] != name(value)


@given(feeds, lasting)
def test_a_story_grows_by_its_copies_alone(feed: Feed, policy: DedupeSettings) -> None:
    """One more with each copy; corrections, redeliveries and what is late count nothing."""
    count = defaultdict[str, int](lambda: 1)
    for method, value in results(feed.records, policy):
        count[value["story_id"]] += method in COPIES

        assert value.get("story_count", count[value["story_id"]]) == count[value["story_id"]]


def moved(news: Tagged | Idle, offset: int, *, by: int) -> Record:
    """Give a record at twice its place in the log and in its raw partition, and so much on."""
    partition, _, place = news.origin.partition(":")
    (record,) = log(replace(news, origin=Origin(f"{partition}:{2 * int(place) + by}")))
    return record._replace(offset=2 * offset + by)


@given(feeds, lasting)
def test_what_is_redelivered_leaves_no_trace(feed: Feed, policy: DedupeSettings) -> None:
    """A feed in which each record comes twice gives the firsts the bytes they have without."""
    once, twice = DedupeStage(policy), DedupeStage(policy)
    for offset, news in enumerate(feed.news):
        first, again = (moved(news, offset, by=by) for by in (0, 1))

        assert twice.apply(first).outputs == once.apply(first).outputs

        assert methods([twice.apply(again)])[0] in {
            "redelivered",
            "superseded",
            "heartbeat",
            "repeat",
            "idle",
        }


@pytest.mark.parametrize("edits", [1, 4])
def test_a_copy_of_a_copy_has_the_story_of_the_original(edits: int) -> None:
    """Each house edits what it bought: every copy is of the one before, or nearer to the first."""
    texts = [STORY]
    for old, new in EDITS[:edits]:
        texts.append(texts[-1].replace(old, new))

    steps = steps_of(*(tagged(text, id=f"a{at}") for at, text in enumerate(texts)))

    assert methods(steps) == ["unique", *["near"] * edits]
    assert len({result(step)["story_id"] for step in steps}) == 1
    assert [result(step)["story_count"] for step in steps[1:]] == [*range(2, edits + 2)]
