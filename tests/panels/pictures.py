"""Which pictures there are of the dashboards, and what a file says that it shows.

Not here: drawing them (``picture``), which takes more than a tester has.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.harness.grafana import board

DOCS: Final = Path(__file__).parents[2] / "docs"
SHOWS: Final = b"Shows\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One file: some rows of a dashboard, with the answers of a recording."""

    board: str
    recording: str
    rows: tuple[str, ...]

    def panels(self) -> Sequence[Mapping[str, Any]]:
        """Give the panels of these rows with the rows' titles, as they stand in the JSON."""
        return list(self._panels())

    def _panels(self) -> Iterator[Mapping[str, Any]]:
        within = False
        for each in board(self.board).document["panels"]:
            if each["type"] == "row":
                within = each["title"] in self.rows
            if within:
                yield each

    def told(self) -> str:
        """Say which panels are shown, where and how: what a file of it says of itself."""
        kept = [{key: each[key] for key in ("title", "type", "gridPos")} for each in self.panels()]
        return json.dumps(kept)


PICTURES: Final[Mapping[str, Picture]] = {
    "dashboard": Picture(
        board="newsfeed",
        recording="newsfeed",
        rows=("Is it healthy?", "The flow, by stage and topic", "The news"),
    ),
    "dashboard-problems": Picture(
        board="newsfeed", recording="newsfeed", rows=("Problems", "Resources")
    ),
    "dashboard-worker": Picture(
        board="worker",
        recording="worker-window",
        rows=("What is it, and is it well?", "What does it do?", "Its partitions and its group"),
    ),
}


def says(png: bytes) -> str:
    """Read what a PNG says that it shows; nothing where it says nothing."""
    place = 8
    while place < len(png):
        size = int.from_bytes(png[place : place + 4], "big")
        kind, data = png[place + 4 : place + 8], png[place + 8 : place + 8 + size]
        if kind == b"tEXt" and data.startswith(SHOWS):
            return data.removeprefix(SHOWS).decode("latin-1")
        place += size + 12
    return ""
