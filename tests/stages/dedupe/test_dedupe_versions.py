"""Texts that were remembered when fingerprints were made another way: compared by hash alone."""

from collections.abc import Sequence

import msgspec

from stream.stages.contract import Fact, Record
from stream.stages.dedupe import DedupeSettings, DedupeStage
from stream.stages.dedupe.facts import pack, unpack_fact
from stream.stages.text import VERSION
from tests.stages.dedupe.examples import (
    MINUTE,
    STORY,
    facts_of,
    log,
    methods,
    result,
    run,
    steps_of,
    tagged,
)

EDITED = STORY.replace("Monday that", "Monday")


def of_another_version(facts: Sequence[Fact]) -> list[Fact]:
    """Give a journal whose texts have the fingerprints of the version before this one."""
    return [Fact(fact.offset, _older(fact.data)) for fact in facts]


def _older(data: bytes) -> bytes:
    fact = unpack_fact(data)
    if fact.text is None:
        return data
    return pack(msgspec.structs.replace(fact, text=bytes([VERSION - 1]) + fact.text[1:]))


def after_an_upgrade(*before: Record) -> DedupeStage:
    """Give a stage that was restored from what the former version wrote of some records."""
    stage = DedupeStage(DedupeSettings())
    stage.restore(of_another_version(facts_of(before, run(DedupeStage(DedupeSettings()), before))))
    return stage


def test_the_same_text_is_found_by_its_hash() -> None:
    """Where both versions normalise it alike."""
    first, again = log(tagged(id="a"), tagged(id="b", at=MINUTE))

    step = after_an_upgrade(first).apply(again)

    assert methods([step]) == ["exact"]


def test_a_text_like_it_is_not_compared() -> None:
    """Signatures of two versions say nothing of each other, not even how novel a text is."""
    first, edited = log(tagged(id="a"), tagged(EDITED, id="b", at=MINUTE))

    step = after_an_upgrade(first).apply(edited)

    assert methods(steps_of(tagged(id="a"), tagged(EDITED, id="b", at=MINUTE))[1:]) == ["near"]
    assert methods([step]) == ["unique"]
    assert result(step)["nearest"] is None


def test_a_story_that_began_before_goes_on() -> None:
    """Its first text is not compared with, its later ones are."""
    first, same, edited, again = log(
        tagged(id="a"),
        tagged(id="b", at=MINUTE),
        tagged(EDITED, id="a", revision=1, at=2 * MINUTE),
        tagged(EDITED.replace("spring", "summer"), id="c", at=3 * MINUTE),
    )
    stage = after_an_upgrade(first)

    steps = run(stage, [same, edited, again])

    assert methods(steps) == ["exact", "unique", "near"]
    assert len({result(step)["story_id"] for step in steps}) == 1


def test_a_late_revision_is_superseded_without_a_comparison() -> None:
    """How alike it is to what stands cannot be told."""
    first, late = log(tagged(id="a", revision=1), tagged(EDITED, id="a", at=MINUTE))

    step = after_an_upgrade(first).apply(late)

    assert methods([step]) == ["superseded"]
    assert result(step)["similarity"] == 0
