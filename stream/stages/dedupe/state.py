"""All that ``dedupe`` remembers, as a fold over its journal: one way in, ``commit``.

Every fact carries the watermark and its story as they were then, so what is forgotten depends on
nothing before the oldest fact needed: restoring from there gives the same state.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import msgspec

from stream.stages.contract import Count, Kind
from stream.stages.dedupe.articles import ARTICLE_BYTES, Articles
from stream.stages.dedupe.expiry import HOUR, over
from stream.stages.dedupe.facts import Held, JournalFact, StoryState, unpack_held
from stream.stages.dedupe.index import TEXT_BYTES, Text, TextIndex, content_of
from stream.stages.dedupe.settings import DedupeSettings
from stream.stages.dedupe.story import STORY_BYTES, Stories, within
from stream.stages.dedupe.watermark import Clock


class State:
    """Time, stories, articles and texts; decisions read it, ``commit`` alone changes it."""

    __slots__ = ("_hour", "articles", "clock", "end", "evicted", "horizon", "stories", "texts")

    def __init__(self, policy: DedupeSettings) -> None:
        self.horizon = _micros(policy.horizon)
        self.end = 0
        self._hour: int | None = None
        self.evicted: Counter[Kind] = Counter()
        self.clock = Clock(raw_partitions=policy.raw_partitions, lateness=_micros(policy.lateness))
        self.stories = Stories()
        self.articles = Articles(
            self.stories, retention=_micros(policy.retention), limit=policy.max_identities
        )
        self.texts = TextIndex(
            self.stories,
            horizon=self.horizon,
            limit=policy.max_articles,
            min_words=policy.min_words,
        )

    def commit(self, offset: int, fact: JournalFact, held: Held | None = None) -> None:
        """Take over what one record changed; ``held`` is that of the fact, if it is at hand."""
        self.clock.commit(offset, fact)
        if fact.held is not None and fact.story is not None:
            self._take(offset, fact, held or unpack_held(fact.held), fact.held, fact.story)
        self._sweep(fact.watermark)
        self.end = offset + 1

    def reaches(self, text: Text, time: int) -> bool:
        """Say whether an article of this event time can be a copy of a text."""
        return within(self.stories[text.story], time, self.horizon)

    def expired(self) -> int:
        """Give the lowest input offset whose fact is still needed."""
        oldest = min(self.articles.oldest(self.end), self.texts.oldest(self.end))
        return min(oldest, self.clock.read_at)

    def slimmed(self, offset: int, fact: JournalFact) -> JournalFact:
        """Leave out the text of a fact that is searched no more; its place stays counted."""
        if fact.text is None:
            return fact
        content = content_of(fact.text)
        text = self.texts.same(content)
        if text is not None and text.offset == offset:
            return fact
        return msgspec.structs.replace(fact, text=content, subjects=b"")

    def evictions(self) -> Sequence[Count]:
        """Count what maxima pushed out before its time since they were last asked for."""
        counts = [Count("evicted", kind, amount) for kind, amount in sorted(self.evicted.items())]
        self.evicted.clear()
        return [count for count in counts if count.amount]

    def size(self) -> int:
        """Estimate the bytes of memory taken."""
        articles = ARTICLE_BYTES * len(self.articles) + self.articles.packed_bytes
        texts = TEXT_BYTES * len(self.texts) + self.texts.packed_bytes
        return articles + texts + STORY_BYTES * len(self.stories)

    def _sweep(self, watermark: int | None) -> None:
        """Forget what is past its time, by the hour, and then what is beyond the maximum."""
        hour = None if watermark is None else watermark // HOUR
        if hour != self._hour:
            self._hour = hour
            self.articles.sweep(watermark)
            self.texts.sweep(watermark)
        if pushed_out := self.articles.trim():
            self.evicted["identities"] += pushed_out

    def _take(
        self, offset: int, fact: JournalFact, held: Held, packed: bytes, story: StoryState
    ) -> None:
        self.stories.put(story)
        self.stories.refer(story.id)
        self.articles.put(offset, held, packed, fact.watermark)
        if fact.text is not None:
            self.evicted["texts"] += self._bites(fact.watermark)
            self.texts.add(offset, story.id, held, fact.text, fact.subjects)
        self.stories.release(story.id)

    def _bites(self, watermark: int | None) -> bool:
        """Say whether the next text pushes out one that the horizon would keep."""
        text = self.texts.leaving()
        return text is not None and not over(
            self.stories[text.story].last + self.horizon, watermark
        )


def _micros(duration: timedelta) -> int:
    return duration // timedelta(microseconds=1)
