"""The records that go out, with the headers that make their repeats known.

Not here: what is decided (``decide``).
"""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final, Literal

from stream import codec
from stream.models import (
    Change,
    Duplicate,
    Idle,
    Mark,
    Method,
    Nearest,
    Origin,
    Topic,
)
from stream.stages.contract import EVERY_PARTITION, Header, Output
from stream.stages.dedupe.case import Case
from stream.stages.dedupe.facts import Held, HeldMention, StoryState, moment
from stream.stages.dedupe.match import Match
from stream.stages.dedupe.mentions import Revision
from stream.stages.dedupe.story import seconds_since_first, story_id

_SOURCE: Final = "dedupe"
_SHARES: Final = tuple(str(each / 1000) for each in range(1001))
"""All scores there are as they are written, by their thousandths."""


def unique_of(case: Case, story: StoryState, change: Change, match: Match | None) -> Output:
    """Give the record of ``news.unique``: the tagged article as it came, and its story."""
    near = match and Nearest(article_id=match.text.article_id, similarity=match.similarity / 1000)
    more = (
        f',"story_id":"{story_id(story.id)}","change":"{change}",'
        f'"novelty":{_SHARES[1000 - (match.similarity if match else 0)]},"nearest":'
    )
    nearest = codec.encode_plain(near) if near else b"null"
    value = case.value.rstrip()[:-1] + more.encode() + nearest + b"}"
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
    key, value = duplicate.story_id.encode(), codec.encode_plain(duplicate)
    return Output(Topic.DUPLICATES, key, value, _headers(case, "duplicate", _result_id(case)))


def mentions_of(case: Case, former: Held | None, revision: Revision) -> list[Output]:
    """Give an article's mentions, those taken back first; the first has index 1."""
    held, taken, given = revision.held, revision.taken, revision.given
    if not (taken or given):
        return []
    values = _values(case, held, given, sign=1, start=1 + len(taken))
    if taken:
        values = [*_values(case, former or held, taken, sign=-1, start=1), *values]
    # All but the id, which is the second header, is the same for all of them.
    first, _, *others = _headers(case, "mention", "")
    origin, model = case.tagged.origin, case.tagged.model
    return [
        Output(
            Topic.MENTIONS,
            each.ticker.encode(),
            value,
            [first, ("ce_id", f"{origin}:{index}@{model}".encode()), *others],
        )
        for index, (each, value) in enumerate(zip((*taken, *given), values, strict=True), 1)
    ]


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
) -> list[bytes]:
    """Write mentions of one article as it was held when they were given.

    Byte by byte what ``codec.encode`` makes of a ``Mention``, in a fifth of the time: most of it is
    the same for all mentions of an article.
    """
    article = (
        f'"article_id":{_quoted(held.article_id)},"story_id":"{story_id(held.story)}",'
        f'"source":{_quoted(held.source)},"title":{_quoted(held.title)},"url":{_quoted(held.url)},'
        f'"published_at":{_written(held.published)}'
    )
    novelty = f'"novelty":{_SHARES[held.novelty]},"tickers_in_article":{held.tickers_in_article}'
    seq, watermark = case.seq, _written(case.fact.watermark)
    return [
        (
            f'{{"ticker":{_quoted(each.ticker)},{article},"received_at":{_written(each.received)},'
            f'"action":"{each.action}","relevance":{_SHARES[each.relevance]},'
            f'"confidence":{_SHARES[each.confidence]},{novelty},'
            f'"novel":{"true" if each.novel else "false"},"sign":{sign},"seq":{seq},'
            f'"index":{index},"watermark":{watermark}}}'
        ).encode()
        for index, each in enumerate(mentions, start)
    ]


def _quoted(text: str) -> str:
    return codec.encode_plain(text).decode()


@lru_cache(maxsize=1 << 10)
def _written(time: int | None) -> str:
    """Write a time; the same ones come again: in each mention, with each article."""
    return codec.encode_plain(None if time is None else moment(time)).decode()


def _result_id(case: Case) -> str:
    return f"{case.tagged.origin}@{case.tagged.model}"


def _headers(case: Case, kind: str, name: str) -> list[Header]:
    headers = codec.cloud_event(kind, id=name, source=_SOURCE, time=case.tagged.received_at)
    headers.append(("newsfeed-origin", case.tagged.origin.encode()))
    return headers
