"""The least each figure may be: what was reached is not given up.

Not here: measuring (``figures``, ``tweets``). ``floors.toml`` is written by ``--raise-floors``.
"""

import tomllib
from collections.abc import Container, Iterator, Mapping
from math import floor
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).with_name("floors.toml")
HEADER: Final = """\
# What each figure may not fall below: a lower one fails make test and make accuracy.
# Raised by: python -m tests.accuracy --data DIR --raise-floors. To lower one is a decision, made
# here by hand and told in the commit; a set that got harder texts is the one good reason.
"""
DIGITS: Final = 10_000

Values = Mapping[str, Mapping[str, float]]
"""Each figure of each set, by both names."""


def read(path: Path = FILE) -> Values:
    """Give all floors."""
    found: dict[str, dict[str, float]] = tomllib.loads(path.read_text("utf-8"))
    return found


def write(floors: Values, path: Path = FILE) -> None:
    """Write all floors."""
    sets = (
        "\n".join([f"\n[{name}]", *(f"{figure} = {least:g}" for figure, least in each.items())])
        for name, each in floors.items()
    )
    path.write_text("\n".join([HEADER.rstrip(), *sets]) + "\n", "utf-8")


def fallen(values: Values, floors: Values, *, aside: Container[str] = ()) -> list[str]:
    """Say of each figure below its floor, or not there any more, what it was to be.

    Sets ``aside`` were not measured this time.
    """
    return [told for name in floors if name not in aside for told in _fallen(name, values, floors)]


def _fallen(name: str, values: Values, floors: Values) -> Iterator[str]:
    for figure, least in floors[name].items():
        value = values.get(name, {}).get(figure)
        if value is None:
            yield f"{name}: {figure} is not there, its floor is {least:.4f}"
        elif value < least:
            yield f"{name}: {figure} fell to {value:.4f}, its floor is {least:.4f}"


def raised(values: Values, floors: Values) -> Values:
    """Give the floors with each at what was measured, if that is higher; none is lowered."""
    names = dict.fromkeys([*floors, *values])
    return {name: _raised(values.get(name, {}), floors.get(name, {})) for name in names}


def _raised(values: Mapping[str, float], floors: Mapping[str, float]) -> Mapping[str, float]:
    names = dict.fromkeys([*values, *floors])
    return {
        name: max(floors.get(name, 0.0), floor(values.get(name, 0.0) * DIGITS) / DIGITS)
        for name in names
    }
