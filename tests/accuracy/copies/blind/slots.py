"""Texts with slots, filled by chance: ``{firm}``, ``{buyer:firm}``, ``{peer:listed.1}``.

A slot is ``{label:kind.part}``; label and kind are one where only one is given, and a label has one
value a text. Not here: the texts.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Final

from tests.accuracy.copies.blind.sections import sections

SLOT: Final = re.compile(r"\{(?:(?P<label>\w+):)?(?P<kind>\w+)(?:\.(?P<part>\d))?\}")
FIRST_DAY: Final = date(2003, 1, 1)
DAYS: Final = 9_500

Values = dict[str, str]


def filled(text: str, rng: Random, values: Values | None = None) -> str:
    """Fill every slot; ``values`` are those already known, and take up the new ones."""
    known: Values = {} if values is None else values

    def value(slot: re.Match[str]) -> str:
        label = slot["label"] or slot["kind"]
        if label not in known:
            known[label] = _drawn(slot["kind"], rng)
        return known[label].split("~")[int(slot["part"] or 0)]

    return SLOT.sub(value, text)


def kinds(text: str) -> dict[str, str]:
    """Give the kind of each label of a text, in the order of the labels."""
    found: dict[str, str] = {}
    for slot in SLOT.finditer(text):
        found.setdefault(slot["label"] or slot["kind"], slot["kind"])
    return found


def _drawn(kind: str, rng: Random) -> str:
    if kind in FIGURES:
        return FIGURES[kind](rng)
    return filled(rng.choice(POOLS[kind]), rng)


def _pools() -> Mapping[str, tuple[str, ...]]:
    return {
        each.heading: tuple(item.strip() for item in re.split(r"[|\n]+", each.body))
        for each in sections("pools.txt")
    }


POOLS: Final = _pools()


def _day(rng: Random) -> date:
    return FIRST_DAY + timedelta(days=rng.randrange(DAYS))


def _american(rng: Random) -> str:
    day = _day(rng)
    return f"{day:%B} {day.day}, {day.year}"


def _european(rng: Random) -> str:
    day = _day(rng)
    return f"{day.day} {day:%B} {day.year}"


def _clock(rng: Random) -> str:
    return f"{rng.randrange(24):02}:{rng.randrange(60):02}"


def _decimals(low: int, high: int, places: int) -> Callable[[Random], str]:
    """Draw a number of so many hundredths, thousandths or so on."""
    return lambda rng: f"{rng.randrange(low, high) / 10**places:,.{places}f}"


def _digits(count: int) -> Callable[[Random], str]:
    return lambda rng: "".join(rng.choice("0123456789") for _ in range(count))


FIGURES: Final[Mapping[str, Callable[[Random], str]]] = {
    "date": _american,
    "day": _european,
    "isodate": lambda rng: _day(rng).isoformat(),
    "month": lambda rng: f"{_day(rng):%B %Y}",
    "year": lambda rng: str(_day(rng).year),
    "weekday": lambda rng: f"{_day(rng):%A}",
    "clock": _clock,
    "second": lambda rng: f"{_clock(rng)}:{rng.randrange(60):02}",
    "tiny": _decimals(1, 20, 1),
    "pct": _decimals(1, 300, 1),
    "percent": _decimals(1, 4_000, 2),
    "share": _decimals(100, 950, 1),
    "cents": _decimals(1, 400, 2),
    "coupon": _decimals(10_000, 99_999, 4),
    "barrel": _decimals(2_000, 14_000, 2),
    "price": _decimals(200, 90_000, 2),
    "level": _decimals(150_000, 4_500_000, 2),
    "money": _decimals(12, 9_900, 1),
    "exact": _decimals(1_000_000, 99_000_000, 0),
    "fine": _decimals(1_000_000, 9_900_000, 4),
    "count": _decimals(1_100, 990_000, 0),
    "some": _decimals(2, 99, 0),
    "few": _decimals(2, 12, 0),
    "score": _decimals(0, 7, 0),
    "code": _digits(7),
    "phone": _digits(4),
    "hex": lambda rng: f"{rng.randrange(16**40):040x}",
}
