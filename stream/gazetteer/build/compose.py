"""Drafts and overlay to the rows of the table: one order, no row twice, every name judged."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from stream.gazetteer.build import formernames, shortnames, siblings
from stream.gazetteer.build.drafts import lean
from stream.gazetteer.build.formernames import FormerName
from stream.gazetteer.build.leads import with_leads
from stream.gazetteer.build.lexicon import Lexicon
from stream.gazetteer.build.naming import (
    pruned,
    told_apart,
    with_short_aliases,
    with_spellings,
)
from stream.gazetteer.instruments import Instrument
from stream.gazetteer.loader import is_own, largest_first
from stream.gazetteer.rows import CLEARED
from stream.models import TickerId

Place = tuple[str, str, bool]
"""Ticker, symbol, and whether the row is a present one."""

WELL_KNOWN: Final = 250
"""Tokens of a higher rank than this are named by their names where nothing speaks of tokens."""


def compose(
    drafts: Iterable[Instrument],
    overlay: Sequence[Instrument],
    lexicon: Lexicon,
    ended: Sequence[Instrument] = (),
    former: Sequence[FormerName] = (),
) -> list[Instrument]:
    """Give the finished rows, sorted by ticker, symbol and date.

    The overlay's rows win over drafts; what it does not say stays. ``ended`` are rows of symbols
    of the past: their names give way to those of the present, as do ``former`` names.
    """
    present = siblings.joined(drafts)
    past = without_names_of([*present, *overlay], ended)
    joined = after_the_past(overlaid([*present, *past], overlay))
    named = formernames.added(_named(joined, lexicon), former, overlay, lexicon)
    named = pruned(with_spellings(named, overlay, lexicon), overlay, lexicon)
    named = with_leads(named, overlay, lexicon)
    owners = {each.ticker: each for each in sorted(named, key=_ended) if is_own(each)}
    first = first_owners(named)
    judged = (
        judge(each, lexicon, first) if is_own(each) else lean(each, owners[each.ticker])
        for each in named
    )
    return sorted(judged, key=_order)


def overlaid(drafts: Iterable[Instrument], overlay: Sequence[Instrument]) -> list[Instrument]:
    """Lay the overlay over the drafts.

    A symbol that the overlay gives to another id (a former symbol, a line elsewhere) no longer
    has an id of its own. Where a symbol changed hands or an id changed its symbol on a day, the
    present row starts on the next.
    """
    rows: dict[Place, Instrument] = {}
    for draft in drafts:
        rows.setdefault(_place(draft), draft)
    for row in overlay:
        if row.valid_to is None:
            _claim(rows, row)
        known = rows.get(_place(row))
        rows[_place(row)] = merged(known, row) if known else cleaned(row)
        for ticker, symbol in _successors(row):
            _start_after(rows, (ticker, symbol, True), row.valid_to)
    return list(rows.values())


def merged(known: Instrument, row: Instrument) -> Instrument:
    """Lay one row over the one that is known: its name first, the names of both, what it says."""
    dropped = {alias[1:] for alias in row.aliases if alias.startswith(CLEARED)}
    further = [alias for alias in row.aliases if not alias.startswith(CLEARED)]
    aliases = dict.fromkeys([*further, known.name, *known.aliases])
    return replace(
        known,
        name=row.name,
        aliases=tuple(name for name in aliases if name != row.name and name not in dropped),
        exchange=row.exchange or known.exchange,
        ids={**known.ids, **row.ids},
        rank=row.rank or known.rank,
        valid_from=row.valid_from or known.valid_from,
        valid_to=row.valid_to,
        ambiguous=row.ambiguous,
    )


def cleaned(row: Instrument) -> Instrument:
    """Take the marks of dropped aliases out of a row that nothing was known of."""
    kept = tuple(alias for alias in row.aliases if not alias.startswith(CLEARED))
    return replace(row, aliases=kept)


def without_names_of(
    present: Iterable[Instrument], ended: Sequence[Instrument]
) -> list[Instrument]:
    """Take from ended rows the names that firms of today have, in whichever legal form.

    One that has no other is told apart by its symbol.
    """
    taken = {
        _bare(name)
        for row in present
        if row.asset_class == "equity" and row.valid_to is None
        for name in (row.name, *row.aliases)
    }
    return [_without_names(row, taken) if is_own(row) else row for row in ended]


def after_the_past(rows: Sequence[Instrument]) -> list[Instrument]:
    """Let a symbol's present row begin on the day after its former owner's last one."""
    ends: dict[tuple[str, str], date] = {}
    for row in rows:
        if row.valid_to is not None:
            place = (row.asset_class, row.symbol)
            ends[place] = max(row.valid_to, ends.get(place, date.min))
    return [
        _starting_after(row, ends.get((row.asset_class, row.symbol)))
        if row.valid_to is None
        else row
        for row in rows
    ]


def first_owners(rows: Iterable[Instrument]) -> dict[str, str]:
    """Give the largest present instrument that bears each name."""
    first: dict[str, str] = {}
    for row in sorted(rows, key=largest_first):
        if is_own(row) and row.valid_to is None:
            for name in (row.name, *row.aliases):
                first.setdefault(name, row.ticker)
    return first


def judge(row: Instrument, lexicon: Lexicon, first: Mapping[str, str]) -> Instrument:
    """Mark the names of a row that are ambiguous; the overlay may clear some and add others.

    So is a name that a larger instrument bears, and every name of a token that few know: most of
    those are words, jokes, forgotten, or meant as something else (Stargate).
    """
    said = set(row.ambiguous)
    doubtful = [
        name
        for name in (row.name, *row.aliases)
        if name in said
        or first.get(name, row.ticker) != row.ticker
        or (CLEARED + name not in said and (_is_little_known(row) or _is_doubtful(name, lexicon)))
    ]
    return replace(row, ambiguous=tuple(doubtful))


def _place(row: Instrument) -> Place:
    """Say which row another one replaces: ended and present ones of one id stand side by side."""
    return row.ticker, row.symbol, row.valid_to is None


def _claim(rows: dict[Place, Instrument], row: Instrument) -> None:
    """Let a present row be the only one of its symbol and class.

    The id that the symbol had for itself goes; the id it means now takes its lines, rank and CIK.
    """
    others = [
        place
        for place in rows
        if place[1:] == (row.symbol, True) and place[0] != row.ticker
        if rows[place].asset_class == row.asset_class
    ]
    for place in others:
        former = rows.pop(place)
        if is_own(former):
            _inherit(rows, row.ticker, former)


def _inherit(rows: dict[Place, Instrument], heir: TickerId, former: Instrument) -> None:
    had_owner = _place(replace(former, valid_to=date.min)) in rows
    for place in [each for each in rows if each[0] == former.ticker and (each[2] or not had_owner)]:
        line = replace(rows.pop(place), ticker=heir)
        rows.setdefault(_place(line), line)
    own = rows.get((heir, heir.partition(":")[2], True))
    if own:
        known = {**former.ids, **own.ids}
        rows[_place(own)] = replace(own, rank=own.rank or former.rank, ids=known)


def _successors(row: Instrument) -> list[tuple[str, str]]:
    """Name the present rows that can only begin when a row ends: of its symbol, of its id."""
    symbol = row.ticker.partition(":")[2]
    return [(f"{row.asset_class}:{row.symbol}", row.symbol), (row.ticker, symbol)]


def _start_after(
    rows: dict[Place, Instrument],
    place: Place,
    end: date | None,
) -> None:
    present = rows.get(place)
    if present is not None:
        rows[place] = _starting_after(present, end)


def _starting_after(row: Instrument, end: date | None) -> Instrument:
    if end is None:
        return row
    return replace(row, valid_from=max(row.valid_from or date.min, end + timedelta(days=1)))


def _named(rows: Sequence[Instrument], lexicon: Lexicon) -> list[Instrument]:
    """Add short names: those of the present need be no one else's of the present alone."""
    present = [row for row in rows if row.valid_to is None]
    past = [row for row in with_short_aliases(rows, lexicon) if row.valid_to is not None]
    return told_apart([*with_short_aliases(present, lexicon), *past])


def _without_names(row: Instrument, taken: Container[str]) -> Instrument:
    names = [name for name in (row.name, *row.aliases) if _bare(name) not in taken]
    name, *aliases = names or [f"{row.name} ({row.symbol})"]
    return replace(row, name=name, aliases=tuple(aliases))


def _bare(name: str) -> str:
    return shortnames.key(shortnames.without_legal_form(name))


def _is_little_known(row: Instrument) -> bool:
    return row.asset_class == "crypto" and (row.rank is None or row.rank > WELL_KNOWN)


def _is_doubtful(name: str, lexicon: Lexicon) -> bool:
    return lexicon.is_ambiguous(name) and not shortnames.is_formal(name)


def _ended(row: Instrument) -> date:
    return row.valid_to or date.max


def _order(row: Instrument) -> tuple[str, str, date]:
    return row.ticker, row.symbol, row.valid_from or date.min
