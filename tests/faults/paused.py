"""A worker stands still while its place is taken by another, and wakes up: nothing changes."""

import os
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from stream.engine.exits import Exit
from tests.faults.commits import read_commits, went_back
from tests.faults.posts import Post
from tests.faults.proof import BROKEN, says_held
from tests.faults.stand import SESSION_SECONDS, STAGES, WORK, Stand
from tests.harness.workers import Worker

ARTICLES: Final = 5_000
RATE: Final = 100.0
PAUSE_SECONDS: Final = 2 * SESSION_SECONDS
STOPPING: Final = (*BROKEN, "paused")
AFTERWARDS_SECONDS: Final = 3.0
"""Long enough for whatever the woken one had in hand, and for several commits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sleeper:
    """A worker that is paused, how often it was given partitions, and who takes its place."""

    post: Post
    other: Post
    worker: Worker
    given: int

    def send(self, signum: signal.Signals) -> None:
        """Pause or wake it."""
        os.kill(self.worker.process.pid, signum)

    @property
    def back(self) -> bool:
        """Say whether it was given partitions (or none) anew, or has left."""
        return self.post.worker is not self.worker or len(self.worker.assignments) > self.given


def paused(stand: Stand) -> None:
    """Pause the worker of two that works, for twice the session timeout; the other takes over.

    Even seeds have static members of the groups, odd ones dynamic.
    """
    stand.publish(ARTICLES)
    pairs = {stage: _pair(stand, stage, WORK) for stage in STAGES}
    with stand.feeding(RATE):
        stand.until_ready()
        sleepers = [_drawn(stand, pair) for pair in pairs.values()]
        stand.let_pass(stand.draw.uniform(0.5, 2))
        for each in sleepers:
            each.send(signal.SIGSTOP)
        _sleep(sleepers, stand)
    _look_back(stand)


def paused_in_a_write(stand: Stand) -> None:
    """Have a worker of two stop itself when it may write and has not; the other takes over."""
    stand.publish(ARTICLES)
    pairs = {stage: _pair(stand, stage, STOPPING) for stage in STAGES}
    with stand.feeding(RATE):
        stopped = {stage: _stopped(stand, pair) for stage, pair in pairs.items()}
        _sleep([_sleeper(post, pairs[stage]) for stage, post in stopped.items()], stand)
    _look_back(stand)
    refused = [post for post in stand.posts if post.codes[Exit.DELIVERY]]
    stand.shown["writes refused"] = len(refused)
    stand.require([post.stage for post in refused] == ["window"], "windows written late: refused")


def _look_back(stand: Stand) -> None:
    commits = read_commits(stand.broker.address)
    stand.failures.extend(went_back(commits))
    stand.shown["commits"] = len(commits)
    stand.shown["left_when_woken"] = sum(post.interruptions for post in stand.posts)


def _pair(stand: Stand, stage: str, command: Sequence[str]) -> tuple[Post, Post]:
    names: list[Mapping[str, str]] = [{}, {}]
    if stand.seed % 2 == 0:
        names = [{"NEWSFEED_INSTANCE_ID": f"{stage}-{number}"} for number in (1, 2)]
    first, second = (stand.man(stage, command=command, **name) for name in names)
    return first, second


def _drawn(stand: Stand, pair: tuple[Post, Post]) -> Sleeper:
    """Choose one that has partitions."""
    working = stand.until(
        lambda: [post for post in pair if post.worker.held], f"{pair[0].stage} to be at work"
    )
    return _sleeper(stand.draw.choice(working), pair)


def _stopped(stand: Stand, pair: tuple[Post, Post]) -> Post:
    """Wait until one of two stopped itself; give it."""
    [post] = stand.until(
        lambda: [post for post in pair if says_held(post)], f"{pair[0].stage} to stop itself"
    )
    return post


def _sleeper(post: Post, pair: tuple[Post, Post]) -> Sleeper:
    other = pair[1] if post is pair[0] else pair[0]
    given = len(post.worker.assignments)
    return Sleeper(post=post, other=other, worker=post.worker, given=given)


def _sleep(sleepers: list[Sleeper], stand: Stand) -> None:
    """See the others with all partitions while they pause, wake them, see them back."""
    for each in sleepers:
        stand.interrupted[each.post.stage] += 1
    stand.let_pass(PAUSE_SECONDS)
    counts = {each.post.stage: len(stand.site.lag(each.post.stage)) for each in sleepers}
    stand.until(
        lambda: all(len(each.other.worker.held) == counts[each.post.stage] for each in sleepers),
        "the others to have all partitions",
    )
    for each in sleepers:
        each.send(signal.SIGCONT)
    stand.until(lambda: all(each.back for each in sleepers), "the woken to be back or to leave")
    stand.until_ready()
    stand.let_pass(AFTERWARDS_SECONDS)
