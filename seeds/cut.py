"""Cut the 21 seed articles from the two files as they came: ``python -m seeds.cut``.

The texts are kept character for character. Ids, sources and times are assigned here, because the
files carry none. Not here: what the articles must yield (``expected/``).
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
POSTS: Final = HERE / "000_adbaed68abdde6a2.txt"
ARTICLE: Final = HERE / "003_952d083c09f41559.txt"
ARTICLES: Final = HERE / "articles.jsonl"

STARTS: Final = (1, 5, 9, 12, 16, 20, 24, 27, 31, 34, 37, 40, 44, 53, 61, 65, 69, 75, 76, 79)
"""The lines, counted from 1, at which the posts of the first file start."""

TIMETABLE: Final = (
    "2025-02-10T14:02:00Z",  # 01 and 02 share a window of five minutes
    "2025-02-10T14:04:00Z",
    "2025-02-10T14:21:00Z",  # 03 to 05 share an hour, not five minutes
    "2025-02-10T14:36:00Z",
    "2025-02-10T14:52:00Z",
    "2025-02-10T15:05:00Z",  # 06 on the first moment of a window, 07 in its last half minute
    "2025-02-10T15:09:30Z",
    "2025-02-10T15:47:00Z",
    "2025-02-10T16:30:00Z",  # 09 names no ticker: only time passes
    "2025-02-10T18:10:00Z",
    "2025-02-10T18:12:00Z",
    "2025-02-10T18:14:59Z",  # 12 in the last second of a window
    "2025-02-10T20:40:00Z",
    "2025-02-10T23:58:00Z",  # 14 names no ticker either, just before midnight
    "2025-02-11T00:00:00Z",  # 15 on the first moment of a day, an hour and five minutes
    "2025-02-11T00:03:00Z",
    "2025-02-11T00:07:00Z",
    "2025-02-11T06:15:00Z",
    "2025-02-11T06:45:00Z",
    "2025-02-11T07:30:00Z",
    "2025-02-11T09:00:00Z",  # 21 is the article of the second file
)


def cut() -> Iterator[dict[str, str]]:
    """Give the articles in the order of the files: 20 posts, then the long article."""
    lines = POSTS.read_text(encoding="utf-8").split("\n")
    posts = [_post(lines, number) for number in range(len(STARTS))]
    texts = [*posts, _halves(ARTICLE.read_text(encoding="utf-8"))]
    for number, ((title, body), time) in enumerate(zip(texts, TIMETABLE, strict=True), start=1):
        yield {
            "id": f"seed-{number:02}",
            "source": "seed-social" if number <= len(STARTS) else "seed-web",
            "title": title,
            "body": body,
            "language": "en",
            "published_at": time,
        }


def jsonl(documents: Iterator[dict[str, str]]) -> str:
    """Write one JSON object a line, characters as they are."""
    return "".join(f"{json.dumps(document, ensure_ascii=False)}\n" for document in documents)


def _post(lines: list[str], number: int) -> tuple[str, str]:
    """Give title and body of a post; one of a single line has only a body."""
    start = STARTS[number] - 1
    end = STARTS[number + 1] - 1 if number + 1 < len(STARTS) else len(lines)
    return ("", lines[start]) if end - start == 1 else _halves("\n".join(lines[start:end]))


def _halves(text: str) -> tuple[str, str]:
    title, _, body = text.partition("\n")
    return title, body.strip("\n")


if __name__ == "__main__":
    ARTICLES.write_text(jsonl(cut()), encoding="utf-8")
    print(f"{ARTICLES.name}: {len(TIMETABLE)} articles")
