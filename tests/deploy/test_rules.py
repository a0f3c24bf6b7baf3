"""The rules by themselves: their names, what they ask for, what the runbooks say of them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from prometheus_client.metrics import MetricWrapperBase

from stream.metrics import Metrics, SourceMetrics

ROOT: Final = Path(__file__).parents[2]
RULES: Final[list[dict[str, Any]]] = [
    rule
    for group in yaml.safe_load((ROOT / "deploy/prometheus/rules.yml").read_text())["groups"]
    for rule in group["rules"]
]
RECORDED: Final = {rule["record"]: rule["expr"] for rule in RULES if "record" in rule}
ALERTS: Final = {rule["alert"]: rule for rule in RULES if "alert" in rule}
SECTION: Final = (
    (ROOT / "docs" / "operations.md")
    .read_text()
    .partition("\n## Alerts\n")[2]
    .partition("\n## ")[0]
)
RUNBOOKS: Final = {
    part.partition("\n")[0]: part.partition("\n")[2] for part in SECTION.split("\n### ")[1:]
}

OF_PROMETHEUS: Final = {"up", "process_start_time_seconds"}
OF_TARGETS: Final = {"job", "service", "instance"}
WORDS: Final = {"and", "or", "unless", "by", "on", "bool", "offset", "ignoring", "group_right"}

every_rule = pytest.mark.parametrize(
    "rule", RULES, ids=lambda rule: rule.get("alert") or rule["record"]
)
every_alert = pytest.mark.parametrize("name", ALERTS)


def families() -> Iterator[tuple[str, set[str]]]:
    """Give each series that a worker or a source shows, with its labels."""
    declared = [*vars(Metrics()).values(), *vars(SourceMetrics()).values()]
    for series in declared:
        if isinstance(series, MetricWrapperBase):
            name = next(iter(series.describe())).name
            labels = {*series._labelnames, "le"}  # noqa: SLF001  # the library has no other name
            yield from ((name + suffix, labels) for suffix in ("", "_total", "_bucket"))


DECLARED: Final = dict(families())


def selectors(expr: str) -> Iterator[tuple[str, set[str]]]:
    """Give each series that an expression reads, with the labels that it asks for."""
    bare = re.sub(r"\b(?:by|on|ignoring|group_right)\s*\([^)]*\)", "", expr)
    for name, matchers in re.findall(
        r"(?<![\w:\"])([a-z_][\w:]*)\b(?!\s*\()(\{[^}]*\})?", _plain(bare)
    ):
        if name not in WORDS:
            yield name, set(re.findall(r"(\w+)\s*=", matchers))


def _plain(expr: str) -> str:
    """Take windows and the values of labels out of an expression."""
    return re.sub(r'"[^"]*"', '""', re.sub(r"\[[^\]]*\]", "", expr))


def grouped(expr: str) -> set[str]:
    """Give the labels that an expression groups or joins by."""
    return {
        label
        for group in re.findall(r"\b(?:by|on)\s*\(([^)]*)\)", expr)
        for label in re.findall(r"\w+", group)
    }


def row(name: str) -> list[str]:
    """Give the cells of an alert's row in the table of alerts."""
    [line] = [
        each for each in SECTION.splitlines() if each.startswith(f"| [{name}](#{name.lower()}) |")
    ]
    return [cell.strip() for cell in line.strip("|").split("|")]


def written(number: float) -> set[str]:
    """Give the ways in which a document may write a threshold."""
    return {f"{number:g}", f"{100 * number:g} %", f"{number:g} s", f"{number / 60:g} min"}


def thresholds(expr: str) -> set[float]:
    """Give the numbers that an expression compares with or looks ahead by, but for 0 and 1."""
    found = re.findall(r"(?:[<>=]=?|,)\s*(\d+(?:\.\d+)?)\b", _plain(expr))
    return {float(number) for number in found} - {0.0, 1.0}


@pytest.mark.parametrize(
    ("expr", "read"),
    [
        ("sum by (a) (x_total)", [("x_total", set())]),
        ('rate(x{a="b",c=~"d|e"}[5m]) > 0 and on (f) y', [("x", {"a", "c"}), ("y", set())]),
        ("a:x:sum / 0.9 unless z", [("a:x:sum", set()), ("z", set())]),
    ],
)
def test_what_an_expression_reads_is_found(expr: str, read: list[tuple[str, set[str]]]) -> None:
    """Neither functions, nor labels, nor the words of the language are series."""
    assert list(selectors(expr)) == read


@every_rule
def test_a_rule_reads_only_series_that_exist(rule: dict[str, Any]) -> None:
    """A renamed metric, or label, breaks this test, not the operator's night."""
    read = list(selectors(rule["expr"]))

    assert read
    assert {name for name, _ in read} <= DECLARED.keys() | RECORDED.keys() | OF_PROMETHEUS
    for name, labels in read:
        if name not in RECORDED:
            assert labels <= DECLARED.get(name, set()) | OF_TARGETS


@every_rule
def test_a_rule_groups_by_labels_that_its_series_have(rule: dict[str, Any]) -> None:
    """A misspelt label groups everything into one, without a word."""
    names = {name for name, _ in selectors(rule["expr"])}
    levels = {
        part for name in names & RECORDED.keys() for part in name.partition(":")[0].split("_")
    }
    known = set().union(*(DECLARED.get(name, set()) for name in names)) | OF_TARGETS | levels

    assert grouped(rule["expr"]) <= known


@pytest.mark.parametrize("name", RECORDED)
def test_a_recording_rule_is_named_by_level_metric_and_operations(name: str) -> None:
    """The level names the labels that are left: grouped by, or of what it is made of."""
    level, metric, operations = name.split(":")
    labels = grouped(RECORDED[name])
    inherited = {each.partition(":")[0] for each, _ in selectors(RECORDED[name]) if ":" in each}

    assert re.fullmatch(r"newsfeed_\w+", metric)
    assert re.fullmatch(r"[a-z0-9_]+", operations)
    assert level in inherited or set(level.split("_")) - {"cluster"} == labels - {"le"}


@every_alert
def test_an_alert_has_its_runbook(name: str) -> None:
    """What users see, where to look first, why it may be, what to do."""
    runbook = RUNBOOKS[name]

    assert [part for part in RUNBOOK_PARTS.get(name, PARTS) if part not in runbook] == []


PARTS: Final = ("*Users see*", "*First look:*", "*Causes:*", "*Do:*")
RUNBOOK_PARTS: Final = {"NewsfeedForgettingEarly": ("users see", "raise", "or shorten")}
"""What each kind forgotten means is a table."""


def test_no_runbook_is_left_of_an_alert_that_is_gone() -> None:
    """The document has the alerts that there are, in the order of the rules."""
    rows = re.findall(r"^\| \[(\w+)\]", SECTION, re.MULTILINE)

    assert list(RUNBOOKS) == list(ALERTS)
    assert rows == list(ALERTS)


@every_alert
def test_the_table_says_what_the_rule_says(name: str) -> None:
    """Severity, how long it must hold, and every threshold of the expression."""
    alert, (_, severity, fires_when) = ALERTS[name], row(name)
    waits = alert.get("for", "").replace("m", " min")

    assert severity == alert["labels"]["severity"]
    assert re.findall(r", for (\d+ min)$", fires_when) == ([waits] if waits else [])
    unsaid = [
        number
        for number in thresholds(alert["expr"])
        if not any(
            re.search(rf"(?<![\d.]){re.escape(way)}\b", fires_when) or way in fires_when
            for way in written(number)
        )
    ]
    assert unsaid == []
