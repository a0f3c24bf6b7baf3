"""The facts of a journal in the order in which a stage folds them.

Not here: which entries must stand (``journal``), what a fact means (``stages``).
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Final

from stream.engine.entry import parse_key, unpack
from stream.stages.contract import Fact

_offset: Final = attrgetter("offset")


def in_order(
    stage: str,
    entries: dict[bytes, bytes],
    floor: int,
    wanted: Callable[[], bool] = lambda: True,
) -> Iterator[Fact]:
    """Take out all entries, and give their facts from ``floor`` on, by offset, each offset once.

    An entry is let go of once its facts are given, for they become a state as large. Each holds
    all facts of its offsets, so of entries that overlap the first one's will do. Ends where they
    are not wanted any more. Raises ``JournalError``.
    """
    following = floor
    for key in sorted(entries):
        value, (_, last) = entries.pop(key), parse_key(key)
        if last < following:
            continue
        if not wanted():
            return
        facts = unpack(stage, value)
        yield from facts[bisect_left(facts, following, key=_offset) :]
        following = last + 1
