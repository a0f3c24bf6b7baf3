"""The committed scripts make the committed files of ``seeds/``, byte for byte."""

from itertools import pairwise

import orjson

from seeds import cut, extra


def test_the_articles_are_cut_again_as_they_stand() -> None:
    """``python -m seeds.cut`` changes nothing."""
    assert cut.jsonl(cut.cut()) == cut.ARTICLES.read_text(encoding="utf-8")


def test_the_extras_are_made_again_as_they_stand() -> None:
    """``python -m seeds.extra`` changes nothing."""
    assert b"".join(line + b"\n" for line in extra.extra()) == extra.EXTRA.read_bytes()


def test_no_character_of_the_texts_is_lost() -> None:
    """Titles and bodies, put together again, are the two files (but for blank lines at an edge)."""
    articles = [orjson.loads(line) for line in cut.ARTICLES.read_bytes().splitlines()]

    texts = ["\n".join(filter(None, (each["title"], each["body"]))) for each in articles]

    assert "\n".join(texts[:20]) == cut.POSTS.read_text(encoding="utf-8")
    assert texts[20] == cut.ARTICLE.read_text(encoding="utf-8").replace("\n\n", "\n", 1)


def test_every_article_is_later_than_the_one_before() -> None:
    """On 10 and 11 February 2025, so that the feed is in order."""
    times = [orjson.loads(line)["published_at"] for line in cut.ARTICLES.read_bytes().splitlines()]

    assert len(times) == 21
    assert all(before < after for before, after in pairwise(times))
    assert {time[:10] for time in times} == {"2025-02-10", "2025-02-11"}
