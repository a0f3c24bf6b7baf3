"""What an operator looks up: exit codes, settings, series. Read from the code that means them."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from prometheus_client.metrics import MetricWrapperBase

from deploy.docs.parts import prose, table
from stream import metrics
from stream.cli.telling import size_name
from stream.config import Setting, documented
from stream.engine import exits
from stream.metrics import Metrics, SourceMetrics

LABELS: Final[Mapping[str, Sequence[str]]] = {
    "stage": metrics.STAGES,
    "topic": sorted({topic for topics in metrics.TOPICS.values() for topic in topics}),
    **{f"outcome ({stage})": outcomes for stage, outcomes in metrics.OUTCOMES.items()},
    "reason": metrics.REASONS,
    "method": metrics.METHODS,
    "rule": metrics.RULES,
    "kind (windows)": metrics.WINDOW_KINDS,
    "kind (clock_anomalies)": metrics.CLOCK_ANOMALIES,
    "kind (published)": metrics.PUBLISHED,
}


def parts() -> dict[str, str]:
    """Give the parts of ``docs/operations.md`` that are made."""
    return {
        "exits": table(("code", "name", "means"), _exits()),
        "settings": table(("variable", "default", "must be", "why"), map(_setting, documented())),
        "metrics": table(("series", "type", "labels", "tells"), _series()),
        "labels": table(("label", "values"), ((n, ", ".join(v)) for n, v in LABELS.items())),
    }


def _exits() -> Iterator[tuple[str, str, str]]:
    """Give code, name and docstring of each exit; the docstring stands behind its member."""
    module = ast.parse(Path(exits.__file__).read_text(encoding="utf-8"))
    body = next(each for each in module.body if isinstance(each, ast.ClassDef)).body
    for member, said in pairwise(body):
        match member, said:
            case (
                ast.Assign(targets=[ast.Name(id=name)]),
                ast.Expr(value=ast.Constant(value=str(sentence))),
            ):
                yield str(int(exits.Exit[name])), name, prose(sentence)


def _setting(setting: Setting) -> tuple[str, str, str, str]:
    secret = "; a secret" if setting.secret else ""
    return f"`{setting.variable}`", _default(setting), setting.wanted + secret, setting.reason


def _default(setting: Setting) -> str:
    """Write a default as its variable would be set to give it."""
    value: Any = setting.default
    match value:
        case None:
            return "unset"
        case bool():
            return f"`{str(value).lower()}`"
        case float():
            return f"`{value:g}`"
        case tuple():
            parts = (each if isinstance(each, str) else size_name(each) for each in value)
            return f"`{','.join(parts)}`"
        case _:
            return f"`{value}`"


def _series() -> Iterator[tuple[str, str, str, str]]:
    """Give the series of our own, in the order in which they are declared."""
    declared = vars(Metrics()) | vars(SourceMetrics())  # what both have stands once
    for series in declared.values():
        if isinstance(series, MetricWrapperBase):
            told = next(iter(series.describe()))
            suffix = "_total" if told.type == "counter" else ""
            labels = ", ".join(series._labelnames)  # noqa: SLF001  # the library has no other name
            yield f"`{told.name}{suffix}`", told.type, labels, told.documentation
