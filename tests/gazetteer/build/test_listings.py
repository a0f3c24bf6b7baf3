"""Lists of earlier days, read."""

from datetime import date

from stream.gazetteer.build import listings
from stream.gazetteer.build.listings import Departure, Sighting

DAY = date(2020, 1, 31)


def test_filers_have_their_symbols_and_exchanges_side_by_side() -> None:
    """The first exchange is the first symbol's."""
    text = 'cik,name,tickers,exchanges\n0000000012,Exx Inc,"XX,XX-B,XXQ","NYSE,NYSE,OTC"\n'

    found = listings.filers(text, DAY)

    assert {each.symbol: each.exchange for each in found.rows.values()} == {
        "XX": "NYSE",
        "XX.B": "NYSE",
        "XXQ": "OTC",
    }
    assert found.rows["XX"].cik == "12"
    assert found.whole


def test_of_the_stocks_of_all_countries_the_us_ones_are_taken() -> None:
    """Their ISIN holds the CUSIP. Not every stock is on that list."""
    text = (
        "country,name,full_name,tag,isin,id,currency,symbol\n"
        "france,Exx,Exx SA,x,FR0000000001,1,EUR,EXX\n"
        "united states,Exx,Exx Inc,x,US0378331005,2,USD,XX\n"
    )

    found = listings.stocks(text, DAY)

    assert list(found.rows.values()) == [
        Sighting(symbol="XX", day=DAY, name="Exx Inc", cusip="037833100")
    ]
    assert not found.whole


def test_a_list_of_symbols_names_nobody() -> None:
    """Preferreds have a caret there."""
    source = 'var obj =  {"NYSE":["A","ACR^C"],"NASDAQ":["ZM"]};\nmodule.exports = {...obj};'

    found = listings.symbols(source, DAY)

    assert list(found.rows) == ["A", "ACR-PC", "ZM"]


def test_who_leaves_an_index_was_quoted_on_the_day_before() -> None:
    """Who joins it is quoted on the day."""
    changes = (
        "date,action,ticker,name,reason\n"
        "2020-03-02,added,NEW,New Corp,Market capitalization change. [ 7 ]\n"
        "2020-03-02,removed,OLD,Old Corp [ 8 ],Market capitalization change. [ 7 ]\n"
    )

    found = listings.membership(changes, "effective_date,ticker\n2019-01-01,OLD\n")

    assert found.sightings == (
        Sighting(symbol="OLD", day=date(2019, 1, 1)),
        Sighting(symbol="NEW", day=date(2020, 3, 2), name="New Corp"),
        Sighting(symbol="OLD", day=date(2020, 3, 1), name="Old Corp"),
    )


def test_a_departure_is_final_if_its_reason_speaks_of_the_end_of_that_firm() -> None:
    """Another's takeover that made room is none, nor is a fall in size."""
    rows = [
        ("AAA", "Alpha Corp", "Beta acquired Alpha. [ 1 ]"),
        ("BBB", "Bravo Inc", "AAA was acquired by Beta; GGG replaces it."),
        ("CCC", "Charlie", "Acquisition. [ 2 ]"),
        ("DDD", "", "rename → EEE: Delta renamed Echo."),
        ("FFF", "Foxtrot", "FFF was no longer representative of the market space."),
    ]
    changes = "date,action,ticker,name,reason\n" + "".join(
        f"2020-03-02,removed,{symbol},{name},{reason}\n" for symbol, name, reason in rows
    )

    found = listings.membership(changes, "effective_date,ticker\n").departures

    day = date(2020, 3, 2)
    assert found == (
        Departure(symbol="AAA", day=day, final=True),
        Departure(symbol="BBB", day=day, final=False),
        Departure(symbol="CCC", day=day, final=True),
        Departure(symbol="DDD", day=day, final=True, successor="EEE"),
        Departure(symbol="FFF", day=day, final=False),
    )
