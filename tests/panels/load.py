"""News in which everything happens that a panel shows: copies, corrections, late news, rubbish.

Lines for ``newsfeed replay``: how dense they lie in event time is how fast they come. Seeded.
"""

import json
import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any, Final

from stream import codec
from tests.bench.articles import START, newswire

WAVES: Final = 2.5
"""How often the pace rises and falls."""
SWING: Final = 0.55
"""At its densest the news comes 3.4 times as fast as at its thinnest."""
TROUBLE: Final = 0.12
"""Share of articles after which something else comes."""
PROVIDED: Final = 0.1
"""Share of articles whose provider names a ticker."""
KEPT: Final = 100
TOO_LATE: Final = timedelta(days=9)
TOO_EARLY: Final = timedelta(days=2)
AHEAD: Final = timedelta(hours=2)
LATE: Final = timedelta(hours=2)

Document = Mapping[str, Any]


@dataclass(slots=True, kw_only=True)
class Load:
    """So many articles over a time that ends with ``end``, each in ten followed by trouble.

    ``now`` is when they are sent: what is ahead of clocks is ahead of that, and brings event time
    up to it. So old news is all late from then on, unless ``all_clocks_right``.
    """

    count: int
    span: timedelta
    end: datetime
    now: datetime
    seed: int = 1
    all_clocks_right: bool = False
    recent: list[Document] = field(default_factory=list)
    corrected: Document | None = None
    rubbish: Iterator[bytes] = field(default_factory=lambda: cycle(_RUBBISH))

    def lines(self) -> Iterator[bytes]:
        """Give the lines in the order in which they come."""
        draw = random.Random(self.seed)
        documents = [json.loads(value) for value in newswire(self.count, self.seed)]
        last = max(_date(each) for each in documents)
        for number, undated in enumerate(documents):
            share = (_date(undated) - START) / (last - START)
            document = {**undated, "published_at": codec.rfc3339(self.at(share))}
            if draw.random() < PROVIDED:
                document = {**document, "tickers": [draw.choice(_SYMBOLS)]}
            yield codec.encode(document)
            self.recent = [*self.recent[-KEPT:], document]
            if draw.random() < TROUBLE:
                yield draw.choice(_TROUBLES)(self, draw, number)

    def at(self, share: float) -> datetime:
        """Give when a share of all articles has come, from 0 to 1: the pace goes in waves."""
        wave = SWING * math.sin(2 * math.pi * WAVES * share) / (2 * math.pi * WAVES)
        return self.end - self.span * (1 - share - wave)

    @property
    def newest(self) -> datetime:
        """Give the date of the newest article so far."""
        return _date(self.recent[-1])


def _date(document: Document) -> datetime:
    return datetime.fromisoformat(document["published_at"])


_Trouble = Callable[[Load, random.Random, int], bytes]


def _again(load: Load, draw: random.Random, number: int) -> bytes:
    """Send a record again, as a producer does that missed the answer."""
    return codec.encode(draw.choice(load.recent))


def _corrected(load: Load, draw: random.Random, number: int) -> bytes:
    load.corrected = draw.choice(load.recent)
    title = f"{load.corrected['title']} (corrected)"
    return codec.encode({**load.corrected, "action": "correct", "revision": 2, "title": title})


def _superseded(load: Load, draw: random.Random, number: int) -> bytes:
    """Say a revision that comes after the one that follows it."""
    article = load.corrected or load.recent[0]
    return codec.encode({**article, "revision": 1, "title": f"{article['title']} (draft {number})"})


def _retracted(load: Load, draw: random.Random, number: int) -> bytes:
    return codec.encode({**draw.choice(load.recent), "action": "retract", "revision": 3})


def _post(load: Load, draw: random.Random, number: int) -> bytes:
    """Write as people post: symbols that stand alone, symbols behind their exchange."""
    symbol = draw.choice(_SYMBOLS)
    text = draw.choice((f"{symbol} stock rallies, traders buy {symbol} calls", "(NASDAQ: CSCO) up"))
    post = {"id": f"post-{number}", "source": "posts", "body": f"{text} {draw.random()}"}
    return codec.encode({**post, "published_at": codec.rfc3339(load.newest)})


def _moved(by: timedelta) -> _Trouble:
    """Make news of another time than now: late, or of a clock that is wrong."""

    def moved(load: Load, draw: random.Random, number: int) -> bytes:
        if by == AHEAD and load.all_clocks_right:
            return _rubbish(load, draw, number)
        since = load.newest if by < timedelta() else load.now
        changed = {"id": f"moved-{number}", "body": f"${draw.choice(_SYMBOLS)} {draw.random()}"}
        return codec.encode(
            {**load.recent[-1], **changed, "published_at": codec.rfc3339(since + by)}
        )

    return moved


def _rubbish(load: Load, draw: random.Random, number: int) -> bytes:
    return next(load.rubbish)


_SYMBOLS: Final = ("AAPL", "BTC", "TSLA", "NVDA", "SOL", "WLD")
_SOUND: Final = {"id": "rubbish", "title": "Bitcoin rises"}
_DATE: Final = "2025-02-10T00:00:00Z"
_DEEP: Final = json.loads("[" * 200 + "]" * 200)
_RUBBISH: Final[Sequence[bytes]] = (
    b"\xff\xfe" * 20,
    b'{"id": "cut sho',
    codec.encode({**_SOUND, "published_at": 7}),
    codec.encode({"id": "rubbish", "published_at": _DATE}),
    codec.encode(_SOUND),
    codec.encode({**_SOUND, "published_at": "soon"}),
    codec.encode({**_SOUND, "published_at": _DATE, "deep": _DEEP}),
)
_TROUBLES: Final[Sequence[_Trouble]] = (
    *[_post] * 6,
    *[_again] * 3,
    *[_corrected] * 3,
    *[_superseded] * 2,
    _retracted,
    *[_moved(-LATE)] * 5,
    _moved(-TOO_LATE),
    _moved(AHEAD),
    _moved(TOO_EARLY),
    *[_rubbish] * 2,
)
"""As often as they stand here."""
