"""A user's own rows and private names, laid over the table."""

from collections.abc import Iterable
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from stream.gazetteer import Instrument, extra, load
from stream.gazetteer.extra import Extra
from stream.models import AssetClass, TickerId


def row(ticker: str, name: str, *aliases: str, symbol: str = "", **rest: object) -> Instrument:
    """Make an instrument of little more than its names."""
    kind, _, own = ticker.partition(":")
    asset_class: AssetClass = "crypto" if kind == "crypto" else "equity"
    given = {"ids": {}, "aliases": aliases, **rest}
    return Instrument(
        ticker=TickerId(ticker),
        symbol=symbol or own,
        asset_class=asset_class,
        name=name,
        **given,  # type: ignore[arg-type]
    )


def laid(table: Iterable[Instrument], lines: str) -> list[Instrument]:
    """Lay rows over a table."""
    return list(extra.laid_over(table, extra.read(lines, "own.csv").instruments))


def test_the_example_of_the_readme_reads() -> None:
    """What a user copies must work."""
    readme = (resources.files("stream.gazetteer") / "README.md").read_text(encoding="utf-8")
    example = readme.split("```csv\n")[1].split("```")[0]

    found = extra.read(example, "README.md")

    assert len(found.instruments) == 5
    assert found.private == ("Acme Robotics", "Acme")


def test_three_columns_are_enough() -> None:
    """Whoever adds a token of yesterday knows no more."""
    found = extra.read("ticker,symbol,name\ncrypto:NEW,NEW,New Coin\n", "own.csv")

    assert found.instruments == (row("crypto:NEW", "New Coin"),)


def test_further_columns_come_in_any_order() -> None:
    """By their header; comments, blank lines and blanks around cells are passed over."""
    text = "name, ticker ,symbol,rank,valid_to\n# ours\n\n New Coin,crypto:NEW,NEW,90,2026-01-31\n"

    (found,) = extra.read(text, "own.csv").instruments

    assert (found.name, found.rank, found.valid_to) == ("New Coin", 90, date(2026, 1, 31))


def test_a_private_row_holds_names_that_are_never_tagged() -> None:
    """A supplier, an own product, a portfolio's nickname."""
    found = extra.read("ticker,symbol,name,aliases\nprivate,,Acme Robotics,Acme|ACME\n", "own.csv")

    assert found.private == ("Acme Robotics", "Acme", "ACME")
    assert found.instruments == ()


def test_a_row_changes_what_it_says_and_leaves_the_rest() -> None:
    """Its name comes first, the table's names stay, and so does what is left empty."""
    known = row("equity:XX", "Exx", "Exx Inc", exchange="NYSE", rank=7)

    (found,) = laid([known], "ticker,symbol,name,aliases,rank\nequity:XX,XX,ExxCo,Exx Labs,5\n")

    assert (found.name, found.aliases) == ("ExxCo", ("Exx Labs", "Exx", "Exx Inc"))
    assert (found.exchange, found.rank) == ("NYSE", 5)


def test_an_exclamation_mark_drops_an_alias_or_clears_a_doubt() -> None:
    """As in the overlay."""
    known = row("equity:XX", "Exx", "Target", "Gap", ambiguous=("Target", "Gap"))
    lines = "ticker,symbol,name,aliases,ambiguous\nequity:XX,XX,Exx,!Target|Gap|Zoom,!Gap|Zoom\n"

    (found,) = laid([known], lines)

    assert (found.name, found.aliases, found.ambiguous) == ("Exx", ("Gap", "Zoom"), ("Zoom",))


def test_a_new_row_keeps_no_mark() -> None:
    """There is nothing to drop."""
    (found,) = laid([], "ticker,symbol,name,aliases\ncrypto:NEW,NEW,New,!Old|Newer\n")

    assert found.aliases == ("Newer",)


def test_a_row_with_an_end_ends_the_present_one() -> None:
    """Delisted today; the table will know next month."""
    known = row("equity:XX", "Exx", valid_from=date(2020, 1, 2))

    (found,) = laid([known], "ticker,symbol,name,valid_to\nequity:XX,XX,Exx,2026-11-20\n")

    assert (found.valid_from, found.valid_to) == (date(2020, 1, 2), date(2026, 11, 20))


def test_a_present_row_takes_its_symbol_from_another_id() -> None:
    """Renamed today; tokens, and the symbol's past, keep theirs."""
    table = [
        row("equity:XX", "Exx"),
        row("equity:XX", "Old Exx", valid_to=date(2015, 1, 2)),
        row("crypto:XX", "Exx Coin"),
    ]

    found = laid(table, "ticker,symbol,name\nequity:YY,XX,Why\n")

    assert [(str(each.ticker), each.name) for each in found] == [
        ("equity:XX", "Old Exx"),
        ("crypto:XX", "Exx Coin"),
        ("equity:YY", "Why"),
    ]


