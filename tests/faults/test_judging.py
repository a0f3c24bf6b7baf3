"""Whoever leaves by itself is followed by another; it must not pass for one that was killed."""

from collections import Counter

import pytest

from tests.faults.judging import odd_ends


@pytest.mark.parametrize("code", [1, 2, 70, 77, -11, -15])
def test_an_end_that_no_fault_explains_is_told(code: int) -> None:
    """A bug of the engine, an exception at the start, a segmentation fault."""
    codes = Counter([0, -9, code, code])

    assert list(odd_ends("tag", codes)) == [f"tag left with {code}, 2 times"]


def test_ends_on_purpose_are_borne() -> None:
    """Stopped, killed, thrown out, refused: the scenarios say which of them they want."""
    codes = Counter([0, -9, 65, 69, 74, 75, 76, 78])

    assert list(odd_ends("tag", codes)) == []
