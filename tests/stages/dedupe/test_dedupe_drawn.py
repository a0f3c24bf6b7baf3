"""The drawn feeds are what they should be: in most of them all that is bounded is met."""

from collections import Counter
from random import Random
from typing import Final

from stream.models import Idle
from stream.stages.dedupe import DedupeSettings, DedupeStage
from stream.stages.dedupe.bands import PER_BAND
from tests.stages.dedupe.drawn import FAMILY, MOODS, TWICE, Feed, told
from tests.stages.dedupe.examples import methods, result, texts_in

FEEDS: Final = 60


def met(feed: Feed, policy: DedupeSettings) -> set[str]:
    """Name the bounds that a feed meets under a policy."""
    stage, found, before = DedupeStage(policy), set[str](), 0
    known, recent = set[str](), set[str]()
    for record, news in zip(feed.records, feed.news, strict=True):
        step = stage.apply(record)
        if isinstance(news, Idle) or news.article.action == "heartbeat":
            continue
        (method,), entries = methods([step]), texts_in(stage)
        article, body = news.article.id, news.article.body
        recent = recent if entries >= before else set()
        if entries == before == policy.max_articles and method in {"unique", "near", "contained"}:
            found.add("the oldest text leaves")
        fresh = method == "unique" and result(step)["change"] == "publish"
        if article in known and (fresh or method in {"exact", "near", "contained"}):
            found.add("the oldest article is forgotten")
        if body in TWICE and len(recent.intersection(TWICE) - {body}) > 1:
            found.add("two texts are equally near")
        if body in FAMILY and len(recent.intersection(FAMILY) - {body}) > PER_BAND:
            found.add("more are near than are looked at")
        known.add(article)
        recent.add(body)
        before = entries
    return found


def test_feeds_meet_every_bound() -> None:
    """Forgotten articles in nearly all, full indexes and ties in most, full bands in some."""
    counts = Counter[str]()

    for seed in range(FEEDS):
        random = Random(seed)
        feed = told(seed % len(MOODS), (random.getrandbits(48) for _ in range(50)))
        policy = DedupeSettings(
            max_articles=random.choice((3, 5, 8, 16)), max_identities=random.randrange(4, 11)
        )
        counts.update(met(feed, policy))

    shares = {name: count / FEEDS for name, count in counts.items()}
    assert shares["the oldest article is forgotten"] > 0.9
    assert shares["the oldest text leaves"] > 0.6
    assert shares["two texts are equally near"] > 0.5
    assert shares["more are near than are looked at"] > 0.15
