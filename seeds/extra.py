"""Make the harder cases from the seed articles: ``python -m seeds.extra``.

Copies, a template with another number, a correction, a retraction, late news and a broken line,
seeded: the same bytes each time. Not here: what they must yield (``expected/``).
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Final

from seeds.cut import ARTICLES
from stream import codec
from stream.models import Article
from stream.sources.syndicate import Kind, copy_of

EXTRA: Final = Path(__file__).parent / "extra.jsonl"
SEED: Final = 20250211

COPIES: Final[tuple[tuple[str, Kind, str, str, str], ...]] = (
    # id, what is done, of which article, under which source, when
    ("extra-01", "exact", "seed-20", "seed-social", "2025-02-11T09:20:00Z"),
    ("extra-02", "reformatted", "seed-08", "seed-social", "2025-02-11T09:40:00Z"),
    ("extra-03", "edited", "seed-16", "seed-wire", "2025-02-11T10:05:00Z"),
    ("extra-04", "cut", "seed-21", "seed-digest", "2025-02-11T10:10:00Z"),
    ("extra-05", "wrapped", "seed-18", "seed-digest", "2025-02-11T10:30:00Z"),
    ("extra-06", "resold", "seed-06", "seed-wire", "2025-02-11T10:45:00Z"),
    ("extra-07", "renumbered", "seed-05", "seed-social", "2025-02-11T11:00:00Z"),
)
LATE: Final = ("extra-08", "seed-04", "seed-wire", "2025-02-10T14:41:00Z")
"""A copy dated five minutes after its original that comes 20 hours later: its hour is final."""


def extra() -> Iterator[bytes]:
    """Give the lines, in the order in which they come after the seed articles."""
    seeds = {article.id: article for article in _articles()}
    for identity, kind, of, source, time in COPIES:
        yield _line(_copy(seeds[of], kind, id=identity, source=source, time=time))
    yield _line(_correction(seeds["seed-17"]))
    yield _line(_retraction(seeds["seed-11"]))
    identity, of, source, time = LATE
    yield _line(_copy(seeds[of], "resold", id=identity, source=source, time=time, late=True))
    yield _line(_copy(seeds["seed-01"], "exact", id="extra-09", source="seed-social"))[:500]


def _articles() -> Iterator[Article]:
    with ARTICLES.open("rb") as lines:
        yield from map(codec.decode_article, lines)


def _copy(
    article: Article, kind: Kind, *, id: str, source: str, time: str = "", late: bool = False
) -> Article:
    copy = copy_of(article, kind, Random(f"{SEED}:{id}"), late=late)  # noqa: S311 - repeatable
    published_at = datetime.fromisoformat(time) if time else article.published_at
    return replace(copy, id=id, source=source, published_at=published_at)


def _correction(article: Article) -> Article:
    """Say again what the post says, without the symbol it should not have carried."""
    return replace(
        article,
        action="correct",
        revision=1,
        body=article.body.replace("$WLD $FET ", "$WLD "),
        updated_at=datetime.fromisoformat("2025-02-11T11:10:00Z"),
    )


def _retraction(article: Article) -> Article:
    return replace(
        article,
        action="retract",
        revision=1,
        title="",
        body="",
        updated_at=datetime.fromisoformat("2025-02-11T11:20:00Z"),
    )


def _line(article: Article) -> bytes:
    """Write what a producer would send: no field that says nothing."""
    document = json.loads(codec.encode(article))
    extra = document.pop("extra")
    said = {name: value for name, value in document.items() if value not in ("", [], None, 0)}
    return json.dumps(said | extra, ensure_ascii=False).encode()


if __name__ == "__main__":
    written = list(extra())
    EXTRA.write_bytes(b"".join(line + b"\n" for line in written))
    print(f"{EXTRA.name}: {len(written)} lines")
