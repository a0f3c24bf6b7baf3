"""The rules of grafana/dashboard-linter, on dashboards as JSON: each by its name there.

Not among them: target-logql-rule and target-logql-auto-rule, for there is no Loki; rules that the
linter does not run unless told what to require (target-required-matchers-rule,
template-required-variables-rule). target-promql-rule is Prometheus' own to judge: ``promtool``.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from tests.harness.grafana import Board, Panel

QUERIED: Final = {"stat", "timeseries", "bargauge", "state-timeline", "table", "gauge"}
UNITS: Final = {"short", "cps", "cpm", "s", "bytes", "percentunit"}
"""Those in use; all of them are in Grafana's list."""
_SELECTOR: Final = re.compile(r"(\w+)\{([^}]*)\}")
_RANGE: Final = re.compile(r"(\w+)\((\w+\{[^}]*\})\[([^\]]+)\]")
_FUNCTION: Final = re.compile(r"^(\w+)\((.+)\)$")


class Violation(NamedTuple):
    """Where a rule is not kept; ``panel`` is empty where it is about the whole dashboard."""

    dashboard: str
    panel: str = ""


Rule = Callable[[Board], Iterator[Violation]]


def _datasource(board: Board) -> Iterator[Violation]:
    choices = [each for each in board.variables if each["type"] == "datasource"]
    if [(each["name"], each["label"]) for each in choices] != [("datasource", "Data source")]:
        yield Violation(board.title)


def _variable(name: str) -> Rule:
    """Make the rule that a variable lets one choose several workers, or all."""

    def judged(board: Board) -> Iterator[Violation]:
        found = {each["name"]: each for each in board.variables}
        if "datasource" in found and not _is_choice(found.get(name, {}), name.title()):
            yield Violation(board.title)

    return judged


def _is_choice(variable: Mapping[str, Any], label: str) -> bool:
    return (
        variable.get("type") == "query"
        and variable["datasource"]["uid"] == "${datasource}"
        and variable["label"] == label
        and variable.get("multi", False)
        and variable.get("allValue") == ".+"
    )


def _label_functions(board: Board) -> Iterator[Violation]:
    for variable in board.query_variables:
        found = _FUNCTION.match(variable["query"])
        if not found or found[1] not in {"label_names", "label_values", "metrics", "query_result"}:
            yield Violation(board.title)


def _reload(board: Board) -> Iterator[Violation]:
    yield from (
        Violation(board.title) for variable in board.query_variables if variable["refresh"] != 2
    )


def _uneditable(board: Board) -> Iterator[Violation]:
    if board.document.get("editable", True):
        yield Violation(board.title)


def _used(board: Board) -> Iterator[Violation]:
    asked = " ".join(target.expr for target in board.targets)
    yield from (
        Violation(board.title)
        for variable in board.query_variables
        if not re.search(rf"\${variable['name']}\b", asked)
    )


def _panels(holds: Callable[[Panel], bool]) -> Rule:
    """Make a rule of what holds for each panel that shows figures."""
    return lambda board: (
        Violation(board.title, panel.title)
        for panel in board.panels
        if panel.type in QUERIED and not holds(panel)
    )


def _targets(holds: Callable[[str], bool]) -> Rule:
    """Make a rule of what holds for each expression."""
    return lambda board: (
        Violation(board.title, target.panel) for target in board.targets if not holds(target.expr)
    )


def _matches(label: str) -> Callable[[str], bool]:
    """Say of an expression whether each selector is of the chosen values of a label."""
    return lambda expr: all(
        f'{label}=~"${label}"' in matchers for _, matchers in _SELECTOR.findall(expr)
    )


def _explained(panel: Panel) -> bool:
    return bool(panel.title and panel.document.get("description"))


def _of_chosen_source(panel: Panel) -> bool:
    uid: str = panel.document["datasource"]["uid"]
    return uid == "${datasource}"


def _rate_interval(expr: str) -> bool:
    return all(
        interval == "$__rate_interval"
        for function, _, interval in _RANGE.findall(expr)
        if function in {"rate", "irate"}
    )


def _counters_over_time(expr: str) -> bool:
    counters = [name for name, _ in _SELECTOR.findall(expr) if name.endswith("_total")]
    over_time = [
        selector.partition("{")[0]
        for function, selector, _ in _RANGE.findall(expr)
        if function in {"rate", "irate", "increase"}
    ]
    return counters == [name for name in over_time if name.endswith("_total")]


def _buckets_as_quantile(expr: str) -> bool:
    return "_bucket" not in expr or expr.startswith("histogram_quantile(")


RULES: Final[Mapping[str, Rule]] = {
    "template-datasource-rule": _datasource,
    "template-job-rule": _variable("job"),
    "template-instance-rule": _variable("instance"),
    "template-label-promql-rule": _label_functions,
    "template-on-time-change-reload-rule": _reload,
    "template-unused-rule": _used,
    "uneditable-dashboard-rule": _uneditable,
    "panel-datasource-rule": _panels(_of_chosen_source),
    "panel-title-description-rule": _panels(_explained),
    "panel-units-rule": _panels(lambda panel: panel.unit in UNITS),
    "panel-no-targets-rule": _panels(lambda panel: bool(panel.targets)),
    "target-rate-interval-rule": _targets(_rate_interval),
    "target-job-rule": _targets(_matches("job")),
    "target-instance-rule": _targets(_matches("instance")),
    "target-counter-agg-rule": _targets(_counters_over_time),
    "target-histogram-rule": _targets(_buckets_as_quantile),
}
