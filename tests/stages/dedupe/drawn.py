"""Feeds drawn to collide: few texts, articles and times, maxima so small that all of them bite.

No test of its own. Not here: what must hold of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from hypothesis import strategies as st

from stream.models import Action, Idle, Origin, Tagged
from stream.stages.contract import Record
from stream.stages.dedupe import DedupeSettings
from tests.stages.choices import Choices
from tests.stages.dedupe.examples import BITCOIN, HOUR, OTHER, STORY, heartbeat, idle, log, tagged

FAMILY: Final = tuple(
    STORY.replace("said", verb)
    for verb in ("told", "wrote", "held", "let", "felt", "knew", "meant", "found", "heard", "swore")
)
"""Texts as near to each other as can be: each search finds as many as it may look at."""
TWICE: Final = tuple(" ".join([OTHER] * times) for times in (2, 3, 4, 5))
"""Texts of the same pairs of words: whatever resembles one resembles all of them as much."""
TEXTS: Final = (
    STORY,
    *FAMILY,
    OTHER,
    *TWICE,
    *TWICE,
    STORY[: len(STORY) * 6 // 10],
    f"{OTHER} {STORY}",
    f"Sign up for our daily letter. {STORY} All rights reserved by the publisher of this page.",
    *(BITCOIN.format(price) for price in ("95,000", "94,000", "93,000")),
    "Short",
    "...",
)
SOURCES: Final = {"w": "wire", "b": "blog", "p": "post"}
ARTICLES: Final = tuple(f"{source}{number}" for source in SOURCES for number in range(6))
TICKERS: Final = (("equity:TSM",), ("equity:TSM", "equity:AMAT"), ("crypto:BTC",), ())
ACTIONS: Final[tuple[Action, ...]] = (
    *("publish",) * 12,
    "correct",
    "correct",
    "retract",
    "heartbeat",
)
BRISK: Final = (*(0,) * 12, 1, 1, 1, -1)
WEEKS: Final = (*BRISK, 7, 50, 80, 200, -60, -200)
MOODS: Final[tuple[tuple[Sequence[str], Sequence[int]], ...]] = (
    (TEXTS, WEEKS),
    ((*FAMILY, *TEXTS[:3], OTHER), BRISK),
    ((*TWICE, *TEXTS[-6:]), BRISK),
)
"""Which texts a feed is made of, and how many hours lie between them."""

tiny = st.builds(
    DedupeSettings,
    raw_partitions=st.sampled_from((1, 2)),
    max_articles=st.sampled_from((3, 5, 8, 16)),
    max_identities=st.integers(4, 10),
)
"""Policies under which texts and articles are forgotten in nearly every feed."""
lasting = st.builds(
    DedupeSettings,
    raw_partitions=st.sampled_from((1, 2)),
    max_articles=st.integers(3, 8),
    retention=st.just(timedelta(days=36_500)),
)
"""Policies that forget texts, but no article and so no story."""


class Feed:
    """A feed that is told by numbers; each says what the next record is.

    Raw partitions, heartbeats and idleness, repeats of a former article, and fresh ones.
    """

    def __init__(self, mood: int) -> None:
        self._texts, self._hours = MOODS[mood]
        self.records: list[Record] = []
        self.news: list[Tagged | Idle] = []
        self._now = timedelta(0)
        self._following = [0, 0]

    def read(self, number: int) -> Record:
        """Give the record that a number stands for, at the next offset."""
        news = self._news(Choices(number))
        (record,) = log(news)
        record = record._replace(offset=len(self.records))
        self.records.append(record)
        self.news.append(news)
        return record

    def _news(self, choices: Choices) -> Tagged | Idle:
        kind, partition = choices.of(range(12)), choices.of((0, 1))
        if kind == 0:
            return idle(partition, max(0, self._following[partition] - choices.of((0, 0, 1))))
        former = [each for each in self.news if isinstance(each, Tagged) and each.article.id]
        found = choices.of(former[-6:]) if kind in {1, 2} and former else self._fresh(choices)
        place = self._following[partition]
        self._following[partition] += 1
        return replace(found, origin=Origin(f"{partition}:{place}"))

    def _fresh(self, choices: Choices) -> Tagged:
        shift, action = choices.of(self._hours), choices.of(ACTIONS)
        self._now += max(0, shift) * HOUR
        if action == "heartbeat":
            return heartbeat(self._now)
        id_ = choices.of(ARTICLES)
        return tagged(
            choices.of(("", *self._texts) if action == "retract" else self._texts),
            id=id_,
            source=SOURCES[id_[0]],
            at=self._now + min(0, shift) * HOUR,
            received=self._now,
            action=action,
            revision=choices.of((0, 0, 0, 1, 2)),
            tickers=choices.of(TICKERS),
        )


def told(mood: int, numbers: Iterable[int]) -> Feed:
    """Give the feed of a mood that numbers tell."""
    feed = Feed(mood)
    for number in numbers:
        feed.read(number)
    return feed


moods = st.sampled_from(range(len(MOODS)))
numbers = st.integers(0, 2**48)
feeds = st.builds(told, moods, st.lists(numbers, min_size=10, max_size=50))
