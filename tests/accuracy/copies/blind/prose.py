"""A body as paragraphs, sentences and words, and put together again.

Not here: what is done to them.
"""

import re
from collections.abc import Callable, Iterable
from random import Random
from typing import Final, TypeVar

Item = TypeVar("Item")

GAP: Final = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘$(]?[A-Z0-9])")
"""Where a sentence may end."""

ABBREVIATION: Final = re.compile(
    r"(?:\b(?:Inc|Corp|Ltd|Co|Mr|Ms|Mrs|Dr|St|No|vs|[A-Z]|[ap]\.m"
    r"|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)"
    r"|\.[A-Z])\.$"
)
"""What ends with a full stop and does not end a sentence."""

COMMON: Final = re.compile(r"(?<![\w'’-])[a-z]+(?![\w'’-])")
"""A word in small letters: no name, no number, no part of one."""


def paragraphs(body: str) -> list[str]:
    """Part a body at its blank lines."""
    return [part for part in re.split(r"\n\s*\n", body) if part.strip()]


def joined(parts: Iterable[str]) -> str:
    """Put paragraphs together."""
    return "\n\n".join(part for part in parts if part)


def sentences(paragraph: str) -> list[str]:
    """Part a paragraph into sentences; joined by a space they are the paragraph."""
    found, start = [], 0
    for gap in GAP.finditer(paragraph):
        end = gap.start() + len(gap.group().rstrip())
        if not ABBREVIATION.search(paragraph[start : gap.start()]):
            found.append(paragraph[start:end])
            start = gap.end()
    return [*found, paragraph[start:]]


def of_each_paragraph(body: str, change: Callable[[str], str]) -> str:
    """Change every paragraph by itself; one that is left empty goes."""
    return joined(change(part) for part in paragraphs(body))


def length(text: str) -> int:
    """Count the words."""
    return len(text.split())


def plain(sentence: str) -> bool:
    """Tell whether a sentence names nothing: no number, and no capital after the first word."""
    return not re.search(r"\d", sentence) and not re.search(r"(?<=\w )[\"“]?[A-Z]", sentence)


def some(items: Iterable[Item], share: float, rng: Random) -> list[Item]:
    """Choose that share of them, one at least if there is one, in their order."""
    pool = list(items)
    chosen = rng.sample(range(len(pool)), min(len(pool), max(1, round(share * len(pool)))))
    return [pool[index] for index in sorted(chosen)]
