"""Wraps the rules of Prometheus for its operator: ``python -m deploy.kubernetes.rules``.

Not here: the rules (``deploy/prometheus/rules.yml``), which are one for every way to run.
"""

from pathlib import Path
from typing import Final

import yaml

DEPLOY: Final = Path(__file__).parents[1]
SOURCE: Final = DEPLOY / "prometheus" / "rules.yml"
TARGET: Final = DEPLOY / "kubernetes" / "components" / "monitoring" / "rules.yaml"

HEAD: Final = """\
# Made from deploy/prometheus/rules.yml by `make docs`; not to be edited.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: newsfeed
  labels: { app.kubernetes.io/name: newsfeed }
spec:
"""


def wrapped(rules: str) -> str:
    """Give a ``PrometheusRule`` with the groups of a file of rules."""
    groups = {"groups": yaml.safe_load(rules)["groups"]}
    text: str = yaml.safe_dump(groups, sort_keys=False, width=100, allow_unicode=True)
    return HEAD + "".join(f"  {line}\n" if line else "\n" for line in text.splitlines())


def main() -> None:
    """Write the rules of the operator; say where."""
    TARGET.write_text(wrapped(SOURCE.read_text("utf-8")), encoding="utf-8")
    print(f"rules: {TARGET.relative_to(DEPLOY.parent)}")


if __name__ == "__main__":
    main()
