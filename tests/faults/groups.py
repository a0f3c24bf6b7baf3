"""Faults of a group: workers come and go, a standby takes over, partitions leave and return.

All of them work while news keeps coming. Not here: what one worker goes through (``workers``).
"""

import signal
from collections.abc import Callable, Sequence
from itertools import chain
from time import monotonic
from typing import Final

from stream.engine.exits import Exit
from tests.faults.posts import Post
from tests.faults.stand import SESSION_SECONDS, STAGES, Stand

RATE: Final = 100.0
ARTICLES: Final = 2_000
QUICK_ARTICLES: Final = 500
MOST: Final = {"tag": 3, "dedupe": 2, "window": 3}
"""Workers of a stage at the same time, while they come and go."""
CHANGE_SECONDS: Final = 5.0
CHANGES: Final = 60
WORK_SECONDS: Final = 5.0
QUICK_WORK_SECONDS: Final = 1.0
BUSY_SECONDS: Final = 10.0
"""What a take-over may take on a busy machine, beside the time until a worker is missed."""
RETURN_SECONDS: Final = "20"
"""Session timeout that a static member surely is back within."""
RESTARTS: Final = 2
REBALANCES: Final = "newsfeed_rebalances_total"
DECIDED: Final = "newsfeed_records_in_total"

Away = Callable[[Post], object]
"""How a worker is made to leave its post empty."""


def changed(stand: Stand) -> None:
    """Add or remove a worker of a drawn stage every 5 s, in good order or by a kill."""
    stand.publish(_articles(stand))
    for stage in STAGES:
        stand.man(stage)
    stand.until_ready()
    with stand.feeding(RATE):
        for _ in range(CHANGES):
            stand.let_pass(CHANGE_SECONDS)
            change(stand, stand.draw.choice(STAGES))
    stand.shown["workers"] = len(stand.posts)


def change(stand: Stand, stage: str) -> None:
    """Add or remove a worker, as many as there may be."""
    there = [post for post in stand.posts if post.stage == stage and post.manned]
    if len(there) == 1 or (len(there) < MOST[stage] and stand.draw.random() < 0.5):
        stand.man(stage)
    else:
        _remove(stand, stand.draw.choice(there), kill=stand.draw.random() < 0.5)


def scaled(stand: Stand) -> None:
    """Scale tag and window from one worker to three and back, with windows open."""
    stand.publish(_articles(stand))
    stand.man("dedupe")
    stages = "tag", "window"
    posts = {stage: [stand.man(stage)] for stage in stages}
    with stand.feeding(RATE):
        stand.until_ready()
        for _ in range(2):
            for stage in stages:
                posts[stage].append(stand.man(stage))
        stand.until(lambda: all(map(_shared, posts.values())), "three workers a stage to share")
        _work_on(stand)
        for stage in stages:
            for post in stand.draw.sample(posts[stage], 2):
                _remove(stand, post)
                posts[stage].remove(post)
        stand.until(lambda: all(map(_shared, posts.values())), "one worker a stage to have all")
        _work_on(stand)


def taken_over(stand: Stand) -> None:
    """Take the working one of two dedupe workers away: the standby goes on in its place."""
    stand.publish(_articles(stand))
    stand.man("tag")
    stand.man("window")
    pair = [stand.man("dedupe"), stand.man("dedupe")]
    with stand.feeding(RATE):
        stand.until_ready()
        for name, away, within in _ways(stand):
            seconds = _take_over(stand, pair, away)
            stand.require(seconds <= within, f"it took {seconds:.0f} s after {name}")
            stand.shown[f"seconds to take over after {name}"] = round(seconds, 1)


def _ways(stand: Stand) -> Sequence[tuple[str, Away, float]]:
    """Name the ways of an end, the worst alone where it must be quick, and what each may take."""
    ways = (
        ("kill -9", Post.desert, SESSION_SECONDS + BUSY_SECONDS),
        ("SIGTERM", Post.leave, BUSY_SECONDS),
    )
    return ways[:1] if stand.quick else ways


def _take_over(stand: Stand, pair: Sequence[Post], away: Away) -> float:
    """Give the time from the end of one to the first record decided by the other."""
    stand.until(lambda: _shared(pair), "one to work and one to stand by")
    working, standby = sorted(pair, key=lambda post: post.worker.held, reverse=True)
    decided = standby.worker.figure(DECIDED)
    started = monotonic()
    stand.require(away(working) in {None, Exit.OK}, "the working one left in no good order")
    stand.until(lambda: standby.worker.figure(DECIDED) > decided, "the standby to decide")
    seconds = monotonic() - started
    working.restart()
    stand.until_ready(working)
    return seconds


