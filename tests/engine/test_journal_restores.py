"""The journals of the real stages: whatever becomes of them, restored to the byte, or refused."""

import random
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

import pytest

from stream.engine.entry import read_label
from tests.engine.restoring import (
    Changes,
    History,
    history,
    restored,
    standing,
    subjects,
)

both_stages: Final = pytest.mark.parametrize("stage", ["dedupe", "window"])

LAGS: Final = (0, 25)
"""Writes to the changelog that the last commit is behind: a crash comes before the next one."""
RIGHT, WRONG, REFUSED = "goes on as if nothing had happened", "goes on otherwise", "refused"


def outcome(stage: str, entries: Mapping[bytes, bytes], committed: int) -> str:
    """Say what a start of a stage from these entries leads to."""
    return _outcome(stage, tuple(entries.items()), committed)


@cache
def _outcome(stage: str, entries: tuple[tuple[bytes, bytes], ...], committed: int) -> str:
    subject = subjects()[stage]
    start = restored(subject, dict(entries), committed)
    if start is None:
        return REFUSED
    return RIGHT if subject.goes_on(*start) else WRONG


def some(count: int, length: int) -> Sequence[int]:
    """Give so many lengths, far apart, the whole among them."""
    return [round(length * number / count) for number in range(1, count + 1)]


def interleaved(draw: random.Random, *logs: Changes) -> tuple[list[int], Changes]:
    """Give a beginning of each log, drawn, and them mixed in a drawn order that keeps theirs."""
    cuts = [draw.randint(len(log) // 2, len(log)) for log in logs]
    order = [number for number, cut in enumerate(cuts) for _ in range(cut)]
    draw.shuffle(order)
    following = [iter(log) for log in logs]
    return cuts, [next(following[number]) for number in order]


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
    """Of an entry, a merge, each deletion: nothing committed is missing, all goes on."""
    told = history(stage)

    outcomes = {
        outcome(stage, standing(told.changes[:length]), told.committed[length])
        for length in range(len(told.changes) + 1)
    }

    assert outcomes == {RIGHT}


@both_stages
@pytest.mark.parametrize("seed", range(30))
def test_workers_that_wake_up_late_change_nothing(stage: str, seed: int) -> None:
    """Three write one journal in chunks of their own, and merge and delete as each thinks fit."""
    draw, workers = random.Random(seed), [history(stage, worker) for worker in range(3)]

    cuts, mixed = interleaved(draw, *(worker.changes for worker in workers))
    committed = max(each.committed[cut] for each, cut in zip(workers, cuts, strict=True))

    assert outcome(stage, standing(mixed), committed) == RIGHT


@both_stages
def test_compaction_changes_nothing(stage: str) -> None:
    """Wherever the broker's cleaner stands, the same entries are read."""
    draw, told = random.Random(1), history(stage).changes

    for length in range(len(told)):
        cleaned = [*compacted(draw, told[:length]), *told[length:]]
        assert standing(cleaned) == standing(told)


@both_stages
def test_a_changelog_without_its_beginning_is_right_or_refused(stage: str) -> None:
    """Records deleted up to any offset, retention set by mistake: at several points of time."""
    told = history(stage)

    outcomes = [
        outcome(stage, standing(told.changes[begin:length]), told.committed[length - lag])
        for length in some(5, len(told.changes))
        for begin in range(length + 1)
        for lag in LAGS
    ]

    assert WRONG not in outcomes
    assert outcomes.count(RIGHT) > 10
    assert outcomes.count(REFUSED) > 50


@both_stages
def test_a_changelog_without_its_end_is_right_or_refused(stage: str) -> None:
    """A broker that lost what it had acknowledged: at any point, the last few writes, or many."""
    told = history(stage)
    lengths = range(0, len(told.changes) + 1, 3)

    outcomes = [
        outcome(stage, standing(told.changes[:length]), told.committed[later])
        for length in lengths
        for later in {min(length + lost, len(told.changes)) for lost in (1, 4, 40)}
    ]

    assert WRONG not in outcomes
    assert outcomes.count(REFUSED) > 50


@both_stages
def test_a_journal_without_an_entry_is_right_or_refused(stage: str) -> None:
    """Whichever it is, at several points of time."""
    told = history(stage)

    outcomes = [
        outcome(stage, without(told, length, key), told.committed[max(0, length - lag)])
        for length in some(20, len(told.changes))
        for key in standing(told.changes[:length])
        for lag in LAGS
    ]

    assert WRONG not in outcomes
    assert outcomes.count(REFUSED) > 10


def without(told: History, length: int, key: bytes) -> Mapping[bytes, bytes]:
    """Give the entries that stand at a length, but for one."""
    return {each: value for each, value in standing(told.changes[:length]).items() if each != key}
