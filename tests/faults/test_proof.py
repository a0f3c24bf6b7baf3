"""A broken engine's row is right when its damage was found, the right engine's when it repeated."""

import pytest

from tests.faults.proof import repeated, reported
from tests.faults.rows import Row

FOUND = Row(fault="", seed=1, lost=7, repeats=3, bound=9, rejected_missing=1, drain_s=2.0)


def test_damage_that_was_found_is_shown_and_right() -> None:
    """What is amiss on purpose is not amiss in the table."""
    row = reported(FOUND, ("lost",))

    assert row.right
    assert row.shown == {"found_lost": 7, "found_repeats": 3, "found_rejected_missing": 1}
    assert (row.lost, row.repeats, row.drain_s) == (0, 0, 2.0)


def test_damage_that_was_not_found_is_not_right() -> None:
    """The judge is blind."""
    row = reported(FOUND, ("lost", "wrong"))

    assert not row.right
    assert row.failure == "nothing was reported as wrong"


def test_the_right_engine_must_have_been_hit() -> None:
    """A kill that cost nothing proves nothing."""
    assert repeated(Row(fault="", seed=1, repeats=3, bound=9)).right
    assert not repeated(Row(fault="", seed=1)).right


@pytest.mark.parametrize("name", ["lost", "wrong", "phantom"])
def test_the_right_engine_must_be_undamaged(name: str) -> None:
    """Whatever it repeats."""
    row = Row(fault="", seed=1, repeats=3, bound=9, **{name: 1})  # type: ignore[arg-type]

    assert not repeated(row).right
