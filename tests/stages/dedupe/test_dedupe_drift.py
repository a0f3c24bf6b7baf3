"""Copies of copies stay with the news their story began with, and leave it where that is lost."""

from typing import Final

from tests.stages.dedupe.examples import MINUTE, OTHER, STORY, methods, result, steps_of, tagged

FALL: Final = (
    "Bitcoin fell below {} dollars on Monday for the first time this month, as traders who had bet "
    "on a quick recovery closed their positions and exchanges in Asia saw the heaviest selling of "
    "the year. Miners said that they would hold on to what they own until the price is higher."
)
FILLER: Final = "Shipping on the Rhine came to a halt near Kaub after weeks without any rain. "


def test_a_copy_of_a_copy_is_of_the_first_story() -> None:
    """Edited once, and once more."""
    once = STORY.replace("said on Monday", "told reporters")
    twice = once.replace("Analysts had expected", "Many had foreseen")

    steps = steps_of(
        tagged(id="a"), tagged(once, id="b", at=MINUTE), tagged(twice, id="c", at=2 * MINUTE)
    )

    assert methods(steps) == ["unique", "near", "near"]
    assert len({result(step)["story_id"] for step in steps}) == 1


def test_what_a_wrapper_brought_along_is_another_story() -> None:
    """A page has the story and other news; that other news alone is no copy of the story."""
    page = f"{STORY} {OTHER}"

    steps = steps_of(
        tagged(id="a"), tagged(page, id="b", at=MINUTE), tagged(OTHER, id="c", at=2 * MINUTE)
    )

    assert methods(steps) == ["unique", "contained", "unique"]
    assert result(steps[2])["story_id"] != result(steps[0])["story_id"]


def test_a_page_of_two_like_stories_does_not_make_them_one() -> None:
    """It names both prices; a text with the second alone is other news than the first."""
    first, second = FALL.format("95,000"), FALL.format("94,000")

    steps = steps_of(
        tagged(first, id="a"),
        tagged(f"{first} {second} {FILLER}", id="b", at=MINUTE),
        tagged(second, id="c", at=2 * MINUTE),
    )

    assert methods(steps) == ["unique", "contained", "unique"]
