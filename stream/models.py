"""The nouns of the feed, as they stand on the wire: one frozen dataclass a record kind.

Times are aware UTC datetimes. Scores (relevance, confidence, similarity, novelty) are 0 to 1
with three decimals; stages count in thousandths and divide once, on the way out.
Not here: how bytes become these values (``codec``), what makes them (the stages).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Literal, NewType

Origin = NewType("Origin", str)
"""Where a record first came from: ``"<raw partition>:<offset>"``."""

TickerId = NewType("TickerId", str)
"""Asset class and symbol, as in ``crypto:FET``, ``equity:BRK.B`` or ``unlisted:NEWCOIN``."""

Action = Literal["publish", "correct", "retract", "heartbeat"]
Change = Literal["publish", "correct", "retract"]
AssetClass = Literal["crypto", "equity", "etf", "unlisted"]
TextField = Literal["title", "body", "tickers"]
Rule = Literal["cashtag", "exchange", "ric", "pair", "name", "symbol", "hashtag", "provider"]
Method = Literal["redelivered", "exact", "near", "contained", "superseded"]
WindowKind = Literal["update", "final", "revision"]
Reason = Literal[
    "not_utf8",
    "not_json",
    "wrong_type",
    "empty",
    "no_time",
    "bad_time",
    "too_large",
    "too_deep",
    "future",
    "too_late",
    "internal",
]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Topic(StrEnum):
    """The topics of the flow, by the one word each is called by everywhere."""

    RAW = "news.raw"
    TAGGED = "news.tagged"
    UNIQUE = "news.unique"
    DUPLICATES = "news.duplicates"
    MENTIONS = "news.mentions"
    WINDOWS = "news.windows"
    REJECTED = "news.rejected"


class Rejected(Exception):
    """Bad input: the record goes to ``news.rejected`` with its bytes and this reason."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason: Reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a producer sends: one revision of one article, or a heartbeat.

    Identity is (``source``, ``id``). ``published_at`` is the event time, that of the first
    revision; ``updated_at`` is this revision's. ``tickers`` is what the provider said.
    Unknown fields are kept in ``extra`` (at most 16 kB as JSON).
    """

    id: str
    source: str = ""
    title: str = ""
    body: str = ""
    url: str = ""
    language: str = ""
    published_at: datetime
    updated_at: datetime | None = None
    action: Action = "publish"
    revision: int = 0
    tickers: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One occurrence that speaks for a tag; ``start`` and ``end`` count code points.

    They point into the field as it came. For the rule ``provider`` the field is ``tickers``,
    ``start`` is 0 and ``end`` the symbol's length.
    """

    field: TextField
    start: int
    end: int
    text: str
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One ticker that an article is about, and why we think so."""

    ticker: TickerId
    symbol: str
    asset_class: AssetClass
    name: str
    exchange: str
    ids: Mapping[str, str]
    relevance: float
    confidence: float
    mention_count: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """An article with its tags, primary first; ``received_at`` is the raw record's timestamp."""

    article: Article
    origin: Origin
    received_at: datetime
    model: str
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Idle:
    """A raw partition was read to its end and nothing came: time stands still there, not the rest.

    ``origin`` is the raw partition and the *next* offset expected of it; an idle record below
    what was already seen of that partition is stale and changes nothing.
    """

    origin: Origin
    idle: Literal[True] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The nearest earlier article of a unique one that is not near enough to be a copy."""

    article_id: str
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Unique:
    """The first of its story, or a new revision of an article already known.

    ``change`` says which. ``novelty`` is 1 - similarity to the nearest earlier article within
    the horizon, 1 where none reaches 0.3.
    """

    article: Article
    origin: Origin
    received_at: datetime
    model: str
    tags: tuple[Tag, ...]
    story_id: str
    change: Change
    novelty: float
    nearest: Nearest | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """A copy: of what, how similar, by which method. A link, not the text."""

    article_id: str
    revision: int
    source: str
    title: str
    url: str
    published_at: datetime
    received_at: datetime
    origin: Origin
    tickers: tuple[TickerId, ...]
    story_id: str
    duplicate_of: str
    similarity: float
    method: Method
    story_count: int
    seconds_since_first: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One article speaks of one ticker; ``sign`` -1 takes back a former mention with its values.

    ``title`` is the article's, or where it has none how its text begins. ``novel`` marks the first
    mention of this story for this ticker. ``seq`` is the offset in
    ``news.tagged`` at which the origin first appeared, ``index`` the place among that record's
    mentions. ``watermark`` is null until every raw partition was heard of.
    """

    ticker: TickerId
    article_id: str
    story_id: str
    source: str
    title: str
    url: str
    published_at: datetime
    received_at: datetime
    action: Action
    relevance: float
    confidence: float
    novelty: float
    tickers_in_article: int
    novel: bool
    sign: Literal[1, -1]
    seq: int
    index: int
    watermark: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Time passed: sent to all partitions of ``news.mentions`` when the watermark crosses 5 min."""

    seq: int
    index: int
    watermark: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TopStory:
    """A story of a window with the number of its mentions there, copies included."""

    story_id: str
    title: str
    url: str
    copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A tumbling window of event time for one ticker; of one key the highest ``version`` wins.

    ``articles`` counts every mention, copies too; ``stories`` and ``sources`` are distinct;
    ``duplicates`` are mentions not ``novel``. ``volume`` and ``novel_volume`` hold mentions over
    the last 1h, 12h, 24h, 3d, 5d and 7d before ``end``. ``zscore`` is
    (stories - mean) / max(std, 1) against the same-size windows of the 7 days before, empty ones
    counted; null below 24 windows of history. Volumes, baseline and zscore are null while the
    window is open, fixed when it first closes and repeated in revisions.
    ``revision`` counts the mentions applied after it closed.
    """

    ticker: TickerId
    size_seconds: int
    start: datetime
    end: datetime
    articles: int
    duplicates: int
    mean_relevance: float
    sources: int
    first_at: datetime | None
    last_at: datetime | None
    stories: int
    top: tuple[TopStory, ...]
    volume: Mapping[str, int] | None
    novel_volume: Mapping[str, int] | None
    baseline_mean: float | None
    baseline_std: float | None
    zscore: float | None
    watermark: datetime | None
    final: bool
    revision: int
    version: int
