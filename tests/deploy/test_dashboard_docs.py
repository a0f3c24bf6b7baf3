"""What is published of the dashboards is of those that are committed."""

from pathlib import Path
from typing import Final

import pytest

from tests.harness.grafana import board
from tests.panels.page import PAGE, asked, queries
from tests.panels.pictures import DOCS, PICTURES, says

README: Final = Path(__file__).parents[2] / "README.md"
CAPTION: Final = "drawn from the dashboard's JSON and real answers of Prometheus"


@pytest.mark.parametrize("name", ["newsfeed", "worker"])
def test_every_query_of_every_panel_has_its_row(name: str) -> None:
    """``make panels`` was run after a query changed; figures are of that run."""
    page = PAGE.read_text()
    expected = [f"| {panel.title} | {asked(target)} |" for panel, target in queries(board(name))]

    assert len(expected) > 30
    assert [row for row in expected if row not in page] == [], "run make panels"


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_of_the_panels_as_they_are(name: str) -> None:
    """``make picture`` was run after a panel was moved, renamed or given another shape."""
    png = (DOCS / f"{name}.png").read_bytes()

    assert says(png) == PICTURES[name].told(), "run make picture"
    assert len(png) < 400_000


def test_the_picture_is_not_taken_for_a_screenshot() -> None:
    """The README says what it is."""
    readme = " ".join(README.read_text().split())

    assert "docs/dashboard.png" in readme
    assert CAPTION in readme
