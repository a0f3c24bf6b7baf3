"""Makes Grafana's dashboards from ``panels``, as JSON in generated/: ``make dashboards``."""

import json
from itertools import count
from pathlib import Path
from typing import Final

from grafana_foundation_sdk.builders import (
    bargauge,
    common,
    dashboard,
    prometheus,
    stat,
    timeseries,
)
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.common import DataSourceRef, VizOrientation
from grafana_foundation_sdk.models.dashboard import (
    DashboardCursorSync,
    Threshold,
    ThresholdsMode,
    VariableOption,
    VariableRefresh,
)

from deploy.grafana.panels import ROWS
from deploy.grafana.wording import Panel, Query

TARGET: Final = Path(__file__).parent / "generated" / "newsfeed.json"
DATASOURCE: Final = DataSourceRef(type_val="prometheus", uid="${datasource}")

AnyPanel = timeseries.Panel | stat.Panel | bargauge.Panel


def newsfeed() -> str:
    """Give the JSON of the dashboard "Newsfeed"."""
    board = (
        dashboard.Dashboard("Newsfeed")
        .uid("newsfeed")
        .description("Whether news flows, how late it is, what it is about, and what is wrong.")
        .tags(["newsfeed"])
        .readonly()
        .time("now-15m", "now")
        .timezone("browser")
        .refresh("5s")
        .tooltip(DashboardCursorSync.CROSSHAIR)
        .with_variable(
            dashboard.DatasourceVariable("datasource").label("Data source").type("prometheus")
        )
        .with_variable(variable("job", "Job", "label_values(newsfeed_build_info, job)"))
        .with_variable(
            variable(
                "instance", "Worker", 'label_values(newsfeed_build_info{job=~"$job"}, instance)'
            )
        )
    )
    ids = count(1)
    for row in ROWS:
        board.with_row(dashboard.Row(row.title).id(next(ids)))
        for panel in row.panels:
            board.with_panel(drawn(panel).id(next(ids)))
    return json.dumps(board.build(), cls=JSONEncoder, indent=2, sort_keys=True) + "\n"


def variable(name: str, label: str, query: str) -> dashboard.QueryVariable:
    """Make a choice among the values of a label, all of them to begin with."""
    return (
        dashboard.QueryVariable(name)
        .label(label)
        .datasource(DATASOURCE)
        .query(query)
        .refresh(VariableRefresh.ON_TIME_RANGE_CHANGED)
        .multi(multi=True)
        .include_all(include_all=True)
        .all_value(".+")
        .current(VariableOption(selected=True, text="All", value="$__all"))
    )


def drawn(panel: Panel) -> AnyPanel:
    """Give a panel's picture with its queries, thresholds and place."""
    picture = shaped(panel)
    picture.title(panel.title).description(panel.description).unit(panel.unit)
    picture.datasource(DATASOURCE).span(panel.width).height(panel.height).min(0)
    picture.thresholds(thresholds(panel))
    for index, query in enumerate(panel.queries):
        picture.with_target(target(query, chr(ord("A") + index)))
    return picture


def shaped(panel: Panel) -> AnyPanel:
    """Give the empty picture of a panel's shape."""
    if panel.shape == "stat":
        return stat.Panel().reduce_options(newest())
    if panel.shape == "bars":
        return bargauge.Panel().orientation(VizOrientation.HORIZONTAL).reduce_options(newest())
    return timeseries.Panel().fill_opacity(8)


def newest() -> common.ReduceDataOptions:
    """Show the newest value of the time drawn."""
    return common.ReduceDataOptions().calcs(["lastNotNull"])


def thresholds(panel: Panel) -> dashboard.ThresholdsConfig:
    """Colour green, then yellow and red from the panel's limits on."""
    limits = ((panel.warn, "yellow"), (panel.alarm, "red"))
    steps = [Threshold(value=limit, color=color) for limit, color in limits if limit is not None]
    start = Threshold(value=None, color="green")
    return dashboard.ThresholdsConfig().mode(ThresholdsMode.ABSOLUTE).steps([start, *steps])


def target(query: Query, ref_id: str) -> prometheus.Dataquery:
    """Give a query as Grafana sends it."""
    asked = prometheus.Dataquery().datasource(DATASOURCE).expr(query.expr).range().ref_id(ref_id)
    return asked.legend_format(query.legend or "__auto")


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(newsfeed())
    print(f"dashboards: wrote {TARGET.name}")
