"""Which facts of the journal are still needed to rebuild the state."""

from collections import deque


class Needs:
    """The lowest input offset whose fact is needed, as time passes.

    A fact is needed until the watermark reaches its time, and the newest one always. Only facts
    needed longer than all before them are kept in mind: while one is needed, so are those behind.
    """

    __slots__ = ("_kept", "_newest")

    def __init__(self) -> None:
        self._kept: deque[tuple[int, int]] = deque()
        self._newest = 0

    def note(self, offset: int, until: int) -> None:
        """Take in the fact of an offset that is needed until the watermark reaches a time."""
        self._newest = offset
        if not self._kept or until > self._kept[-1][1]:
            self._kept.append((offset, until))

    def lowest(self, watermark: int) -> int:
        """Give the lowest offset needed at a watermark, which may not go back between calls."""
        while self._kept and self._kept[0][1] <= watermark:
            self._kept.popleft()
        return self._kept[0][0] if self._kept else self._newest
