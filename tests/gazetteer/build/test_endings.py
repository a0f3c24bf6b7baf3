"""From lists of several days to the former owners of symbols, and to their rows."""

from collections.abc import Iterable
from datetime import date

from stream.gazetteer.build import endings, history
from stream.gazetteer.build.formernames import FormerName, by_cik
from stream.gazetteer.build.history import Archive, Past
from stream.gazetteer.build.lexicon import Lexicon
from stream.gazetteer.build.listings import Departure, Listing, Membership, Sighting
from stream.gazetteer.build.sec import Filing
from stream.gazetteer.instruments import Instrument
from stream.models import TickerId

THEN, LATER, TODAY = date(2019, 11, 20), date(2024, 10, 24), date(2026, 11, 1)
WORDS = Lexicon(words={}, first_names=frozenset(), surnames=frozenset(), places=frozenset())


def seen(symbol: str, name: str, day: date = THEN, cik: str = "", cusip: str = "") -> Sighting:
    """Make a sighting at the New York exchange."""
    return Sighting(symbol=symbol, day=day, name=name, cik=cik, cusip=cusip, exchange="NYSE")


def filing(symbol: str, name: str, cik: str = "900") -> Filing:
    """Make a row of the present list."""
    return Filing(
        symbol=symbol,
        asset_class="equity",
        name=name,
        exchange="NYSE",
        cik=cik,
        rank=1,
        primary=True,
    )


def archive(
    *sightings: Sighting,
    departures: Iterable[Departure] = (),
    names: Iterable[FormerName] = (),
    cusips: dict[str, set[str]] | None = None,
) -> Archive:
    """Make whole lists of the days of the sightings, and one of a later day at least."""
    days = sorted({each.day for each in sightings} | {LATER})
    return Archive(
        listings=[
            Listing(
                day=day,
                whole=True,
                rows={each.symbol: each for each in sightings if each.day == day},
            )
            for day in days
        ],
        memberships=[Membership(sightings=(), departures=tuple(departures))],
        names=by_cik(names),
        cusips=cusips or {},
    )


def pasts(known: Archive, *present: Filing) -> list[Past]:
    """Find the former owners."""
    return history.former_owners(known, {each.symbol: each for each in present}, TODAY)


def rows(
    known: Archive, *present: Filing, overlay: tuple[Instrument, ...] = ()
) -> list[tuple[str, str, str]]:
    """Give id, symbol and name of the rows made of the former owners."""
    listed = {each.symbol: each for each in present}
    now = [
        Instrument(
            ticker=TickerId(f"equity:{each.symbol}"),
            symbol=each.symbol,
            asset_class="equity",
            name=each.name,
            ids={},
        )
        for each in present
    ]
    directory = endings.directory(listed, now, known)
    found, _ = endings.rows(pasts(known, *present), directory, overlay, known, WORDS)
    return [(str(each.ticker), each.symbol, each.name) for each in found]


def test_a_symbol_that_later_lists_lack_ended_by_the_first_of_them() -> None:
    """The last day it can have had, not the true one."""
    (found,) = pasts(archive(seen("OLD", "Old Corp")))

    assert (found.last.name, found.end, found.reused) == ("Old Corp", LATER, False)


def test_a_symbol_of_the_latest_list_ended_by_today() -> None:
    """What the present lacks is no longer quoted."""
    (found,) = pasts(archive(seen("OLD", "Old Corp", LATER)))

    assert found.end == TODAY


def test_a_symbol_that_is_quoted_has_no_past() -> None:
    """Under the same name, under another of the same filer, or under a former name of it."""
    known = archive(
        seen("AAA", "Alpha Corp"),
        seen("BBB", "Square, Inc.", cik="12"),
        seen("CCC", "Facebook Inc"),
        names=[FormerName(cik="13", name="Facebook Inc", until=LATER)],
    )

    found = pasts(
        known,
        filing("AAA", "Alpha Corporation"),
        filing("BBB", "Block, Inc.", cik="0012"),
        filing("CCC", "Meta Platforms, Inc.", cik="0013"),
    )

    assert found == []


def test_a_symbol_with_one_issuer_ever_has_one_owner() -> None:
    """However its name was written."""
    known = archive(
        seen("ASR", "Grupo Aeroportuario", cusip="40051E202"), cusips={"ASR": {"40051E202"}}
    )

    assert pasts(known, filing("ASR", "SOUTHEAST AIRPORT GROUP")) == []


def test_a_reused_symbol_meant_the_former_owner_as_long_as_is_sure() -> None:
    """Else the present one would lose days that are its own."""
    (found,) = pasts(archive(seen("BOLD", "Audentes Inc")), filing("BOLD", "Boundless Bio, Inc."))

    assert (found.end, found.reused) == (THEN, True)


