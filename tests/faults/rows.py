"""What one run of one fault showed: a row of ``build/faults.json``."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

BUILD: Final = Path(__file__).parents[2] / "build" / "faults.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Records that are not as they must be, over all topics, and how long it took.

    ``repeats`` are allowed up to ``bound`` (at-least-once delivery); ``unexplained`` counts parts
    that were repeated beyond one for each interruption. ``recover_s`` is the longest
    time from a worker's start until it was ready, ``drain_s`` from the end of the fault until no
    lag was left, ``max_rss`` the most memory a worker took, in bytes. ``shown`` holds figures of
    this fault alone; ``failure`` says what else was not as it must be. ``seconds`` is the whole
    run; ``quick`` says that it broke less.
    """

    fault: str
    seed: int
    lost: int = 0
    wrong: int = 0
    phantom: int = 0
    repeats: int = 0
    bound: int = 0
    unexplained: int = 0
    rejected_missing: int = 0
    rejected_extra: int = 0
    recover_s: float = 0.0
    drain_s: float = 0.0
    max_rss: int = 0
    shown: Mapping[str, Any] = field(default_factory=dict)
    failure: str = ""
    seconds: float = 0.0
    quick: bool = False

    @property
    def right(self) -> bool:
        """Say whether all is as promised."""
        amiss = self.lost, self.wrong, self.phantom, self.unexplained
        rejected = self.rejected_missing, self.rejected_extra
        return not any((*amiss, *rejected)) and self.repeats <= self.bound and not self.failure

    def __str__(self) -> str:
        """Give the row in one line."""
        figures = {name: value for name, value in asdict(self).items() if value}
        figures.pop("fault")
        told = " ".join(f"{name}={value}" for name, value in figures.items())
        return f"{'ok  ' if self.right else 'FAIL'} {self.fault}: {told}"


def write(rows: Iterable[Row], path: Path = BUILD) -> None:
    """Write rows, in place of those of the same runs: fault, seed, quick or not."""
    known = {(row.fault, row.seed, row.quick): row for row in (*read(path), *rows)}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(row) for row in known.values()], indent=1) + "\n")


def read(path: Path = BUILD) -> list[Row]:
    """Read the rows that were written, none where there is no file."""
    return [Row(**row) for row in json.loads(path.read_text())] if path.exists() else []
