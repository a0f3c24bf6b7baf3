"""News of some days that stages have long decided: seeded, and quick to make in great numbers.

The records are those of ``news.tagged`` and ``news.mentions`` as they stand in Kafka, made without
the stages before. Half of what a text is takes no part in a restore, so texts are short.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Final

from stream.codec import encode, rfc3339
from stream.stages.contract import Record
from stream.stages.text import PERMUTATIONS, SIGNATURE_HEADER, Fingerprint
from tests.faults.articles import START

SPAN: Final = timedelta(days=6)
"""Within every retention: nothing of it may be forgotten yet."""
TICKERS: Final = tuple(f"equity:T{number:04}" for number in range(2_000))
WEIGHTS: Final = tuple(accumulate(1 / rank for rank in range(1, len(TICKERS) + 1)))
"""A few tickers are in most of the news (Zipf)."""
SWEEP: Final = 20
"""Each so many-th mention is of the next ticker in turn: none is never in the news."""
SOURCES: Final = tuple(f"source-{number:02}" for number in range(40))
COPIES: Final = 0.2
RECENT: Final = 300
THINGS: Final = 8
MARK_EVERY: Final = timedelta(minutes=5)
LATENESS: Final = timedelta(minutes=15)


def tagged(count: int, seed: int) -> Iterator[Record]:
    """Give articles of one raw partition in the order of time, a fifth of them copies."""
    draw = random.Random(seed)
    recent: list[Fingerprint] = []
    for number in range(count):
        at = START + SPAN * number / count
        copied = bool(recent) and draw.random() < COPIES
        print_ = _edited(draw, draw.choice(recent)) if copied else _fresh(draw)
        recent = [*recent[-RECENT:], print_]
        headers = [(SIGNATURE_HEADER, print_.pack())]
        yield Record(0, number, at, b"%d" % number, _article(draw, number, at), headers)


def mentions(
    count: int, seed: int, *, partition: int, partitions: int, tickers: int
) -> Iterator[Record]:
    """Give mentions of one partition of some in the order of time, with the marks between them.

    ``tickers`` are those of all partitions; each is mentioned if there are enough mentions.
    """
    draw = random.Random(f"{seed}/{partition}")
    names = [f"equity:T{number:05}" for number in range(partition, tickers, partitions)]
    weights = list(accumulate(1 / rank for rank in range(1, len(names) + 1)))
    due, offset = START, 0
    for number in range(count):
        at = START + SPAN * number / count
        if at >= due:
            due += MARK_EVERY
            yield Record(partition, offset, at, None, _mark(offset, at))
            offset += 1
        swept, rest = divmod(number, SWEEP)
        drawn = draw.choices(names, cum_weights=weights)[0]
        ticker = drawn if rest else names[swept % len(names)]
        yield Record(partition, offset, at, None, _mention(draw, ticker, offset, at))
        offset += 1


def _fresh(draw: random.Random) -> Fingerprint:
    return Fingerprint(
        content=draw.randbytes(16),
        words=draw.randint(60, 400),
        cut=0,
        signature=draw.randbytes(2 * PERMUTATIONS),
        pairs=draw.randint(30, 250),
        things=tuple(sorted(draw.getrandbits(48) for _ in range(THINGS))),
        names=(),
    )


def _edited(draw: random.Random, print_: Fingerprint) -> Fingerprint:
    """Give the fingerprint of a near copy: other content, a few other lanes."""
    lanes = bytearray(print_.signature)
    start = draw.randrange(len(lanes) - 40)
    lanes[start : start + 40] = draw.randbytes(40)
    return Fingerprint(
        content=draw.randbytes(16),
        words=print_.words,
        cut=0,
        signature=bytes(lanes),
        pairs=print_.pairs,
        things=print_.things,
        names=print_.names,
    )


def _chosen(draw: random.Random, count: int) -> Sequence[str]:
    return list(dict.fromkeys(draw.choices(TICKERS, cum_weights=WEIGHTS, k=count)))


def _article(draw: random.Random, number: int, at: datetime) -> bytes:
    time = rfc3339(at)
    return encode(
        {
            "article": {
                "id": f"article-{number}",
                "source": draw.choice(SOURCES),
                "title": f"What {number} says of the quarter, and what it leaves out of it",
                "body": "As above.",
                "url": f"https://news.example/2025/02/article-{number}",
                "published_at": time,
            },
            "origin": f"0:{number}",
            "received_at": time,
            "model": "m1",
            "tags": [_tag(ticker) for ticker in _chosen(draw, draw.randint(1, 4))],
        }
    )


def _tag(ticker: str) -> dict[str, object]:
    return {
        "ticker": ticker,
        "symbol": ticker[7:],
        "asset_class": "equity",
        "name": ticker[7:],
        "exchange": "",
        "ids": {},
        "relevance": 0.7,
        "confidence": 0.9,
        "mention_count": 1,
        "evidence": [],
    }


def _mention(draw: random.Random, ticker: str, seq: int, at: datetime) -> bytes:
    time = rfc3339(at - timedelta(seconds=draw.randint(0, 600)))
    novel = draw.random() >= COPIES
    story = seq if novel else max(0, seq - draw.randint(1, RECENT))
    return encode(
        {
            "ticker": ticker,
            "article_id": f"article-{seq}",
            "story_id": f"{story:016x}",
            "source": draw.choice(SOURCES),
            "title": f"What {seq} says of the quarter, and what it leaves out of it",
            "url": f"https://news.example/2025/02/article-{seq}",
            "published_at": time,
            "received_at": rfc3339(at),
            "action": "publish",
            "relevance": 0.7,
            "confidence": 0.9,
            "novelty": 1.0,
            "tickers_in_article": 2,
            "novel": novel,
            "sign": 1,
            "seq": seq,
            "index": 1,
            "watermark": rfc3339(at - LATENESS),
        }
    )


def _mark(seq: int, at: datetime) -> bytes:
    return encode({"seq": seq, "index": 0, "watermark": rfc3339(at - LATENESS)})
