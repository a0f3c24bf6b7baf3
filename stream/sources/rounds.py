"""A feed that goes on for ever: its articles again and again, each round with new ids and dates.

Not here: when a round is sent (``feed`` holds each line back until its own date).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from stream import codec
from stream.models import Article
from stream.sources.feed import read

PAUSE: Final = timedelta(days=4)
"""Event time between rounds: past the horizon of ``dedupe``, so each is as new as the first."""

_DAY: Final = timedelta(days=1)
_LAST: Final = datetime.max.replace(tzinfo=UTC)


def rounds(values: Sequence[bytes], *, now: datetime) -> Iterator[Sequence[bytes]]:
    """Give the values as they came, then round after round of them, each some whole days later.

    From the second round on ids end in ``~<round>``, times of day stay, and lines dated after
    ``now`` (a wrong clock) are left out. Broken lines come again as they are. Ends where there is
    nothing to repeat, or with the calendar.
    """
    yield values
    articles = [read(value) for value in values]
    again = [
        (value, article)
        for value, article in zip(values, articles, strict=True)
        if article is None or article.published_at <= now
    ]
    times = [article.published_at for _, article in again if article is not None]
    if not times:
        return
    period = (max(times) - times[0]) // _DAY * _DAY + _DAY + PAUSE
    for number in range(1, (_LAST - max(times)) // period + 1):
        yield [
            value if article is None else codec.encode(_repeated(article, number, period * number))
            for value, article in again
        ]


def _repeated(article: Article, number: int, shift: timedelta) -> Article:
    """Give the same article of a later round. A heartbeat keeps its empty id."""
    return replace(
        article,
        id=f"{article.id}~{number}" if article.id else "",
        published_at=article.published_at + shift,
        updated_at=article.updated_at and min(article.updated_at, _LAST - shift) + shift,
    )
