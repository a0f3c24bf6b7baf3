"""One feed through the real stages ``tag`` and ``dedupe`` in memory, and what became of each piece.

Not here: what ought to become of it (``stocknet``, ``judging``).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

import msgspec

from stream import codec
from stream.gazetteer import Gazetteer
from stream.models import EPOCH, Article, Duplicate, Method, Topic, Unique
from stream.stages.contract import Output, Record
from stream.stages.dedupe import DedupeSettings, DedupeStage
from stream.stages.tag import TagSettings, TagStage

SETTINGS: Final = DedupeSettings()
"""Those of a flow that is told nothing: one configuration for all that is measured."""
TAGGED: Final = 2_048
"""Records whose tags are kept for the next feed."""

_unique = msgspec.json.Decoder(Unique)
_duplicate = msgspec.json.Decoder(Duplicate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What ``dedupe`` said of an article.

    A copy has ``method`` and is one of ``of``, so similar. Anything else has a ``novelty``, and
    ``of`` is the nearest, if there is one: it has resemblance, no more.
    """

    article_id: str
    story_id: str
    of: str | None
    similarity: float
    method: Method | None = None
    novelty: float | None = None


Find = Callable[[Iterable[Article]], Iterator[Outcome]]
"""What becomes of each article of a feed, in the order in which they come."""


def through(gazetteer: Gazetteer) -> Find:
    """Give the way through both stages; each feed starts with an empty memory.

    An article is received when it is published, and its place in the log follows from that: one
    that comes in feed after feed is the same record each time, and tagged once.
    """
    tag = TagStage(TagSettings(), gazetteer)

    @lru_cache(maxsize=TAGGED)
    def tagged(value: bytes, offset: int, time: datetime) -> Output:
        [output] = tag.apply(Record(0, offset, time, None, value)).outputs
        return output

    def find(articles: Iterable[Article]) -> Iterator[Outcome]:
        dedupe = DedupeStage(SETTINGS)
        offset = 0
        for number, article in enumerate(articles):
            time = article.published_at
            offset = max(offset + 1, (time - EPOCH) // timedelta(microseconds=1))
            output = tagged(codec.encode(article), offset, time)
            record = Record(0, number, time, output.key, output.value, output.headers)
            yield _outcome(dedupe.apply(record).outputs)

    return find


def _outcome(outputs: Sequence[Output]) -> Outcome:
    """Read the one record that says what became of an article."""
    [result] = [each for each in outputs if each.topic in {Topic.UNIQUE, Topic.DUPLICATES}]
    if result.topic == Topic.DUPLICATES:
        return _copy(_duplicate.decode(result.value or b""))
    unique = _unique.decode(result.value or b"")
    return Outcome(
        article_id=unique.article.id,
        story_id=unique.story_id,
        of=unique.nearest.article_id if unique.nearest else None,
        similarity=unique.nearest.similarity if unique.nearest else 0.0,
        novelty=unique.novelty,
    )


def _copy(duplicate: Duplicate) -> Outcome:
    return Outcome(
        article_id=duplicate.article_id,
        story_id=duplicate.story_id,
        of=duplicate.duplicate_of,
        similarity=duplicate.similarity,
        method=duplicate.method,
    )
