"""What a panel shows for a value: its words or number, and its colour, by Grafana's rules."""

from tests.harness.grafana import Panel
from tests.panels.units import told


def shown(value: float, panel: Panel) -> str:
    """Write a value as the panel shows it: in words, or with its unit."""
    word = panel.words.get(f"{value:g}")
    return word["text"] if word else told(value, panel.unit)


def colour(value: float | None, panel: Panel) -> str:
    """Name the colour of a value: of its word, else of the highest limit that it reaches.

    Where there is none it is that below all limits.
    """
    word = None if value is None else panel.words.get(f"{value:g}")
    if word:
        return word["color"]
    steps = panel.defaults["thresholds"]["steps"]
    reached = [
        each["color"]
        for each in steps
        if each["value"] is None or (value is not None and value >= each["value"])
    ]
    return str(reached[-1])
