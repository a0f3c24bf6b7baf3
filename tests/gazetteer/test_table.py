"""The committed table: what holds of every row, and how much there is."""

import csv
import re
from collections import Counter
from datetime import date
from importlib import resources
from itertools import pairwise

import pytest

from stream.gazetteer import Instrument, is_obscure, load, rows
from stream.gazetteer.loader import is_own, read_private

FOLDER = resources.files("stream.gazetteer")


@pytest.fixture(scope="module")
def table() -> list[Instrument]:
    """Read the committed table once."""
    text = (FOLDER / "table.csv").read_text(encoding="utf-8")
    return list(rows.read(text.splitlines(), "table.csv"))


def test_rows_are_sorted_and_none_stands_twice(table: list[Instrument]) -> None:
    """A change of a source is a small difference of the file."""
    keys = [(each.ticker, each.symbol, each.valid_from or date.min) for each in table]

    assert all(left < right for left, right in pairwise(keys))


def test_an_id_has_one_present_row_of_its_own(table: list[Instrument]) -> None:
    """A ticker id means one instrument now; further rows are its other symbols."""
    present = Counter(each.ticker for each in table if is_own(each) and each.valid_to is None)

    assert max(present.values()) == 1


def test_rows_of_other_symbols_lead_to_a_row_of_their_own(table: list[Instrument]) -> None:
    """No id is left without the row that names it."""
    own = {each.ticker for each in table if is_own(each)}

    assert {each.ticker for each in table} == own


def test_a_symbol_means_one_share_a_day(table: list[Instrument]) -> None:
    """Of one asset class two rows of one symbol never overlap in time."""
    spans: dict[tuple[str, str], list[tuple[date, date]]] = {}
    for each in table:
        span = (each.valid_from or date.min, each.valid_to or date.max)
        spans.setdefault((each.asset_class, each.symbol), []).append(span)

    overlapping = [
        key
        for key, found in spans.items()
        if any(left[1] >= right[0] for left, right in pairwise(sorted(found)))
    ]

    assert overlapping == []


def test_times_run_forwards(table: list[Instrument]) -> None:
    """No row ends before it begins."""
    backwards = [
        each.ticker
        for each in table
        if each.valid_from and each.valid_to and each.valid_from > each.valid_to
    ]

    assert backwards == []


def test_names_are_clean(table: list[Instrument]) -> None:
    """No blanks at the ends, no name twice in a row, nothing that cannot be printed."""
    names = [name for each in table for name in (each.name, *each.aliases)]
    repeated = [
        each.ticker for each in table if len({each.name, *each.aliases}) != 1 + len(each.aliases)
    ]

    assert [name for name in names if name != " ".join(name.split())] == []
    assert [name for name in names if not name.isprintable()] == []
    assert repeated == []


def test_ids_have_their_form(table: list[Instrument]) -> None:
    """CIKs without leading zeros, ISINs of twelve characters."""
    ciks = {each.ids["cik"] for each in table if "cik" in each.ids}
    isins = {each.ids["isin"] for each in table if "isin" in each.ids}

    assert [cik for cik in ciks if not re.fullmatch(r"[1-9]\d{0,9}", cik)] == []
    assert [isin for isin in isins if not re.fullmatch(r"[A-Z]{2}[A-Z0-9]{9}\d", isin)] == []


def test_one_name_means_one_share_or_is_ambiguous_for_the_others() -> None:
    """Two firms of one name: the larger one has it, the other needs a context."""
    shared = {name: found for name, found in load().names().items() if len(found) > 1}

    assert [
        name for name, found in shared.items() if any(name not in x.ambiguous for x in found[1:])
    ] == []


def test_the_table_is_large_enough(table: list[Instrument]) -> None:
    """What the feed promises to know, present instruments by class."""
    counts = Counter(each.asset_class for each in table if is_own(each) and each.valid_to is None)
    ranked = sum(each.asset_class == "crypto" and each.rank is not None for each in table)
    abroad = sum(is_own(each) and "." in each.symbol and each.exchange != "NYSE" for each in table)

    assert counts["equity"] + counts["etf"] >= 12_000
    assert counts["etf"] >= 3_000
    assert ranked >= 3_500
    assert abroad >= 300


def test_the_table_knows_the_symbols_of_the_past(table: list[Instrument]) -> None:
    """Those that ended or were changed for others in the last fifteen years, with their dates."""
    ended = [each for each in table if each.valid_to and each.valid_to >= date(2011, 11, 1)]
    renamed = sum(not is_own(each) for each in ended)

    assert len(ended) >= 2_000
    assert renamed >= 450


@pytest.mark.parametrize(
    ("symbol", "day", "ticker"),
    [
        ("AAXN", date(2020, 1, 15), "equity:AXON"),
        ("OSTK", date(2021, 6, 1), "equity:BBBY"),
        ("JCOM", date(2020, 6, 1), "equity:ZD"),
        ("XLNX", date(2020, 6, 1), "equity:XLNX"),
        ("SPLK", date(2022, 6, 1), "equity:SPLK"),
        ("CERN", date(2021, 6, 1), "equity:CERN"),
        ("CTXS", date(2021, 6, 1), "equity:CTXS"),
        ("VMW", date(2022, 6, 1), "equity:VMW"),
        ("HES", date(2024, 6, 3), "equity:HES"),
        ("FRC", date(2023, 4, 24), "equity:FRC"),
    ],
)
def test_a_symbol_of_the_past_means_what_it_meant(symbol: str, day: date, ticker: str) -> None:
    """Bought, failed, or quoted by another symbol now."""
    found = [each.ticker for each in load().by_symbol(symbol, day) if each.asset_class == "equity"]

    assert found == [ticker]


def test_the_overlay_reads_and_its_ids_are_in_the_table(table: list[Instrument]) -> None:
    """What was curated by hand arrived."""
    text = (FOLDER / "overlay.csv").read_text(encoding="utf-8")
    known = {(each.ticker, each.symbol) for each in table}

    curated = {(each.ticker, each.symbol) for each in rows.read(text.splitlines(), "overlay.csv")}

    assert curated - known == set()


def test_no_mark_of_the_overlay_is_left_in_the_table() -> None:
    """An exclamation mark at the front is an instruction, not a name."""
    text = (FOLDER / "table.csv").read_text(encoding="utf-8")
    cells = [cell for row in csv.reader(text.splitlines()) for cell in row]

    assert [cell for cell in cells if re.search(r"(^|\|)!", cell)] == []


def test_bare_symbols_are_sorted_ids_that_the_table_lacks(table: list[Instrument]) -> None:
    """Obscure tokens aside: there both are offered."""
    ids = (FOLDER / "symbols.txt").read_text(encoding="utf-8").splitlines()
    known = {each.symbol for each in table if not is_obscure(each)}

    assert all(left < right for left, right in pairwise(ids))
    assert [each for each in ids if not re.fullmatch(r"(equity|etf):[A-Z]{2,4}", each)] == []
    assert {each.partition(":")[2] for each in ids} & known == set()


def test_private_names_stand_once() -> None:
    """The list is read as lines; a repeated one is a slip."""
    names = read_private((FOLDER / "private.txt").read_text(encoding="utf-8"))

    assert [name for name, count in Counter(names).items() if count > 1] == []
