"""The stage ``tag``: raw articles in, tagged ones out, with their fingerprint in a header.

It has no state: each record is decided alone. Not here: how tickers are found (``tagger``),
what a fingerprint holds (``stages/text``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from stream import codec
from stream.gazetteer import Gazetteer
from stream.models import Article, Idle, Origin, Rejected, Rule, Tag, Tagged, Topic
from stream.stages import text
from stream.stages.contract import Count, Fact, Header, Output, Record, Status, Step, origin
from stream.stages.tag import tagger

ORIGIN_HEADER: Final = "newsfeed-origin"


@dataclass(frozen=True, slots=True, kw_only=True)
class TagSettings:
    """How far a producer's clock may run ahead of Kafka's.

    Beyond ``clock_tolerance`` it is counted as an anomaly, beyond ``future_limit`` the article
    is rejected.
    """

    clock_tolerance: timedelta = timedelta(minutes=5)
    future_limit: timedelta = timedelta(days=1)


class TagStage:
    """Tags articles. Instances share one ``Tagger``, which is costly to build, by ``tagger``."""

    def __init__(self, settings: TagSettings, gazetteer: Gazetteer) -> None:
        self._settings = settings
        self._tagger = tagger.of(gazetteer)
        self._model = model(gazetteer)

    def apply(self, record: Record) -> Step:
        """Tag one article; a heartbeat passes without tags.

        Raises ``Rejected`` with a reason of ``codec.decode_article``, or ``future``.
        """
        article = codec.decode_article(record.value)
        counts = self._clock_counts(article, record.timestamp)
        if article.action == "heartbeat":
            output = self._output(record, article, ())
            return Step("heartbeat", (output,), None, counts, record.timestamp)
        tags = self._tagger.tags(article)
        fingerprint = (text.SIGNATURE_HEADER, text.fingerprint(article.title, article.body))
        output = self._output(record, article, tags, fingerprint)
        return Step("tagged", (output,), None, (*counts, *_tag_counts(tags)), record.timestamp)

    def outputs(self) -> Sequence[Output]:
        """Give nothing: every record's output left with it."""
        return ()

    def gathered(self) -> Sequence[Count]:
        """Give nothing, as ``outputs``."""
        return ()

    def restore(self, facts: Iterable[Fact]) -> None:
        """Do nothing: there are no facts."""

    def expired(self) -> int:
        """Give 0: there are no facts to expire."""
        return 0

    def slim(self, fact: Fact) -> Fact:
        """Give the fact as it is."""
        return fact

    def status(self) -> Status:
        """Give an empty state."""
        return Status()

    def _clock_counts(self, article: Article, received_at: datetime) -> tuple[Count, ...]:
        ahead = article.published_at - received_at
        if ahead > self._settings.future_limit:
            raise Rejected("future", f"published_at is {ahead} ahead of its arrival")
        if ahead > self._settings.clock_tolerance:
            return (Count("clock_anomalies", "ahead"),)
        return ()

    def _output(
        self, record: Record, article: Article, tags: tuple[Tag, ...], *headers: Header
    ) -> Output:
        came_from = origin(record)
        tagged = Tagged(
            article=article,
            origin=came_from,
            received_at=record.timestamp,
            model=self._model,
            tags=tags,
        )
        event = codec.cloud_event(
            "tagged", id=f"{came_from}@{self._model}", source="tag", time=record.timestamp
        )
        event += ((ORIGIN_HEADER, came_from.encode()), *headers)
        return Output(Topic.TAGGED, article.id.encode(), codec.encode_tagged(tagged), event)


def model(gazetteer: Gazetteer) -> str:
    """Name what decides about tags: the versions of gazetteer, tagger and fingerprint."""
    return f"{gazetteer.version}/{tagger.VERSION}/{text.VERSION}"


def idle_record(partition: int, next_offset: int, at: datetime) -> Output:
    """Say that a raw partition was read up to (not including) that offset and nothing came."""
    place = Origin(f"{partition}:{next_offset}")
    event = codec.cloud_event("idle", id=f"idle:{place}", source="tag", time=at)
    event.append((ORIGIN_HEADER, place.encode()))
    return Output(Topic.TAGGED, None, codec.encode(Idle(origin=place)), event)


def _tag_counts(tags: Iterable[Tag]) -> list[Count]:
    """Count tags by the rule of their first evidence, each once."""
    rules: dict[Rule, int] = {}
    for tag in tags:
        rule = tag.evidence[0].rule
        rules[rule] = rules.get(rule, 0) + 1
    return [Count("tags", rule, amount) for rule, amount in sorted(rules.items())]