def test_an_indexs_final_departure_dates_the_end() -> None:
    """The day before it; any other departure does not."""
    leaving = Departure(symbol="OLD", day=date(2021, 5, 14), final=True)
    shrinking = Departure(symbol="OLD", day=date(2020, 2, 3), final=False)

    (found,) = pasts(archive(seen("OLD", "Old Corp"), departures=[shrinking, leaving]))

    assert found.end == date(2021, 5, 13)


def test_a_departure_is_not_final_if_the_symbol_was_seen_afterwards() -> None:
    """Taken over on paper only."""
    leaving = Departure(symbol="OLD", day=date(2021, 5, 14), final=True)

    (found,) = pasts(archive(seen("OLD", "Old Corp", LATER), departures=[leaving]))

    assert found.end == TODAY


def test_what_ended_longer_ago_than_fifteen_years_is_left_out() -> None:
    """Nobody reads that news here."""
    leaving = Departure(symbol="LEH", day=date(2008, 9, 15), final=True)

    assert pasts(archive(seen("LEH", "Lehman", date(2008, 9, 14)), departures=[leaving])) == []


def test_a_renamed_one_leads_to_its_present_id() -> None:
    """Found by its CIK, its CUSIP, a name it had at that time, or as a source says."""
    known = archive(
        seen("KAR", "Openlane Inc", cik="1"),
        seen("AAXN", "Axon Enterprise Inc", cusip="05464C101"),
        seen("COH", "Coach Inc"),
        seen("TMK", "Torchmark"),
        seen("HSNI", "HSN Inc"),
        departures=[Departure(symbol="TMK", day=date(2019, 11, 21), final=True, successor="GL")],
        names=[
            FormerName(cik="3", name="COACH INC", until=THEN),
            FormerName(cik="5", name="HSN INC", until=date(1998, 2, 3)),
        ],
        cusips={"AXON": {"05464C101"}},
    )

    found = rows(
        known,
        filing("OPLN", "OPENLANE, Inc.", cik="1"),
        filing("AXON", "AXON", cik="2"),
        filing("TPR", "Tapestry", cik="3"),
        filing("GL", "Globe Life", cik="4"),
        filing("MTCH", "Match Group", cik="5"),
    )

    assert [each[:2] for each in found] == [
        ("equity:AXON", "AAXN"),
        ("equity:TPR", "COH"),
        ("equity:HSNI", "HSNI"),
        ("equity:OPLN", "KAR"),
        ("equity:GL", "TMK"),
    ]


def test_one_that_was_renamed_and_ended_keeps_its_last_id() -> None:
    """The former symbol leads to the last one."""
    renamed = Departure(symbol="CDAY", day=date(2024, 2, 1), final=True, successor="DAY")
    known = archive(seen("CDAY", "Ceridian"), seen("DAY", "Dayforce", LATER), departures=[renamed])

    assert rows(known) == [("equity:DAY", "CDAY", "Ceridian"), ("equity:DAY", "DAY", "Dayforce")]


def test_a_further_line_of_a_living_issuer_is_no_former_symbol() -> None:
    """Its other line was quoted beside it at that time."""
    known = archive(
        seen("LBTYB", "Liberty Global", cik="1"), seen("LBTY", "Liberty Global", cik="1")
    )
    lines = archive(seen("LBT", "Liberty Global", cik="1"), seen("LBTY", "Liberty Global", cik="1"))

    assert rows(known, filing("LBTY", "Liberty Global", cik="1")) == []
    assert rows(lines, filing("LBTY", "Liberty Global", cik="1")) == []


def test_funds_warrants_and_the_counter_are_left_out() -> None:
    """They come and go by the thousand."""
    known = archive(
        seen("ABCDW", "Alpha Corp"),
        seen("FND", "iShares Something ETF"),
        Sighting(symbol="OTCC", day=THEN, name="Over Counter Corp", exchange="OTC"),
        Sighting(symbol="WHO", day=THEN, name="Who Knows Corp"),
    )

    assert rows(known) == []


def test_the_overlay_knows_better() -> None:
    """It gives a symbol's past to another id, or says that the symbol is quoted still."""
    known = archive(seen("FB", "Facebook Inc"), seen("BRND", "Brand Corp"))
    meta = Instrument(
        ticker=TickerId("equity:META"),
        symbol="FB",
        asset_class="equity",
        name="Meta",
        ids={},
        valid_to=date(2022, 6, 8),
    )
    brand = Instrument(
        ticker=TickerId("equity:BRND"), symbol="BRND", asset_class="equity", name="Brand", ids={}
    )

    assert rows(known, overlay=(meta, brand)) == []
