"""A feed as if it happened now: its articles one after the other, dated when they are due.

Not here: the wait until a line is due (``feed`` and whoever sends it).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from stream import codec
from stream.models import EPOCH, Article
from stream.sources.feed import Line, read

_NONE: Final = timedelta()


def live(
    lines: Iterable[Line],
    *,
    now: datetime,
    every: timedelta,
    pause: timedelta = _NONE,
    passed_over: int = 0,
) -> Iterator[Line]:
    """Give the lines with new dates: the first not passed over at ``now``, then one each ``every``.

    What was late in the feed, behind the newest before it, is as late now. Between two rounds
    nothing is due for ``pause``. Broken lines, and those dated after ``now`` (a wrong clock), are
    given as they are.
    """
    newest, due, repeat = EPOCH, now, 0
    for number, line in enumerate(lines, start=1):
        due += pause if line.repeat > repeat and number > passed_over + 1 else _NONE
        repeat = line.repeat
        article = read(line.value)
        if article is None or (not line.held and article.published_at > now):
            yield line
            continue
        newest = max(newest, article.published_at)
        late = newest - article.published_at
        yield line._replace(value=codec.encode(_dated(article, due - late)), held=True)
        due += every if number > passed_over else _NONE


def _dated(article: Article, time: datetime) -> Article:
    """Give the article with another date; an update comes as long after it as it did."""
    updated = article.updated_at and time + (article.updated_at - article.published_at)
    return replace(article, published_at=time, updated_at=updated)
