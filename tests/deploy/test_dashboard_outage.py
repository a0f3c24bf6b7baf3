"""What the dashboards' numbers show when a worker is gone: never what they showed before."""

import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from stream.metrics import STAGES
from tests.harness.alerting import RULES
from tests.harness.grafana import Panel, Target, board, put_in
from tests.panels.showing import colour, shown

NUMBERS: Final = [
    panel for name in ("newsfeed", "worker") for panel in board(name).panels if panel.type == "stat"
]
ALL: Final = {"job": ".+", "instance": ".+", "__rate_interval": "1m"}
OTHERWISE: Final = re.compile(r" or vector\((-?\d+)\)$")


@pytest.mark.parametrize("panel", NUMBERS, ids=lambda panel: panel.title)
def test_a_number_of_which_nothing_is_known_is_not_green(panel: Panel) -> None:
    """Neither by what its queries answer then, nor by its ground where they have no answer."""
    answered = [OTHERWISE.search(target.expr) for target in panel.targets]

    colours = {colour(float(found[1]) if found else None, panel) for found in answered}

    assert "green" not in colours


def test_numbers_that_may_be_empty_are_named() -> None:
    """All others have an answer at any time: Grafana would show the last one for a quarter hour."""
    empty = {
        panel.title
        for panel in NUMBERS
        for target in panel.targets
        if not OTHERWISE.search(target.expr)
    }

    assert empty == {"Stage", "Build"}


def test_what_tells_that_rules_are_loaded_is_a_rule() -> None:
    """A renamed recording would say that nothing warns."""
    rules = yaml.safe_load(RULES.read_text())
    recorded = {rule.get("record") for group in rules["groups"] for rule in group["rules"]}
    asked = {name for target in _targets() for name in re.findall(r"\w+:\w+:\w+", target.expr)}

    assert len(asked) == 1
    assert asked <= recorded


@pytest.mark.prometheus
@pytest.mark.parametrize(
    ("dead", "title", "labels", "value", "text", "colour_name"),
    [
        ("window", "Workers ready", "{} tag", 1, "1", "green"),
        ("window", "Workers ready", "{} window", 0, "0", "red"),
        ("window", "Lag", "{}", -1, "unknown", "red"),
        ("tag", "Lag", "{}", -1, "unknown", "red"),
        ("none", "Lag", "{}", 21, "21", "green"),
        ("window", "Watermark age", "{}", -1, "none", "yellow"),
        ("none", "Watermark age", "{}", 600, "10 min", "green"),
        ("tag", "Articles in", "{}", -1, "no tag", "red"),
        ("none", "Articles in", "{}", 2, "2 c/s", "green"),
        ("dedupe", "Articles out", "{}", -1, "no dedupe", "red"),
        ("tag", "Last record", "{}", -1, "none", "red"),
        ("dedupe", "Last record", "{}", 600, "10 min", "yellow"),
        ("window", "Alerts", "{}", -1, "no rules", "red"),
        ("window", "Stage", '{instance="window", stage="window"}', -1, "gone", "orange"),
        ("window", "Running for", "{}", -1, "gone", "orange"),
    ],
)
def test_who_is_gone_is_seen_to_be(
    dead: str, title: str, labels: str, value: float, text: str, colour_name: str, tmp_path: Path
) -> None:
    """Five minutes after a worker's last sample, and beside it where all are well."""
    sample, _, line = labels.partition(" ") if labels.startswith("{} ") else (labels, "", "")
    panel = next(each for each in NUMBERS if each.title == title)
    target = next(each for each in panel.targets if line in {"", each.legend})
    chosen = {**ALL, "instance": dead} if title in {"Stage", "Running for"} else ALL

    done = promtool(tmp_path, dead, put_in(target.expr, chosen), {"labels": sample, "value": value})

    assert done.returncode == 0, done.stdout + done.stderr
    assert (shown(value, panel), colour(value, panel)) == (text, colour_name)


def promtool(
    directory: Path, dead: str, expr: str, sample: Mapping[str, Any]
) -> subprocess.CompletedProcess[str]:
    """Ask after ten minutes, of which one stage was there for five."""
    asked = {"expr": expr, "eval_time": "10m", "exp_samples": [sample]}
    test = {
        "interval": "15s",
        "input_series": [
            {"series": each, "values": values}
            for stage in STAGES
            for each, values in _series(stage, lasting=20 if stage == dead else 40)
        ],
        "promql_expr_test": [asked],
    }
    file = directory / "outage.json"
    file.write_text(json.dumps({"evaluation_interval": "15s", "tests": [test]}))
    command = ["promtool", "test", "rules", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _series(stage: str, lasting: int) -> Iterator[tuple[str, str]]:
    """Give what a worker shows, and for how many scrapes."""
    of = f'job="newsfeed", instance="{stage}"'
    outcome = {"tag": "tagged", "dedupe": "unique", "window": "mention"}[stage]
    for name, values in {
        f'newsfeed_ready{{{of}, stage="{stage}"}}': "1+0",
        f'newsfeed_consumer_lag_records{{{of}, stage="{stage}", partition="0"}}': "7+0",
        f'newsfeed_articles_total{{{of}, stage="{stage}", outcome="{outcome}"}}': "0+30",
        f'newsfeed_last_record_timestamp_seconds{{{of}, stage="{stage}"}}': "0+0",
        f'newsfeed_watermark_timestamp_seconds{{{of}, stage="{stage}"}}': "0+0",
        f'newsfeed_build_info{{{of}, version="1", python="3"}}': "1+0",
        f"process_start_time_seconds{{{of}}}": "0+0",
    }.items():
        yield name, f"{values}x{lasting} stale" if lasting < 40 else f"{values}x{lasting}"


def _targets() -> Iterator[Target]:
    return (target for panel in NUMBERS for target in panel.targets)
