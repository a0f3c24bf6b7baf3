"""One firm's lines in several countries, found by its name, joined under one id."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from stream.gazetteer.build.drafts import MAIN_EXCHANGES
from stream.gazetteer.build.shortnames import key
from stream.gazetteer.instruments import Instrument
from stream.gazetteer.loader import is_own
from stream.models import TickerId

TELLING: Final = 5
"""Names of fewer letters are shared by chance (EQT of Stockholm, EQT of Pittsburgh)."""


def joined(drafts: Iterable[Instrument]) -> list[Instrument]:
    """Put shares of the same name under one id, where at least one trades outside the US.

    The id is the line at a main US exchange if there is one, else the home line with most known
    of it. Lines abroad with different ISINs are different shares and stay apart.
    """
    rows = list(drafts)
    ids: dict[TickerId, TickerId] = {}
    heirs: dict[TickerId, Instrument] = {}
    for group in _groups(rows):
        head, *rest = sorted(group, key=_precedence)
        same = [each for each in rest if _is_same(head, each)]
        ids.update((each.ticker, head.ticker) for each in same)
        heirs[head.ticker] = _heir(head, same)
    found = []
    for row in rows:
        chosen = heirs.get(row.ticker, row) if is_own(row) else row
        target = ids.get(row.ticker)
        found.append(replace(chosen, ticker=target) if target else chosen)
    return found


def _groups(rows: Iterable[Instrument]) -> list[list[Instrument]]:
    by_name: dict[str, list[Instrument]] = {}
    for row in rows:
        if row.asset_class == "equity" and is_own(row) and " (" not in row.name:
            by_name.setdefault(key(row.name), []).append(row)
    return [
        group
        for name, group in by_name.items()
        if len(group) > 1 and len(name) >= TELLING and any(map(_is_abroad, group))
    ]


def _precedence(row: Instrument) -> tuple[bool, bool, int, str]:
    """Order a firm's lines: main US exchanges, then home exchanges, then the US counter."""
    return row.exchange not in MAIN_EXCHANGES, not _is_abroad(row), row.rank or 10**6, row.symbol


def _is_same(head: Instrument, row: Instrument) -> bool:
    if not (_is_abroad(head) or _is_abroad(row)):
        return False
    if not (_is_abroad(head) and _is_abroad(row)):
        return True
    return "isin" in head.ids and head.ids.get("isin") == row.ids.get("isin")


def _heir(head: Instrument, same: Sequence[Instrument]) -> Instrument:
    """Give the head what its siblings know: names, rank and ids."""
    names = dict.fromkeys(
        name for row in (head, *same) for name in (row.name, *row.aliases) if name != head.name
    )
    ranks = [row.rank for row in (head, *same) if row.rank]
    ids = {key: value for row in (*reversed(same), head) for key, value in row.ids.items()}
    return replace(head, aliases=tuple(names), rank=min(ranks, default=None), ids=ids)


def _is_abroad(row: Instrument) -> bool:
    return bool(row.exchange) and row.exchange not in MAIN_EXCHANGES | {"OTC"}
