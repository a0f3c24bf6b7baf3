"""How often Python looks for cycles in a worker: seldom, for its state is large and has few.

Not here: what is dropped with a partition, which is collected at once (``processor``).
"""

import gc
from typing import Final

THRESHOLDS: Final = (50_000, 20, 100)
"""New objects before the young are looked at, such looks before the older, those before all.

With Python's own (700, 10, 10) a third of a worker's time went into looking through its state
again and again; so a young look takes some milliseconds, and all are looked at about never.
"""


def relax() -> None:
    """Set the thresholds for this process."""
    gc.set_threshold(*THRESHOLDS)
