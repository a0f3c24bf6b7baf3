"""What comes again after its article was forgotten, or was old when it first came."""

from datetime import timedelta
from typing import Final

from hypothesis import given

from stream.stages.dedupe import DedupeSettings
from tests.stages.dedupe.drawn import Feed, feeds, tiny
from tests.stages.dedupe.examples import (
    HOUR,
    OTHER,
    STORY,
    heartbeat,
    methods,
    result,
    steps_of,
    tagged,
)
from tests.stages.dedupe.test_dedupe_stories import COPIES, name, results

DAY: Final = timedelta(days=1)


@given(feeds, tiny)
def test_no_article_is_a_copy_of_itself(feed: Feed, policy: DedupeSettings) -> None:
    """Also where its identity was forgotten before its text."""
    copies = [value for method, value in results(feed.records, policy) if method in COPIES]

    assert [value for value in copies if value["duplicate_of"] == name(value)] == []


def test_a_redelivery_is_known_as_long_as_its_story() -> None:
    """On day 10 of a story that copies keep alive its first article comes again."""
    copies = [tagged(id=f"b{day}", at=day * DAY) for day in range(2, 11, 2)]

    *_, again = steps_of(tagged(id="a"), *copies, tagged(id="a", received=10 * DAY))

    assert methods([again]) == ["redelivered"]


def test_a_correction_of_what_was_forgotten_is_a_correction() -> None:
    """It is not a near copy of its own former revision."""
    *_, change = steps_of(
        tagged(id="a"),
        tagged(id="b"),
        tagged(id="c"),
        tagged(STORY.replace("would", "will"), id="a", revision=1),
        settings=DedupeSettings(max_identities=2),
    )

    assert result(change).get("change") == "correct"


def test_late_news_is_recognised_when_it_comes_again() -> None:
    """An article older than the retention is remembered from its coming on."""
    steps = steps_of(heartbeat(20 * DAY), *[tagged(id="a", received=20 * DAY)] * 2)

    assert methods(steps[1:]) == ["unique", "redelivered"]


def test_a_retraction_of_something_old_is_remembered() -> None:
    """Its article, as old, comes after it and is not published."""
    steps = steps_of(
        heartbeat(20 * DAY),
        tagged("", id="a", action="retract", received=20 * DAY),
        tagged(id="a", received=20 * DAY + HOUR),
    )

    assert methods(steps[1:]) == ["unique", "superseded"]


def test_a_former_content_of_the_same_revision_is_superseded() -> None:
    """A provider that does not count sends two texts, and the first of them again."""
    steps = steps_of(tagged(id="a"), tagged(OTHER, id="a"), tagged(id="a"))

    assert methods(steps) == ["unique", "unique", "superseded"]
