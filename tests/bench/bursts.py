"""Mentions of many tickers that fill a number of windows with a number of mentions each.

Every ticker is in the news on some days; each time so many mentions come within one window of 5
minutes, so that its windows of every size hold the same ones. Not here: what they take.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from stream.models import Mention
from stream.stages.contract import Record
from tests.bench.wire import MARK_EVERY, START, Desk, mention, taken_back, ticker

SPAN: Final = timedelta(days=6)
"""Within the retention: every window may still be revised at its end."""
BUCKETS: Final = SPAN // MARK_EVERY
SIZES: Final = 3
"""Windows that a burst fills, one of each size."""
STRIDE: Final = 15_485_863
"""A prime larger than any number of bursts: they are worn in no order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bursts:
    """So many bursts of ``each`` mentions, the tickers in turns; one of ten is a copy.

    A ticker has at most one a day, so 6 in all.
    """

    tickers: int
    bursts: int
    each: int

    @property
    def windows(self) -> int:
        """Count the windows they fill."""
        return SIZES * self.bursts

    @property
    def mentions(self) -> int:
        """Count the mentions."""
        return self.each * self.bursts

    def records(self, desk: Desk) -> Iterator[Record]:
        """Give all mentions in the order of time, and the marks between them."""
        for bucket in range(BUCKETS):
            numbers = range(self._first(bucket), self._first(bucket + 1))
            news = [
                self._mention(number, place) for number in numbers for place in range(self.each)
            ]
            for each in sorted(news, key=_time):
                yield from desk.passing(each.received_at)
                yield desk.record(each)

    def corrections(self, desk: Desk) -> Iterator[Record]:
        """Give the last mention of every burst, taken back and then given anew: both come late."""
        now = START + SPAN
        for turn in range(self.bursts):
            former = self._mention(turn * STRIDE % self.bursts, self.each - 1)
            yield desk.record(replace(taken_back(former), received_at=now))
            article = f"corrected-{former.article_id[-14:]}"
            yield desk.record(replace(former, article_id=article, received_at=now))

    def _within(self, bucket: int) -> Iterator[Mention]:
        for number in range(self._first(bucket), self._first(bucket + 1)):
            for place in range(self.each):
                yield self._mention(number, place)

    def _first(self, bucket: int) -> int:
        """Give the first burst of a bucket."""
        return -(-bucket * self.bursts // BUCKETS)

    def _mention(self, number: int, place: int) -> Mention:
        first = number * self.each
        own = first + place
        at = START + MARK_EVERY * (number * BUCKETS // self.bursts)
        return mention(
            own,
            ticker(number % self.tickers),
            at + timedelta(milliseconds=own * STRIDE % 300_000),
            story=first if place and own % 10 == 9 else None,
        )


def _time(news: Mention) -> datetime:
    return news.published_at
