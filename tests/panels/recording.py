"""A dashboard with what was answered to it: kept in a file, to be told and drawn.

Not here: how the answers come about (``flow``), what is made of them (``page``, ``picture``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from tests.harness.grafana import Viewer

RECORDED: Final = Path(__file__).parents[2] / "build" / "panels"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One series: its name in the legend, and its values by Unix time."""

    name: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One query and its answer."""

    panel: str
    ref_id: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A dashboard over a time, with its variables: ``asked`` in the order of its panels."""

    start: float
    end: float
    step: int
    chosen: Mapping[str, str]
    offered: Mapping[str, Sequence[str]]
    asked: Sequence[Asked]

    def lines(self, panel: str) -> Sequence[Line]:
        """Give all lines of a panel."""
        return [line for each in self.asked if each.panel == panel for line in each.lines]

    def keep(self, name: str) -> None:
        """Write it where ``recorded`` finds it."""
        RECORDED.mkdir(parents=True, exist_ok=True)
        (RECORDED / f"{name}.json").write_bytes(msgspec.json.encode(self))


def recorded(name: str) -> Recording:
    """Read what was kept last. Raises ``FileNotFoundError``."""
    return msgspec.json.decode((RECORDED / f"{name}.json").read_bytes(), type=Recording)


def record(viewer: Viewer) -> Recording:
    """Ask everything that a dashboard asks."""
    values = viewer.values()
    return Recording(
        start=viewer.span.start,
        end=viewer.span.end,
        step=viewer.step,
        chosen=values,
        offered={
            each["name"]: viewer.options(each, values) for each in viewer.board.query_variables
        },
        asked=[
            Asked(
                panel=target.panel,
                ref_id=target.ref_id,
                lines=[
                    Line(name=target.named(answer.labels), points=answer.points)
                    for answer in answers
                ],
            )
            for target, answers in viewer.answers().items()
        ],
    )
