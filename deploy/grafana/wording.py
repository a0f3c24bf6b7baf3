"""The words of a dashboard: rows, panels, queries, and the expressions they are made of.

Every expression is bound to the chosen jobs and instances. Not here: which panels there are
(``health``, ``newsfeed``, ``worker``, ``both``), how Grafana draws them (``drawing``).
"""

from dataclasses import dataclass, replace
from typing import Final, Literal

Shape = Literal["number", "state", "name", "lines", "areas", "counts", "bars", "timeline"]
"""A number with its course; a number in words; the name of a series; lines; lines upon each other;
counts as columns; a bar for each series; what was when."""

CHOSEN: Final = 'job=~"$job", instance=~"$instance"'
FIRING: Final = 'alertname=~"Newsfeed.+", alertstate="firing"'
"""Of ALERTS. They carry the labels of their rule, seldom those of a worker: they are of all."""

MISSING: Final = -1
"""What a number's query answers where nothing is known; what we count and measure is never below 0.
Without an answer Grafana would go on showing the last one, as green as it was."""

SPANNED: Final = 60_000.0
"""Milliseconds without a value that a line goes over: a slow feed is no outage."""

NORMAL: Final = "green"
WARNING: Final = "yellow"
GRAVE: Final = "orange"
ALARM: Final = "red"
NEUTRAL: Final = "blue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One PromQL expression; ``legend`` names its lines by their labels."""

    expr: str
    legend: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One picture: ``description`` says what to read from it, ``width`` is of 24 columns.

    A number has ``colour``, and that of the highest of ``limits`` which it reaches; among lines,
    limits are lines too. ``words`` are shown instead of certain values, ``empty`` instead of an
    empty answer, on ``colour``. ``link`` leads on.
    """

    title: str
    description: str
    unit: str
    queries: tuple[Query, ...]
    shape: Shape = "lines"
    width: int = 8
    height: int = 8
    colour: str = NORMAL
    limits: tuple[tuple[float, str], ...] = ()
    words: tuple[tuple[int, str, str], ...] = ()
    empty: str = ""
    link: tuple[str, str] | None = None


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


def a_minute(name: str, by: str = "", **labels: str) -> str:
    """Give a counter's rate a minute: what a slow feed does can be read from it."""
    return f"60 * {rate(name, by, **labels)}"


def increase(name: str, by: str = "", **labels: str) -> str:
    """Give how much a counter grew over the time that a rate looks back, summed by some labels.

    That is longer than from point to point, or what happens between two scrapes would be lost: one
    event stands in several columns.
    """
    grouping = f" by ({by})" if by else ""
    return f"sum{grouping} (increase({series(name, **labels)}[$__rate_interval]))"


def quantile(share: float, name: str, by: str = "", **labels: str) -> str:
    """Give a quantile of a histogram, over all workers; nothing where nothing was measured."""
    grouping = f"{by}, le" if by else "le"
    return f"histogram_quantile({share}, {rate(f'{name}_bucket', grouping, **labels)}) >= 0"


def mean(name: str, by: str) -> str:
    """Give the mean of all that a histogram has measured since its process started."""
    count = f"sum by ({by}) ({series(f'{name}_count')})"
    return f"sum by ({by}) ({series(f'{name}_sum')}) / ({count} > 0)"


def filling() -> str:
    """Give the share of its maximum that is remembered, by kind, where there is one."""
    most = f"sum by (kind) ({series('state_limit_entries')})"
    return f"sum by (kind) ({series('state_entries')}) / ({most} > 0)"


def age(name: str, by: str = "", **labels: str) -> str:
    """Give the seconds that have passed since the newest of some times."""
    return _since("max", name, by, **labels)


def delay(name: str, by: str = "", **labels: str) -> str:
    """Give the seconds that have passed since the oldest of some times: of who is last."""
    return _since("min", name, by, **labels)


def _since(which: str, name: str, by: str, **labels: str) -> str:
    grouping = f" by ({by})" if by else ""
    return f"time() - {which}{grouping} ({series(name, **labels)})"


def process(name: str, function: str = "") -> str:
    """Give a series of the chosen processes, or its course through a function, by worker.

    The name of these series is everybody's: only processes of ours are taken.
    """
    chosen = f"process_{name}{{{CHOSEN}}}"
    course = f"{function}({chosen}[$__rate_interval])" if function else chosen
    return f"sum by (instance) ({course} and on (job, instance) {series('build_info')})"


def asked(*queries: tuple[str, str]) -> tuple[Query, ...]:
    """Make queries of pairs of expression and legend."""
    return tuple(Query(expr=expr, legend=legend) for expr, legend in queries)


def number(
    title: str,
    description: str,
    unit: str,
    expr: str,
    *limits: tuple[float, str],
    missing: tuple[str, str],
    colour: str = NORMAL,
    height: int = 4,
) -> Panel:
    """Make a number with its recent course, eight of which fill a line.

    ``missing`` is the word and its colour where nothing is known now.
    """
    return Panel(
        title=title,
        description=description,
        unit=unit,
        queries=asked((f"{expr} or vector({MISSING})", title.lower())),
        shape="number",
        width=3,
        height=height,
        colour=colour,
        limits=limits,
        words=((MISSING, *missing),),
    )


def graph(
    title: str,
    description: str,
    unit: str,
    *queries: tuple[str, str],
    shape: Shape = "lines",
    width: int = 8,
    limits: tuple[tuple[float, str], ...] = (),
) -> Panel:
    """Make a picture over time from pairs of expression and legend."""
    return Panel(
        title=title,
        description=description,
        unit=unit,
        queries=asked(*queries),
        shape=shape,
        width=width,
        limits=limits,
    )


def narrow(panel: Panel) -> Panel:
    """Give a panel so narrow that four fill a line."""
    return replace(panel, width=6)
