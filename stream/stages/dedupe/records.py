"""The records that go out, with the headers that make their repeats known.

Not here: what is decided (``decide``).
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from stream import codec
from stream.models import Change, Duplicate, Mark, Mention, Method, Nearest, TickerId, Topic
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
    signed = [(each, former or revision.held, -1) for each in revision.taken]
    signed += [(each, revision.held, 1) for each in revision.given]
    return [
        _mention(case, index, _mention_value(case, index, held, each, sign))
        for index, (each, held, sign) in enumerate(signed, 1)
    ]


def marks_of(seq: int, name: str, watermark: int, time: datetime | None = None) -> Iterator[Output]:
    """Give the mark for every partition; its ``ce_time`` is the watermark where none is given."""
    mark = Mark(seq=seq, index=0, watermark=moment(watermark))
    headers = codec.cloud_event(
        "mark", id=f"mark:{name}", source=_SOURCE, time=time or mark.watermark
    )
    headers.append(("newsfeed-origin", name.rpartition("idle:")[2].encode()))
    yield Output(Topic.MENTIONS, None, codec.encode(mark), headers, EVERY_PARTITION)


def _mention_value(case: Case, index: int, held: Held, given: HeldMention, sign: int) -> Mention:
    watermark = case.fact.watermark
    return Mention(
        ticker=TickerId(given.ticker),
        article_id=held.article_id,
        story_id=story_id(held.story),
        source=held.source,
        title=held.title,
        url=held.url,
        published_at=moment(held.published),
        received_at=moment(given.received),
        action=given.action,
        relevance=given.relevance / 1000,
        confidence=given.confidence / 1000,
        novelty=held.novelty / 1000,
        tickers_in_article=held.tickers_in_article,
        novel=given.novel,
        sign=1 if sign > 0 else -1,
        seq=case.seq,
        index=index,
        watermark=None if watermark is None else moment(watermark),
    )


def _mention(case: Case, index: int, mention: Mention) -> Output:
    name = f"{case.tagged.origin}:{index}@{case.tagged.model}"
    headers = _headers(case, "mention", name)
    return Output(Topic.MENTIONS, mention.ticker.encode(), codec.encode(mention), headers)


def _result_id(case: Case) -> str:
    return f"{case.tagged.origin}@{case.tagged.model}"


def _headers(case: Case, kind: str, name: str) -> Sequence[Header]:
    headers = codec.cloud_event(kind, id=name, source=_SOURCE, time=case.tagged.received_at)
    return [*headers, ("newsfeed-origin", case.tagged.origin.encode())]
