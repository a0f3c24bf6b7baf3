"""The journals of the real stages: whatever becomes of them, restored to the byte, or refused."""

import random
from typing import Final

import pytest

from stream.engine.entry import read_label
from tests.engine.restoring import Changes, history, standing, subjects
from tests.engine.starts import (
    REFUSED,
    RIGHT,
    WRONG,
    at_any_write,
    by_late_workers,
    without_an_entry,
    without_beginning,
    without_end,
)

both_stages: Final = pytest.mark.parametrize("stage", ["dedupe", "window"])


def compacted(draw: random.Random, changes: Changes) -> Changes:
    """Do as the broker's cleaner: the last value of each key; tombstones leave at their time."""
    last = {key: number for number, (key, _) in enumerate(changes)}
    kept = [changes[number] for number in sorted(last.values())]
    return [(key, value) for key, value in kept if value is not None or draw.random() < 0.5]


@both_stages
def test_the_feed_makes_a_journal_do_everything(stage: str) -> None:
    """It merges what was merged before, raises its floor and deletes: else the rest says little."""
    changes = history(stage).changes
    labels = [read_label(stage, value) for _, value in changes if value is not None]
    merged = [label for label in labels if label.last < label.position or label.last - label.first]

    floors = {label.floor for label in labels}
    spans = {label.last - label.first for label in merged}

    assert len(floors) > 10
    assert max(floors) > len(subjects()[stage].records) // 4
    assert max(spans) > 20
    assert sum(value is None for _, value in changes) > 50


@both_stages
def test_a_crash_at_any_write_restores_what_was_finished(stage: str) -> None:
    """Nothing committed is missing, all goes on."""
    assert set(at_any_write(stage)) == {RIGHT}


@both_stages
@pytest.mark.parametrize("seed", range(30))
def test_workers_that_wake_up_late_change_nothing(stage: str, seed: int) -> None:
    """Their entries overlap, and their merges and deletions cross."""
    assert set(by_late_workers(stage, seed)) == {RIGHT}


@both_stages
def test_compaction_changes_nothing(stage: str) -> None:
    """Wherever the broker's cleaner stands, the same entries are read."""
    draw, told = random.Random(1), history(stage).changes

    for length in range(len(told)):
        cleaned = [*compacted(draw, told[:length]), *told[length:]]
        assert standing(cleaned) == standing(told)


@both_stages
def test_a_changelog_without_its_beginning_is_right_or_refused(stage: str) -> None:
    """What was not needed any more may be gone."""
    outcomes = list(without_beginning(stage))

    assert WRONG not in outcomes
    assert outcomes.count(RIGHT) > 10
    assert outcomes.count(REFUSED) > 50


@both_stages
def test_a_changelog_without_its_end_is_right_or_refused(stage: str) -> None:
    """What was committed is not in it."""
    outcomes = list(without_end(stage))

    assert WRONG not in outcomes
    assert outcomes.count(REFUSED) > 50


@both_stages
def test_a_journal_without_an_entry_is_right_or_refused(stage: str) -> None:
    """A hole is seen wherever it is."""
    outcomes = list(without_an_entry(stage))

    assert WRONG not in outcomes
    assert outcomes.count(REFUSED) > 10
