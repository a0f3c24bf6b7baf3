"""Time inside the stage: whole microseconds since the epoch, negative before 1970.

Integers never run out of the calendar, so no sum of a time and a span can fail; only on the way
out are they cut at its edges (year 1 and year 9999).
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from stream.codec import rfc3339
from stream.models import EPOCH

MICROSECOND: Final = timedelta(microseconds=1)
SECOND: Final = 1_000_000
MINUTE: Final = 60 * SECOND
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR

BUCKET: Final = 5 * MINUTE
"""The grain of the counts behind volumes: every window begins and ends on one."""

LOOKBACK: Final = 7 * DAY
"""How far volumes and baselines look back."""

SPANS: Final[Mapping[str, int]] = MappingProxyType(
    {"1h": HOUR, "12h": 12 * HOUR, "24h": DAY, "3d": 3 * DAY, "5d": 5 * DAY, "7d": LOOKBACK}
)
"""The spans of ``volume`` and ``novel_volume``, by their names on the wire."""

UNKNOWN: Final = -(1 << 62)
"""A time before all others: where no watermark has come yet."""

NEVER: Final = 1 << 62
"""A time after all others."""

_FIRST: Final = datetime.min.replace(tzinfo=UTC)
_LAST: Final = datetime.max.replace(tzinfo=UTC)
_CALENDAR: Final = range((_FIRST - EPOCH) // MICROSECOND, (_LAST - EPOCH) // MICROSECOND + 1)


def moment(time: int) -> datetime:
    """Give the UTC time of microseconds since the epoch, cut at the calendar's edges."""
    try:
        return EPOCH + timedelta(microseconds=time)
    except OverflowError:
        return _FIRST if time < 0 else _LAST


def moment_or_none(time: int) -> datetime | None:
    """Give the UTC time, None for ``UNKNOWN``."""
    return None if time == UNKNOWN else moment(time)


@lru_cache(maxsize=1 << 14)
def written(time: int) -> str:
    """Write a time as it stands on the wire (RFC 3339), cut at the calendar's edges.

    Remembered, for a mention's time is written in three windows and with each further mention.
    """
    if time not in _CALENDAR:
        return rfc3339(moment(time))
    second, micros = divmod(time, SECOND)
    minute, second = divmod(second, 60)
    if micros:
        return f"{_written_minute(minute)}{second:02}.{micros:06}Z"
    return f"{_written_minute(minute)}{second:02}Z"


@lru_cache(maxsize=1 << 12)
def _written_minute(minute: int) -> str:
    """Write a time up to its seconds."""
    return rfc3339(moment(minute * MINUTE))[: -len("00Z")]


def floor(time: int, size: int) -> int:
    """Give the start of the tumbling window of this size, aligned to the epoch, that holds a time.

    A time on an edge belongs to the window that begins there, before 1970 too.
    """
    return time - time % size


def ceiling(time: int, size: int) -> int:
    """Give the first start of a window of this size that is not before a time."""
    return time + -time % size
