"""Faults of one worker: killed, stopped, paused, blocked, failing."""

from collections.abc import Sequence
from typing import Final

from tests.faults.stand import STAGES, Stand

KILLS: Final = 20
QUICK_KILLS: Final = 3
ARTICLES: Final = 20_000
QUICK_ARTICLES: Final = 5_000


def killed(stand: Stand) -> None:
    """Kill each stage's worker (-9) at random moments, ready or not, while articles keep coming."""
    kills = QUICK_KILLS if stand.quick else KILLS
    stand.publish(QUICK_ARTICLES if stand.quick else ARTICLES)
    posts = dict(zip(STAGES, stand.man_all(), strict=True))
    with stand.feeding(100):
        for stage in _rounds(stand, kills):
            stand.let_pass(stand.draw.uniform(0.2, 4.5))
            posts[stage].kill()


def _rounds(stand: Stand, times: int) -> Sequence[str]:
    """Give each stage so many times, in rounds of a drawn order."""
    return [stage for _ in range(times) for stage in stand.draw.sample(STAGES, len(STAGES))]
