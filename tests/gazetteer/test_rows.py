"""Rows of the table: read strictly, written so that they read the same."""

from datetime import date

import pytest

from stream.gazetteer import rows
from stream.gazetteer.instruments import Instrument
from stream.models import TickerId

HEADER = ",".join(rows.COLUMNS)


def read_one(line: str) -> Instrument:
    """Read a table of one row."""
    (found,) = rows.read([HEADER, line], "t.csv")
    return found


def test_a_row_gives_all_it_says() -> None:
    """Every column lands in its field."""
    found = read_one("equity:X.L,X.L,Exx,Exx plc|EXX,LSE,12,GB00,7,2020-01-02,2021-03-04,EXX")

    assert found == Instrument(
        ticker=TickerId("equity:X.L"),
        symbol="X.L",
        asset_class="equity",
        name="Exx",
        aliases=("Exx plc", "EXX"),
        exchange="LSE",
        ids={"cik": "12", "isin": "GB00"},
        rank=7,
        valid_from=date(2020, 1, 2),
        valid_to=date(2021, 3, 4),
        ambiguous=("EXX",),
    )


def test_a_star_marks_every_name() -> None:
    """The short way to write what most tokens need."""
    found = read_one("crypto:GAS,GAS,Gas,Gas Coin,,,,,,,*")

    assert found.ambiguous == ("Gas", "Gas Coin")


@pytest.mark.parametrize(
    "line",
    [
        "crypto:GAS,GAS,Gas,Gas Coin,,,,,,,*",
        "equity:META,FB,Meta Platforms,,,,,,,2022-06-08,",
        'equity:XYZ,XYZ,Block,"Block, Inc|Block Inc",NYSE,1512673,,380,2025-01-21,,Block',
    ],
)
def test_a_row_is_written_as_it_was_read(line: str) -> None:
    """Reading and writing are each other's reverse."""
    found = read_one(line)

    assert rows.parse(rows.cells(found)) == found


def test_comments_and_blank_lines_are_skipped() -> None:
    """Curated files explain themselves."""
    lines = [HEADER, "# why", "", "etf:AAA,AAA,Fund,,,,,,,,"]

    assert [each.ticker for each in rows.read(lines, "t.csv")] == ["etf:AAA"]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("equity:A,A,Aye", "expected 11 cells, not 3"),
        ("share:A,A,Aye,,,,,,,,", "no ticker id"),
        ("equity:,A,Aye,,,,,,,,", "no ticker id"),
        ("unlisted:A,A,Aye,,,,,,,,", "no ticker id"),
        ("equity:A,a,Aye,,,,,,,,", "upper-case symbol"),
        ("equity:A,A,,,,,,,,,", "and a name"),
        ("equity:A,A,Aye,x||y,,,,,,,", "empty item"),
        ("equity:A,A,Aye,,,,,0,,,", "whole number from 1"),
        ("equity:A,A,Aye,,,,,ten,,,", "whole number from 1"),
        ("equity:A,A,Aye,,,,,,soon,,", "a date as 2024-12-31, not 'soon'"),
        ("equity:A,A,Aye,,,,,,,20240131,", "a date as 2024-12-31, not '20240131'"),
        ("equity:A,A,Aye,,,,,,2024-02-30,,", "day is out of range"),
        ("equity:A,A,Aye,,,,,,2024-02-02,2024-02-01,", "valid_from 2024-02-02 is after valid_to"),
        ("equity:A,A,!Aye,,,,,,,,", "and a name"),
        ("equity:A,A,Aye,,,,,,,,Bee", "no name of this row"),
    ],
)
def test_a_wrong_row_is_refused_with_its_line(line: str, complaint: str) -> None:
    """One message says where and what."""
    with pytest.raises(ValueError, match=rf"^t\.csv:3: .*{complaint}"):
        list(rows.read([HEADER, "# fine", line], "t.csv"))


def test_a_table_without_the_header_is_refused() -> None:
    """Columns are never guessed."""
    with pytest.raises(ValueError, match=r"^t\.csv:1: expected the header"):
        list(rows.read(["ticker,name"], "t.csv"))
