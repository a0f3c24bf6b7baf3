"""Prometheus' own tool judges its configuration, the rules and when each alert fires."""

import subprocess
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

FOLDER: Final = Path(__file__).parents[2] / "deploy" / "prometheus"
CASES: Final = sorted(str(path.relative_to(FOLDER)) for path in (FOLDER / "tests").iterdir())
GROUPS: Final = yaml.safe_load((FOLDER / "rules.yml").read_text())["groups"]
ALERTS: Final[dict[str, dict[str, Any]]] = {
    rule["alert"]: rule for group in GROUPS for rule in group["rules"] if "alert" in rule
}

every_alert = pytest.mark.parametrize("name", ALERTS)


def promtool(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run promtool in the folder of the rules."""
    return subprocess.run(
        ["promtool", *arguments], cwd=FOLDER, capture_output=True, text=True, check=False
    )


def shown(name: str) -> list[list[dict[str, Any]]]:
    """Give what the rules' tests expect of an alert, each time that they look at it."""
    tests = [
        test for file in CASES for test in yaml.safe_load((FOLDER / file).read_text())["tests"]
    ]
    looks = [look for test in tests for look in test.get("alert_rule_test", [])]
    return [look["exp_alerts"] for look in looks if look["alertname"] == name]


@pytest.mark.prometheus
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "config", "prometheus.yml"),
        ("check", "rules", "rules.yml"),
        *(("test", "rules", case) for case in CASES),
    ],
    ids=" ".join,
)
def test_promtool_agrees(arguments: tuple[str, ...]) -> None:
    """Configuration and rules are valid; alerts fire when they should, and only then."""
    done = promtool(*arguments)

    assert done.returncode == 0, done.stdout + done.stderr


@every_alert
def test_an_alert_is_shown_to_fire_and_not_to_fire(name: str) -> None:
    """With the very labels and sentences that a pager gets; and where it is not due, or not yet."""
    looks = shown(name)
    fired = [alert for look in looks for alert in look]

    assert fired
    assert [] in looks
    assert [each for each in fired if "severity" not in each["exp_labels"]] == []
    assert [each for each in fired if set(each["exp_annotations"]) != ANNOTATIONS] == []


ANNOTATIONS: Final = {"summary", "description", "runbook"}


@every_alert
def test_an_alert_says_what_it_means(name: str) -> None:
    """How urgent it is, a line for the pager, a sentence for the person, a place to read on."""
    alert = ALERTS[name]

    assert name.startswith("Newsfeed")
    assert alert["labels"]["severity"] in {"critical", "warning", "info"}
    assert set(alert["annotations"]) == ANNOTATIONS
    assert alert["annotations"]["description"].endswith(".")
    assert alert["annotations"]["runbook"] == f"docs/operations.md#{name.lower()}"


def test_every_case_evaluates_the_groups_in_their_order() -> None:
    """Or an alert is judged by what a recording rule said a minute ago, now and then."""
    names = [group["name"] for group in GROUPS]

    orders = [yaml.safe_load((FOLDER / file).read_text())["group_eval_order"] for file in CASES]

    assert orders == [names] * len(CASES)


def test_workers_and_sources_are_found_by_the_names_that_the_rules_know() -> None:
    """The jobs of the rules' ``up``, a readable instance, and no label of a target's own."""
    config = yaml.safe_load((FOLDER / "prometheus.yml").read_text())
    jobs = {job["job_name"]: job for job in config["scrape_configs"]}

    found = {name: jobs[name]["dns_sd_configs"][0] for name in ("newsfeed", "newsfeed-source")}
    labels = [[each["target_label"] for each in jobs[name]["relabel_configs"]] for name in found]

    assert [each["names"] for each in found.values()] == [["tag", "dedupe", "window"], ["replay"]]
    assert {each["port"] for each in found.values()} == {9100}
    assert labels == [["service", "instance"]] * 2
    assert [name for name, job in jobs.items() if job.get("honor_labels")] == []
