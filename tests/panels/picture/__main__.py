"""Draw the dashboards from their JSON and what was recorded: ``make picture``.

No screenshot: what Grafana would show of the same answers, drawn by matplotlib. Not here: how the
answers came about (``tests.panels``).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.harness.grafana import Panel
from tests.panels.picture import theme
from tests.panels.picture.bars import draw_bars, draw_timeline
from tests.panels.picture.canvas import Page
from tests.panels.picture.graphs import draw_graph
from tests.panels.picture.numbers import draw_number
from tests.panels.picture.places import Box, on_page, shortened
from tests.panels.pictures import DOCS, PICTURES
from tests.panels.recording import Recording, recorded


def drawn(shown: Sequence[Mapping[str, Any]], recording: Recording) -> Page:
    """Draw panels and titles of rows, each at its place on the grid."""
    top = min(each["gridPos"]["y"] for each in shown)
    bottom = max(each["gridPos"]["y"] + each["gridPos"]["h"] for each in shown)
    page = Page((bottom - top) * theme.ROW + theme.GAP)
    for each in shown:
        box = on_page(each["gridPos"], top)
        if each["type"] == "row":
            page.text(box.x + 2, box.y + 13, f"⌄  {each['title']}", size=14, weight="bold")
        else:
            draw(page, box, Panel(document=each, row=""), recording)
    return page


def draw(page: Page, box: Box, panel: Panel, recording: Recording) -> None:
    """Draw a panel by its kind."""
    page.card(box)
    title = shortened(panel.title, box.width - 12, theme.TITLE)
    page.text(box.x + 9, box.y + 14, title, size=theme.TITLE)
    if panel.type == "stat":
        draw_number(page, box, panel, recording.lines(panel.title))
    elif panel.type == "bargauge":
        draw_bars(page, box, panel, recording.lines(panel.title))
    elif panel.type == "state-timeline":
        draw_timeline(page, box, panel, recording)
    else:
        draw_graph(page, box, panel, recording)


if __name__ == "__main__":
    for name, picture in PICTURES.items():
        target = DOCS / f"{name}.png"
        page = drawn(picture.panels(), recorded(picture.recording))
        page.save(target, picture.told())
        print(f"picture: wrote {target.name}, {target.stat().st_size >> 10} kB")
