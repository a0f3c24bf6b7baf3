"""The dashboards: made by code, readable without their maker, and of series that exist."""

import re
from itertools import combinations
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
import yaml

from deploy.grafana.dashboards import GENERATED, MADE, as_json
from deploy.grafana.runbooks import runbooks
from stream.metrics import Metrics, SourceMetrics
from tests.harness.grafana import Board, Panel, board

DEPLOY: Final = Path(__file__).parents[2] / "deploy"
PROVISIONING: Final = DEPLOY / "grafana" / "provisioning"
LIVE: Final = ("newsfeed", "worker")
PANELS: Final = [panel for name in LIVE for panel in board(name).panels]
CHOSEN: Final = 'job=~"$job", instance=~"$instance"'


def declared() -> set[str]:
    """Give the names of all series that our processes show."""
    families = [each for made in (Metrics(), SourceMetrics()) for each in made.registry.collect()]
    return {sample.name for family in families for sample in family.samples} | {
        f"{family.name}{suffix}"
        for family in families
        for suffix in ("", *(("_bucket", "_sum", "_count") if family.type == "histogram" else ()))
    }


def used() -> set[str]:
    """Give the names of all series that the dashboards ask for."""
    asked = [target.expr for name in LIVE for target in (*board(name).targets, *marks(board(name)))]
    return {name for expr in asked for name in re.findall(r"\b(?:newsfeed|process)_\w+(?={)", expr)}


def alerts() -> set[str]:
    """Give the names of all alerts."""
    rules = yaml.safe_load((DEPLOY / "prometheus" / "rules.yml").read_text())
    return {
        rule["alert"] for group in rules["groups"] for rule in group["rules"] if "alert" in rule
    }


def marks(looked_at: Board) -> list[Any]:
    """Give the queries of annotations."""
    return list(looked_at.annotations)


def overlap(one: dict[str, int], other: dict[str, int]) -> bool:
    """Say whether two places on the grid share a cell."""
    return all(
        one[at] < other[at] + other[size] and other[at] < one[at] + one[size]
        for at, size in (("x", "w"), ("y", "h"))
    )


@pytest.mark.parametrize("name", MADE)
def test_the_committed_dashboard_is_what_the_code_makes(name: str) -> None:
    """``make dashboards`` was run after the last change."""
    assert (GENERATED / f"{name}.json").read_text() == as_json(name), "run make dashboards"


def test_every_dashboard_that_is_committed_is_made() -> None:
    """Nothing is left of a dashboard that was renamed."""
    assert {path.stem for path in GENERATED.glob("*.json")} == MADE.keys()


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.title)
def test_a_panel_explains_itself(panel: Panel) -> None:
    """It has a title, sentences, a unit and at least one query, each line with a name."""
    assert panel.title
    assert panel.document["description"].endswith(".")
    assert panel.unit
    assert panel.targets
    assert [target for target in panel.targets if target.legend in {"", "__auto"}] == []


@pytest.mark.parametrize("name", LIVE)
def test_a_title_names_one_panel(name: str) -> None:
    """Who speaks of a panel need not say in which row."""
    titles = [panel.title for panel in board(name).panels]

    assert len(set(titles)) == len(titles) > 20


def test_every_query_is_of_the_chosen_workers() -> None:
    """Each selector is bound to the variables of the dashboard; alerts are of all workers."""
    selectors = [
        selector
        for name in LIVE
        for target in board(name).targets
        for selector in re.findall(r"\w+\{[^}]*\}", target.expr)
        if not selector.startswith("ALERTS{")
    ]

    assert len(selectors) > 60
    assert [selector for selector in selectors if CHOSEN not in selector] == []


def test_dashboards_use_only_series_that_exist() -> None:
    """A renamed metric breaks this test, not the operator's night."""
    assert used() - declared() == set()


def test_dashboards_show_every_series_there_is() -> None:
    """What is measured can be seen; what a Python process shows by itself is not ours."""
    names = {re.sub(r"_(bucket|sum|count)$", "", name) for name in declared()}
    ours = {name for name in names if f"{name}_total" not in names and "newsfeed" in name}

    assert len(ours) > 30
    assert ours - {re.sub(r"_(bucket|sum|count)$", "", name) for name in used()} == set()


@pytest.mark.parametrize("name", LIVE)
def test_the_grid_is_filled_and_nothing_lies_on_anything_else(name: str) -> None:
    """Every panel and row has a number and a place of its own, and no place is left empty."""
    panels = board(name).document["panels"]
    places = [panel["gridPos"] for panel in panels]
    bottom = max(place["y"] + place["h"] for place in places)

    assert [pair for pair in combinations(places, 2) if overlap(*pair)] == []
    assert sum(place["w"] * place["h"] for place in places) == 24 * bottom
    assert len({panel["id"] for panel in panels}) == len(panels)


def test_links_lead_to_dashboards_that_exist() -> None:
    """From an alert to its runbook, from a worker to its dashboard."""
    links = {
        urlsplit(link["url"]).path.split("/")[2]
        for panel in PANELS
        for link in panel.defaults.get("links", ())
    }
    uids = {board(name).document["uid"] for name in MADE}

    assert links == {"newsfeed-runbooks", "newsfeed-worker"}
    assert links <= uids


def test_every_alert_has_its_runbook_at_hand() -> None:
    """Each alert of the rules is a panel that tells what to do."""
    assert len(alerts()) > 8
    assert alerts() - dict(runbooks()).keys() == set()
    assert min(len(text) for _, text in runbooks()) > 100


def test_a_description_names_alerts_that_exist() -> None:
    """So that one finds there what to do."""
    told = " ".join(panel.document["description"] for panel in PANELS)
    named = set(re.findall(r"\bNewsfeed[A-Z]\w+", told))

    assert len(named) > 8
    assert named - alerts() == set()


def test_the_provisioned_source_and_folder_are_those_of_the_dashboards() -> None:
    """One Prometheus by default, by the uid that is told, and a rate that spans a slow feed."""
    (source,) = yaml.safe_load((PROVISIONING / "datasources" / "prometheus.yml").read_text())[
        "datasources"
    ]
    (provider,) = yaml.safe_load((PROVISIONING / "dashboards" / "newsfeed.yml").read_text())[
        "providers"
    ]
    compose = yaml.safe_load((DEPLOY.parent / "docker-compose.yml").read_text())
    grafana = compose["services"]["grafana"]
    folder = provider["options"]["path"]

    assert (source["type"], source["isDefault"], source["jsonData"]["timeInterval"]) == (
        "prometheus",
        True,
        "15s",
    )
    assert f"./deploy/grafana/generated:{folder}:ro" in grafana["volumes"]
    assert grafana["environment"]["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"] == (
        f"{folder}/newsfeed.json"
    )
