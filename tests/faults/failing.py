"""Workers with a fault of their own: one article each fails in a stage, or blocks its loop."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any, Final

from stream.models import Topic
from tests.faults import oddities
from tests.faults.articles import START, STEP, KeyValue
from tests.faults.log import Log, header
from tests.faults.oddities import BLOCKED_SECONDS
from tests.faults.stand import STAGES, Stand

ARTICLES: Final = 2_000
QUICK_ARTICLES: Final = 500
RATE: Final = 100.0
BUGS: Final = 4
"""Of each stage; `window` fails for what takes them back, too, and a worker stops above 10."""
QUICK_BUGS: Final = 2
ODD: Final = ("-m", "tests.faults.odd_worker")
REACH_SECONDS: Final = 2.0
"""Until an article has got through all stages."""


def failed_for_some_articles(stand: Stand) -> None:
    """Have bugs in every stage, each for a few articles; then kill the workers, then more news.

    Each such article comes with a copy, a correction and a retraction that are no bugs: what
    becomes of those shows what was remembered.
    """
    count, bugs = (QUICK_ARTICLES, QUICK_BUGS) if stand.quick else (ARTICLES, BUGS)
    stand.odd = oddities.refusing
    stand.checks.append(partial(_stages_that_did_not_fail, bugs))
    posts = stand.man_all(command=ODD, ODDITY="failing")
    for number in range(bugs):
        stand.publish(count // bugs)
        asking = [_asking(stand, stage, number) for stage in STAGES]
        others = [each for stage in STAGES for each in _others(stand, stage, number)]
        stand.publish_records(asking + others)
    stand.publish(count)
    for stage in STAGES:
        stand.until_left(stage, 0)
    for post in posts:
        post.kill()
    stand.until_ready()
    stand.publish_records(
        [each for stage in STAGES for each in _others(stand, stage, bugs - 1, again=True)]
    )
    stand.publish(count)


def blocked(stand: Stand) -> None:
    """Block the event loops of all three workers at once for a minute, then let them go on."""
    posts = stand.man_all(command=ODD, ODDITY="blocking")
    stand.until_ready()
    with stand.feeding(RATE):
        stand.let_pass(stand.draw.uniform(1, 3))
        for stage in reversed(STAGES):
            stand.publish_records([_asking(stand, stage, 0)])
            stand.let_pass(REACH_SECONDS)
        for answer in (503, 200):
            stand.until(
                lambda answer=answer: all(  # type: ignore[misc]
                    post.worker.get("/healthz/live")[0] == answer for post in posts
                ),
                f"every worker to answer {answer}",
                within=2 * BLOCKED_SECONDS,
            )
        stand.until_ready()
    crashes = sum(post.interruptions for post in posts)
    stand.require(not crashes, "a worker left because its loop was blocked")


def _stages_that_did_not_fail(least: int, log: Log) -> list[str]:
    """Name the stages that failed for fewer articles than asked for it."""
    bugs = [each for each in log[Topic.REJECTED] if header(each, "newsfeed-reason") == "internal"]
    failed = {header(each, "ce_id"): header(each, "newsfeed-stage") for each in bugs}
    counts = Counter(failed.values())
    return [
        f"{stage} failed for {counts[stage]} articles of {least}"
        for stage in STAGES
        if counts[stage] < least
    ]


def _asking(stand: Stand, stage: str, number: int) -> KeyValue:
    """Make an article that asks a stage for its oddity; one ticker, so one mention."""
    return _record(_article(stand, stage, number, url=oddities.url(stage, number)))


def _others(stand: Stand, stage: str, number: int, *, again: bool = False) -> Iterator[KeyValue]:
    """Make a copy of that article, then its correction, which ask for nothing; or later ones."""
    suffix, revision = ("-again", 3) if again else ("", 1)
    article = _article(stand, stage, number)
    yield _record({**article, "id": f"copy-of-{article['id']}{suffix}", "source": "other"})
    corrected = f"{article['title']} (corrected{suffix})"
    yield _record({**article, "action": "correct", "revision": revision, "title": corrected})
    if not again and number % 2:
        yield _record({**article, "action": "retract", "revision": revision + 1})


def _article(stand: Stand, stage: str, number: int, **more: str) -> dict[str, Any]:
    at = START + STEP * stand.published + timedelta(seconds=number)
    return {
        "id": f"odd-{stage}-{number}",
        "source": "odd",
        "title": f"$KO asks the {stage} stage for something odd, number {number} of today",
        "body": f"Words enough to be compared with those of others: {stage} and {number}.",
        "published_at": at.isoformat(),
        **more,
    }


def _record(article: dict[str, Any]) -> KeyValue:
    return str(article["id"]).encode(), json.dumps(article).encode()
