"""Lists of other words for the same, and how few of them are put into a text.

Not here: edits that move or drop whole sentences (``edited``).
"""

import re
from collections.abc import Mapping, Sequence
from random import Random
from typing import Final, NamedTuple

from tests.accuracy.copies.blind.prose import COMMON, length, some
from tests.accuracy.copies.blind.sections import sections

LISTS: Final[Mapping[str, Sequence[str]]] = {
    each.heading: each.body.splitlines() for each in sections("wordings.txt")
}
MOST: Final = 0.04
"""Share of the words that a light hand changes, at most."""


class Change(NamedTuple):
    """Characters from ``start`` to ``end`` become ``text``."""

    start: int
    end: int
    text: str


Wording = Mapping[str, Sequence[str]]
"""What may stand for a word or phrase."""


def wording(name: str) -> Wording:
    """Read a list of ``this: that, or that``."""
    pairs = (line.split(": ", 1) for line in LISTS[name])
    return {found: tuple(instead.split(", ")) for found, instead in pairs}


def reworded(body: str, words: Wording, rng: Random) -> str:
    """Put other words for some, as many as a light hand does."""
    longest = sorted(words, key=lambda each: (-len(each), each))
    pattern = re.compile(rf"(?<![\w'’$-])(?:{'|'.join(map(re.escape, longest))})(?![\w'’-])")
    changes = [
        Change(found.start(), found.end(), rng.choice(words[found.group()]))
        for found in pattern.finditer(body)
    ]
    return few(body, changes, rng)


def few(body: str, changes: Sequence[Change], rng: Random) -> str:
    """Make at most four changes in a hundred words, one at least if there is one."""
    share = rng.uniform(0.01, MOST) * length(body) / max(1, len(changes))
    for change in reversed(some(changes, min(1.0, share), rng)):
        body = body[: change.start] + change.text + body[change.end :]
    return body


def small(body: str, least: int = 1) -> list[re.Match[str]]:
    """Find the words in small letters, of so many letters at least, outside of quotes or within."""
    return [word for word in COMMON.finditer(body) if len(word.group()) >= least]
