"""Templates as words with slots, and what fills these. Not here: any template."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Final

from tests.accuracy.copies.kit import Template, Text

Slot = Callable[[Random], str]

MONTHS: Final = (
    "January February March April May June July August September October November December"
).split()
WEEKDAYS: Final = "Monday Tuesday Wednesday Thursday Friday".split()
FIRMS: Final = (
    "Apple, Microsoft, Nvidia, Ford Motor, Pfizer, Walmart, Boeing, Cisco Systems, Oracle, Intel, "
    "Coca-Cola, Chevron, Deere, Lowe's, FedEx, Starbucks, Adobe, Qualcomm, Moderna, Kroger"
).split(", ")
"""Large ones, in the table of instruments."""
SMALL_FIRMS: Final = (
    "Brightwater Foods, Calder Robotics, Danforth Pumps, Elmira Steel, Fernhill Biotherapeutics, "
    "Granite Peak Bancorp, Hollis Marine, Ironbridge Software, Juniper Ridge Mining, Kestrel Optics"
).split(", ")
"""Invented ones, in no table."""
PEOPLE: Final = (
    "Anna Keller, Robert Osei, Maria Delgado, Thomas Lindgren, Priya Raman, David Cho, "
    "Helen Baptiste, Marcus Feld, Yuki Tanaka, Claire Dubois, Samuel Adeyemi, Laura Pettersson"
).split(", ")
TOKENS: Final = "Bitcoin, Ether, Solana, XRP, Cardano, Dogecoin, Avalanche, Chainlink".split(", ")
CITIES: Final = (
    "Chicago, Houston, Denver, Atlanta, Boston, Seattle, Phoenix, Dallas, Miami, Detroit"
).split(", ")
COUNTRIES: Final = (
    "Germany, France, Italy, Spain, Poland, Sweden, Norway, Portugal, Hungary, Greece"
).split(", ")


def template(title: str, body: str, **slots: Slot) -> Template:
    """Give the template of a headline and a body with slots in braces, each by its name."""

    def made(random: Random) -> Text:
        values = {name: slot(random) for name, slot in slots.items()}
        return Text(title.format(**values), " ".join(body.format(**values).split()))

    return made


def pick(choices: Sequence[str]) -> Slot:
    """Fill with one of these."""
    return lambda random: random.choice(choices)


def whole(low: int, high: int) -> Slot:
    """Fill with a whole number, thousands parted by a comma."""
    return lambda random: f"{random.randint(low, high):,}"


def tenths(low: float, high: float) -> Slot:
    """Fill with a number of one decimal."""
    return lambda random: f"{random.uniform(low, high):,.1f}"


def cents(low: float, high: float) -> Slot:
    """Fill with a number of two decimals."""
    return lambda random: f"{random.uniform(low, high):,.2f}"


def day(random: Random) -> str:
    """Fill with a day of the year, as ``March 14``."""
    return f"{random.choice(MONTHS)} {random.randint(1, 28)}"


def code(random: Random) -> str:
    """Fill with what tells one file from another, of capitals and digits."""
    return f"{random.choice('ABCDEFGH')}{random.randint(10_000, 99_999)}"
