"""The report of a build: how much there is, what was left out, what collides.

It is a file of its own (``report.md``), made anew and compared with the table. Not here: any of
the decisions that it tells of.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from stream.gazetteer.instruments import Instrument
from stream.gazetteer.loader import is_obscure, is_own, largest_first

REPORT: Final = "report.md"

_HEAD: Final = """# Report of the build

Made with the table by `make gazetteer`, and compared by `make gazetteer ARGS=--check`.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """How many of what were read, and how many of them are in the table."""

    what: str
    read: int
    kept: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What was built, and from what."""

    table: Sequence[Instrument]
    nameless: Sequence[str]
    overlay: Sequence[Instrument]
    intakes: Sequence[Intake]
    left_out: Mapping[str, int]


def written(build: Build) -> str:
    """Give the report as Markdown."""
    parts = [
        _HEAD,
        _section("Counts", "| | |", counts(build.table, build.nameless)),
        _section("Read and kept", "| | read | kept |", _intakes(build.intakes)),
        _section(
            "Former owners of symbols that were left out",
            "| why | symbols |",
            _reasons(build.left_out),
        ),
        _section("Symbols that changed hands", _HANDS, changed_hands(build.table)),
        _section(
            "Names that several bear", "| name | ids, the largest first |", shared(build.table)
        ),
        _section("Overlay", "| | |", _overlay(build)),
    ]
    return "\n".join(parts)


def counts(table: Sequence[Instrument], nameless: Sequence[str]) -> list[tuple[str, int]]:
    """Count the rows of the table by kind, names, and bare symbols."""
    own = [each for each in table if is_own(each)]
    present = [each for each in own if each.valid_to is None]
    names = {name for each in own for name in (each.name, *each.aliases)}
    doubtful = {name for each in own for name in each.ambiguous}
    kinds: list[tuple[str, Iterable[Instrument], Callable[[Instrument], bool]]] = [
        ("rows", table, lambda _: True),
        ("US shares, preferreds and the like", present, _is_us),
        ("shares abroad", present, _is_abroad),
        ("funds with a name", present, lambda row: row.asset_class == "etf"),
        ("tokens", present, lambda row: row.asset_class == "crypto"),
        ("tokens with a rank", present, _is_ranked_token),
        (
            "tokens with a rank of today",
            present,
            lambda row: _is_ranked_token(row) and not is_obscure(row),
        ),
        ("lines elsewhere", table, lambda row: not is_own(row) and row.valid_to is None),
        (
            "symbols that were changed for others",
            table,
            lambda row: not is_own(row) and row.valid_to is not None,
        ),
        ("instruments that ended", own, lambda row: row.valid_to is not None),
    ]
    found = [(what, sum(map(test, rows))) for what, rows, test in kinds]
    return [
        *found,
        ("names", len(names)),
        ("names that are ambiguous", len(doubtful)),
        ("bare symbols", len(nameless)),
        ("bare symbols taken for funds", sum(each.startswith("etf:") for each in nameless)),
        ("symbols of a share or fund and a token", _homonyms(present)),
    ]


def shared(table: Iterable[Instrument]) -> list[tuple[str, str]]:
    """Give the names that several present instruments have, with their ids."""
    bearers: dict[str, list[Instrument]] = {}
    for row in sorted(table, key=largest_first):
        if is_own(row) and row.valid_to is None:
            for name in (row.name, *row.aliases):
                bearers.setdefault(name, []).append(row)
    return [
        (name, ", ".join(each.ticker for each in found))
        for name, found in sorted(bearers.items())
        if len(found) > 1
    ]


_HANDS: Final = "| symbol | meant | until | means |"


def changed_hands(table: Iterable[Instrument]) -> Iterator[tuple[str, str, str, str]]:
    """Give the symbols that meant one share and mean another now."""
    now = {each.symbol: each for each in table if _is_present_share(each)}
    for row in table:
        heir = now.get(row.symbol)
        if heir and row.valid_to and row.asset_class == heir.asset_class:
            yield row.symbol, row.name, str(row.valid_to), heir.name


def _intakes(intakes: Iterable[Intake]) -> list[tuple[str, int, int]]:
    return [(each.what, each.read, each.kept) for each in intakes]


def _reasons(left_out: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(left_out.items(), key=lambda pair: (-pair[1], pair[0]))


def _overlay(build: Build) -> list[tuple[str, int | str]]:
    """Count its rows; name those whose symbol the packages know in another class."""
    funds = {each.symbol for each in build.table if each.asset_class == "etf"}
    mistaken = [
        str(each.ticker)
        for each in build.overlay
        if each.asset_class == "equity" and each.valid_to is None and each.symbol in funds
    ]
    return [
        ("rows", len(build.overlay)),
        ("rows for shares whose symbol is a fund's", ", ".join(mistaken) or "none"),
    ]


def _section(title: str, head: str, rows: Iterable[Sequence[object]]) -> str:
    rule = "|" + "---|" * (head.count("|") - 1)
    lines = (f"| {' | '.join(map(_cell, row))} |" for row in rows)
    return "\n".join([f"## {title}", "", head, rule, *lines, ""])


def _cell(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value).replace("|", "\\|")


def _homonyms(present: Iterable[Instrument]) -> int:
    kinds = Counter(
        symbol for symbol, _ in {(each.symbol, each.asset_class == "crypto") for each in present}
    )
    return sum(count > 1 for count in kinds.values())


def _is_present_share(row: Instrument) -> bool:
    return row.asset_class != "crypto" and row.valid_to is None


def _is_us(row: Instrument) -> bool:
    return row.asset_class == "equity" and not _is_abroad(row)


def _is_abroad(row: Instrument) -> bool:
    return row.asset_class == "equity" and "." in row.symbol and row.exchange not in _US


_US: Final = frozenset({"", "NYSE", "NASDAQ", "CBOE", "OTC"})


def _is_ranked_token(row: Instrument) -> bool:
    return row.asset_class == "crypto" and row.rank is not None
