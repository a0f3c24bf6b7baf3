"""Time series: lines, areas upon each other, columns; with axes, marks and a table below."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from matplotlib.ticker import MaxNLocator

from deploy.grafana.wording import SPANNED
from tests.harness.grafana import Panel
from tests.panels.picture import theme
from tests.panels.picture.canvas import Page
from tests.panels.picture.courses import pieces, share, stacked
from tests.panels.picture.places import Box, shortened
from tests.panels.recording import Line, Recording
from tests.panels.units import scale_of, told

LEGEND_ROW: Final = 15
MOST_ROWS: Final = 5
COLUMN: Final = 60
TITLE_HEIGHT: Final = 26
AXIS_HEIGHT: Final = 18
AXIS_WIDTH: Final = 52
TICKS: Final = 4
SPANNED_SECONDS: Final = SPANNED / 1_000


def draw_graph(page: Page, box: Box, panel: Panel, recording: Recording) -> None:
    """Draw the lines of a panel, where workers started, and the table of the lines."""
    lines = recording.lines(panel.title)
    rows = min(MOST_ROWS, len(lines))
    legend = LEGEND_ROW * (rows + 1) + 6
    bottom = AXIS_HEIGHT + legend
    plot = box.inside(left=AXIS_WIDTH, right=12, top=TITLE_HEIGHT + 4, bottom=bottom)
    at = page.axes(plot)
    colours = [theme.LINES[place % len(theme.LINES)] for place in range(len(lines))]
    _SHAPES[_shape(panel)](at, lines, colours, recording)
    _scale(at, lines, panel, recording)
    _mark(at, recording)
    _label(page, at, plot, panel)
    below = box.inside(left=10, right=10, top=box.height - legend)
    _table(page, below, panel, lines, colours)


def _shape(panel: Panel) -> str:
    custom: Mapping[str, Any] = panel.defaults.get("custom", {})
    return "areas" if "stacking" in custom else str(custom.get("drawStyle", "line"))


def _lines(at: Any, lines: Sequence[Line], colours: Sequence[str], recording: Recording) -> None:
    for line, colour in zip(lines, colours, strict=True):
        for piece in pieces(line.points, SPANNED_SECONDS + recording.step):
            times, values = zip(*piece, strict=True)
            at.plot(times, values, color=colour, linewidth=1.2, solid_joinstyle="round")
            at.fill_between(times, values, color=colour, alpha=0.07, linewidth=0)


def _areas(at: Any, lines: Sequence[Line], colours: Sequence[str], recording: Recording) -> None:
    for piece in stacked(lines, recording.step):
        times, tops = zip(*piece, strict=True)
        below: Sequence[float] = [0.0] * len(times)
        for top, colour in zip(zip(*tops, strict=True), colours, strict=True):
            at.fill_between(times, below, top, color=colour, alpha=0.45, linewidth=0)
            at.plot(times, top, color=colour, linewidth=1)
            below = top


def _bars(at: Any, lines: Sequence[Line], colours: Sequence[str], recording: Recording) -> None:
    for line, colour in zip(lines, colours, strict=True):
        times, values = zip(*line.points, strict=True)
        at.bar(times, values, color=colour, alpha=0.8, width=0.7 * recording.step)


_SHAPES: Final = {"line": _lines, "areas": _areas, "bars": _bars}


def _scale(at: Any, lines: Sequence[Line], panel: Panel, recording: Recording) -> None:
    """Set the scale, and draw the limits that are within it."""
    values = [value for line in lines for _, value in line.points]
    if _shape(panel) == "areas":
        stack = stacked(lines, recording.step)
        values = [tops[-1] for piece in stack for _, tops in piece]
    high = max(values, default=0) * 1.08 or 1
    at.set_ylim(0, high)
    if "thresholdsStyle" in panel.defaults["custom"]:
        for each in panel.defaults["thresholds"]["steps"]:
            if each["value"] is not None and each["value"] < high:
                colour = theme.NAMED[each["color"]]
                at.axhline(each["value"], color=colour, linewidth=0.9, linestyle=(0, (6, 4)))


def _mark(at: Any, recording: Recording) -> None:
    """Mark when workers started, in the time that is drawn."""
    at.set_xlim(recording.start, recording.end)
    for line in recording.lines("Starts"):
        for started in {value / 1_000 for _, value in line.points}:
            if recording.start < started < recording.end:
                orange = theme.NAMED["orange"]
                at.axvline(started, color=orange, linewidth=0.9, linestyle=(0, (3, 3)))


def _label(page: Page, at: Any, plot: Box, panel: Panel) -> None:
    """Label the axes; a line goes from each number through the plot."""
    low, high = at.get_ylim()
    size = scale_of(high, panel.unit)
    for value in size * MaxNLocator(TICKS).tick_values(low / size, high / size):
        if low <= value <= high:
            at.axhline(value, color=theme.GRID, linewidth=0.6, zorder=0)
            y = plot.y + plot.height * (1 - share(value, (low, high)))
            number = told(value, panel.unit)
            page.text(plot.x - 6, y, number, colour=theme.FAINT, align="right", size=9)
    first, last = at.get_xlim()
    for minute in range(int(first) // 120 * 120, int(last) + 1, 120):
        if first <= minute <= last - 20:
            x = plot.x + plot.width * share(minute, (first, last))
            clock = f"{datetime.fromtimestamp(minute, UTC):%H:%M}"
            at.axvline(minute, color=theme.GRID, linewidth=0.6, zorder=0)
            page.text(
                x, plot.y + plot.height + 10, clock, colour=theme.FAINT, align="center", size=9
            )


def _table(
    page: Page, box: Box, panel: Panel, lines: Sequence[Line], colours: Sequence[str]
) -> None:
    """Tell the newest and the highest value of the lines, the highest newest first."""
    right, middle = box.x + box.width, box.x + box.width - COLUMN
    for x, head in ((middle, "Last"), (right, "Max")):
        page.text(x, box.y + 8, head, colour=theme.NAMED["blue"], align="right", size=9)
    newest = sorted(zip(lines, colours, strict=True), key=lambda pair: -pair[0].points[-1][1])
    for place, (line, colour) in enumerate(newest[:MOST_ROWS], start=1):
        y = box.y + 8 + LEGEND_ROW * place
        page.fill(Box(x=box.x, y=y - 2, width=11, height=3), colour)
        room = box.width - 2 * COLUMN - 4
        page.text(box.x + 17, y, shortened(line.name, room))
        page.text(middle, y, told(line.points[-1][1], panel.unit), align="right")
        page.text(right, y, told(max(value for _, value in line.points), panel.unit), align="right")
