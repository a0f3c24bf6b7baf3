"""The rules of Grafana's linter for dashboards, each a test by its name there."""

import json
import re
import subprocess
from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from deploy.grafana.dashboards import GENERATED, MADE
from tests.harness.grafana import Board, board
from tests.harness.linting import RULES, Violation

Change = Callable[[dict[str, Any]], object]

EXCLUSIONS: Final[dict[str, Any]] = yaml.safe_load((GENERATED / ".lint").read_text())["exclusions"]


def excluded(rule: str, title: str) -> set[Violation]:
    """Give the violations of a rule that a dashboard may have."""
    entries = EXCLUSIONS.get(rule, {"entries": []})["entries"]
    return {
        Violation(each["dashboard"], each.get("panel", ""))
        for each in entries
        if each["dashboard"] == title
    }


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("rule", RULES)
def test_a_rule_holds(rule: str, name: str) -> None:
    """But where it is excluded, and there it would not: no exclusion outlives its reason."""
    judged = board(name)

    assert set(RULES[rule](judged)) == excluded(rule, judged.title)


def test_every_exclusion_is_of_a_rule_and_has_its_reason() -> None:
    """Grafana's linter reads the same file."""
    assert EXCLUSIONS.keys() <= RULES.keys()
    assert [each for each in EXCLUSIONS.values() if not each["reason"].endswith(".")] == []


@pytest.mark.prometheus
@pytest.mark.parametrize("name", MADE)
def test_target_promql_rule(name: str, tmp_path: Path) -> None:
    """Each query is PromQL to Prometheus itself, once the variables are put in."""
    exprs = [target.expr for target in (*board(name).targets, *board(name).annotations)]
    written = [re.sub(r"\$__\w+", "1m", expr) for expr in exprs]
    rules = [{"record": f"asked:{number}", "expr": expr} for number, expr in enumerate(written)]
    file = tmp_path / "rules.json"
    file.write_text(json.dumps({"groups": [{"name": "asked", "rules": rules}]}))

    done = subprocess.run(["promtool", "check", "rules", file], capture_output=True, check=False)

    assert done.returncode == 0, done.stderr


def _panel(document: dict[str, Any], title: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in document["panels"] if each["title"] == title)
    return found


def _ask(expr: str) -> Change:
    """Make a change of what a panel asks."""

    def change(document: dict[str, Any]) -> None:
        _panel(document, "Records in")["targets"][0]["expr"] = expr

    return change


def _variable(which: str, **values: Any) -> Change:
    """Make a change of a variable."""

    def change(document: dict[str, Any]) -> None:
        found = next(each for each in document["templating"]["list"] if each["name"] == which)
        found.update(values)

    return change


def _of_panel(**values: Any) -> Change:
    """Make a change of a panel."""
    return lambda document: _panel(document, "Records in").update(values)


def _panel_without(key: str) -> Change:
    """Make a change that takes something from a panel."""
    return lambda document: _panel(document, "Records in").pop(key)


OF: Final = '{job=~"$job", instance=~"$instance"}'
BROKEN: Final[Mapping[str, Change]] = {
    "template-datasource-rule": _variable("datasource", label="Source"),
    "template-job-rule": _variable("job", allValue="*"),
    "template-instance-rule": _variable("instance", multi=False),
    "template-label-promql-rule": _variable("job", query="values(up, job)"),
    "template-on-time-change-reload-rule": _variable("job", refresh=1),
    "template-unused-rule": _variable("job", name="service"),
    "uneditable-dashboard-rule": lambda document: document.update(editable=True),
    "panel-datasource-rule": _of_panel(datasource={"uid": "prometheus"}),
    "panel-title-description-rule": _panel_without("description"),
    "panel-units-rule": _panel_without("fieldConfig"),
    "panel-no-targets-rule": _panel_without("targets"),
    "target-rate-interval-rule": _ask(f"rate(a_total{OF}[1m])"),
    "target-job-rule": _ask('a{instance=~"$instance"}'),
    "target-instance-rule": _ask('a{job=~"$job"}'),
    "target-counter-agg-rule": _ask(f"sum(a_total{OF})"),
    "target-histogram-rule": _ask(f"sum(rate(a_bucket{OF}[$__rate_interval]))"),
}


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_finds_what_it_is_about(rule: str) -> None:
    """A dashboard that was in order no longer is."""
    document = deepcopy(dict(board("newsfeed").document))

    BROKEN[rule](document)

    assert set(RULES[rule](Board(document=document))) > excluded(rule, "Newsfeed")
