"""Whom a symbol meant before: from lists of several days to its last former owner and his end.

Not here: where the lists come from (``listings``), what becomes of the owner (``endings``).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from stream.gazetteer.build.formernames import FormerName
from stream.gazetteer.build.listings import Departure, Listing, Membership, Sighting
from stream.gazetteer.build.sec import Filing
from stream.gazetteer.build.shortnames import are_related

SINCE: Final = date(2011, 11, 1)
"""Fifteen years before the edition; what ended earlier is left out."""
ISSUER: Final = 6
"""Characters of a CUSIP that name the issuer; the others are the issue and a digit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A symbol's last former owner as it was ``last`` seen; ``end`` is its last possible day.

    ``member`` if it ever was in an index.
    ``reused`` if the symbol means another firm now: then ``end`` is the last day that is sure.
    ``successor`` is the symbol it was changed for, where a source says so.
    """

    last: Sighting
    exchange: str
    end: date
    member: bool
    reused: bool
    successor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """All that is known of the past.

    ``names`` are those that filers had, by CIK; ``cusips`` those that ever were a symbol's.
    """

    listings: Sequence[Listing]
    memberships: Sequence[Membership]
    names: Mapping[str, Sequence[FormerName]]
    cusips: Mapping[str, Collection[str]]


def former_owners(archive: Archive, present: Mapping[str, Filing], today: date) -> list[Past]:
    """Give the past of every symbol that has no owner at present, or another one, sorted.

    A symbol that no list names is left out, and one whose owner only changed its name.
    """
    seen = _sightings(archive)
    departures = _departures(archive.memberships)
    whole = sorted([*(each.day for each in archive.listings if each.whole), today])
    partial = [each.day for each in archive.listings if not each.whole]
    found = []
    for symbol, sightings in sorted(seen.items()):
        owner = present.get(symbol)
        named = _without_present([each for each in sightings if each.name], owner, archive)
        if not named:
            continue
        left = departures.get(symbol, ())
        days = sorted([*whole, *partial]) if left else whole
        past = _past(named, sightings, left, days, reused=owner is not None)
        if past.end >= SINCE:
            found.append(past)
    return found


def _past(
    named: Sequence[Sighting],
    sightings: Sequence[Sighting],
    departures: Collection[Departure],
    days: Sequence[date],
    *,
    reused: bool,
) -> Past:
    last = named[-1]
    latest = last.day if reused else sightings[-1].day
    final = [each for each in departures if each.final and each.day > latest]
    if final:
        end = final[0].day - timedelta(days=1)
    else:
        end = last.day if reused else next(day for day in days if day > latest)
    successor = final[0].successor if final else ""
    exchange = next((each.exchange for each in reversed(named) if each.exchange), "")
    return Past(
        last=last,
        exchange=exchange,
        end=end,
        member=bool(departures),
        reused=reused,
        successor=successor,
    )


def _without_present(
    named: Sequence[Sighting], owner: Filing | None, archive: Archive
) -> Sequence[Sighting]:
    """Drop from the end the sightings of the present owner, under whichever of its names."""
    if owner is None:
        return named
    count = len(named)
    while count and _is_of(named[count - 1], owner, archive):
        count -= 1
    return named[:count]


def _is_of(sighting: Sighting, owner: Filing, archive: Archive) -> bool:
    """Tell by the CIK, by a name it has or had, or by the issuer being the symbol's only one."""
    cik = owner.cik.lstrip("0")
    issuers = {each[:ISSUER] for each in archive.cusips.get(sighting.symbol, ())}
    names = (owner.name, *(each.name for each in archive.names.get(cik, ())))
    return (
        (bool(sighting.cik) and sighting.cik == cik)
        or (bool(sighting.cusip) and issuers == {sighting.cusip[:ISSUER]})
        or any(are_related(sighting.name, name) for name in names)
    )


def _sightings(archive: Archive) -> dict[str, list[Sighting]]:
    found: dict[str, list[Sighting]] = defaultdict(list)
    for listing in archive.listings:
        for sighting in listing.rows.values():
            found[sighting.symbol].append(sighting)
    for membership in archive.memberships:
        for sighting in membership.sightings:
            found[sighting.symbol].append(sighting)
    for sightings in found.values():
        sightings.sort(key=lambda each: (each.day, each.name))
    return found


def _departures(memberships: Iterable[Membership]) -> dict[str, list[Departure]]:
    found: dict[str, list[Departure]] = defaultdict(list)
    for membership in memberships:
        for departure in membership.departures:
            found[departure.symbol].append(departure)
    for departures in found.values():
        departures.sort(key=lambda each: (each.day, not each.final))
    return found
