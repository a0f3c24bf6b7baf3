"""Stat panels: a number over its course, or words on their colour."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tests.harness.grafana import Panel
from tests.panels.picture import theme
from tests.panels.picture.canvas import Box, Page, shortened
from tests.panels.recording import Line
from tests.panels.units import told

LARGE: Final = 25.0
LETTER: Final = 0.62
"""Width of a bold letter, of its height."""


def draw_number(page: Page, box: Box, panel: Panel, lines: Sequence[Line]) -> None:
    """Draw a stat as its options say."""
    options: Mapping[str, Any] = panel.document["options"]
    if not lines:
        _write(page, box, panel.defaults.get("noValue", "No data"), theme.FAINT)
    elif options.get("colorMode") == "background":
        _words(page, box, panel, lines, name_only=options["textMode"] == "name")
    else:
        (line,) = lines
        value = line.points[-1][1]
        _course(page, box, line, colour_of(panel, value))
        _write(page, box, worded(panel, value), colour_of(panel, value))


def worded(panel: Panel, value: float) -> str:
    """Write a value as the panel shows it."""
    word = panel.words.get(f"{value:g}")
    return word["text"] if word else told(value, panel.unit)


def colour_of(panel: Panel, value: float) -> str:
    """Give the colour of a value: that of its word, else of the highest limit it reaches."""
    word = panel.words.get(f"{value:g}")
    if word:
        return theme.NAMED[word["color"]]
    steps = panel.defaults["thresholds"]["steps"]
    reached = [each["color"] for each in steps if each["value"] is None or value >= each["value"]]
    return theme.NAMED[reached[-1]]


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


def _words(page: Page, box: Box, panel: Panel, lines: Sequence[Line], *, name_only: bool) -> None:
    """Fill the card with the colour of its first value, and write each line upon it."""
    colour = colour_of(panel, lines[0].points[-1][1])
    page.card(box, colour)
    page.text(box.x + 9, box.y + 14, panel.title, size=theme.TITLE, colour=theme.PAGE)
    height = (box.height - 26) / len(lines)
    for place, line in enumerate(lines):
        word = worded(panel, line.points[-1][1])
        text = line.name if name_only else f"{word}  {line.name}"
        size = min(19.0, (box.width - 16) / (LETTER * len(text)))
        page.text(
            box.x + box.width / 2,
            box.y + 24 + height * (place + 0.5),
            shortened(text, box.width, size),
            size=size,
            colour=theme.PAGE,
            align="center",
            weight="bold",
        )
