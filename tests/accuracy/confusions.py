"""Which mistakes come oftenest in our own texts: the same ticker by the same words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tests.accuracy.errors import Error

COUNTED: Final = ("false", "missed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """A ticker that was found where it is not, or not found where it is, by these words."""

    sort: str
    ticker: str
    surface: str
    texts: int
    families: tuple[str, ...]


def confusions(errors: Iterable[Error], most: int) -> list[Confusion]:
    """Give so many, the most frequent first; of equals false ones before missed ones."""
    groups: dict[tuple[str, str, str], list[Error]] = {}
    for error in errors:
        if error.sort in COUNTED:
            groups.setdefault((error.sort, error.what, error.surface), []).append(error)
    found = [_confusion(group) for group in groups.values()]
    return sorted(found, key=lambda each: (-each.texts, each.sort, each.ticker))[:most]


def _confusion(group: list[Error]) -> Confusion:
    first = group[0]
    return Confusion(
        sort=first.sort,
        ticker=first.what,
        surface=first.surface,
        texts=len(group),
        families=tuple(dict.fromkeys(error.family for error in group)),
    )