def restarted(stand: Stand) -> None:
    """Restart one of two static members within the session timeout: no partition moves."""
    session = {"NEWSFEED_SESSION_TIMEOUT_SECONDS": RETURN_SECONDS}
    pair = [stand.man("window", NEWSFEED_INSTANCE_ID=f"window-{n}", **session) for n in (1, 2)]
    first, second = pair
    stand.man("tag")
    stand.man("dedupe")
    with stand.feeding(RATE):
        stand.until(lambda: _shared(pair), "two static members to share the partitions")
        before = _standing(pair)
        for away in (_stop, Post.kill) * RESTARTS:
            _work_on(stand)
            away(first)
            stand.until_ready(first)
            after = _standing(pair)
            stand.require(after == before, f"a rebalance: {before} became {after}")
        _work_on(stand)
    stand.shown["restarts"] = first.codes.total()
    stand.shown["partitions"] = [first.worker.held, second.worker.held]


def returned_windows(stand: Stand) -> None:
    """Let partitions of a window worker go to a second one and come back, news in between."""
    stand.publish(_articles(stand))
    stand.man("tag")
    stand.man("dedupe")
    first = stand.man("window")
    with stand.feeding(RATE):
        stand.until_ready()
        second = stand.man("window")
        for away in (Post.leave, Post.desert):
            stand.until(lambda: _shared([first, second]), "the second one to have partitions")
            _work_on(stand)
            away(second)
            stand.until(lambda: _shared([first]), "the partitions to return")
            _work_on(stand)
            second.restart()
    stand.require(not first.codes, f"the first one left: {first.codes}")


def returned_dedupe(stand: Stand) -> None:
    """Let dedupe's partition go from a paused worker to a second one and come back, twice.

    It is paused and woken between two records, and so has no reason to leave.
    """
    stand.man("tag")
    stand.man("window")
    first = stand.man("dedupe")
    stand.publish(_articles(stand))
    for away in (Post.leave, Post.desert):
        _overtake(stand, first, away)
        stand.publish(_articles(stand))
    stand.require(not first.codes, f"the first one left: {first.codes}")


def _overtake(stand: Stand, first: Post, away: Away) -> None:
    """Have a second worker do the work for a while; the first one may get it back on waking."""
    stand.until(lambda: first.worker.held, "the first one to work")
    stand.until_left("tag", 0)
    stand.until_left("dedupe", 0)
    first.worker.process.send_signal(signal.SIGSTOP)
    stand.interrupted["dedupe"] += 1
    second = stand.man("dedupe")
    stand.until(lambda: second.worker.held, "the second one to take over")
    stand.publish(_articles(stand))
    stand.until_left("tag", 0)
    stand.until_left("dedupe", 0)
    before = len(first.worker.assignments)
    first.worker.process.send_signal(signal.SIGCONT)
    stand.until(
        lambda: len(first.worker.assignments) > before, "the first one to be back in the group"
    )
    away(second)
    stand.until(lambda: first.worker.held, "the partition to return")


def _articles(stand: Stand) -> int:
    return QUICK_ARTICLES if stand.quick else ARTICLES


def _work_on(stand: Stand) -> None:
    """Let the workers be at work for a while."""
    stand.let_pass(QUICK_WORK_SECONDS if stand.quick else WORK_SECONDS)


def _remove(stand: Stand, post: Post, *, kill: bool = False) -> None:
    if kill:
        post.desert()
    else:
        code = post.leave()
        stand.require(code == Exit.OK, f"{post.stage} was removed with exit code {code}")


def _stop(post: Post) -> None:
    post.worker.terminate()


def _shared(posts: Sequence[Post]) -> bool:
    """Say whether these workers share all partitions of their stage as evenly as can be."""
    held = [post.worker.held for post in posts]
    partitions = 1 if posts[0].stage == "dedupe" else 4
    even = all(len(each) >= partitions // len(posts) for each in held)
    return even and sorted(chain(*held)) == list(range(partitions))


def _standing(pair: Sequence[Post]) -> tuple[list[int], ...]:
    """Give the partitions of both, and how often the second one was rebalanced."""
    return *(post.worker.held for post in pair), [int(pair[1].worker.figure(REBALANCES))]
