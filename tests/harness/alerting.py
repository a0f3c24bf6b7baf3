"""The alerts of a real Prometheus by the project's own rules, hours made minutes.

Not here: whether each alert fires when it should (the rules' own tests, ``deploy/prometheus``).
"""

import json
import re
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

RULES: Final = Path(__file__).parents[2] / "deploy" / "prometheus" / "rules.yml"
SHORTEST_SECONDS: Final = 3
"""Below it a window over scrapes of a second has too few samples for a rate."""
_WINDOW: Final = re.compile(r"\[(\d+)([smh])\]")
_UNITS: Final = {"s": 1, "m": 60, "h": 3_600}


def write_shortened(target: Path, factor: int) -> Path:
    """Write the rules with each window, and each time an alert waits, divided by a factor.

    Thresholds stay, also those in seconds: ages, how far behind, how far ahead.
    """
    rules = yaml.safe_load(RULES.read_text())
    for rule in (each for group in rules["groups"] for each in group["rules"]):
        rule["expr"] = _WINDOW.sub(lambda found: f"[{_shorter(found, factor)}]", rule["expr"])
        if "for" in rule:
            rule["for"] = _WINDOW.sub(lambda found: _shorter(found, factor), f"[{rule['for']}]")
    target.write_text(yaml.safe_dump(rules))
    return target


def firing(address: str) -> set[tuple[str, str]]:
    """Ask a Prometheus which alerts fire: each by name and stage, or service without a stage."""
    return {
        (labels["alertname"], labels.get("stage") or labels.get("service", ""))
        for labels in _firing(address)
    }


def _firing(address: str) -> Iterator[Mapping[str, str]]:
    with urllib.request.urlopen(f"http://{address}/api/v1/alerts", timeout=5) as answer:
        alerts: list[dict[str, Any]] = json.load(answer)["data"]["alerts"]
    return (alert["labels"] for alert in alerts if alert["state"] == "firing")


def _shorter(found: "re.Match[str]", factor: int) -> str:
    seconds = int(found[1]) * _UNITS[found[2]]
    return f"{max(SHORTEST_SECONDS, seconds // factor)}s"
