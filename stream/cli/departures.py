"""What a replay sent and what of it the broker confirmed: as series, and as readiness.

Not here: the sending itself (``sending``), who serves the answers (``engine.health``).
"""

from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Final

from stream.metrics import SourceMetrics
from stream.sources.feed import Item

PATIENCE_SECONDS: Final = 5.0
"""A broker that confirms nothing for this long, with records under way, is away."""


class Departures:
    """The records of one replay, from the handing over to the broker's answer."""

    def __init__(self, metrics: SourceMetrics, clock: Callable[[], float] = monotonic) -> None:
        self._metrics = metrics
        self._clock = clock
        self._begun = False
        self._under_way = 0
        self._since = 0.0
        self._newest: dict[str, float] = {}

    def begin(self) -> None:
        """Note that the broker was found, and what is left to send is known."""
        self._begun = True

    def leaving(self, item: Item) -> Callable[[], None]:
        """Note that a record of an item is about to leave; give what hears of its delivery."""
        if not self._under_way:
            self._since = self._clock()
        self._under_way += 1
        return partial(self._confirmed, item)

    def missing(self) -> str:
        """Say why this source is of no use now; nothing while it is.

        It is where the broker confirms what is sent, and where nothing is due.
        """
        if not self._begun:
            return "nothing sent yet: it waits for the broker, or looks where the last replay ended"
        silent = self._clock() - self._since
        if self._under_way and silent > PATIENCE_SECONDS:
            return f"{self._under_way} records sent, none confirmed for {silent:.0f} s"
        return ""

    def _confirmed(self, item: Item) -> None:
        """Count a delivery. They come in any order, so an older time changes nothing."""
        self._under_way -= 1
        self._since = self._clock()
        kind = "heartbeat" if item.every_partition else "article"
        self._metrics.published.labels(kind).inc()
        if item.newest is not None:
            time = max(self._newest.get(kind, float("-inf")), item.newest.timestamp())
            self._newest[kind] = time
            self._metrics.published_time.labels(kind).set(time)
