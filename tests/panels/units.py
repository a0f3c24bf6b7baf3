"""Numbers with their units, in the words of Grafana."""

from typing import Final

Scale = tuple[tuple[float, str], ...]

_TIMES: Final[Scale] = (
    (31_557_600, " years"),
    (604_800, " weeks"),
    (86_400, " days"),
    (3_600, " hours"),
    (60, " min"),
    (1, " s"),
    (1e-3, " ms"),
    (1e-6, " µs"),
)
_COUNTS: Final[Scale] = ((1e9, " Bil"), (1e6, " Mil"), (1e3, " K"))
_BYTES: Final[Scale] = ((1 << 30, " GiB"), (1 << 20, " MiB"), (1 << 10, " KiB"), (1, " B"))
_SCALES: Final = {"s": _TIMES, "bytes": _BYTES}
_AFTER: Final = {"cps": " c/s", "cpm": " c/m"}


def told(value: float, unit: str) -> str:
    """Write a value with three digits and its unit."""
    if unit == "percentunit":
        return f"{digits(100 * value)}%"
    size = scale_of(value, unit)
    name = dict(_SCALES.get(unit, _COUNTS)).get(size, _plain(unit))
    return f"{digits(value / size)}{name}{_AFTER.get(unit, '')}"


def scale_of(value: float, unit: str) -> float:
    """Give the size of what a value is counted in: 60 for one of minutes."""
    scale = _SCALES.get(unit, _COUNTS)
    return next((size for size, _ in scale if abs(value) >= size), 1.0)


def digits(value: float) -> str:
    """Write three digits of a number, without zeros at its end."""
    rounded = f"{value:.3g}"
    return f"{float(rounded):.0f}" if "e+" in rounded else rounded


def _plain(unit: str) -> str:
    return {"s": " s", "bytes": " B"}.get(unit, "")
