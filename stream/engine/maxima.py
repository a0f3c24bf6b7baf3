"""Warns where a maximum pushes things out of a state before their time.

Once for each time that it begins, not for every record: the metric tells how many. Not here: what
is pushed out (the stages).
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from time import monotonic
from typing import Final

from stream.stages.contract import Count

REST_SECONDS: Final = 3_600.0
"""A maximum that pushed nothing out for this long has rested; then it begins to bite anew."""

logger = logging.getLogger(__name__)


class Maxima:
    """The maxima of one stage's state: ``settings`` names by kind the one to raise."""

    def __init__(
        self,
        stage: str,
        settings: Mapping[str, str],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._stage = stage
        self._settings = settings
        self._clock = clock
        self._bit: dict[str, float] = {}

    def counted(self, counts: Iterable[Count]) -> None:
        """Warn of what was pushed out, unless that was told and went on since."""
        for series, kind, _ in counts:
            if series == "evicted":
                self._bites(kind)

    def _bites(self, kind: str) -> None:
        now, before = self._clock(), self._bit.get(kind)
        self._bit[kind] = now
        if before is None or now - before >= REST_SECONDS:
            logger.warning(
                "forgotten before its time: raise the setting",
                extra={"stage": self._stage, "kind": kind, "setting": self._settings.get(kind)},
            )
