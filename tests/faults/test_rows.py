"""A row is right when all is as promised; rows of the same run take each other's place."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.rows import Row, read, write

ROW = Row(fault="a fault", seed=1, repeats=5, bound=5, shown={"moved": 3})


def test_repeats_up_to_the_bound_are_right() -> None:
    """Delivery is at least once; one more is one too many."""
    assert ROW.right
    assert not replace(ROW, repeats=6).right


@pytest.mark.parametrize(
    "name", ["lost", "wrong", "phantom", "unexplained", "rejected_missing", "rejected_extra"]
)
def test_one_record_amiss_is_not_right(name: str) -> None:
    """In any column."""
    assert not replace(ROW, **{name: 1}).right  # type: ignore[arg-type]


def test_a_promise_that_was_not_held_is_not_right() -> None:
    """Whatever the figures are."""
    assert not replace(ROW, failure="it hung").right


def test_rows_are_kept_until_the_same_run_is_done_again(tmp_path: Path) -> None:
    """Another seed is another run, and so is a quick one."""
    path = tmp_path / "build" / "faults.json"
    quick, other, again = replace(ROW, quick=True), replace(ROW, seed=2), replace(ROW, repeats=1)

    assert read(path) == []
    write([ROW, quick, other], path)
    write([again], path)

    assert read(path) == [again, quick, other]


def test_a_row_is_told_in_a_line() -> None:
    """With what is not nought."""
    assert str(ROW) == "ok   a fault: seed=1 repeats=5 bound=5 shown={'moved': 3}"
    assert str(replace(ROW, lost=2)).startswith("FAIL a fault: seed=1 lost=2")
