"""Corrections and retractions: every mention that no longer holds is taken back."""

from typing import Any

import pytest

from stream.models import Action
from tests.stages.dedupe.examples import (
    HOUR,
    OTHER,
    STORY,
    heartbeat,
    mentions,
    methods,
    result,
    steps_of,
    tag,
    tagged,
)

DAY = 24 * HOUR
REVISED = STORY.replace("$28 billion", "$29 billion")


def told(step: Any) -> list[tuple[str, int, bool]]:
    """Give ticker, sign and ``novel`` of each mention of a step."""
    return [(each["ticker"], each["sign"], each["novel"]) for each in mentions(step)]


def test_an_article_mentions_each_ticker_it_is_sure_of() -> None:
    """Tags below the least confidence stay on the article and make no mention."""
    tags = [tag("equity:TSM", relevance=0.75), tag("equity:ASML", confidence=0.499)]

    (step,) = steps_of(tagged(id="a", title="A plant", tags=tags))

    assert mentions(step) == [
        {
            "ticker": "equity:TSM",
            "article_id": "a",
            "story_id": result(step)["story_id"],
            "source": "wire",
            "title": "A plant",
            "url": "https://news.example/a",
            "published_at": "2025-02-10T12:00:00Z",
            "received_at": "2025-02-10T12:00:00Z",
            "action": "publish",
            "relevance": 0.75,
            "confidence": 0.9,
            "novelty": 1.0,
            "tickers_in_article": 1,
            "novel": True,
            "sign": 1,
            "seq": 0,
            "index": 1,
            "watermark": "2025-02-10T11:45:00Z",
        }
    ]


def test_a_copy_is_mentioned_and_not_novel() -> None:
    """It counts, but only a ticker that its story had not named is news."""
    _, copy = steps_of(
        tagged(id="a"), tagged(id="b", source="blog", tickers=["equity:TSM", "equity:AMAT"])
    )

    assert told(copy) == [("equity:TSM", 1, False), ("equity:AMAT", 1, True)]
    assert [each["novelty"] for each in mentions(copy)] == [0.0, 0.0]


@pytest.mark.parametrize("change", ["publish", "correct"])
def test_the_same_again_is_redelivered(change: Action) -> None:
    """The same identity, revision and content makes no mention, whatever it calls itself."""
    _, again = steps_of(tagged(id="a"), tagged(id="a", action=change))

    assert result(again)["method"] == "redelivered"
    assert result(again)["duplicate_of"] == "a"
    assert mentions(again) == []


def test_an_id_is_its_sources_own() -> None:
    """Two sources may both call an article ``a``."""
    steps = steps_of(tagged(id="a"), tagged(OTHER, id="a", source="blog"))

    assert methods(steps) == ["unique", "unique"]


def test_a_correction_changes_only_what_changed() -> None:
    """What is mentioned as before is left; what is gone is taken back; what is new is given."""
    first, correction = steps_of(
        tagged(id="a", tickers=["equity:TSM", "equity:AMAT"]),
        tagged(REVISED, id="a", revision=1, tickers=["equity:TSM", "equity:ASML"]),
    )

    assert result(correction)["change"] == "correct"
    assert result(correction)["story_id"] == result(first)["story_id"]
    assert told(correction) == [("equity:AMAT", -1, True), ("equity:ASML", 1, True)]
    assert [each["index"] for each in mentions(correction)] == [1, 2]


def test_what_is_taken_back_has_the_values_it_was_given_with() -> None:
    """All but its place in the log and its sign."""
    first, correction = steps_of(
        tagged(id="a", title="Old"), tagged(id="a", title="New", revision=1, at=HOUR)
    )

    (given,) = mentions(first)
    back, again = mentions(correction)

    assert {key for key in given if back[key] != given[key]} == {"sign", "seq", "watermark"}
    assert (again["title"], again["action"], again["novel"]) == ("New", "correct", True)


def test_the_same_revision_with_other_content_corrects() -> None:
    """Some sources count no revisions."""
    _, again = steps_of(tagged(id="a"), tagged(REVISED, id="a"))

    assert result(again)["change"] == "correct"


def test_an_old_revision_is_superseded() -> None:
    """It says how much it resembles what stands."""
    _, _, old = steps_of(
        tagged(id="a"), tagged(REVISED, id="a", revision=2), tagged(id="a", revision=1)
    )

    assert result(old)["method"] == "superseded"
    assert 0.8 < result(old)["similarity"] < 1.0
    assert mentions(old) == []


def test_a_retraction_takes_every_mention_back() -> None:
    """A copy that comes later is the first that still stands: its mention is novel."""
    _, retraction, copy = steps_of(
        tagged(id="a", tickers=["equity:TSM", "equity:AMAT"]),
        tagged("", id="a", action="retract", tickers=()),
        tagged(id="b", source="blog"),
    )

    assert result(retraction)["change"] == "retract"
    assert told(retraction) == [("equity:TSM", -1, True), ("equity:AMAT", -1, True)]
    assert result(copy)["method"] == "exact"
    assert told(copy) == [("equity:TSM", 1, True)]


