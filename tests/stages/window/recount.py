"""Counts a log of mentions again, the slow and plain way, to hold the stage against."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from statistics import fmean, pstdev
from typing import Any

from stream.models import EPOCH, Mark, Mention, TopStory, Window

LOOKBACK = timedelta(days=7)
SPANS = {"1h": 1, "12h": 12, "24h": 24, "3d": 72, "5d": 120, "7d": 168}
Place = tuple[str, timedelta, datetime]


class Recount:
    """All mentions that stand, and what is known of each window; everything else is derived."""

    def __init__(self, sizes: tuple[timedelta, ...], retention: timedelta) -> None:
        self.sizes, self.retention = sizes, retention
        self.standing: list[Mention] = []
        self.known: dict[Place, dict[str, Any]] = {}
        self.watermark: datetime | None = None
        self.since: datetime | None = None

    def read(self, news: Mention | Mark) -> None:
        """Take in the next record of the log."""
        now = max(filter(None, (self.watermark, news.watermark)), default=None)
        event = None if isinstance(news, Mark) else event_time(news)
        if event and now and event + self.retention <= now:
            return
        if isinstance(news, Mention) and news.sign < 0 and self.former(news) is None:
            return
        leap = now and self.watermark and now - self.watermark > LOOKBACK
        self.watermark = now
        change = {"version": news.seq << 16 | news.index, "watermark": now}
        self.since = self.since or now
        self.close(change)
        self.since = now if leap else self.since
        if isinstance(news, Mention):
            self.put(news, change)
        self.close(change)

    def former(self, news: Mention) -> int | None:
        """Find the mention that stands and is taken back."""
        found = (place for place, each in enumerate(self.standing) if undoes(news, each))
        return next(found, None)

    def put(self, news: Mention, change: dict[str, Any]) -> None:
        """Let a mention stand, or no longer."""
        if news.sign > 0:
            self.standing.append(news)
        else:
            del self.standing[self.former(news) or 0]
        for size in self.sizes:
            place = (news.ticker, size, start_of(event_time(news), size))
            known = self.known.setdefault(
                place, {"revision": 0, "fixed": None, "received": news.received_at}
            )
            known.update(change, received=max(known["received"], news.received_at))
            known["revision"] += self.watermark is not None and place[2] + size <= self.watermark

    def close(self, change: dict[str, Any]) -> None:
        """Fix the figures of each window that time has passed, once."""
        for place, known in self.known.items():
            if self.watermark and not known["fixed"] and place[2] + place[1] <= self.watermark:
                known.update(change, fixed=self.figures(*place))

    def within(self, ticker: str, low: datetime, high: datetime) -> list[Mention]:
        """Give what stands of a ticker between two times, as it came."""
        return [m for m in self.standing if m.ticker == ticker and low <= event_time(m) < high]

    def figures(self, ticker: str, size: timedelta, start: datetime) -> dict[str, Any]:
        """Give volumes and baseline of a window as of now."""
        end, starts = start + size, list[datetime]()
        while (before := start - size * (len(starts) + 1)) >= (self.since or end):
            if before < start - LOOKBACK:
                break
            starts.append(before)
        counts = [stories(self.within(ticker, each, each + size)) for each in starts]
        mean, std = (fmean(counts), pstdev(counts)) if counts else (None, None)
        spans = {n: self.within(ticker, end - timedelta(hours=h), end) for n, h in SPANS.items()}
        return {
            "volume": {name: len(span) for name, span in spans.items()},
            "novel_volume": {name: sum(m.novel for m in span) for name, span in spans.items()},
            "baseline_mean": mean,
            "baseline_std": std,
            "zscore": (stories(self.within(ticker, start, end)) - mean) / max(std, 1)
            if len(counts) >= 24 and mean is not None and std is not None
            else None,
        }

    def windows(self) -> Iterable[Window]:
        """Give each window that is not deleted, as of now."""
        for (ticker, size, start), known in self.known.items():
            found = self.within(ticker, start, start + size)
            if not found and self.watermark and start + size + self.retention <= self.watermark:
                continue
            times = [event_time(each) for each in found]
            yield Window(
                ticker=found[0].ticker if found else ticker,  # type: ignore[arg-type] # an id
                size_seconds=int(size.total_seconds()),
                start=start,
                end=start + size,
                articles=len(found),
                stories=stories(found),
                duplicates=sum(not each.novel for each in found),
                sources=len({each.source for each in found}),
                mean_relevance=fmean(each.relevance for each in found) if found else 0,
                top=top(found),
                first_at=min(times, default=None),
                last_at=max(times, default=None),
                watermark=known["watermark"],
                final=known["fixed"] is not None,
                revision=known["revision"],
                version=known["version"],
                **(known["fixed"] or dict.fromkeys(OPEN)),
            )


PLACE = {"sign", "seq", "index", "watermark"}
VALUES = attrgetter(*(each.name for each in fields(Mention) if each.name not in PLACE))
OPEN = ("volume", "novel_volume", "baseline_mean", "baseline_std", "zscore")


def event_time(news: Mention) -> datetime:
    """Give when a mention counts."""
    return min(news.published_at, news.received_at)


def start_of(at: datetime, size: timedelta) -> datetime:
    """Give the start of the window that holds a time."""
    return EPOCH + (at - EPOCH) // size * size


def stories(found: list[Mention]) -> int:
    """Count distinct stories."""
    return len({each.story_id for each in found})


def top(found: list[Mention]) -> tuple[TopStory, ...]:
    """Name the five stories with most copies, then those first seen."""
    by_story = sorted(found, key=lambda each: (each.story_id, each.seq, each.index))
    copies = [list(group) for _, group in groupby(by_story, key=lambda each: each.story_id)]
    copies.sort(key=lambda group: (-len(group), group[0].seq, group[0].index))
    return tuple(
        TopStory(story_id=g[0].story_id, title=g[0].title, url=g[0].url, copies=len(g))
        for g in copies[:5]
    )


def undoes(news: Mention, former: Mention) -> bool:
    """Say whether a take-back carries a former mention's values."""
    return VALUES(news) == VALUES(former)
