"""Bar gauges and state timelines: a bar for each series; what was when."""

from collections.abc import Sequence
from typing import Final

from tests.harness.grafana import Panel
from tests.panels.picture import theme
from tests.panels.picture.canvas import Page
from tests.panels.picture.courses import spans
from tests.panels.picture.places import Box, shortened
from tests.panels.recording import Line, Recording
from tests.panels.showing import colour
from tests.panels.units import told

NAME_WIDTH: Final = 96
LETTER_WIDTH: Final = 6.1
"""Of a name, in the mean."""
MOST_NAME: Final = 0.62
"""Share of a timeline that its names may take."""
VALUE_WIDTH: Final = 34
WORD: Final = 66


def draw_bars(page: Page, box: Box, panel: Panel, lines: Sequence[Line]) -> None:
    """Draw a bar for each newest value, as long as its share of the highest."""
    inner = box.inside(left=10, right=10, top=30, bottom=10)
    height = inner.height / max(1, len(lines))
    most = max((line.points[-1][1] for line in lines), default=1) or 1
    for place, line in enumerate(sorted(lines, key=lambda each: -each.points[-1][1])):
        value = line.points[-1][1]
        y = inner.y + height * place
        middle = y + height / 2
        track = Box(
            x=inner.x + NAME_WIDTH,
            y=y + 0.15 * height,
            width=inner.width - NAME_WIDTH - VALUE_WIDTH,
            height=0.7 * height,
        )
        filled = theme.NAMED[colour(value, panel)]
        page.text(track.x - 7, middle, shortened(line.name, NAME_WIDTH), align="right")
        page.fill(track, theme.TRACK)
        page.fill(track.inside(right=track.width * (1 - value / most)), filled)
        page.text(
            inner.x + inner.width, middle, told(value, panel.unit), colour=filled, align="right",
            size=theme.TITLE, weight="bold",
        )  # fmt: skip


def draw_timeline(page: Page, box: Box, panel: Panel, recording: Recording) -> None:
    """Draw for each series, over the time, the colours of its values."""
    lines = recording.lines(panel.title)
    longest = max((len(line.name) for line in lines), default=0) * LETTER_WIDTH + 20
    names = min(longest, MOST_NAME * box.width)
    inner = box.inside(left=names, right=12, top=32, bottom=26)
    if not lines:
        text = panel.defaults.get("noValue", "No data")
        page.text(
            box.x + box.width / 2, box.y + box.height / 2, text, colour=theme.FAINT, align="center",
            size=15,
        )  # fmt: skip
        return
    height = inner.height / len(lines)
    for place, line in enumerate(lines):
        y = inner.y + height * place
        name = shortened(line.name, names - 10)
        page.text(inner.x - 8, y + height / 2, name, align="right")
        _states(page, inner, Box(x=0, y=y + 2, width=0, height=height - 4), panel, line, recording)
    _words(page, inner, panel)


def _states(
    page: Page, inner: Box, bar: Box, panel: Panel, line: Line, recording: Recording
) -> None:
    """Draw one line; where it has no value for more than a step it is left open."""
    scale = inner.width / (recording.end - recording.start)
    for since, until, value in spans(line.points, recording.step, recording.end):
        x = inner.x + (since - recording.start) * scale
        width = (until - since) * scale + 0.4
        place = Box(x=x, y=bar.y, width=width, height=bar.height)
        page.fill(place, theme.NAMED[colour(value, panel)])


def _words(page: Page, inner: Box, panel: Panel) -> None:
    """Tell which colour means what."""
    x = min(inner.x, inner.x + inner.width - WORD * len(panel.words))
    y = inner.y + inner.height + 13
    for word in panel.words.values():
        page.fill(Box(x=x, y=y - 4, width=8, height=8), theme.NAMED[word["color"]])
        page.text(x + 13, y, word["text"])
        x += WORD
