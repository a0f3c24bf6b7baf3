"""How far a feed has come in event time, told by its windows: never by this machine's clock."""

from datetime import UTC, datetime, timedelta
from typing import Final

from stream.models import EPOCH

HOUR: Final = 3_600
BUCKET: Final = 300
"""The grain in which news ahead of the feed is remembered: few places, however much there is."""

_FIRST: Final = datetime.min.replace(tzinfo=UTC)
_LAST: Final = datetime.max.replace(tzinfo=UTC)


class Clock:
    """The watermark, and the newest news; both only ever move on.

    News more than an hour ahead of the watermark is misdated, or a part of the feed lags: it waits
    until the watermark is near. All are whole seconds since the epoch. ``at`` stops the clock.
    """

    __slots__ = ("_ahead", "_foremost", "_reached", "at", "watermark")

    def __init__(self, at: int | None = None) -> None:
        self.at = at
        self.watermark: int | None = None
        self._reached: int | None = None
        self._foremost: int | None = None
        self._ahead: dict[int, int] = {}

    @property
    def reached(self) -> int | None:
        """Give the time of the newest news as far as it cannot go back; None where none is sure."""
        return self._reached if self.at is None else self.at - 1

    @property
    def newest(self) -> int | None:
        """Give the time of the newest news; of news too far ahead where there is no other."""
        reached = self.reached
        return self._foremost if reached is None else reached

    @property
    def now(self) -> int | None:
        """Give how far the feed has come: time may have passed without news."""
        if self.at is not None:
            return self.at
        known = [time for time in (self.watermark, self.newest) if time is not None]
        return max(known, default=None)

    def hear(self, watermark: int | None, last: int | None) -> None:
        """Take in the watermark and the newest news that a window tells of."""
        if watermark is not None and (self.watermark is None or watermark > self.watermark):
            self.watermark = watermark
            self._catch_up()
        if last is not None:
            self._foremost = _later(self._foremost, last)
            self._hear_news(last)

    def _hear_news(self, time: int) -> None:
        if self.watermark is not None and time <= self.watermark + HOUR:
            self._reached = _later(self._reached, time)
        else:
            bucket = time // BUCKET
            self._ahead[bucket] = _later(self._ahead.get(bucket), time)

    def _catch_up(self) -> None:
        """Take over the news that is not too far ahead any more."""
        waiting, self._ahead = self._ahead, {}
        for time in waiting.values():
            self._hear_news(time)


def _later(known: int | None, time: int) -> int:
    return time if known is None or time > known else known


def moment(seconds: int) -> datetime:
    """Give the UTC time of seconds since the epoch, cut at the calendar's edges."""
    try:
        return EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        return _FIRST if seconds < 0 else _LAST
