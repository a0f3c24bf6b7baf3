"""Raw articles for the benches: the seeds, and seeded ones of 600 characters like newswire."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Final

from seeds import cut
from stream import codec
from stream.sources.jsonl import read_lines
from stream.sources.syndicate import syndicate

LENGTH: Final = 600
"""Characters of title and body together."""
COPIES: Final = 0.2
"""Share of articles that another house publishes as well."""
START: Final = datetime(2025, 2, 10, tzinfo=UTC)
SPAN: Final = timedelta(days=3)
END: Final = START + SPAN
SUBJECTS: Final = (
    *("$AAPL", "$BTC", "$TSLA", "$NVDA", "$SOL", "$WLD", "BTC-USD", "MSFT.O", "#Bitcoin"),
    *("Cisco (NASDAQ: CSCO)", "Amazon.com Inc.", "Goldman Sachs", "Ethereum", "Microsoft"),
    *("Nvidia", "JPMorgan Chase", "Coca-Cola", "Tesla", "Meta Platforms", "Dogecoin"),
)


def seed_articles() -> list[bytes]:
    """Give the 21 seed articles, of 1,500 characters on average."""
    return [value for _, value in read_lines([cut.ARTICLES.read_bytes().splitlines()])]


def newswire(count: int, seed: int) -> list[bytes]:
    """Give three days of news in order: words as frequent as in the seeds, 1 to 3 subjects each.

    The same count and seed give the same bytes.
    """
    draw = random.Random(seed)
    words = seed_words()
    fresh = (
        _article(draw, words, number, START + SPAN * number / count) for number in range(count)
    )
    return list(islice(syndicate(fresh, share=COPIES, seed=seed), count))


def of_length(length: int, count: int, seed: int) -> list[bytes]:
    """Give articles like those of newswire, each of about so many characters, none a copy."""
    draw = random.Random(seed)
    words = seed_words()
    return [_article(draw, words, number, START, length) for number in range(count)]


def seed_words() -> Sequence[str]:
    """Give the words of the seeds, each as often as it stands there; names are left out."""
    texts = (codec.decode_article(value).body for value in seed_articles())
    return [word for text in texts for word in text.split() if word.isalpha() and word.islower()]


def _article(
    draw: random.Random, words: Sequence[str], number: int, at: datetime, length: int = LENGTH
) -> bytes:
    subjects = draw.sample(SUBJECTS, draw.randint(1, 3))
    title = f"{subjects[0]} {' '.join(draw.choices(words, k=8))} {draw.randint(2, 99)}%"
    sentences = [_sentence(draw, words, subjects) for _ in range(length // 60)]
    document = {
        "id": f"wire-{number}",
        "source": draw.choice(("first-wire", "second-wire", "desk")),
        "title": title,
        "body": " ".join(sentences)[: length - len(title)],
        "published_at": codec.rfc3339(at),
    }
    return codec.encode(document)


def _sentence(draw: random.Random, words: Sequence[str], subjects: Sequence[str]) -> str:
    chosen = draw.choices(words, k=draw.randint(8, 16))
    if draw.random() < 0.5:
        chosen[draw.randrange(len(chosen))] = draw.choice(subjects)
    if draw.random() < 0.3:
        chosen[-1] = f"${draw.randint(1, 900) / 10} billion"
    chosen[0] = chosen[0][0].upper() + chosen[0][1:]
    return " ".join(chosen) + "."
