"""Stories: an article and its copies. A story is remembered as long as anything refers to it."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from sys import intern
from typing import Final

import xxhash

from stream.stages.dedupe.facts import StoryState
from stream.stages.dedupe.intake import SeenArticle

STORY_BYTES: Final = 500
"""Measured among many worn in: what a story of a few tickers takes."""


@dataclass(slots=True)
class _Kept:
    state: StoryState
    references: int = 0


class Stories:
    """The latest state of each story that an article or a searched text belongs to."""

    __slots__ = ("_kept",)

    def __init__(self) -> None:
        self._kept: dict[int, _Kept] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def __getitem__(self, story: int) -> StoryState:
        return self._kept[story].state

    def __contains__(self, story: object) -> bool:
        return story in self._kept

    def put(self, state: StoryState) -> None:
        """Let a story be as it is now."""
        kept = self._kept.get(state.id)
        if kept is None:
            self._kept[state.id] = _Kept(state)
        else:
            kept.state = state

    def refer(self, story: int) -> None:
        """Keep a story for one more that belongs to it."""
        self._kept[story].references += 1

    def release(self, story: int) -> None:
        """Let go of a story for one that belonged to it; without any it is forgotten."""
        kept = self._kept[story]
        kept.references -= 1
        if kept.references == 0:
            del self._kept[story]


def begun(article: SeenArticle, time: int, known: Container[int]) -> StoryState:
    """Begin the story of an article that is a copy of nothing.

    Its id comes from the article's identity, so that any replay of the feed gives it the same one,
    whatever the offsets. An identity that was forgotten before its story was begins another.
    """
    name = f"{article.source}\x1f{article.id}"
    story = xxhash.xxh3_64_intdigest(name.encode())
    while story in known:
        story = xxhash.xxh3_64_intdigest(name.encode(), seed=story)
    return StoryState(story, time, time, 1, ())


def continued(story: StoryState, time: int, *, copies: int) -> StoryState:
    """Give a story after one more of its records, seen at this event time."""
    last = max(story.last, time)
    return StoryState(story.id, story.first, last, story.count + copies, story.tickers)


def known_for(story: StoryState, tickers: Iterable[str]) -> StoryState:
    """Give a story with the tickers it has a novel mention of; all stories share their names."""
    names = tuple(map(intern, tickers))
    return StoryState(story.id, story.first, story.last, story.count, names)


def within(story: StoryState, time: int, horizon: int) -> bool:
    """Say whether an event time is near enough to a story for its texts to be copies."""
    return story.first - horizon <= time <= story.last + horizon


def seconds_since_first(story: StoryState, time: int) -> float:
    """Give the event time since the story's first article, 0 where the copy's is earlier."""
    return max(0, time - story.first) / 1_000_000


def story_id(story: int) -> str:
    """Write a story's number as it stands on the wire: 16 hexadecimal digits."""
    return f"{story:016x}"
