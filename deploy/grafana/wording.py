"""The words of a dashboard: rows, panels, queries, and the expressions they are made of.

Every expression is bound to the chosen jobs and instances. Not here: which panels there are
(``panels``), how Grafana draws them (``dashboards``).
"""

from dataclasses import dataclass
from typing import Final, Literal

Shape = Literal["stat", "graph", "bars"]

CHOSEN: Final = 'job=~"$job", instance=~"$instance"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One PromQL expression; ``legend`` names its lines by their labels."""

    expr: str
    legend: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One picture: ``description`` says what to read from it, ``width`` is of 24 columns.

    ``warn`` and ``alarm`` colour a stat yellow and red from there on.
    """

    title: str
    description: str
    unit: str
    queries: tuple[Query, ...]
    shape: Shape = "graph"
    width: int = 8
    height: int = 8
    warn: float | None = None
    alarm: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Panels that answer one question."""

    title: str
    panels: tuple[Panel, ...]


def series(name: str, **labels: str) -> str:
    """Select a series of ours, for the chosen workers."""
    matchers = "".join(f', {label}=~"{value}"' for label, value in labels.items())
    return f"newsfeed_{name}{{{CHOSEN}{matchers}}}"


def rate(name: str, by: str = "", **labels: str) -> str:
    """Give a counter's rate a second, summed, or summed by some labels."""
    grouping = f" by ({by})" if by else ""
    return f"sum{grouping} (rate({series(name, **labels)}[$__rate_interval]))"


def increase(name: str, by: str = "", **labels: str) -> str:
    """Give how much a counter grew over the interval drawn, summed by some labels."""
    grouping = f" by ({by})" if by else ""
    return f"sum{grouping} (increase({series(name, **labels)}[$__rate_interval]))"


def quantile(share: float, name: str, by: str = "", **labels: str) -> str:
    """Give a quantile of a histogram, over all workers."""
    grouping = f"{by}, le" if by else "le"
    return f"histogram_quantile({share}, {rate(f'{name}_bucket', grouping, **labels)})"


def stat(
    title: str,
    description: str,
    unit: str,
    expr: str,
    *,
    warn: float | None = None,
    alarm: float | None = None,
) -> Panel:
    """Make a number with its recent course, eight of which fill a row."""
    return Panel(
        title=title,
        description=description,
        unit=unit,
        queries=(Query(expr=expr),),
        shape="stat",
        width=3,
        height=5,
        warn=warn,
        alarm=alarm,
    )


def graph(title: str, description: str, unit: str, *queries: tuple[str, str]) -> Panel:
    """Make lines over time from pairs of expression and legend."""
    lines = tuple(Query(expr=expr, legend=legend) for expr, legend in queries)
    return Panel(title=title, description=description, unit=unit, queries=lines)


def process(name: str, function: str = "") -> str:
    """Give a series of the chosen processes, or its course through a function, by worker.

    The name of these series is everybody's: only processes of ours are taken.
    """
    chosen = f"process_{name}{{{CHOSEN}}}"
    course = f"{function}({chosen}[$__rate_interval])" if function else chosen
    return f"sum by (instance) ({course} and on (job, instance) {series('build_info')})"
