"""A worker stands still while its place is taken by another, and wakes up: nothing changes."""

import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tests.faults.commits import read_commits, went_back
from tests.faults.posts import Post
from tests.faults.stand import SESSION_SECONDS, STAGES, Stand
from tests.harness.workers import Worker

ARTICLES: Final = 5_000
RATE: Final = 100.0
PAUSE_SECONDS: Final = 2 * SESSION_SECONDS
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
    pairs = {stage: _pair(stand, stage) for stage in STAGES}
    with stand.feeding(RATE):
        stand.until_ready()
        _sleep([_drawn(stand, pair) for pair in pairs.values()], stand)
    commits = read_commits(stand.broker.address)
    stand.failures.extend(went_back(commits))
    stand.shown["commits"] = len(commits)
    stand.shown["left_when_woken"] = sum(post.interruptions for post in stand.posts)


def _pair(stand: Stand, stage: str) -> tuple[Post, Post]:
    names: list[Mapping[str, str]] = [{}, {}]
    if stand.seed % 2 == 0:
        names = [{"NEWSFEED_INSTANCE_ID": f"{stage}-{number}"} for number in (1, 2)]
    first, second = (stand.man(stage, **name) for name in names)
    return first, second


def _drawn(stand: Stand, pair: tuple[Post, Post]) -> Sleeper:
    """Choose one that has partitions."""
    working = stand.until(
        lambda: [post for post in pair if post.worker.held], f"{pair[0].stage} to be at work"
    )
    post = stand.draw.choice(working)
    other = pair[1] if post is pair[0] else pair[0]
    given = len(post.worker.assignments)
    return Sleeper(post=post, other=other, worker=post.worker, given=given)


def _sleep(sleepers: list[Sleeper], stand: Stand) -> None:
    """Pause them, see the others with all partitions, wake them, see them back."""
    stand.let_pass(stand.draw.uniform(0.5, 2))
    for each in sleepers:
        each.send(signal.SIGSTOP)
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
