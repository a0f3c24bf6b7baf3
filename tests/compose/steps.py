"""Steps of a run, each with what it showed and how long it took."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Generic, TypeVar

Run = TypeVar("Run")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a step was about, what it showed, and the seconds it took."""

    step: str
    shown: str
    seconds: float

    def __str__(self) -> str:
        """Tell it in a line."""
        return f"{self.step}: {self.shown} ({self.seconds:.0f} s)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story(Generic[Run]):
    """Steps that stand on each other, by what they are about: each asserts, and tells."""

    title: str
    steps: Mapping[str, Callable[[Run], str]]

    def told(self, run: Run) -> Iterator[Finding]:
        """Go through the steps. Raises ``AssertionError`` where one does not hold."""
        for about, step in self.steps.items():
            started = monotonic()
            shown = step(run)
            yield Finding(step=about, shown=shown, seconds=monotonic() - started)
