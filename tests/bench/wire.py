"""Records of ``news.mentions`` for the bench of ``window``, made as they are asked for.

Mentions are as long as those of newswires, and the words of each are its own: titles of 80
characters, urls of 90, article ids of 24, sources of 12. Not here: what is measured with them.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate, count
from typing import Final

from stream import codec
from stream.models import Mark, Mention, TickerId
from stream.stages.contract import Record

START: Final = datetime(2025, 2, 10, tzinfo=UTC)
LATENESS: Final = timedelta(minutes=15)
MARK_EVERY: Final = timedelta(minutes=5)
TICKERS: Final = 2_000
"""Of an ordinary feed; a few are in most of its news (Zipf)."""
SOURCES: Final = 40
DISORDERED: Final = 0.05
"""Share that comes up to ten minutes after its event time."""
LATE: Final = 0.03
"""Share that comes one to six hours after it."""
COPIED: Final = 0.1
TAKEN_BACK: Final = 0.015
"""Share of mentions that take one back; after each comes a corrected one."""
REACH: Final = 10_000
"""What is copied or taken back is one of so many before."""

_HOUR: Final = 3_600


def mention(
    number: int,
    ticker: str,
    at: datetime,
    *,
    received: datetime | None = None,
    story: int | None = None,
    edition: int = 0,
) -> Mention:
    """Give the mention of a number; it is novel unless it is of the story of another."""
    name = f"{edition}{number:014}"
    return Mention(
        ticker=TickerId(ticker),
        article_id=f"newswire-{name}",
        story_id=f"{number if story is None else story:016x}",
        source=f"newswire-{number % SOURCES:03}",
        title=f"{name} is what the board says of the quarter and what it left out of it",
        url=f"https://news.example/markets/2025/02/{name}/what-the-board-says-of-a-quarter.html",
        published_at=at,
        received_at=received or at,
        action="correct" if edition else "publish",
        relevance=(400 + number % 600) / 1000,
        confidence=0.9,
        novelty=1.0,
        tickers_in_article=2,
        novel=story is None,
        sign=1,
        seq=0,
        index=0,
        watermark=None,
    )


def taken_back(former: Mention) -> Mention:
    """Give what takes a mention back."""
    return replace(former, sign=-1)


def ticker(number: int) -> str:
    """Name a ticker."""
    return f"equity:T{number:05}"


class Desk:
    """Writes one log: counts its offsets, and has the watermark follow the newest time."""

    def __init__(self) -> None:
        self.watermark = START - LATENESS
        self._offsets = count()

    def record(self, news: Mention) -> Record:
        """Write a mention at the next offset."""
        offset = next(self._offsets)
        value = codec.encode_plain(replace(news, seq=offset, index=1, watermark=self.watermark))
        return Record(0, offset, news.received_at, news.ticker.encode(), value)

    def mark(self, watermark: datetime) -> Record:
        """Write that time reached a watermark."""
        self.watermark = watermark
        offset = next(self._offsets)
        value = codec.encode_plain(Mark(seq=offset, index=0, watermark=watermark))
        return Record(0, offset, watermark + LATENESS, None, value)

    def passing(self, now: datetime) -> Iterator[Record]:
        """Let time pass; write a mark where the watermark crosses 5 minutes."""
        reached = now - LATENESS
        if (reached - START) // MARK_EVERY > (self.watermark - START) // MARK_EVERY:
            yield self.mark(reached)
        self.watermark = max(self.watermark, reached)


class Wire:
    """An ordinary feed, seeded: so many mentions a second of event time, of tickers by Zipf."""

    def __init__(self, desk: Desk, *, per_second: float, tickers: int = TICKERS) -> None:
        self.standing: list[Mention] = []
        self.now = START
        self._desk = desk
        self._step = timedelta(seconds=1 / per_second)
        self._draw = random.Random(per_second)
        self._numbers = count()
        self._tickers = [ticker(number) for number in range(tickers)]
        self._weights = list(accumulate(1 / rank for rank in range(1, tickers + 1)))

    def records(self, mentions: int) -> list[Record]:
        """Give the next so many mentions, and the marks between them."""
        records: list[Record] = []
        for each in self._mentions(mentions):
            records.extend(self._desk.passing(self.now))
            records.append(self._desk.record(each))
        return records

    def ticker(self) -> str:
        """Draw a ticker."""
        return self._draw.choices(self._tickers, cum_weights=self._weights)[0]

    def corrected(self) -> tuple[Mention, Mention]:
        """Give what takes one of those standing back, and what is given in its place."""
        place = self._draw.randrange(len(self.standing))
        former = self.standing[place]
        number = int(former.article_id[-14:])
        new = mention(number, former.ticker, former.published_at, received=self.now, edition=1)
        new = replace(new, story_id=former.story_id, novel=former.novel)
        self.standing[place] = new
        return taken_back(former), new

    def _mentions(self, wanted: int) -> Iterator[Mention]:
        draw, given = self._draw, 0
        while given < wanted:
            self.now += self._step
            chance = draw.random()
            if chance < TAKEN_BACK and self.standing and given + 2 <= wanted:
                yield from self.corrected()
                given += 2
            else:
                yield self._fresh()
                given += 1

    def _fresh(self) -> Mention:
        draw = self._draw
        copied = draw.choice(self.standing) if self.standing and draw.random() < COPIED else None
        new = mention(
            next(self._numbers),
            copied.ticker if copied else self.ticker(),
            self.now - self._behind(),
            received=self.now,
            story=int(copied.story_id, 16) if copied else None,
        )
        if len(self.standing) < REACH:
            self.standing.append(new)
        else:
            self.standing[draw.randrange(REACH)] = new
        return new

    def _behind(self) -> timedelta:
        """Draw how long after its event time a mention comes."""
        chance = self._draw.random()
        if chance < LATE:
            return timedelta(seconds=self._draw.randint(_HOUR, 6 * _HOUR))
        if chance < LATE + DISORDERED:
            return timedelta(seconds=self._draw.randint(1, 600))
        return timedelta()
