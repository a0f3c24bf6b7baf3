"""What the mended parts of Faust share in one worker.

Faust makes those parts by itself, so they find this on the app.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import faust
from faust.types import TP

from stream.engine.chain import Chain
from stream.engine.lease import Lease
from stream.engine.seat import Seat
from stream.engine.starts import Start


class Observer(Protocol):
    """What the consumer tells the worker."""

    def assigned(self, tps: Collection[TP]) -> None:
        """Tell which partitions of our inputs are ours from now on; the others are not."""

    def starting(self, starts: dict[TP, Start]) -> None:
        """Tell where the partitions start, before anything is fetched; may leave the process."""

    def settled(self) -> None:
        """Tell that a rebalance is over and the flow is on, whatever was assigned."""

    def stopping(self) -> None:
        """Tell that partitions are being taken away."""

    def committed(self, seconds: float, *, done: bool) -> None:
        """Tell that a commit took so long, and whether the broker took it."""


Ends = Callable[[Sequence[tuple[str, int]]], Awaitable[Mapping[Any, int]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """The input topics handed out in chunks, their chain, the lease, who wants to know.

    ``idempotent`` says whether the broker knows idempotent producers; ``ends`` asks for the ends
    of partitions where the broker's own answer cannot be trusted (the embedded one's). ``seat`` is
    that of a static member of the group.
    """

    chunked: frozenset[str]
    chain: Chain
    lease: Lease
    observer: Observer
    idempotent: bool
    ends: Ends | None = None
    seat: Seat | None = None


class StageApp(faust.App):
    """A Faust app that carries the wiring of its stage."""

    def __init__(self, *args: Any, wiring: Wiring, **kwargs: Any) -> None:
        self.wiring = wiring
        super().__init__(*args, **kwargs)

    def on_rebalance_end(self) -> None:
        """Tell who wants to know."""
        super().on_rebalance_end()
        self.wiring.observer.settled()
