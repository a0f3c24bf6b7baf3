"""The records that go out, with the headers that make their repeats known.

Not here: what is decided (``decide``).
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, Literal

from stream import codec
from stream.models import (
    Change,
    Duplicate,
    Idle,
    Mark,
    Mention,
    Method,
    Nearest,
    Origin,
    TickerId,
    Topic,
)
from stream.stages.contract import EVERY_PARTITION, Header, Output
from stream.stages.dedupe.case import Case
from stream.stages.dedupe.facts import Held, HeldMention, StoryState, moment
from stream.stages.dedupe.match import Match
from stream.stages.dedupe.mentions import Revision
from stream.stages.dedupe.story import seconds_since_first, story_id

_SOURCE: Final = "dedupe"


def unique_of(case: Case, story: StoryState, change: Change, match: Match | None) -> Output:
    """Give the record of ``news.unique``: the tagged article as it came, and its story."""
    near = match and Nearest(article_id=match.text.article_id, similarity=match.similarity / 1000)
    value = codec.extend(
        case.value.rstrip(),
        {
            "story_id": story_id(story.id),
            "change": change,
            "novelty": (1000 - (match.similarity if match else 0)) / 1000,
            "nearest": near,
        },
    )
    key = case.tagged.article.id.encode()
    return Output(Topic.UNIQUE, key, value, _headers(case, "unique", _result_id(case)))


def duplicate_of(
    case: Case, story: StoryState, *, of: str, similarity: int, method: Method
) -> Output:
    """Give the record of ``news.duplicates``: a link to what was there before."""
    article = case.tagged.article
    duplicate = Duplicate(
        article_id=article.id,
        revision=article.revision,
        source=article.source,
        title=article.title,
        url=article.url,
        published_at=article.published_at,
        received_at=case.tagged.received_at,
        origin=case.tagged.origin,
        tickers=tuple(tag.ticker for tag in case.tags),
        story_id=story_id(story.id),
        duplicate_of=of,
        similarity=similarity / 1000,
        method=method,
        story_count=story.count,
        seconds_since_first=seconds_since_first(story, case.time),
    )
    key, value = duplicate.story_id.encode(), codec.encode(duplicate)
    return Output(Topic.DUPLICATES, key, value, _headers(case, "duplicate", _result_id(case)))


def mentions_of(case: Case, former: Held | None, revision: Revision) -> list[Output]:
    """Give an article's mentions, those taken back first; the first has index 1."""
    if not (revision.taken or revision.given):
        return []
    headers = _headers(case, "mention", "")
    values = [
        *_values(case, former or revision.held, revision.taken, sign=-1, start=1),
        *_values(case, revision.held, revision.given, sign=1, start=1 + len(revision.taken)),
    ]
    return [_mention(case, value, headers) for value in values]


def mark_of(case: Case, watermark: int) -> Output:
    """Give the mark that an article's record makes, for every partition."""
    return _mark(
        Mark(seq=case.seq, index=0, watermark=moment(watermark)),
        name=f"mark:{case.tagged.origin}",
        origin=case.tagged.origin,
        time=case.tagged.received_at,
    )


def mark_of_idle(seq: int, idle: Idle, watermark: int) -> Output:
    """Give the mark that an idle record makes, at the time it tells: no article came with it.

    A partition may be idle at one place more than once, so that its id names the time too.
    """
    time = moment(watermark)
    return _mark(
        Mark(seq=seq, index=0, watermark=time),
        name=f"mark:idle:{idle.origin}@{codec.rfc3339(time)}",
        origin=idle.origin,
        time=time,
    )


def _mark(mark: Mark, *, name: str, origin: Origin, time: datetime) -> Output:
    headers = codec.cloud_event("mark", id=name, source=_SOURCE, time=time)
    headers.append(("newsfeed-origin", origin.encode()))
    return Output(Topic.MENTIONS, None, codec.encode(mark), headers, EVERY_PARTITION)


def _values(
    case: Case, held: Held, mentions: Sequence[HeldMention], *, sign: Literal[1, -1], start: int
) -> Iterator[Mention]:
    """Give mentions of one article as it was held when they were given."""
    watermark = None if case.fact.watermark is None else moment(case.fact.watermark)
    story, published = story_id(held.story), moment(held.published)
    for index, each in enumerate(mentions, start):
        yield Mention(
            ticker=TickerId(each.ticker),
            article_id=held.article_id,
            story_id=story,
            source=held.source,
            title=held.title,
            url=held.url,
            published_at=published,
            received_at=moment(each.received),
            action=each.action,
            relevance=each.relevance / 1000,
            confidence=each.confidence / 1000,
            novelty=held.novelty / 1000,
            tickers_in_article=held.tickers_in_article,
            novel=each.novel,
            sign=sign,
            seq=case.seq,
            index=index,
            watermark=watermark,
        )


def _mention(case: Case, mention: Mention, headers: Sequence[Header]) -> Output:
    name = f"{case.tagged.origin}:{mention.index}@{case.tagged.model}".encode()
    named = [("ce_id", name) if header[0] == "ce_id" else header for header in headers]
    return Output(Topic.MENTIONS, mention.ticker.encode(), codec.encode(mention), named)


def _result_id(case: Case) -> str:
    return f"{case.tagged.origin}@{case.tagged.model}"


def _headers(case: Case, kind: str, name: str) -> Sequence[Header]:
    headers = codec.cloud_event(kind, id=name, source=_SOURCE, time=case.tagged.received_at)
    return [*headers, ("newsfeed-origin", case.tagged.origin.encode())]
