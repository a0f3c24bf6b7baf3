"""Time inside the stage: whole microseconds since the epoch, negative before 1970.

Integers never run out of the calendar, so no sum of a time and a span can fail; only on the way
out are they cut at its edges (year 1 and year 9999).
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Final

from stream.models import EPOCH

MICROSECOND: Final = timedelta(microseconds=1)
SECOND: Final = 1_000_000
HOUR: Final = 3_600 * SECOND
DAY: Final = 24 * HOUR

BUCKET: Final = 300 * SECOND
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


def microseconds(time: datetime) -> int:
    """Count an aware time's microseconds since the epoch, exactly."""
    since = time - EPOCH
    return (since.days * 86_400 + since.seconds) * SECOND + since.microseconds


def moment(time: int) -> datetime:
    """Give the UTC time of microseconds since the epoch, cut at the calendar's edges."""
    try:
        return EPOCH + timedelta(microseconds=time)
    except OverflowError:
        return _FIRST if time < 0 else _LAST


def moment_or_none(time: int) -> datetime | None:
    """Give the UTC time, None for ``UNKNOWN``."""
    return None if time == UNKNOWN else moment(time)


def floor(time: int, size: int) -> int:
    """Give the start of the tumbling window of this size, aligned to the epoch, that holds a time.

    A time on an edge belongs to the window that begins there, before 1970 too.
    """
    return time - time % size


def ceiling(time: int, size: int) -> int:
    """Give the first start of a window of this size that is not before a time."""
    return time + -time % size
