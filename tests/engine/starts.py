"""Starts of the real stages from changelogs that something became of, and how each goes on.

Each check gives the outcomes of many starts of one stage, in memory.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from tests.engine.restoring import Changes, History, history, restored, standing, subjects

LAGS: Final = (0, 25)
"""Writes to the changelog that the last commit is behind: a crash comes before the next one."""
RIGHT, WRONG, REFUSED = "goes on as if nothing had happened", "goes on otherwise", "refused"
LATE_WORKERS: Final = 3


def at_any_write(stage: str) -> Iterator[str]:
    """Crash at each write: of an entry, a merge, each deletion."""
    told = history(stage)
    for length in range(len(told.changes) + 1):
        yield _outcome(stage, standing(told.changes[:length]), told.committed[length])


def by_late_workers(stage: str, seed: int) -> Iterator[str]:
    """Have some write one journal in chunks of their own, and merge and delete as each thinks."""
    draw, workers = random.Random(seed), [history(stage, each) for each in range(LATE_WORKERS)]
    cuts, mixed = _interleaved(draw, *(worker.changes for worker in workers))
    committed = max(each.committed[cut] for each, cut in zip(workers, cuts, strict=True))
    yield _outcome(stage, standing(mixed), committed)


def without_beginning(stage: str) -> Iterator[str]:
    """Delete records up to any offset, as retention set by mistake: at several points of time."""
    told = history(stage)
    for length in _some(5, len(told.changes)):
        for begin in range(length + 1):
            entries = standing(told.changes[begin:length])
            for lag in LAGS:
                yield _outcome(stage, entries, told.committed[length - lag])


def without_end(stage: str) -> Iterator[str]:
    """Lose what the broker had acknowledged: at any point, the last few writes, or many."""
    told = history(stage)
    for length in range(0, len(told.changes) + 1, 3):
        entries = standing(told.changes[:length])
        for later in sorted({min(length + lost, len(told.changes)) for lost in (1, 4, 40)}):
            yield _outcome(stage, entries, told.committed[later])


def without_an_entry(stage: str) -> Iterator[str]:
    """Lose one, whichever it is, at several points of time."""
    told = history(stage)
    for length in _some(20, len(told.changes)):
        for key in standing(told.changes[:length]):
            for lag in LAGS:
                committed = told.committed[max(0, length - lag)]
                yield _outcome(stage, _without(told, length, key), committed)


def _outcome(stage: str, entries: Mapping[bytes, bytes], committed: int) -> str:
    """Say what a start of a stage from these entries leads to."""
    return _cached_outcome(stage, tuple(entries.items()), committed)


@cache
def _cached_outcome(stage: str, entries: tuple[tuple[bytes, bytes], ...], committed: int) -> str:
    subject = subjects()[stage]
    start = restored(subject, dict(entries), committed)
    if start is None:
        return REFUSED
    return RIGHT if subject.goes_on(*start) else WRONG


def _some(count: int, length: int) -> Sequence[int]:
    """Give so many lengths, far apart, the whole among them."""
    return [round(length * number / count) for number in range(1, count + 1)]


def _interleaved(draw: random.Random, *logs: Changes) -> tuple[list[int], Changes]:
    """Give a beginning of each log, drawn, and them mixed in a drawn order that keeps theirs."""
    cuts = [draw.randint(len(log) // 2, len(log)) for log in logs]
    order = [number for number, cut in enumerate(cuts) for _ in range(cut)]
    draw.shuffle(order)
    following = [iter(log) for log in logs]
    return cuts, [next(following[number]) for number in order]


def _without(told: History, length: int, key: bytes) -> Mapping[bytes, bytes]:
    """Give the entries that stand at a length, but for one."""
    return {each: value for each, value in standing(told.changes[:length]).items() if each != key}
