"""How records of each kind are drawn: any value that its type and JSON allow."""

from datetime import UTC
from typing import Any, Final, get_args

from hypothesis import strategies as st

from stream.models import (
    Action,
    Article,
    AssetClass,
    Evidence,
    Idle,
    Mark,
    Mention,
    Origin,
    Rule,
    Tag,
    Tagged,
    TextField,
    TickerId,
    TopStory,
    Window,
)

TEXTS: Final = st.text(max_size=8)
COUNTS: Final = st.integers(0, 2**53 - 1)
SCORES: Final = st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)
FLOATS: Final = st.floats(allow_nan=False, allow_infinity=False)
TIMES: Final = st.datetimes(timezones=st.just(UTC))
ORIGINS: Final = st.builds("{}:{}".format, st.integers(0, 999), COUNTS).map(Origin)
TICKERS: Final = TEXTS.map(TickerId)
JSON: Final[st.SearchStrategy[Any]] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | FLOATS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
VOLUMES: Final = st.none() | st.dictionaries(TEXTS, COUNTS, max_size=6)


def _one_of(literal: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(literal))


def _tuples(items: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=2).map(tuple)


ARTICLES: Final = st.builds(
    Article,
    id=TEXTS,
    source=TEXTS,
    title=TEXTS,
    body=TEXTS,
    url=TEXTS,
    language=TEXTS,
    published_at=TIMES,
    updated_at=st.none() | TIMES,
    action=_one_of(Action),
    revision=COUNTS,
    tickers=_tuples(TEXTS),
    extra=st.dictionaries(TEXTS, JSON, max_size=3),
)
EVIDENCE: Final = st.builds(
    Evidence,
    field=_one_of(TextField),
    start=COUNTS,
    end=COUNTS,
    text=TEXTS,
    rule=_one_of(Rule),
)
TAGS: Final = st.builds(
    Tag,
    ticker=TICKERS,
    symbol=TEXTS,
    asset_class=_one_of(AssetClass),
    name=TEXTS,
    exchange=TEXTS,
    ids=st.dictionaries(TEXTS, TEXTS, max_size=2),
    relevance=SCORES,
    confidence=SCORES,
    mention_count=COUNTS,
    evidence=_tuples(EVIDENCE),
)
TAGGED: Final = st.builds(
    Tagged, article=ARTICLES, origin=ORIGINS, received_at=TIMES, model=TEXTS, tags=_tuples(TAGS)
)
IDLES: Final = st.builds(Idle, origin=ORIGINS)
MENTIONS: Final = st.builds(
    Mention,
    ticker=TICKERS,
    article_id=TEXTS,
    story_id=TEXTS,
    source=TEXTS,
    title=TEXTS,
    url=TEXTS,
    published_at=TIMES,
    received_at=TIMES,
    action=_one_of(Action),
    relevance=SCORES,
    confidence=SCORES,
    novelty=SCORES,
    tickers_in_article=COUNTS,
    novel=st.booleans(),
    sign=st.sampled_from((1, -1)),
    seq=COUNTS,
    index=COUNTS,
    watermark=st.none() | TIMES,
)
MARKS: Final = st.builds(Mark, seq=COUNTS, index=COUNTS, watermark=TIMES)
WINDOWS: Final = st.builds(
    Window,
    ticker=TICKERS,
    size_seconds=COUNTS,
    start=TIMES,
    end=TIMES,
    articles=COUNTS,
    stories=COUNTS,
    duplicates=COUNTS,
    sources=COUNTS,
    mean_relevance=FLOATS,
    top=_tuples(st.builds(TopStory, story_id=TEXTS, title=TEXTS, url=TEXTS, copies=COUNTS)),
    volume=VOLUMES,
    novel_volume=VOLUMES,
    baseline_mean=st.none() | FLOATS,
    baseline_std=st.none() | FLOATS,
    zscore=st.none() | FLOATS,
    first_at=st.none() | TIMES,
    last_at=st.none() | TIMES,
    watermark=st.none() | TIMES,
    final=st.booleans(),
    revision=COUNTS,
    version=COUNTS,
)
