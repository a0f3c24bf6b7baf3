"""How often Python looks for cycles in a worker: seldom, for its state is large and has few.

Not here: when a state is made or dropped (``processor``).
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

THRESHOLDS: Final = (50_000, 20, 100)
"""New objects before the young are looked at, such looks before the older, those before all.

With Python's own (700, 10, 10) a third of a worker's time went into looking through its state
again and again; so a young look takes some milliseconds, and all are looked at about never.
"""


def relax() -> None:
    """Set the thresholds for this process."""
    gc.set_threshold(*THRESHOLDS)


@contextmanager
def setting_aside() -> Iterator[None]:
    """Look for no cycles while a state is made, nor later at what there is by then.

    A restore makes millions of objects that stay: to look through them took a tenth of its time.
    """
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if looked:
            gc.enable()


def reclaim() -> None:
    """Collect a state that was dropped, at once: it has cycles, and was set aside."""
    gc.unfreeze()
    gc.collect()