def test_a_former_symbol_takes_the_place_of_the_id_it_was() -> None:
    """Renamed today, by two rows: the new symbol, and the old one up to its last day."""
    lines = "ticker,symbol,name,valid_to\nequity:NEW,NEW,New,\nequity:NEW,OLD,New,2026-02-28\n"

    found = laid([row("equity:OLD", "Old Company")], lines)

    assert [(str(each.ticker), each.symbol, each.valid_to) for each in found] == [
        ("equity:NEW", "OLD", date(2026, 2, 28)),
        ("equity:NEW", "NEW", None),
    ]


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ("", "1: expected a header of ticker, symbol, name and any of aliases, .*missing: ticker"),
        ("ticker,name\n", "1: expected a header .*missing: symbol"),
        ("ticker,symbol,name,colour\n", "1: expected a header .*unknown: 'colour'"),
        ("ticker,symbol,name,name\n", "1: expected a header .*one stands twice"),
        ("ticker;symbol;name\n", "1: expected a header .*missing: ticker, symbol, name"),
        ("ticker,symbol,name\n\ncrypto:A,A\n", "3: expected 3 cells, not 2"),
        ("ticker,symbol,name\ncrypto:A,A,Aye\n#\ncrypto:A,A,Bee\n", "4: repeats line 2"),
        ("ticker,symbol,name\nprivate,,A\nprivate,,A\n", "3: repeats line 2"),
        ("ticker,symbol,name\nprivate,A,Aye\n", "2: a private row has a name and aliases"),
        ("ticker,symbol,name\nprivate,,\n", "2: a private row has a name and aliases"),
        ("ticker,symbol,name\nAAPL,AAPL,Apple\n", "2: 'AAPL' is no ticker id"),
        ("ticker,symbol,name\nequity:a,a,Aye\n", "2: equity:a needs an upper-case symbol"),
        ("ticker,symbol,name\nequity:A,A,!Aye\n", "2: equity:A needs an upper-case symbol and a"),
        ("ticker,symbol,name,rank\nequity:A,A,Aye,first\n", "2: rank: expected a whole number"),
        ("ticker,symbol,name,valid_to\nequity:A,A,Aye,31.1.2026\n", "2: expected a date as 2024"),
        (
            "ticker,symbol,name,valid_from,valid_to\nequity:A,A,Aye,2026-01-02,2026-01-01\n",
            "2: valid_from 2026-01-02 is after valid_to 2026-01-01",
        ),
        ("ticker,symbol,name,ambiguous\nequity:A,A,Aye,Bee\n", "2: ambiguous: 'Bee' is no name"),
        ('ticker,symbol,name\nequity:A,A,"Aye\n', "2: unexpected end of data"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(lines: str, complaint: str) -> None:
    """The message leads to the place."""
    with pytest.raises(ValueError, match=f"^own.csv:{complaint}"):
        extra.read(lines, "own.csv")


def test_a_file_that_is_not_there_is_told_by_name(tmp_path: Path) -> None:
    """There is no line to tell."""
    with pytest.raises(ValueError, match=r"none\.csv: No such file"):
        extra.load(tmp_path / "none.csv")


def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    """The first line that is not UTF-8."""
    path = tmp_path / "own.csv"
    path.write_bytes("ticker,symbol,name\nequity:A,A,Aye\nequity:B,B,Bée\n".encode("latin-1"))

    with pytest.raises(ValueError, match=r"own\.csv:3: not UTF-8"):
        extra.load(path)


def test_a_spreadsheets_file_reads(tmp_path: Path) -> None:
    """With a byte order mark, and lines that end as on Windows."""
    path = tmp_path / "own.csv"
    path.write_bytes("ticker,symbol,name\r\nequity:B,B,Bée\r\n".encode("utf-8-sig"))

    assert [each.name for each in extra.load(path).instruments] == ["Bée"]


def test_a_file_without_rows_says_nothing() -> None:
    """Only a header."""
    text = "ticker,symbol,name\n"

    assert extra.read(text, "own.csv") == Extra(text=text)


def test_the_gazetteer_is_loaded_with_rows_and_private_names(tmp_path: Path) -> None:
    """They are found as the table's own are, and the version tells of them."""
    path = tmp_path / "own.csv"
    path.write_text("ticker,symbol,name\ncrypto:BRANDNEW,BRANDNEW,Brand New\nprivate,,Acme\n")

    found = load(path)

    assert [each.ticker for each in found.by_symbol("BRANDNEW")] == ["crypto:BRANDNEW"]
    assert "Acme" in found.private()
    assert found.version != load().version
