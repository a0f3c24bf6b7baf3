"""Prometheus' own tool judges its configuration, the rules and when each alert fires."""

import re
import subprocess
from pathlib import Path
from typing import Final

import pytest
import yaml

FOLDER: Final = Path(__file__).parents[2] / "deploy" / "prometheus"


def promtool(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run promtool in the folder of the rules."""
    return subprocess.run(
        ["promtool", *arguments], cwd=FOLDER, capture_output=True, text=True, check=False
    )


@pytest.mark.prometheus
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "config", "prometheus.yml"),
        ("check", "rules", "rules.yml"),
        ("test", "rules", "rules.test.yml"),
    ],
    ids=" ".join,
)
def test_promtool_agrees(arguments: tuple[str, ...]) -> None:
    """Configuration and rules are valid; alerts fire when they should, and only then."""
    done = promtool(*arguments)

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_alert_is_shown_to_fire() -> None:
    """No alert without a case in the tests of the rules."""
    rules = yaml.safe_load((FOLDER / "rules.yml").read_text())
    alerts = {
        rule["alert"] for group in rules["groups"] for rule in group["rules"] if "alert" in rule
    }
    cases = (FOLDER / "rules.test.yml").read_text()

    assert len(alerts) > 10
    assert {name for name in alerts if not re.search(rf"\b{name}\b", cases)} == set()


def test_every_alert_says_what_it_means() -> None:
    """Each has a severity, a line for the pager and a sentence for the person."""
    rules = yaml.safe_load((FOLDER / "rules.yml").read_text())
    alerts = [rule for group in rules["groups"] for rule in group["rules"] if "alert" in rule]

    assert {alert["labels"]["severity"] for alert in alerts} == {"critical", "warning"}
    assert [a["alert"] for a in alerts if set(a["annotations"]) != {"summary", "description"}] == []
