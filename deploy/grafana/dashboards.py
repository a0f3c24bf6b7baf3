"""Makes Grafana's dashboards, as JSON in generated/: ``make dashboards``.

Not here: what they show (``newsfeed``, ``worker``, ``runbooks``), how a panel is drawn
(``drawing``).
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Final

from grafana_foundation_sdk.builders import dashboard, text
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.dashboard import (
    DashboardCursorSync,
    DashboardLinkType,
    GridPos,
    VariableOption,
    VariableRefresh,
    VariableSort,
)
from grafana_foundation_sdk.models.text import TextMode

from deploy.grafana import newsfeed, worker
from deploy.grafana.drawing import DATASOURCE, drawn
from deploy.grafana.runbooks import runbooks
from deploy.grafana.wording import Row, process

GENERATED: Final = Path(__file__).parent / "generated"
TAG: Final = "newsfeed"
COLUMNS: Final = 24

JOBS: Final = "label_values(newsfeed_build_info, job)"
INSTANCES: Final = 'label_values(newsfeed_build_info{job=~"$job"}, instance)'
WORKERS: Final = 'label_values(newsfeed_ready{job=~"$job"}, instance)'
"""Not the sources: they have no stage."""


def whole_flow() -> dashboard.Dashboard:
    """Make "Newsfeed": all workers together, of which some can be chosen."""
    board = (
        live("newsfeed", "Newsfeed")
        .description("Whether news flows, how late it is, what it is about, and what is wrong.")
        .with_variable(several("instance", "Instance", INSTANCES))
    )
    return filled(board, newsfeed.ROWS)


def one_worker() -> dashboard.Dashboard:
    """Make "Newsfeed worker": one process."""
    board = (
        live("newsfeed-worker", "Newsfeed worker")
        .description("What one worker does, holds and costs.")
        .with_variable(variable("instance", "Instance", WORKERS))
    )
    return filled(board, worker.ROWS)


def what_to_do() -> dashboard.Dashboard:
    """Make "Newsfeed runbooks": a panel of text for each alert."""
    board = bare("newsfeed-runbooks", "Newsfeed runbooks")
    board.description("What to do at each alert, as docs/operations.md tells it.")
    for number, (name, what) in enumerate(runbooks(), start=1):
        panel = text.Panel().title(name).description("What to do when this alert fires.")
        panel.mode(TextMode.MARKDOWN).content(what)
        board.with_panel(panel.span(12).height(10).id(number))
    return board


MADE: Final[Mapping[str, Callable[[], dashboard.Dashboard]]] = {
    "newsfeed": whole_flow,
    "worker": one_worker,
    "runbooks": what_to_do,
}
"""By the name of the file in generated/."""


def as_json(name: str) -> str:
    """Give the JSON of a dashboard."""
    return json.dumps(MADE[name]().build(), cls=JSONEncoder, indent=2, sort_keys=True) + "\n"


def bare(uid: str, title: str) -> dashboard.Dashboard:
    """Make a dashboard without panels that leads to the others."""
    links = dashboard.DashboardLink("Newsfeed dashboards").type(DashboardLinkType.DASHBOARDS)
    links.tags([TAG]).keep_time(keep_time=True).as_dropdown(as_dropdown=False)
    links.placement("")  # above the panels, not in a menu
    return dashboard.Dashboard(title).uid(uid).tags([TAG]).readonly().link(links)


def live(uid: str, title: str) -> dashboard.Dashboard:
    """Make a dashboard that goes with time, for the jobs that are chosen."""
    return (
        bare(uid, title)
        .time("now-15m", "now")
        .timezone("browser")
        .refresh("10s")  # more often there is no new point: they lie 15 seconds apart
        .tooltip(DashboardCursorSync.CROSSHAIR)
        .annotation(starts())
        .with_variable(
            dashboard.DatasourceVariable("datasource").label("Data source").type("prometheus")
        )
        .with_variable(several("job", "Job", JOBS))
    )


def filled(board: dashboard.Dashboard, rows: Iterable[Row]) -> dashboard.Dashboard:
    """Put rows of panels on a dashboard."""
    ids, top = count(1), 0
    for row in rows:
        head = GridPos(h=1, w=COLUMNS, x=0, y=top)
        board.with_row(dashboard.Row(row.title).grid_pos(head).id(next(ids)))
        places = list(placed(row, top + 1))
        for panel, place in zip(row.panels, places, strict=True):
            board.with_panel(drawn(panel).grid_pos(place).id(next(ids)))
        top = places[-1].y + places[-1].h
    return board


def placed(row: Row, top: int) -> Iterator[GridPos]:
    """Give each panel of a row its place from ``top`` on: side by side, then in the next line.

    Panels of one line have one height.
    """
    left = height = 0
    for panel in row.panels:
        if left + panel.width > COLUMNS:
            left, top = 0, top + height
        yield GridPos(h=panel.height, w=panel.width, x=left, y=top)
        left, height = left + panel.width, panel.height


def variable(name: str, label: str, query: str) -> dashboard.QueryVariable:
    """Make a choice of one of the values of a label."""
    return (
        dashboard.QueryVariable(name)
        .label(label)
        .datasource(DATASOURCE)
        .query(query)
        .refresh(VariableRefresh.ON_TIME_RANGE_CHANGED)
        .sort(VariableSort.ALPHABETICAL_ASC)
    )


def several(name: str, label: str, query: str) -> dashboard.QueryVariable:
    """Make a choice among the values of a label, all of them to begin with."""
    choice = variable(name, label, query).multi(multi=True).include_all(include_all=True)
    return choice.all_value(".+").current(VariableOption(selected=True, text="All", value="$__all"))


def starts() -> dashboard.AnnotationQuery:
    """Mark when workers started, on every graph."""
    return (
        dashboard.AnnotationQuery()
        .name("Starts")
        .datasource(DATASOURCE)
        .enable(enable=True)
        .icon_color("orange")
        .expr(f"1000 * {process('start_time_seconds')}")
        .use_value_for_time(use_value_for_time=True)
        .title_format("Worker started")
        .text_format("{{instance}}")
    )


if __name__ == "__main__":
    GENERATED.mkdir(exist_ok=True)
    for each in MADE:
        (GENERATED / f"{each}.json").write_text(as_json(each))
        print(f"dashboards: wrote {each}.json")
