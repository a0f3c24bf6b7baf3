"""News for the tests on Apache Kafka: seeded, with copies, corrections, retractions and rubbish."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

START = datetime(2025, 2, 10, tzinfo=UTC)
SYMBOLS = ("AAPL", "MSFT", "NVDA", "BTC", "ETH", "TSLA", "AMZN", "META", "WLD", "KO")
WORDS = (
    "shares revenue growth forecast analysts quarter market demand supply profit guidance chips "
    "cloud model inflation rates bank capital deal merger lawsuit product launch factory output "
    "record decline rally investors fund outlook report margin cost energy data center spending"
).split()


def articles(count: int, seed: int) -> Iterator[tuple[bytes, bytes]]:
    """Give keys and values of raw records: three days of news in order, with late ones among it."""
    draw = random.Random(seed)
    recent: list[dict[str, object]] = []
    for number in range(count):
        at = START + timedelta(days=3) * number / count
        kind = draw.random()
        if kind < 0.01:
            yield f"broken-{number}".encode(), b'{"id": "broken'
            continue
        if kind < 0.20 and recent:
            article = {**draw.choice(recent), "id": f"copy-{number}", "source": "other"}
            article["published_at"] = at.isoformat()
        elif kind < 0.23 and recent:
            article = {**draw.choice(recent), "action": "correct", "revision": number}
            article["title"] = f"{article['title']} (corrected {number})"
        elif kind < 0.25 and recent:
            article = {**draw.choice(recent), "action": "retract", "revision": number}
        else:
            article = _fresh(draw, number, at)
            recent = [*recent[-200:], article]
        yield str(article["id"]).encode(), json.dumps(article).encode()


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
