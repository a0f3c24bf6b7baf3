"""Grafana's part without Grafana: reads a dashboard's JSON and asks what it would ask.

Variables, ``$__rate_interval`` and the rest are put in as Grafana's Prometheus source does it.
Not here: what comes of it (``answers``), what the dashboards should hold (their tests).
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from tests.harness.answers import Answer, Labels, Span, label_values

PLACE: Final = Path(__file__).parents[2] / "deploy" / "grafana"
GENERATED: Final = PLACE / "generated"
SOURCE: Final = PLACE / "provisioning" / "datasources" / "prometheus.yml"
ALL: Final = "$__all"
MOST_POINTS: Final = 1_000
"""Of a line; a graph has about as many pixels."""
_VARIABLE: Final = re.compile(r"\$(?:\{(\w+)\}|(\w+))")
_LABEL_VALUES: Final = re.compile(r"^label_values\((?:(.+),)?\s*(\w+)\)$")
_LEGEND: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One query of a panel, as it stands in the JSON; an ``instant`` one is of the end alone."""

    panel: str
    ref_id: str
    expr: str
    legend: str
    instant: bool = False

    def named(self, labels: Labels) -> str:
        """Give the name of a line: the legend with its labels put in."""
        named = _LEGEND.sub(lambda found: labels.get(found[1], ""), self.legend)
        return " ".join(named.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One panel of a dashboard; ``row`` is the title of the row it stands below."""

    document: Mapping[str, Any]
    row: str

    @property
    def title(self) -> str:
        """Give its title."""
        return str(self.document["title"])

    @property
    def type(self) -> str:
        """Give the kind of picture that it is."""
        return str(self.document["type"])

    @property
    def defaults(self) -> Mapping[str, Any]:
        """Give how its fields are shown."""
        found: Mapping[str, Any] = self.document.get("fieldConfig", {}).get("defaults", {})
        return found

    @property
    def words(self) -> Mapping[str, Mapping[str, str]]:
        """Give what is shown instead of certain values: a text and its color."""
        mappings = self.defaults.get("mappings", ())
        return {value: shown for each in mappings for value, shown in each["options"].items()}

    @property
    def unit(self) -> str:
        """Give its unit; empty where there is none."""
        return str(self.defaults.get("unit", ""))

    @property
    def targets(self) -> Sequence[Target]:
        """Give its queries."""
        return [
            Target(
                panel=self.title,
                ref_id=each["refId"],
                expr=each["expr"],
                legend=each["legendFormat"],
                instant=each["instant"],
            )
            for each in self.document.get("targets", ())
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """One dashboard."""

    document: Mapping[str, Any]

    @property
    def title(self) -> str:
        """Give its title."""
        return str(self.document["title"])

    @property
    def variables(self) -> Sequence[Mapping[str, Any]]:
        """Give its variables, in their order."""
        found: Sequence[Mapping[str, Any]] = self.document.get("templating", {}).get("list", [])
        return found

    @property
    def query_variables(self) -> Sequence[Mapping[str, Any]]:
        """Give the variables whose values come from Prometheus."""
        return [each for each in self.variables if each["type"] == "query"]

    @property
    def panels(self) -> Sequence[Panel]:
        """Give its panels from top to bottom, without the titles of rows."""
        return list(self._panels())

    def _panels(self) -> Iterator[Panel]:
        row = ""
        for each in self.document["panels"]:
            if each["type"] == "row":
                row = each["title"]
            else:
                yield Panel(document=each, row=row)

    @property
    def targets(self) -> Sequence[Target]:
        """Give all queries of its panels."""
        return [target for panel in self.panels for target in panel.targets]

    @property
    def annotations(self) -> Sequence[Target]:
        """Give the queries whose answers are marked on every graph."""
        return [
            Target(panel=each["name"], ref_id="", expr=each["expr"], legend=each["textFormat"])
            for each in self.document.get("annotations", {}).get("list", ())
        ]


def board(name: str) -> Board:
    """Read a dashboard by the name of its file."""
    return Board(document=json.loads((GENERATED / f"{name}.json").read_text()))


def scrape_seconds() -> int:
    """Read what our Grafana is told of its Prometheus' scrapes, in seconds."""
    (source,) = yaml.safe_load(SOURCE.read_text())["datasources"]
    return int(source["jsonData"]["timeInterval"].removesuffix("s"))


def put_in(expr: str, values: Mapping[str, str]) -> str:
    """Put values in the place of variables. Raises ``KeyError`` for an unknown one."""
    return _VARIABLE.sub(lambda found: values[found[1] or found[2]], expr)


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who looks at a dashboard: with which Prometheus, over which time, with what chosen.

    ``scrape_seconds`` is what the data source says of its Prometheus (``timeInterval``).
    """

    board: Board
    prometheus: str
    span: Span
    scrape_seconds: int
    chosen: Mapping[str, str] = field(default_factory=dict)

    @property
    def step(self) -> int:
        """Give the seconds from point to point, as Grafana chooses them (``$__interval``)."""
        return max(self.scrape_seconds, -(-int(self.span.seconds) // MOST_POINTS))

    def answers(self) -> Mapping[Target, Sequence[Answer]]:
        """Send every query, those of annotations too, and give what comes back."""
        values = {**self.values(), **self.intervals()}
        targets = (*self.board.targets, *self.board.annotations)
        return {target: self._ask(target, put_in(target.expr, values)) for target in targets}

    def answer(self, target: Target) -> Sequence[Answer]:
        """Send one query, and give what comes back."""
        return self._ask(target, put_in(target.expr, {**self.values(), **self.intervals()}))

    def _ask(self, target: Target, query: str) -> Sequence[Answer]:
        if target.instant:
            return self.span.end_of(self.prometheus, query)
        return self.span.course(self.prometheus, query, step=self.step)

    def values(self) -> Mapping[str, str]:
        """Give the value of each variable that a query is sent with."""
        values: dict[str, str] = {}
        for variable in self.board.query_variables:
            options = self.options(variable, values)
            values[variable["name"]] = self._value(variable, options)
        return values

    def options(self, variable: Mapping[str, Any], values: Mapping[str, str]) -> Sequence[str]:
        """Ask for what a variable lets one choose, after those before it are chosen."""
        found = _LABEL_VALUES.match(variable["query"])
        if found is None:
            raise ValueError(f"not understood: {variable['query']}")
        selector = put_in(found[1] or "", values)
        return label_values(self.prometheus, found[2], selector, self.span)

    def _value(self, variable: Mapping[str, Any], options: Sequence[str]) -> str:
        """Give what is chosen, else all, else the first; where several may be, as an expression."""
        chosen = self.chosen.get(variable["name"], variable.get("current", {}).get("value"))
        if chosen == ALL:
            return str(variable["allValue"])
        value = chosen or options[0]
        return re.escape(value).replace("\\", "\\\\") if variable["multi"] else value

    def intervals(self) -> Mapping[str, str]:
        """Give the variables that Grafana itself makes, of its step and the scrapes."""
        rate = max(self.step + self.scrape_seconds, 4 * self.scrape_seconds)
        return {
            "__interval": f"{self.step}s",
            "__rate_interval": f"{rate}s",
            "__range": f"{int(self.span.seconds)}s",
        }
