"""What Grafana does with variables and intervals before it asks."""

import pytest

from tests.harness.answers import Span
from tests.harness.grafana import Target, Viewer, board, put_in


def viewer(*, seconds: int, scrape_seconds: int) -> Viewer:
    """Look at a dashboard over some seconds."""
    return Viewer(
        board=board("newsfeed"),
        prometheus="",
        span=Span(start=0, end=seconds),
        scrape_seconds=scrape_seconds,
    )


def test_variables_are_put_in_by_both_spellings() -> None:
    """With and without braces; the longer name is not taken for the shorter."""
    values = {"job": "a", "job_b": "b", "__rate_interval": "20s"}

    asked = put_in('x{j="$job", k="${job_b}", l="$job_b"}[$__rate_interval]', values)

    assert asked == 'x{j="a", k="b", l="b"}[20s]'


def test_an_unknown_variable_is_an_error() -> None:
    """Grafana would send it as it stands, and the panel would be empty."""
    with pytest.raises(KeyError):
        put_in("rate(x[$interval])", {"__interval": "5s"})


@pytest.mark.parametrize(
    ("seconds", "scrape_seconds", "step", "rate"),
    [(900, 15, 15, 60), (900, 5, 5, 20), (40, 1, 1, 4), (86_400, 15, 87, 102)],
)
def test_a_rate_spans_four_scrapes_or_a_point_and_a_scrape(
    seconds: int, scrape_seconds: int, step: int, rate: int
) -> None:
    """The longer of both: over a long time each point looks back to the one before."""
    looking = viewer(seconds=seconds, scrape_seconds=scrape_seconds)

    assert looking.step == step
    assert looking.intervals()["__rate_interval"] == f"{rate}s"


def test_a_legend_is_made_of_labels() -> None:
    """One that a series does not have leaves no gap."""
    target = Target(panel="", ref_id="A", expr="", legend="{{stage}} {{ kind }} {{instance}}")

    assert target.named({"stage": "tag", "instance": "a:1"}) == "tag a:1"
