"""Waits for something to become true, with a deadline: never for a span of time."""

import threading
from collections.abc import Callable
from time import monotonic
from typing import Final, TypeVar

T = TypeVar("T")

SECONDS: Final = 30.0
"""Far more than anything here takes: a wait that ends by its deadline is a failure."""
LOOK_SECONDS: Final = 0.02

_never = threading.Event()


def eventually(
    look: Callable[[], T | None],
    awaited: str,
    *,
    within: float = SECONDS,
    every: float = LOOK_SECONDS,
) -> T:
    """Look until there is something true to give. Fails after ``within`` seconds, saying what."""
    deadline = monotonic() + within
    while True:
        if found := look():
            return found
        if monotonic() > deadline:
            raise AssertionError(f"not within {within:g} s: {awaited}")
        _never.wait(every)
