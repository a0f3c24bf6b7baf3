"""News for the faults: seeded, endless, with copies, corrections, late ones and rubbish."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Final

START: Final = datetime(2025, 2, 10, tzinfo=UTC)
STEP: Final = timedelta(seconds=13)
"""Event time from one article to the next: 20,000 of them make three days."""
SYMBOLS: Final = ("AAPL", "MSFT", "NVDA", "BTC", "ETH", "TSLA", "AMZN", "META", "WLD", "KO")
WORDS: Final = (
    "shares revenue growth forecast analysts quarter market demand supply profit guidance chips "
    "cloud model inflation rates bank capital deal merger lawsuit product launch factory output "
    "record decline rally investors fund outlook report margin cost energy data center spending"
).split()
RECENT: Final = 200
"""Articles that may still be copied, corrected or retracted, if they are not older than this."""
REACH: Final = timedelta(days=3)

KeyValue = tuple[bytes, bytes]


def articles(
    seed: int, *, first: int = 0, start: datetime | None = None, step: timedelta = STEP
) -> Iterator[KeyValue]:
    """Give keys and values of raw records without end, in the order of time but for late ones.

    No two of them have one id and revision, whatever ``first`` they are numbered from. Time goes
    on by ``step`` from ``start``, else from where an endless feed of such steps would be.
    """
    draw = random.Random(f"{seed}/{first}")
    recent: list[dict[str, object]] = []
    at = START + step * first if start is None else start
    for number in count(first):
        article = _drawn(draw, recent, number, at)
        if article is None:
            yield f"broken-{number}".encode(), b'{"id": "broken'
        else:
            yield str(article["id"]).encode(), json.dumps(article).encode()
        del recent[: max(0, len(recent) - REACH // step)]
        at += step


def heartbeat(at: datetime) -> KeyValue:
    """Give a record that says how late it is, and nothing else."""
    news = {"action": "heartbeat", "published_at": at.isoformat()}
    return b"clock", json.dumps(news).encode()


def _drawn(
    draw: random.Random, recent: list[dict[str, object]], number: int, at: datetime
) -> dict[str, object] | None:
    kind = draw.random()
    if kind < 0.01:
        return None
    if kind < 0.25 and recent:
        return _follow_up(draw.choice(recent), kind, number, at)
    article = _fresh(draw, number, at)
    recent.append(article)
    del recent[:-RECENT]
    return article


def _follow_up(
    article: dict[str, object], kind: float, number: int, at: datetime
) -> dict[str, object]:
    if kind < 0.20:
        copy = {"id": f"copy-{number}", "source": "other", "published_at": at.isoformat()}
        return {**article, **copy}
    if kind < 0.23:
        title = f"{article['title']} (corrected {number})"
        return {**article, "action": "correct", "revision": number, "title": title}
    return {**article, "action": "retract", "revision": number}


def _fresh(draw: random.Random, number: int, at: datetime) -> dict[str, object]:
    late = timedelta(hours=draw.uniform(1, 30)) if draw.random() < 0.03 else timedelta()
    symbols = " ".join(f"${symbol}" for symbol in draw.sample(SYMBOLS, draw.randint(1, 3)))
    return {
        "id": f"fresh-{number}",
        "source": draw.choice(("wire", "blog", "desk")),
        "title": f"{symbols} {' '.join(draw.choices(WORDS, k=8))} {number}",
        "body": " ".join(draw.choices(WORDS, k=30)),
        "published_at": (at - late).isoformat(),
    }
