"""Stat panels: a number over its course, or words on their colour."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tests.harness.grafana import Panel
from tests.panels.picture import theme
from tests.panels.picture.canvas import Page
from tests.panels.picture.places import Box, shortened
from tests.panels.recording import Line
from tests.panels.showing import colour, shown

LARGE: Final = 25.0
SMALLER: Final = 13.0
LETTER: Final = 0.62
"""Width of a bold letter, of its height."""


def draw_number(page: Page, box: Box, panel: Panel, lines: Sequence[Line]) -> None:
    """Draw a stat as its options say."""
    options: Mapping[str, Any] = panel.document["options"]
    if not lines:
        _write(
            page, box, panel.defaults.get("noValue", "No data"), theme.NAMED[colour(None, panel)]
        )
    elif options.get("colorMode") == "background":
        _tiles(page, box, panel, lines, name_only=options["textMode"] == "name")
    else:
        (line,) = lines
        value = line.points[-1][1]
        drawn = theme.NAMED[colour(value, panel)]
        _course(page, box, line, drawn)
        _write(page, box, shown(value, panel), drawn)


def _write(page: Page, box: Box, text: str, colour: str) -> None:
    size = min(LARGE, (box.width - 14) / (LETTER * max(1, len(text))))
    middle = box.x + box.width / 2
    page.text(
        middle, box.y + 0.42 * box.height, text, size=size, colour=colour, align="center",
        weight="bold",
    )  # fmt: skip


def _course(page: Page, box: Box, line: Line, colour: str) -> None:
    values = [value for _, value in line.points]
    at = page.axes(box.inside(top=0.62 * box.height, left=1, right=1, bottom=1))
    at.fill_between(range(len(values)), values, color=colour, alpha=0.18, linewidth=0)
    at.plot(values, color=colour, linewidth=1.1)
    at.set_xlim(0, max(1, len(values) - 1))
    at.set_ylim(0, max(values) * 1.15 or 1)


def _tiles(page: Page, box: Box, panel: Panel, lines: Sequence[Line], *, name_only: bool) -> None:
    """Fill a tile for each line with the colour of its value, and write upon it."""
    below = box.inside(left=6, right=6, top=26, bottom=6)
    for line, tile in zip(lines, below.columns(len(lines), gap=4), strict=True):
        value = line.points[-1][1]
        page.card(tile, theme.NAMED[colour(value, panel)])
        said = [line.name] if name_only else [line.name, shown(value, panel)]
        for place, text in enumerate(said, start=1):
            size = min(LARGE if place > 1 else SMALLER, (tile.width - 12) / (LETTER * len(text)))
            page.text(
                tile.x + tile.width / 2,
                tile.y + tile.height * place / (len(said) + 1),
                shortened(text, tile.width, size),
                size=size,
                colour=theme.PAGE,
                align="center",
                weight="bold",
            )
