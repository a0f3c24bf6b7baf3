"""The dashboard: made by code, readable without its maker, and of series that exist."""

import json
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import pytest

from deploy.grafana.dashboards import TARGET, newsfeed
from stream.metrics import Metrics

RULES: Final = Path(__file__).parents[2] / "deploy" / "prometheus" / "rules.yml"
DASHBOARD: Final[dict[str, Any]] = json.loads(newsfeed())
PANELS: Final[list[dict[str, Any]]] = [
    panel for panel in DASHBOARD["panels"] if panel["type"] != "row"
]
OVER_TIME: Final = re.compile(r"(?:rate|increase)\(newsfeed_(\w+)\{")


def queries() -> Iterator[str]:
    """Give every expression of every panel."""
    return (target["expr"] for panel in PANELS for target in panel["targets"])


def declared() -> set[str]:
    """Give the names of all series that a worker shows."""
    families = list(Metrics().registry.collect())
    return {sample.name for family in families for sample in family.samples} | {
        f"{family.name}{suffix}" for family in families for suffix in ("", "_total", "_bucket")
    }


def overlap(one: dict[str, int], other: dict[str, int]) -> bool:
    """Say whether two places on the grid share a cell."""
    return all(
        one[at] < other[at] + other[size] and other[at] < one[at] + one[size]
        for at, size in (("x", "w"), ("y", "h"))
    )


def test_the_committed_dashboard_is_what_the_code_makes() -> None:
    """``make dashboards`` was run after the last change."""
    assert TARGET.read_text() == newsfeed()


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel["title"])
def test_a_panel_explains_itself(panel: dict[str, Any]) -> None:
    """It has a title, a sentence, a unit and at least one query, to the chosen data source."""
    assert panel["title"]
    assert panel["description"].endswith(".")
    assert panel["fieldConfig"]["defaults"]["unit"]
    assert panel["targets"]
    assert panel["datasource"] == {"type": "prometheus", "uid": "${datasource}"}


def test_every_query_is_of_the_chosen_workers() -> None:
    """Each expression is bound to the variables of the dashboard."""
    unbound = [expr for expr in queries() if 'job=~"$job", instance=~"$instance"' not in expr]

    assert unbound == []


def test_counters_are_shown_as_rates() -> None:
    """A total is only ever read through rate or increase, over the interval Grafana draws."""
    totals = re.compile(r"newsfeed_(\w+_(?:total|bucket))\{")
    bare = [expr for expr in queries() if totals.findall(expr) != _counters_over_time(expr)]

    assert bare == []


def test_dashboards_and_rules_use_only_series_that_exist() -> None:
    """A renamed metric breaks this test, not the operator's night."""
    texts = [*queries(), *re.sub(r"#.*|\w+:newsfeed_\S+", "", RULES.read_text()).splitlines()]
    used = {name for text in texts for name in re.findall(r"\bnewsfeed_\w+", text)}

    assert len(used) > 20
    assert used - declared() == set()


def test_nothing_lies_on_anything_else() -> None:
    """Every panel and row has a number and a place of its own."""
    places = [panel["gridPos"] for panel in DASHBOARD["panels"]]
    ids = [panel["id"] for panel in DASHBOARD["panels"]]

    assert [pair for pair in combinations(places, 2) if overlap(*pair)] == []
    assert len(set(ids)) == len(ids)


def _counters_over_time(expr: str) -> list[str]:
    return [name for name in OVER_TIME.findall(expr) if name.endswith(("_total", "_bucket"))]
