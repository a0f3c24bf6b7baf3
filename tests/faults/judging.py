"""From a stand that was drained to a row: what the oracle, the accounts and the bounds say."""

from collections.abc import Iterator, Mapping
from signal import SIGKILL
from typing import Final

from stream.engine.exits import Exit
from stream.models import Topic
from tests.faults.accounts import accounts
from tests.faults.bounds import bounds, needed
from tests.faults.oracle import Log, judge
from tests.faults.reader import read_all
from tests.faults.rows import Row
from tests.faults.stand import STAGES, Stand

RSS_LIMIT: Final = 512 << 20
"""Most memory a worker may take under these loads (50,000 articles at most)."""
ON_PURPOSE: Final = {
    *(Exit.OK, -SIGKILL),
    *(Exit.STATE, Exit.BROKER, Exit.DELIVERY, Exit.HOLE, Exit.LEASE, Exit.CONFIG),
}
"""How a worker under a fault may leave: stopped, killed, or because it could not go on safely."""


def row_of(stand: Stand) -> Row:
    """Judge every topic of a stand whose workers have left."""
    settings = stand.site.settings
    log: Log = read_all(settings.broker[0], Topic)
    stand.require(len(log[Topic.RAW]) >= stand.sent, "news.raw lacks what was sent")
    verdicts = judge(log, settings, stand.odd)
    rejected = verdicts.pop(Topic.REJECTED)
    books = accounts(log)
    stand.failures.extend(amiss for check in stand.checks for amiss in check(log))
    stand.failures.extend(odd for post in stand.posts for odd in odd_ends(post.stage, post.codes))
    max_rss = max((post.max_rss for post in stand.posts), default=0)
    stand.require(max_rss <= RSS_LIMIT, f"a worker took {max_rss >> 20} MiB")
    stand.require(all(each.expected for each in verdicts.values()), "a topic was to be empty")
    interruptions = {stage: _interruptions(stand, stage) for stage in STAGES}
    parts = needed(log, settings)
    return Row(
        fault="",
        seed=stand.seed,
        lost=sum(each.lost for each in verdicts.values()) + books.missing,
        wrong=sum(each.wrong for each in (*verdicts.values(), rejected)) + books.wrong,
        phantom=sum(each.phantom for each in verdicts.values()) + books.twice,
        repeats=sum(each.repeats for each in (*verdicts.values(), rejected)),
        bound=bounds(log, settings, interruptions),
        unexplained=sum(max(0, parts[stage] - interruptions[stage]) for stage in STAGES),
        rejected_missing=rejected.lost,
        rejected_extra=rejected.phantom,
        recover_s=round(_slowest(stand), 1),
        drain_s=round(stand.drain_s, 1),
        max_rss=max_rss,
        shown=stand.shown,
        failure="; ".join(stand.failures),
    )


def odd_ends(stage: str, codes: Mapping[int, int]) -> Iterator[str]:
    """Name the ends of workers that no fault explains: a bug, a crash of Python, a signal.

    Each is followed by another worker, and would pass for an interruption.
    """
    for code in sorted(codes.keys() - ON_PURPOSE):
        yield f"{stage} left with {code}, {codes[code]} times"


def _interruptions(stand: Stand, stage: str) -> int:
    """Count what may have cost repeats: workers that did not leave in good order, and more."""
    left = sum(post.interruptions for post in stand.posts if post.stage == stage)
    return left + stand.interrupted[stage]


def _slowest(stand: Stand) -> float:
    return max((seconds for post in stand.posts for seconds in post.recoveries), default=0.0)
