"""Intervals are Wilson's, wider where the tickers of a text go right or wrong together."""

import pytest

from tests.accuracy.intervals import Counts, f1, precision, recall, share, wilson


@pytest.mark.parametrize(
    ("right", "number", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe, Statistics in Medicine 17 (1998), table I
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_intervals(
    right: int, number: int, low: float, high: float
) -> None:
    """Those that Newcombe prints for the score method without continuity correction."""
    assert wilson(right / number, number) == pytest.approx((low, high), abs=5e-5)


def test_one_of_each_text_is_wilson_itself() -> None:
    """Texts are independent, so nothing widens it."""
    found = share([(True, 1)] * 81 + [(False, 1)] * 182)

    assert found is not None
    assert (found.low, found.high) == pytest.approx((0.2553, 0.3662), abs=5e-4)


def test_what_a_text_holds_together_counts_once() -> None:
    """Ten tickers a text that are right or wrong all at once are no more than one."""
    apart = share([(1, 1)] * 30 + [(0, 1)] * 10)
    together = share([(10, 10)] * 30 + [(0, 10)] * 10)

    assert apart is not None
    assert together is not None
    assert (together.right, together.of, together.value) == (300, 400, 0.75)
    assert (together.low, together.high) == pytest.approx((apart.low, apart.high), abs=0.005)


def test_no_mistake_is_no_certainty() -> None:
    """What never went wrong in 20 texts may yet."""
    found = share([(1, 1)] * 20)

    assert found is not None
    assert (found.value, found.high) == (1.0, 1.0)
    assert found.low == pytest.approx(0.8389, abs=5e-5)


def test_of_nothing_there_is_no_share() -> None:
    """Texts without anything to count say nothing."""
    assert share([]) is None
    assert share([(0, 0), (0, 0)]) is None


def test_precision_recall_and_f1_are_of_all_texts_together() -> None:
    """Each ticker weighs the same, not each text."""
    texts = [Counts(right=3, false=1, missed=0), Counts(right=3, false=0, missed=5)]

    shares = [precision(texts), recall(texts), f1(texts)]

    assert [round(each.value, 4) for each in shares if each] == [0.8571, 0.5455, 0.6667]
