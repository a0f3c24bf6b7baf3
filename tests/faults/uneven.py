"""Raw partitions of very different length that span the same month: time must wait for the slow."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import Final

from stream.models import Topic
from tests.faults.articles import START, articles
from tests.faults.log import Log, header
from tests.faults.stand import Stand

COUNTS: Final = (16_000, 6_000, 1_000, 50)
"""Articles of each raw partition."""
SPAN: Final = timedelta(days=30)
APART: Final = 1_000_000
"""Between the numbers of two partitions' articles: no id is in both."""
DEAD_SECONDS: Final = 60.0
SESSION_SECONDS: Final = "120"
"""Session timeout of the taggers: no other one takes over what a dead one held."""


def drained_by_one(stand: Stand) -> None:
    """Drain a month out of four uneven partitions with one tagger."""
    _publish(stand)
    stand.man_all()


def drained_by_two(stand: Stand) -> None:
    """Drain it with two taggers, one of which dies at once and is back after a minute.

    They are static members with a long session, so what it held is read by no one meanwhile.
    """
    _publish(stand)
    session = {"NEWSFEED_SESSION_TIMEOUT_SECONDS": SESSION_SECONDS}
    taggers = [stand.man("tag", NEWSFEED_INSTANCE_ID=f"tag-{n}", **session) for n in (1, 2)]
    stand.man("dedupe")
    stand.man("window")
    stand.until_ready(*taggers)
    mortal = stand.draw.choice(taggers)
    mortal.desert()
    left = sum(stand.site.lag("tag").values())
    stand.let_pass(DEAD_SECONDS)
    stand.require(sum(stand.site.lag("tag").values()), "the dead one had left nothing to read")
    stand.shown["left to read at its death"] = left
    mortal.restart()


def _publish(stand: Stand) -> None:
    """Publish each partition's month, and have it checked that none of it came too late."""
    for partition, count in enumerate(COUNTS):
        month = articles(stand.seed, first=APART * partition, start=START, step=SPAN / count)
        stand.publish_records(islice(month, count), partition=partition)
    stand.newest = START + SPAN
    stand.checks.append(_none_too_late)


def _none_too_late(log: Log) -> Iterator[str]:
    """Name what was refused as too late: none of it is."""
    late = sum(header(each, "newsfeed-reason") == "too_late" for each in log[Topic.REJECTED])
    if late:
        yield f"{late} mentions were too late"
