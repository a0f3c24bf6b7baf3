"""Faults of one worker: killed at any moment, in its first second, in a loop; stopped."""

from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Final

from tests.faults.posts import Post
from tests.faults.stand import STAGES, Stand

KILLS: Final = 20
QUICK_KILLS: Final = 3
EARLY_KILLS: Final = 5
LOOPS: Final = 10
STOPS: Final = 4
STOP_SECONDS: Final = 30.0
"""What supervisors wait for before they kill."""
QUICK_STOPS: Final = 1
ARTICLES: Final = 20_000
"""For a fault that lasts minutes; half a minute is filled by fewer."""
FEW_ARTICLES: Final = 5_000
RATE: Final = 100.0


def killed(stand: Stand) -> None:
    """Kill each stage's worker (-9) at random moments, ready or not, while articles keep coming."""
    kills, articles = (QUICK_KILLS, FEW_ARTICLES) if stand.quick else (KILLS, ARTICLES)
    posts = _at_work(stand, articles)
    with stand.feeding(RATE):
        for stage in _rounds(stand, kills):
            stand.let_pass(stand.draw.uniform(0.2, 3.4))
            posts[stage].kill()


def killed_early(stand: Stand) -> None:
    """Kill workers within a second of their start, and within a second of being ready."""
    posts = _at_work(stand)
    stand.until_ready()
    with stand.feeding(RATE):
        for _ in range(EARLY_KILLS):
            for stage in stand.draw.sample(STAGES, len(STAGES)):
                _replace(stand, posts[stage])
                if stand.draw.random() < 0.5:
                    stand.until_ready(posts[stage])
                stand.let_pass(stand.draw.uniform(0, 0.5))
                posts[stage].kill()
        _replace(stand, *posts.values())
        stand.until_ready()


def killed_in_a_loop(stand: Stand) -> None:
    """Kill every worker within a second of its start, ten times in a row; then leave them alone."""
    posts = _at_work(stand)
    stand.until_ready()
    with stand.feeding(RATE):
        for _ in range(LOOPS):
            for post in posts.values():
                post.kill()
            stand.let_pass(stand.draw.uniform(0.1, 1))
        _replace(stand, *posts.values())
        stand.until_ready()


def stopped(stand: Stand) -> None:
    """Stop workers in good order (SIGTERM) in the middle of their work: code 0, no repeats.

    Odd seeds have static members of the groups, even ones dynamic.
    """
    posts = _at_work(stand, static=stand.seed % 2 == 1)
    slowest = 0.0
    with stand.feeding(RATE):
        for stage in _rounds(stand, QUICK_STOPS if stand.quick else STOPS):
            stand.until_ready(posts[stage])
            stand.let_pass(stand.draw.uniform(0, 1))
            started = monotonic()
            code = posts[stage].worker.terminate()
            slowest = max(slowest, monotonic() - started)
            stand.require(code == 0, f"{stage} stopped with exit code {code}")
        stand.until_ready()
    stand.require(slowest <= STOP_SECONDS, f"a stop took {slowest:.0f} s")
    stand.shown["slowest_stop_s"] = round(slowest, 1)


def _at_work(
    stand: Stand, articles: int = FEW_ARTICLES, *, static: bool = True
) -> Mapping[str, Post]:
    """Publish a backlog and have one worker of each stage."""
    stand.publish(articles)
    made = stand.man_all() if static else [stand.man(stage) for stage in STAGES]
    return dict(zip(STAGES, made, strict=True))


def _replace(stand: Stand, *posts: Post) -> None:
    """Kill workers and see the next ones start."""
    for post in posts:
        post.kill()
    stand.let_pass(0)


def _rounds(stand: Stand, times: int) -> Sequence[str]:
    """Give each stage so many times, in rounds of a drawn order."""
    return [stage for _ in range(times) for stage in stand.draw.sample(STAGES, len(STAGES))]
