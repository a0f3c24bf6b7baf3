"""Which tickers trend: the novel news of their last hour against their hours of 7 days before.

Novel are mentions that were the first of their story for the ticker. They add up over windows, as
distinct stories do not, and copies make no trend.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final, Literal, NamedTuple

from stream.cli.top.board import LOOKBACK, Board, Kept
from stream.cli.top.clock import HOUR
from stream.cli.top.reading import read_stories
from stream.models import TopStory

LEAST_HISTORY: Final = 24
"""Hours of history below which there is no score, as for the z-score of a window."""
SHOWN_HOURS: Final = 24
DECIMALS: Final = 6

Order = Literal["score", "articles"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """What there is of a ticker in the hour, and what is usual.

    ``novel`` are mentions that were the first of their story, ``duplicates`` the others; ``mean``
    and ``std`` are of the novel ones of an hour, null without history. ``score`` is
    (novel - mean) / max(std, 1), null below 24 hours of history. ``hours`` counts the novel ones of
    24 clock hours; the last is under way, or has just ended.
    """

    ticker: str
    score: float | None
    novel: int
    mean: float | None
    std: float | None
    articles: int
    duplicates: int
    hours: tuple[int, ...]
    story: TopStory | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The tickers in the news from ``begin`` to before ``end``, those that trend most first.

    ``tickers`` says how many there are, shown or not. ``now`` is how far the feed has come, later
    than ``end`` where it has been silent since. Times are whole seconds since the epoch.
    """

    now: int
    watermark: int | None
    begin: int
    end: int
    history_hours: int
    tickers: int
    trends: Sequence[Trend]


class _Scored(NamedTuple):
    """A ticker before its story and its picture are looked for."""

    rank: tuple[float, float, str]
    ticker: str
    score: float | None
    mean: float | None
    std: float | None
    recent: Sequence[tuple[int, Kept]]


def rank(board: Board, *, limit: int, by: Order = "score") -> Ranking | None:
    """Rank the tickers of the hour that ends with the newest news; None where there is none yet.

    By score, or where there is none by how many more novel ones there were than usual; or by
    articles. What is equal is ordered by the other, then by ticker.
    """
    newest, now, chosen = board.clock.newest, board.clock.now, board.chosen()
    if newest is None or now is None or chosen is None:
        return None
    end = newest - newest % chosen.grain + chosen.grain
    begin = end - HOUR
    history = history_hours(chosen.since, begin)
    past = chosen.past.windows
    scored = [
        _scored(ticker, recent, _hours(past.get(ticker, {})), begin, history, by)
        for ticker, windows in chosen.recent.windows.items()
        if (recent := _between(windows, begin, end))
    ]
    scored.sort(key=lambda each: each.rank)
    return Ranking(
        now=now,
        watermark=board.clock.watermark,
        begin=begin,
        end=end,
        history_hours=history,
        tickers=len(scored),
        trends=[_trend(each, past.get(each.ticker, {}), end) for each in scored[:limit]],
    )


def history_hours(since: int | None, begin: int) -> int:
    """Count the whole clock hours from the first watermark to a time, 168 at most."""
    if since is None:
        return 0
    return max(0, min(LOOKBACK, begin // HOUR - -(-since // HOUR)))


def _scored(
    ticker: str,
    recent: Sequence[tuple[int, Kept]],
    hours: Mapping[int, int],
    begin: int,
    history: int,
    by: Order,
) -> _Scored:
    novel, articles = _novel(recent), _articles(recent)
    mean, std = _baseline(hours, begin // HOUR * HOUR, history)
    excess = novel - (mean or 0.0)
    score = round(excess / max(std or 0.0, 1.0), DECIMALS) if history >= LEAST_HISTORY else None
    trend = round(excess, DECIMALS) if score is None else score
    first, second = (trend, articles) if by == "score" else (articles, trend)
    return _Scored((-first, -second, ticker), ticker, score, mean, std, recent)


def _baseline(
    hours: Mapping[int, int], end: int, history: int
) -> tuple[float | None, float | None]:
    """Give mean and population standard deviation of the hours before a time, empty ones too."""
    if not history:
        return None, None
    begin = end - history * HOUR
    counted = [novel for start, novel in hours.items() if begin <= start < end]
    total, squares = sum(counted), sum(novel * novel for novel in counted)
    std = sqrt(history * squares - total * total) / history
    return round(total / history, DECIMALS), round(std, DECIMALS)


def _trend(scored: _Scored, past: Mapping[int, Kept], end: int) -> Trend:
    recent = scored.recent
    novel, articles = _novel(recent), _articles(recent)
    return Trend(
        ticker=scored.ticker,
        score=scored.score,
        novel=novel,
        mean=scored.mean,
        std=scored.std,
        articles=articles,
        duplicates=articles - novel,
        hours=(*_hours_before(past, end), _novel(_since_full(recent, end))),
        story=_story(kept for _, kept in recent),
    )


def _hours_before(past: Mapping[int, Kept], end: int) -> Iterator[int]:
    """Count the novel mentions of each whole clock hour shown."""
    hours = _hours(past)
    last = _full_hour(end)
    for start in range(last - (SHOWN_HOURS - 1) * HOUR, last, HOUR):
        yield hours.get(start, 0)


def _since_full(recent: Sequence[tuple[int, Kept]], end: int) -> Sequence[tuple[int, Kept]]:
    """Give the windows of the clock hour under way: of the larger ones, some may know more."""
    return [(start, kept) for start, kept in recent if start >= _full_hour(end)]


def _full_hour(end: int) -> int:
    """Give the begin of the clock hour that is under way, or ends, at a time."""
    return (end - 1) // HOUR * HOUR


def _between(windows: Mapping[int, Kept], begin: int, end: int) -> Sequence[tuple[int, Kept]]:
    """Give the windows that begin in a stretch of time and hold something, in order."""
    return sorted(
        (start, kept) for start, kept in windows.items() if begin <= start < end and kept.articles
    )


def _hours(windows: Mapping[int, Kept]) -> Mapping[int, int]:
    """Sum up the novel mentions of windows by the hour they lie in."""
    hours: Counter[int] = Counter()
    for start, kept in windows.items():
        hours[start - start % HOUR] += kept.novel
    return hours


def _novel(recent: Sequence[tuple[int, Kept]]) -> int:
    return sum(kept.novel for _, kept in recent)


def _articles(recent: Sequence[tuple[int, Kept]]) -> int:
    return sum(kept.articles for _, kept in recent)


def _story(windows: Iterable[Kept]) -> TopStory | None:
    """Give the story with the most copies over windows, in the words of its first mention."""
    copies: Counter[str] = Counter()
    words: dict[str, TopStory] = {}
    for kept in windows:
        for each in read_stories(kept.top):
            copies[each.story_id] += each.copies
            words.setdefault(each.story_id, each)
    if not copies:
        return None
    [(leader, count)] = copies.most_common(1)
    first = words[leader]
    return TopStory(story_id=leader, title=first.title, url=first.url, copies=count)
