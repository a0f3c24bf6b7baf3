"""A figure that falls is told; floors rise by what was reached and never sink."""

from pathlib import Path

from tests.accuracy.floors import fallen, raised, read, write

FLOORS = {"blind": {"precision": 0.97, "recall": 0.93}, "stocknet": {"span_recall": 0.995}}
REACHED = {"blind": {"precision": 0.97, "recall": 0.98765}, "stocknet": {"span_recall": 0.996}}


def test_what_is_reached_is_not_fallen() -> None:
    """To be at the floor is enough."""
    assert fallen(REACHED, FLOORS) == []


def test_a_worse_figure_is_told() -> None:
    """Each by its set and its name, with what it was to be."""
    worse = {"blind": {"precision": 0.9699, "recall": 0.5}, "stocknet": {"span_recall": 0.996}}

    assert fallen(worse, FLOORS) == [
        "blind: precision fell to 0.9699, its floor is 0.9700",
        "blind: recall fell to 0.5000, its floor is 0.9300",
    ]


def test_a_figure_that_is_gone_has_fallen() -> None:
    """A set without texts proves nothing; one that was not measured this time is left aside."""
    assert fallen({"blind": REACHED["blind"]}, FLOORS) == [
        "stocknet: span_recall is not there, its floor is 0.9950"
    ]
    assert fallen({"blind": REACHED["blind"]}, FLOORS, aside={"stocknet"}) == []


def test_floors_rise_and_never_sink() -> None:
    """Rounded down, so that what was reached is still enough; new figures get one."""
    measured = {"blind": {"precision": 0.5, "recall": 0.98765, "texts": 90}}

    higher = raised(measured, FLOORS)

    assert higher == {
        "blind": {"precision": 0.97, "recall": 0.9876, "texts": 90.0},
        "stocknet": {"span_recall": 0.995},
    }


def test_floors_are_read_as_they_were_written(tmp_path: Path) -> None:
    """With the words on how they are raised."""
    path = tmp_path / "floors.toml"

    write(FLOORS, path)

    assert read(path) == FLOORS
    assert "--raise-floors" in path.read_text("utf-8")
