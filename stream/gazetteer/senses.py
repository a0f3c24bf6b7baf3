"""What else a name means, and which words are given names: two built files and their reader."""

from collections.abc import Iterable, Mapping
from typing import Final, Literal, cast, get_args

Sense = Literal["word", "given", "surname", "place"]
"""An ordinary word, a person's first name, a family name, a city, state or country."""

SENSES: Final = "senses.txt"
GIVEN_NAMES: Final = "given_names.txt"
_KNOWN: Final = frozenset(get_args(Sense))


def write(senses: Mapping[str, Iterable[Sense]]) -> str:
    """Write one name a line with its senses: ``target: word``."""
    return "".join(f"{name}: {' '.join(each)}\n" for name, each in senses.items())


def read(text: str) -> dict[str, frozenset[Sense]]:
    """Read what ``write`` gave. Raises ``ValueError`` with the line of what is no such line."""
    found: dict[str, frozenset[Sense]] = {}
    kinds: dict[str, frozenset[Sense]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        name, _, cell = line.rpartition(": ")
        if not name:
            raise ValueError(f"{SENSES}:{number}: {line!r} has no name")
        if cell not in kinds:
            items = frozenset(cell.split())
            if not items or not items <= _KNOWN:
                raise ValueError(f"{SENSES}:{number}: {cell!r} is no sense")
            kinds[cell] = cast("frozenset[Sense]", items)
        found[name] = kinds[cell]
    return found