def test_a_copy_can_be_corrected_and_retracted() -> None:
    """It stays in its story, as a record of ``news.unique`` that changes what was said."""
    first, _, correction, retraction = steps_of(
        tagged(id="a"),
        tagged(id="b", source="blog", tickers=["equity:TSM"]),
        tagged(REVISED, id="b", source="blog", revision=1, tickers=["equity:AMAT"]),
        tagged("", id="b", source="blog", revision=2, action="retract"),
    )

    assert [result(step)["change"] for step in (correction, retraction)] == ["correct", "retract"]
    assert result(correction)["story_id"] == result(first)["story_id"]
    assert told(correction) == [("equity:TSM", -1, False), ("equity:AMAT", 1, True)]
    assert told(retraction) == [("equity:AMAT", -1, True)]


def test_what_was_retracted_before_it_came_is_superseded() -> None:
    """The retraction is remembered; only a later revision than the one retracted is news."""
    steps = steps_of(
        tagged("", id="a", action="retract", revision=1),
        tagged(id="a", revision=0),
        tagged(id="a", revision=1),
        tagged(id="a", revision=2),
    )

    assert methods(steps) == ["unique", "superseded", "superseded", "unique"]
    assert [len(mentions(step)) for step in steps] == [0, 0, 0, 1]
    assert result(steps[3])["change"] == "correct"


def test_what_comes_after_its_retraction_is_compared_with_all_before_it() -> None:
    """A later revision than the one retracted may be what another house published meanwhile."""
    _, first, late = steps_of(
        tagged("", id="a", action="retract", revision=1),
        tagged(id="b", source="blog"),
        tagged(id="a", revision=2),
    )

    assert result(late)["method"] == "exact"
    assert result(late)["story_id"] == result(first)["story_id"]
    assert told(late) == [("equity:TSM", 1, False)]


def test_a_correction_after_a_retraction_is_told_anew() -> None:
    """Of a higher revision: in the old story, with all its mentions, as no copy of what it was."""
    first, _, correction = steps_of(
        tagged(id="a"), tagged("", id="a", action="retract"), tagged(id="a", revision=1)
    )

    assert result(correction)["change"] == "correct"
    assert result(correction)["story_id"] == result(first)["story_id"]
    assert result(correction)["nearest"] is None
    assert told(correction) == [("equity:TSM", 1, True)]


@pytest.mark.parametrize("action", ["correct", "retract"])
def test_a_change_that_is_dated_long_ago_is_remembered(action: Action) -> None:
    """It is for as long as its article: a wrong date makes nothing of what it took back news."""
    _, _, change, *again = steps_of(
        tagged(OTHER, id="a"),
        heartbeat(5 * DAY),
        tagged(id="a", action=action, revision=1, at=-30 * DAY, received=5 * DAY),
        tagged(OTHER, id="a", received=5 * DAY),
        tagged(id="a", action=action, revision=1, at=-30 * DAY, received=5 * DAY),
    )

    assert result(change)["change"] == action
    assert told(change)[0] == ("equity:TSM", -1, True)
    assert methods(again)[0] == "superseded"
    assert methods(again)[1] == {"correct": "redelivered", "retract": "superseded"}[action]


def test_a_repeated_retraction_is_superseded() -> None:
    """Of several the highest revision counts; an older one than what stands retracts nothing."""
    steps = steps_of(
        tagged(id="a", revision=3),
        tagged("", id="a", action="retract", revision=2),
        tagged("", id="a", action="retract", revision=3),
        tagged("", id="a", action="retract", revision=5),
        tagged(id="a", revision=5),
    )

    assert methods(steps) == ["unique", "superseded", "unique", "superseded", "superseded"]


def test_a_correction_does_not_count_as_a_copy() -> None:
    """Its story has as many articles as before."""
    *_, copy = steps_of(
        tagged(id="a"), tagged(REVISED, id="a", revision=1), tagged(REVISED, id="b")
    )

    assert result(copy)["duplicate_of"] == "a"
    assert result(copy)["story_count"] == 2


def test_the_text_that_was_corrected_is_still_recognised() -> None:
    """Other houses go on selling what they bought."""
    *_, copy = steps_of(
        tagged(id="a"), tagged(REVISED, id="a", revision=1), tagged(id="b", source="blog")
    )

    assert result(copy)["method"] == "exact"
    assert result(copy)["story_count"] == 2


def test_a_correction_is_not_measured_against_its_own_copies() -> None:
    """What makes it new is what was there before its article first came."""
    *_, correction = steps_of(
        tagged(id="a", title="Chips"),
        tagged(id="b", source="blog", title="Chips"),
        tagged(STORY.replace("said", "announced"), id="c", source="post", title="Chips"),
        tagged(STORY.replace("would", "will"), id="a", revision=1, title="Chips"),
    )

    assert result(correction)["novelty"] == 1.0
    assert mentions(correction) == []


def test_an_article_is_known_for_seven_days() -> None:
    """A retraction reaches it on the sixth day and not on the ninth, when its windows are gone."""
    sixth, ninth = 6 * 24 * HOUR, 9 * 24 * HOUR

    steps = steps_of(
        tagged(id="a"),
        tagged(OTHER, id="b"),
        tagged("", id="a", action="retract", at=sixth),
        tagged("Another text", id="c", at=ninth),
        tagged("", id="b", action="retract", at=ninth),
    )

    assert [len(mentions(step)) for step in steps] == [1, 1, 1, 1, 0]
    assert result(steps[4])["change"] == "retract"


def test_a_mentions_title_and_url_are_bounded() -> None:
    """They are remembered for a week; a headline of a megabyte is not."""
    (step,) = steps_of(tagged(id="u" * 2_040, title="t" * 10_000))

    (mention,) = mentions(step)

    assert mention["title"] == "t" * 300
    assert mention["url"] == ""
