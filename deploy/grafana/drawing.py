"""Draws a panel in Grafana's terms: its picture, colours, words, legend and queries."""

from typing import Final

from grafana_foundation_sdk.builders import (
    bargauge,
    common,
    dashboard,
    prometheus,
    stat,
    statetimeline,
    timeseries,
)
from grafana_foundation_sdk.models.common import (
    BigValueColorMode,
    BigValueGraphMode,
    BigValueTextMode,
    DataSourceRef,
    GraphDrawStyle,
    GraphThresholdsStyleMode,
    LegendDisplayMode,
    LegendPlacement,
    SortOrder,
    StackingMode,
    TooltipDisplayMode,
    VisibilityMode,
    VizOrientation,
)
from grafana_foundation_sdk.models.dashboard import (
    FieldColorModeId,
    Threshold,
    ThresholdsMode,
    ValueMap,
    ValueMappingResult,
)

from deploy.grafana.wording import SPANNED, Panel, Query

DATASOURCE: Final = DataSourceRef(type_val="prometheus", uid="${datasource}")

AnyPanel = timeseries.Panel | stat.Panel | bargauge.Panel | statetimeline.Panel


def drawn(panel: Panel) -> AnyPanel:
    """Give a panel's picture with its queries, colours and words."""
    picture = shaped(panel)
    picture.title(panel.title).description(panel.description).unit(panel.unit)
    picture.datasource(DATASOURCE).min(0)
    picture.thresholds(thresholds(panel)).color_scheme(colours(panel))
    if panel.words:
        picture.mappings([words(panel)])
    if panel.empty:
        picture.no_value(panel.empty)
    if panel.link:
        title, url = panel.link
        picture.data_links([dashboard.DashboardLink(title).url(url)])
    for index, query in enumerate(panel.queries):
        asked = target(query, chr(ord("A") + index))
        picture.with_target(asked.instant() if panel.shape == "bars" else asked.range())
    return picture


def shaped(panel: Panel) -> AnyPanel:
    """Give the empty picture of a panel's shape."""
    if panel.shape in {"number", "state", "name"}:
        return number(panel)
    if panel.shape == "bars":
        return bargauge.Panel().orientation(VizOrientation.HORIZONTAL).reduce_options(newest())
    if panel.shape == "timeline":
        return statetimeline.Panel().show_value(VisibilityMode.NEVER).row_height(0.8)
    return over_time(panel)


def number(panel: Panel) -> stat.Panel:
    """Give a number over its course, or a word that fills the panel with its colour."""
    picture = stat.Panel().reduce_options(newest())
    if panel.shape == "number":
        return picture.text_mode(BigValueTextMode.VALUE)
    picture.graph_mode(BigValueGraphMode.NONE).color_mode(BigValueColorMode.BACKGROUND)
    if panel.shape == "name":
        return picture.text_mode(BigValueTextMode.NAME)
    return picture.text_mode(BigValueTextMode.VALUE_AND_NAME)


def over_time(panel: Panel) -> timeseries.Panel:
    """Give lines, areas upon each other, or columns, with the newest and highest values."""
    picture = timeseries.Panel().legend(legend()).tooltip(tooltip()).line_width(1)
    if panel.shape == "counts":
        return picture.draw_style(GraphDrawStyle.BARS).fill_opacity(80)
    if panel.shape == "areas":
        return picture.fill_opacity(40).stacking(stacked())
    if panel.limits:
        picture.thresholds_style(dashed())
    return picture.fill_opacity(8).span_nulls(SPANNED)


def newest() -> common.ReduceDataOptions:
    """Show the newest value of the time drawn."""
    return common.ReduceDataOptions().calcs(["lastNotNull"])


def legend() -> common.VizLegendOptions:
    """Show each line's newest and highest value in a table below, the highest newest first."""
    options = common.VizLegendOptions().show_legend(show_legend=True)
    options.display_mode(LegendDisplayMode.TABLE).placement(LegendPlacement.BOTTOM)
    return options.calcs(["lastNotNull", "max"]).sort_by("Last *").sort_desc(sort_desc=True)


def tooltip() -> common.VizTooltipOptions:
    """Show all lines at a time, the highest first."""
    return common.VizTooltipOptions().mode(TooltipDisplayMode.MULTI).sort(SortOrder.DESCENDING)


def stacked() -> common.StackingConfig:
    """Put the areas of a panel upon each other."""
    return common.StackingConfig().mode(StackingMode.NORMAL).group("A")


def dashed() -> common.GraphThresholdsStyleConfig:
    """Draw the limits of a panel across it, where they are within its scale."""
    return common.GraphThresholdsStyleConfig().mode(GraphThresholdsStyleMode.DASHED)


def thresholds(panel: Panel) -> dashboard.ThresholdsConfig:
    """Give the panel's colour, and those from its limits on."""
    steps = [Threshold(value=limit, color=colour) for limit, colour in panel.limits]
    start = Threshold(value=None, color=panel.colour)
    return dashboard.ThresholdsConfig().mode(ThresholdsMode.ABSOLUTE).steps([start, *steps])


def colours(panel: Panel) -> dashboard.FieldColor:
    """Colour numbers by their limits, lines by their order."""
    by_limits = panel.shape in {"number", "state", "name", "bars", "timeline"}
    mode = FieldColorModeId.THRESHOLDS if by_limits else FieldColorModeId.PALETTE_CLASSIC
    return dashboard.FieldColor().mode(mode)


def words(panel: Panel) -> ValueMap:
    """Show words instead of values."""
    return ValueMap(
        options={
            str(value): ValueMappingResult(text=text, color=colour, index=index)
            for index, (value, text, colour) in enumerate(panel.words)
        }
    )


def target(query: Query, ref_id: str) -> prometheus.Dataquery:
    """Give a query as Grafana sends it."""
    asked = prometheus.Dataquery().datasource(DATASOURCE).expr(query.expr).ref_id(ref_id)
    return asked.legend_format(query.legend or "__auto")
