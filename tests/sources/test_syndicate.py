"""Syndicated copies: how many, when they come, what they say of themselves."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

import pytest

from stream import codec
from stream.models import Article
from stream.sources.syndicate import Kind, copy_of, syndicate

START = datetime.fromisoformat("2025-02-10T14:00:00Z")
BODY = "Acme plans to invest 40 billion in large plants, it said. " * 5


def chance(seed: int) -> Random:
    """Give the same luck for the same seed."""
    return Random(seed)


def feed(count: int = 400) -> list[bytes]:
    """Give articles a minute apart."""
    return [
        codec.encode(
            {
                "id": f"a{number}",
                "source": "house",
                "title": "Acme invests",
                "body": BODY,
                "published_at": codec.rfc3339(START + timedelta(minutes=number)),
            }
        )
        for number in range(count)
    ]


def copies(values: list[bytes], share: float = 0.5, seed: int = 7) -> Iterator[Article]:
    """Give the copies among the syndicated values."""
    articles = map(codec.decode_article, syndicate(values, share=share, seed=seed))
    return (article for article in articles if "truth" in article.extra)


def test_originals_stay_as_they_came() -> None:
    """Without the copies the feed is the feed: same bytes, same order, broken lines too."""
    values = [*feed(50), b"{broken", b"", *feed(3)]

    sent = list(syndicate(values, share=1, seed=7))

    assert [value for value in sent if b'"truth"' not in value] == values


def test_the_same_seed_gives_the_same_copies() -> None:
    """Other seeds give others."""
    values = feed(60)

    first = list(syndicate(values, share=0.5, seed=7))

    assert list(syndicate(values, share=0.5, seed=7)) == first
    assert list(syndicate(values, share=0.5, seed=8)) != first


def test_the_share_is_kept() -> None:
    """None at 0, one an article at 1, about half at 0.5; more is a mistake."""
    values = feed(400)

    assert len(list(copies(values, 0))) == 0
    assert len(list(copies(values, 1))) == 400
    assert 160 < len(list(copies(values, 0.5))) < 240
    with pytest.raises(ValueError, match="share: expected 0 to 1, not 2"):
        list(copies(values, 2))


def test_every_copy_tells_the_truth_about_itself() -> None:
    """What was done, of which article, and whether that is a duplicate."""
    truths = [copy.extra["truth"] for copy in copies(feed(400), 1)]

    kinds = {(truth["kind"], truth["duplicate"]) for truth in truths}
    assert kinds == {
        ("exact", True),
        ("reformatted", True),
        ("edited", True),
        ("cut", True),
        ("wrapped", True),
        ("resold", True),
        ("renumbered", False),
    }
    assert {truth["of"] for truth in truths} == {f"a{number}" for number in range(400)}


def test_a_copy_comes_by_the_dates_of_the_feed() -> None:
    """None comes before an article that is as old as it; ids never repeat."""
    articles = list(map(codec.decode_article, syndicate(feed(400), share=1, seed=7)))

    on_time = [
        article for article in articles if not article.extra.get("truth", {}).get("late", False)
    ]

    dates = [article.published_at for article in on_time]
    assert dates == sorted(dates)
    assert len({article.id for article in articles}) == 800


def test_some_copies_come_hours_late() -> None:
    """About one in ten is dated soon after its original and comes two to six hours later."""
    newest, behind = START, []
    for article in map(codec.decode_article, syndicate(feed(900), share=1, seed=7)):
        newest = max(newest, article.published_at)
        if article.extra.get("truth", {}).get("late") and newest < START + timedelta(hours=14):
            behind.append(newest - article.published_at)

    assert 40 < len(behind) < 130
    assert min(behind) >= timedelta(hours=2)
    assert max(behind) <= timedelta(hours=6, minutes=1)


def test_what_is_no_news_is_not_copied() -> None:
    """Corrections, retractions, heartbeats and dates at the end of the calendar have no copies."""
    time = {"published_at": "2025-02-10T14:00:00Z"}
    values = [
        codec.encode({"id": "a", "body": "x", "action": "correct", **time}),
        codec.encode({"id": "a", "action": "retract", **time}),
        codec.encode({"action": "heartbeat", **time}),
        codec.encode({"id": "b", "body": "x", "published_at": "9999-12-31T23:59:59Z"}),
    ]

    assert list(syndicate(values, share=1, seed=7)) == values


@pytest.mark.parametrize("kind", ["exact", "resold"])
def test_a_copy_keeps_what_it_does_not_change(kind: Kind) -> None:
    """Language, tickers and unknown fields go along."""
    article = Article(
        id="a", body="x", language="en", tickers=("IBM",), published_at=START, extra={"urgency": 3}
    )

    copy = copy_of(article, kind, chance(1))

    assert (copy.body, copy.language, copy.tickers) == ("x", "en", ("IBM",))
    assert copy.extra == {
        "urgency": 3,
        "truth": {"kind": kind, "of": "a", "duplicate": True, "late": False},
    }


def test_a_template_without_a_number_is_resold() -> None:
    """What cannot be done is not claimed."""
    article = Article(id="a", body="no number here", published_at=START)

    copy = copy_of(article, "renumbered", chance(1))

    assert copy.body == "no number here"
    assert copy.extra["truth"]["kind"] == "resold"
    assert copy.extra["truth"]["duplicate"] is True
