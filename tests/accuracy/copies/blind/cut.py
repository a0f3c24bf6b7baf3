"""What is left of a text where there is no room for all: some 60 % of its words.

Not here: anything put in its place but the sign that there was more.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from random import Random
from typing import Final

from tests.accuracy.copies.blind.prose import joined, length, paragraphs, sentences, some
from tests.accuracy.copies.blind.slots import filled
from tests.accuracy.copies.kit import Edit, Text

LEAST: Final = 0.56
MOST: Final = 0.66

Place = tuple[int, str]
"""A sentence and the number of its paragraph."""


def _goal(text: Text, rng: Random) -> int:
    """Draw how many words are left."""
    return round(length(text.body) * rng.uniform(LEAST, MOST))


def _first(body: str, words: int) -> str:
    """Give that many words from the beginning, with what parts them."""
    end = [word.end() for word in re.finditer(r"\S+", body)][words - 1]
    return body[:end]


def _last(body: str, words: int) -> str:
    return body[[word.start() for word in re.finditer(r"\S+", body)][-words] :]


def _ended(end: str, text: Text, rng: Random) -> Text:
    """Stop after some word, with what feeds put there."""
    body = _first(text.body, _goal(text, rng))
    missing = str(len(text.body) - len(body))
    return text._replace(body=body + filled(end, rng, {"missing": missing}))


def _midword(text: Text, rng: Random) -> Text:
    """Stop at a character, wherever it stands, but in no number."""
    body = _first(text.body, _goal(text, rng))
    cut = re.sub(r"(?<=[a-z]{2})[a-z]+\W*$", "", body)
    return text._replace(body=f"{cut}...")


def _places(body: str) -> list[Place]:
    return [(row, each) for row, part in enumerate(paragraphs(body)) for each in sentences(part)]


def _laid(places: list[Place]) -> str:
    rows = sorted({row for row, _ in places})
    return joined(" ".join(each for at, each in places if at == row) for row in rows)


def _whole(text: Text, rng: Random) -> Text:
    """Stop after a sentence; where the next one would be too much, within it."""
    goal, kept = _goal(text, rng), list[Place]()
    for place in _places(text.body):
        if length(_laid([*kept, place])) > goal:
            break
        kept.append(place)
    body = _laid(kept)
    if length(body) < 0.53 * length(text.body):
        body = _first(text.body, goal)
    return text._replace(body=body)


def _thinned(
    droppable: Callable[[list[Place], Random], list[int]], text: Text, rng: Random
) -> Text:
    """Drop sentences in the order given until few enough words are left; then the end."""
    goal, places = _goal(text, rng), _places(text.body)
    gone: set[int] = set()
    for index in droppable(places, rng):
        rest = [each for at, each in enumerate(places) if at not in gone | {index}]
        if length(_laid(rest)) < 0.53 * length(text.body):
            continue
        gone.add(index)
        if length(_laid(rest)) <= goal:
            break
    body = _laid([each for at, each in enumerate(places) if at not in gone])
    return text._replace(body=_first(body, min(goal, length(body))))


def _any(places: list[Place], rng: Random) -> list[int]:
    """Drop any sentence but the first."""
    return rng.sample(range(1, len(places)), len(places) - 1)


def _speech(places: list[Place], rng: Random) -> list[int]:
    """Drop what is quoted, then from the end."""
    indexes = list(range(len(places) - 1, 0, -1))
    return sorted(indexes, key=lambda at: not re.search(r'["“”]', places[at][1]))


def _longest(places: list[Place], rng: Random) -> list[int]:
    """Drop the longest ones first, the lead never."""
    return sorted(range(1, len(places)), key=lambda at: -len(places[at][1]))


def _asides(text: Text, rng: Random) -> Text:
    """Drop the ends of sentences after a comma, then end where there is no more room."""

    def short(sentence: str) -> str:
        head, comma, rest = sentence.rpartition(", ")
        closed = head.count('"') % 2 == 0 and not re.search(r"[“”]", sentence)
        return f"{head}." if comma and closed and length(rest) < length(head) else sentence

    places = [(row, short(each)) for row, each in _places(text.body)]
    body = _laid(places)
    return text._replace(body=_first(body, min(_goal(text, rng), length(body))))


def _beheaded(text: Text, rng: Random) -> Text:
    """Lose the beginning, as readers of pages do that take a lead for a teaser."""
    return text._replace(body=_last(text.body, _goal(text, rng)))


def _middle(text: Text, rng: Random) -> Text:
    """Lose some of both ends."""
    goal = _goal(text, rng)
    front = round(length(text.body) * rng.uniform(0.08, 0.25))
    return text._replace(body=_first(_last(text.body, length(text.body) - front), goal))


def _ends(text: Text, rng: Random) -> Text:
    """Lose the middle."""
    goal = _goal(text, rng)
    front = round(goal * rng.uniform(0.4, 0.8))
    body = f"{_first(text.body, front)} [...] {_last(text.body, goal - front)}"
    return text._replace(body=body)


def _scattered(text: Text, rng: Random) -> Text:
    """Lose paragraphs anywhere, and the end of what is then too long."""
    parts = paragraphs(text.body)
    body = joined([parts[0], *some(parts[1:], 0.75, rng)])
    if length(body) < 0.53 * length(text.body):
        body = text.body
    return text._replace(body=_first(body, min(_goal(text, rng), length(body))))


def _tagged(text: Text, rng: Random) -> Text:
    """Stop in the markup of a page, whose tags stay open."""
    body = _first(text.body, _goal(text, rng))
    marked = "</p><p>".join(paragraphs(body))
    return text._replace(body=f'<div class="teaser"><p>{marked} <a href="/full"')


def _unheaded(text: Text, rng: Random) -> Text:
    return Text("", _ended("", text, rng).body)


ENDS: Final[Mapping[str, str]] = {
    "nothing": "",
    "dots": "…",
    "three dots": " ...",
    "brackets": " [...]",
    "count": "… [+{missing} chars]",
    "more": " (more)",
    "read more": "... Read more »",
    "continue": " [Continue reading]",
    "subscribe": "\n\nTo continue reading, log in or subscribe to {site}.",
    "full story": "…\n\nRead the full story at {site}",
    "entity": " [&#8230;]",
}

CUT: Final[Mapping[str, Edit]] = {
    **{f"ends with {name}": partial(_ended, end) for name, end in ENDS.items()},
    "ends in a word": _midword,
    "ends with a sentence": _whole,
    "ends in markup": _tagged,
    "no headline": _unheaded,
    "sentences out": partial(_thinned, _any),
    "speech out": partial(_thinned, _speech),
    "long sentences out": partial(_thinned, _longest),
    "asides out": _asides,
    "beginning out": _beheaded,
    "middle out": _ends,
    "both ends out": _middle,
    "paragraphs out": _scattered,
}
