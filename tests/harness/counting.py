"""A stage whose every output shows its whole state, and which does wrong when a record asks it to.

The state is a count and a checksum of all values so far: a record lost, repeated or taken in
another order shows in every output after it.
"""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from stream.codec import encode
from stream.models import Rejected, Topic
from stream.stages.contract import Count, Fact, Holding, Output, Record, Status, Step

BAD: Final = b"bad"
"""Is refused as bad input."""
BUG: Final = b"bug"
"""Raises after the state has changed already, as the worst bug would."""
HUGE: Final = b"huge"
"""Leads to an output of 1 MiB."""


@dataclass(slots=True)
class Counting:
    """Counts and sums up what it was given; ``total`` is gathered once a part."""

    expired_below: int = 0
    gathers: bool = False
    count: int = 0
    checksum: int = 0
    slimmed: list[int] = field(default_factory=list)

    @property
    def state(self) -> tuple[int, int]:
        """Give everything it remembers."""
        return self.count, self.checksum

    def apply(self, record: Record) -> Step:
        """Take in a value, or do what it asks for."""
        value = record.value or b""
        if value == BAD:
            raise Rejected("not_json", "asked to refuse")
        self._take(value)
        if value == BUG:
            raise ValueError("asked to fail")
        if value == HUGE:
            value = value.ljust(1 << 20, b".")
        shown = {"offset": record.offset, "count": self.count, "checksum": self.checksum}
        headers = [("value", value)]
        output = Output(Topic.UNIQUE, b"%d" % record.partition, encode(shown), headers)
        counted = (Count("tags", "cashtag"),)
        return Step("tagged", (output,), record.value, counted, record.timestamp)

    def outputs(self) -> Sequence[Output]:
        """Give the total, if asked to gather."""
        if not self.gathers:
            return ()
        return (Output(Topic.WINDOWS, b"total", b"%d" % self.count, ()),)

    def gathered(self) -> Sequence[Count]:
        """Count what ``outputs`` gave."""
        return (Count("windows", "update"),) if self.gathers else ()

    def restore(self, facts: Iterable[Fact]) -> None:
        """Take the values in again."""
        for fact in facts:
            self._take(fact.data)

    def expired(self) -> int:
        """Say what the test told."""
        return self.expired_below

    def slim(self, fact: Fact) -> Fact:
        """Keep everything, and remember that it was asked."""
        self.slimmed.append(fact.offset)
        return fact

    def status(self) -> Status:
        """Tell the count."""
        holding = Holding("texts", self.count, 1_000)
        return Status(holdings=(holding,), bytes=8, watermark=datetime.now(UTC))

    def _take(self, value: bytes) -> None:
        self.count += 1
        self.checksum = zlib.crc32(value, self.checksum)


def counted(values: Iterable[bytes]) -> list[tuple[int, int]]:
    """Give count and checksum after each of these values: what the outputs must show."""
    stage = Counting()
    states = []
    for value in values:
        stage.restore([Fact(0, value)])
        states.append(stage.state)
    return states
