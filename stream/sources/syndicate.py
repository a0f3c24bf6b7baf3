"""Copies of articles as other houses publish them, seeded, each with the truth about itself.

The truth stands in the unknown field ``truth`` and so reaches the output: ``kind``, ``of`` (the
id it was made from), ``duplicate`` (whether it must be found to be one), ``late``.
Not here: the edits themselves (``editing``), what is a duplicate (the stage ``dedupe``).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, datetime, timedelta
from heapq import heappop, heappush
from random import Random
from typing import Final, Literal, get_args

from stream import codec
from stream.models import Article, Rejected
from stream.sources import editing

Kind = Literal["exact", "reformatted", "edited", "cut", "wrapped", "resold", "renumbered"]
"""What was done to the text; ``resold`` is the same text under another house's name."""

CUT_SHARE: Final = 0.6
LATE_SHARE: Final = 0.1
"""Every tenth copy is dated soon after its original but comes hours later."""

_KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_KINDS_OF_A_TITLE: Final[tuple[Kind, ...]] = ("exact", "resold", "renumbered")
_HOUSES: Final = ("harbour-wire", "ledger-daily", "market-courier", "northern-press")


@dataclass(frozen=True, slots=True, order=True)
class _Copy:
    """A copy under way; the order is that of its coming, ties by number."""

    comes_at: datetime
    number: int
    value: bytes


def copy_of(article: Article, kind: Kind, random: Random, *, late: bool = False) -> Article:
    """Make a copy of this kind, with its ``truth``, at the article's own place and time.

    The caller gives it an id, a source and a date of its own. A text without a number cannot be
    ``renumbered``: it is ``resold`` instead, and its truth says so.
    """
    texts = _texts(article, kind, random)
    if texts is None:
        return copy_of(article, "resold", random, late=late)
    title, body = texts
    truth = {"kind": kind, "of": article.id, "duplicate": kind != "renumbered", "late": late}
    return replace(article, title=title, body=body, extra={**article.extra, "truth": truth})


def syndicate(values: Iterable[bytes], *, share: float, seed: int) -> Iterator[bytes]:
    """Give all values as they came, in their order, and among them copies of a share of them.

    ``share`` is from 0 to 1, at most one copy an article. A copy comes 1 to 40 minutes after its
    original by the dates of the feed, a late one 2 to 6 hours after; what is still under way at
    the end comes then. The same values, share and seed give the same bytes. Holds only what is
    under way. Raises ``ValueError`` for a share out of range.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"share: expected 0 to 1, not {share}")
    under_way: list[_Copy] = []
    for number, value in enumerate(values):
        article = _published(value)
        if article is not None:
            yield from _arrived(under_way, article.published_at)
        yield value
        if article is not None:
            for copy in _copies(article, share, seed, number):
                heappush(under_way, copy)
    while under_way:
        yield heappop(under_way).value


def _published(value: bytes) -> Article | None:
    """Read an article that can be copied; None for anything else, broken or not."""
    try:
        article = codec.decode_article(value)
    except Rejected:
        return None
    can_be = article.action == "publish" and article.published_at.year < MAXYEAR
    return article if can_be else None


def _arrived(under_way: list[_Copy], now: datetime) -> Iterator[bytes]:
    while under_way and under_way[0].comes_at <= now:
        yield heappop(under_way).value


def _copies(article: Article, share: float, seed: int, number: int) -> Iterator[_Copy]:
    """Decide from the article's own place in the feed, so that no article shifts another's luck."""
    random = Random(f"{seed}:{number}")  # noqa: S311 - repeatable on purpose, no secret
    if random.random() >= share:
        return
    late = random.random() < LATE_SHARE
    published_at = article.published_at + timedelta(minutes=random.randint(1, 40))
    delay = timedelta(minutes=random.randint(120, 360)) if late else timedelta()
    kind = random.choice(_KINDS if article.body else _KINDS_OF_A_TITLE)
    copy = replace(
        copy_of(article, kind, random, late=late),
        id=f"{article.id}-copy-{seed}",
        source=article.source if kind == "exact" else random.choice(_HOUSES),
        published_at=published_at,
    )
    yield _Copy(published_at + delay, number, codec.encode(copy))


def _texts(article: Article, kind: Kind, random: Random) -> tuple[str, str] | None:
    """Give title and body as this kind of copy has them; None where it cannot be done."""
    title, body = article.title, article.body
    match kind:
        case "exact" | "resold":
            return title, body
        case "reformatted":
            return editing.restyle(title), editing.reformat(body)
        case "edited":
            return title, editing.edit(body, random)
        case "cut":
            return title, editing.cut(body, CUT_SHARE)
        case "wrapped":
            return title, editing.wrap(body, random)
        case "renumbered":
            return editing.renumber(title, body, random)
