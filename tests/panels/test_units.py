"""Numbers as Grafana writes them."""

import pytest

from tests.panels.units import told


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (0, "short", "0"),
        (1_234, "short", "1.23 K"),
        (12_345_678, "short", "12.3 Mil"),
        (0, "s", "0 s"),
        (0.0248, "s", "24.8 ms"),
        (90, "s", "1.5 min"),
        (10_000, "s", "2.78 hours"),
        (3 << 20, "bytes", "3 MiB"),
        (0.1234, "percentunit", "12.3%"),
        (27.46, "cps", "27.5 c/s"),
        (1_230, "cpm", "1.23 K c/m"),
        (999, "cpm", "999 c/m"),
    ],
)
def test_a_value_has_three_digits_and_its_unit(value: float, unit: str, expected: str) -> None:
    """The unit is that in which the number is short."""
    assert told(value, unit) == expected
