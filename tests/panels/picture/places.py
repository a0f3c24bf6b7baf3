"""Where things stand on a page, in pixels from its top left corner; no drawing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tests.panels.picture import theme

COLUMNS: Final = 24
"""Of Grafana's grid."""
LETTER: Final = 0.6
"""Width of a letter, of its height."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A place on the page."""

    x: float
    y: float
    width: float
    height: float

    def inside(
        self, *, left: float = 0, top: float = 0, right: float = 0, bottom: float = 0
    ) -> "Box":
        """Give what is left of it within such margins."""
        return Box(
            x=self.x + left,
            y=self.y + top,
            width=self.width - left - right,
            height=self.height - top - bottom,
        )

    def columns(self, count: int, gap: float = 0) -> "Sequence[Box]":
        """Part it into boxes side by side."""
        width = (self.width - gap * (count - 1)) / count
        return [
            Box(x=self.x + place * (width + gap), y=self.y, width=width, height=self.height)
            for place in range(count)
        ]


def on_page(place: Mapping[str, int], top: int) -> Box:
    """Give the box of a panel by its place on the grid, of which the page shows all below ``top``.

    Between any two, and at the edges, is a gap.
    """
    column = (theme.WIDTH - theme.GAP) / COLUMNS
    return Box(
        x=theme.GAP + place["x"] * column,
        y=theme.GAP + (place["y"] - top) * theme.ROW,
        width=place["w"] * column - theme.GAP,
        height=place["h"] * theme.ROW - theme.GAP,
    )


def shortened(text: str, width: float, size: float = theme.SMALL) -> str:
    """Cut a text to a width."""
    most = int(width / (LETTER * size))
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
