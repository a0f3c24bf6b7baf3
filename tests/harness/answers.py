"""What a Prometheus answers: the course of series over a time, the values of a label."""

import json
import math
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One series of an answer: its labels, and its values by Unix time."""

    labels: Labels
    points: Sequence[tuple[float, float]]

    @property
    def finite(self) -> bool:
        """Say whether each value can be drawn."""
        return all(math.isfinite(value) for _, value in self.points)

    @property
    def newest(self) -> float:
        """Give the last value."""
        return self.points[-1][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The time that is looked at, as Unix times."""

    start: float
    end: float

    @property
    def seconds(self) -> float:
        """Give its length."""
        return self.end - self.start

    def course(self, address: str, query: str, *, step: int) -> Sequence[Answer]:
        """Ask for the course of a query. Raises ``HTTPError`` where it is no PromQL."""
        times = {"start": self.start, "end": self.end, "step": step}
        found = _get(address, "query_range", [("query", query), *times.items()])["result"]
        return [
            Answer(
                labels=each["metric"],
                points=[(time, float(value)) for time, value in each["values"]],
            )
            for each in found
        ]

    def end_of(self, address: str, query: str) -> Sequence[Answer]:
        """Ask for a query as of the end of the time."""
        found = _get(address, "query", [("query", query), ("time", self.end)])["result"]
        return [
            Answer(labels=each["metric"], points=[(each["value"][0], float(each["value"][1]))])
            for each in found
        ]


def label_values(address: str, label: str, selector: str, span: Span) -> Sequence[str]:
    """Ask for the values of a label, of the series of a selector where there is one."""
    parameters: list[tuple[str, object]] = [("start", span.start), ("end", span.end)]
    if selector:
        parameters.append(("match[]", selector))
    values: Sequence[str] = _get(address, f"label/{label}/values", parameters)
    return values


def _get(address: str, path: str, parameters: Sequence[tuple[str, object]]) -> Any:
    url = f"http://{address}/api/v1/{path}?{urllib.parse.urlencode(parameters)}"
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.load(answer)["data"]
