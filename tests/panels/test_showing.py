"""Words and colours of values, by Grafana's rules."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.harness.grafana import Panel
from tests.panels.showing import colour, shown


def panel(unit: str, steps: Sequence[tuple[float | None, str]], **words: tuple[str, str]) -> Panel:
    """Make a panel of a unit, with colours from limits on, and words for ``at_`` some values."""
    options = {
        value.removeprefix("at_"): {"text": text, "color": named}
        for value, (text, named) in words.items()
    }
    defaults: dict[str, Any] = {
        "unit": unit,
        "thresholds": {"steps": [{"value": value, "color": named} for value, named in steps]},
        "mappings": [{"type": "value", "options": options}],
    }
    return Panel(document={"title": "", "fieldConfig": {"defaults": defaults}}, row="")


LATE = panel("s", [(None, "green"), (1, "yellow"), (5, "red")], at_0=("none", "blue"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0.99, "green"), (1, "yellow"), (4.99, "yellow"), (5, "red"), (100, "red"), (-3, "green")],
)
def test_a_value_has_the_colour_of_the_highest_limit_it_reaches(
    value: float, expected: str
) -> None:
    """From the limit itself on; below all of them that of the first."""
    assert colour(value, LATE) == expected


def test_a_word_brings_its_own_colour() -> None:
    """Whatever the limits would say."""
    assert (shown(0, LATE), colour(0, LATE)) == ("none", "blue")
    assert (shown(0.5, LATE), colour(0.5, LATE)) == ("500 ms", "green")


def test_nothing_has_the_colour_below_all_limits() -> None:
    """So a panel whose ground is green calls nothing well."""
    assert colour(None, LATE) == "green"
    assert colour(None, panel("short", [(None, "red"), (1, "green")])) == "red"
