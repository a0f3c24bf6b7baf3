"""The loader: what a symbol, a ticker id or a name means, and when."""

from collections.abc import Sequence
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from stream.gazetteer import Gazetteer, Instrument, load
from stream.gazetteer.rows import COLUMNS
from stream.models import TickerId

HEADER = ",".join(COLUMNS)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """Load the committed table once."""
    return load()


def tickers(found: Sequence[Instrument]) -> list[str]:
    """Give the ids alone."""
    return [each.ticker for each in found]


def instrument(ticker: str, symbol: str = "", **rest: object) -> Instrument:
    """Make an instrument of little more than its id."""
    kind, _, own = ticker.partition(":")
    given = {"name": f"The {own}", "ids": {}, "asset_class": kind, **rest}
    return Instrument(ticker=TickerId(ticker), symbol=symbol or own, **given)  # type: ignore[arg-type]


def test_a_homonym_means_all_its_instruments_the_largest_first(gazetteer: Gazetteer) -> None:
    """$FET is a token of the first rank and a small share."""
    found = gazetteer.by_symbol("FET")

    assert tickers(found) == ["crypto:FET", "equity:FET"]


def test_a_renamed_symbol_means_the_present_id_in_its_time_only(gazetteer: Gazetteer) -> None:
    """$FB of 2015 is Meta; the day after the renaming it is no share any more."""
    before = gazetteer.by_symbol("FB", date(2022, 6, 8))
    after = gazetteer.by_symbol("FB", date(2022, 6, 9))

    assert "equity:META" in tickers(before)
    assert "equity:META" not in tickers(after)
    assert "equity:META" not in tickers(gazetteer.by_symbol("FB"))


def test_a_renamed_instrument_keeps_the_symbol_it_was_quoted_by(gazetteer: Gazetteer) -> None:
    """The row of the time has the old symbol; the id leads to the present row."""
    (then,) = [
        each for each in gazetteer.by_symbol("FB", date(2015, 6, 1)) if each.asset_class == "equity"
    ]

    now = gazetteer.by_ticker(then.ticker)

    assert (then.symbol, then.name) == ("FB", "Meta Platforms")
    assert now is not None
    assert now.symbol == "META"


def test_the_new_symbol_means_nothing_before_the_renaming(gazetteer: Gazetteer) -> None:
    """$META of 2015 was no share of Facebook's."""
    found = gazetteer.by_symbol("META", date(2015, 6, 1))

    assert "equity:META" not in tickers(found)


def test_a_token_is_found_by_its_old_symbol(gazetteer: Gazetteer) -> None:
    """RNDR lives on beside RENDER."""
    assert tickers(gazetteer.by_symbol("RNDR")) == ["crypto:RENDER"]
    assert tickers(gazetteer.by_symbol("RENDER")) == ["crypto:RENDER"]


def test_a_delisted_symbol_ends_with_its_last_day(gazetteer: Gazetteer) -> None:
    """Twitter was quoted until 27 October 2022."""
    assert tickers(gazetteer.by_symbol("TWTR", date(2022, 10, 27))) == ["equity:TWTR"]
    assert gazetteer.by_symbol("TWTR", date(2022, 10, 28)) == ()
    assert gazetteer.by_symbol("TWTR") == ()


def test_a_delisted_instrument_keeps_its_row_and_its_past_names(gazetteer: Gazetteer) -> None:
    """Its windows of the past need a name; texts of today do not mean it."""
    row = gazetteer.by_ticker(TickerId("equity:TWTR"))

    assert row is not None
    assert row.valid_to == date(2022, 10, 27)
    assert "Twitter" not in gazetteer.names()
    assert tickers(gazetteer.past_names()["Twitter"]) == ["equity:TWTR"]


def test_a_symbol_that_changed_hands_means_the_owner_of_the_day(gazetteer: Gazetteer) -> None:
    """S was Sprint's and is SentinelOne's; both have the id of the symbol."""
    then = gazetteer.by_symbol("S", date(2015, 6, 1))
    now = gazetteer.by_ticker(TickerId("equity:S"))

    assert [each.name for each in then] == ["Sprint"]
    assert now is not None
    assert now.name == "SentinelOne"


def test_a_bare_symbol_is_an_instrument_of_its_own_name(gazetteer: Gazetteer) -> None:
    """Old shares and many funds stand on the list of symbols, and nothing else is known."""
    ids = resources.files("stream.gazetteer") / "symbols.txt"
    listed = ids.read_text(encoding="utf-8").splitlines()
    ticker = TickerId(next(each for each in listed if each.startswith("equity:")))
    symbol = ticker.partition(":")[2]

    (found,) = gazetteer.by_symbol(symbol, date(2015, 6, 1))[:1]

    assert (found.ticker, found.name, found.asset_class) == (ticker, symbol, "equity")
    assert gazetteer.by_ticker(ticker) == found
    assert symbol not in gazetteer.names()


def test_bare_symbols_give_way_to_what_is_known() -> None:
    """They stand beside a token without rank, never beside more."""
    known = [instrument("crypto:AAA"), instrument("crypto:BBB", rank=9)]
    nameless = [TickerId("equity:AAA"), TickerId("etf:BBB")]

    gazetteer = Gazetteer(known, nameless=nameless)

    assert tickers(gazetteer.by_symbol("AAA")) == ["equity:AAA", "crypto:AAA"]
    assert tickers(gazetteer.by_symbol("BBB")) == ["crypto:BBB"]


def test_tokens_of_the_last_ranks_are_as_little_known_as_those_without() -> None:
    """Their rank is of an old list: beside them a bare symbol stands too."""
    known = [instrument("crypto:AAA", rank=4_001), instrument("crypto:BBB", rank=4_000)]
    nameless = [TickerId("equity:AAA"), TickerId("equity:BBB")]

    gazetteer = Gazetteer(known, nameless=nameless)

    assert tickers(gazetteer.by_symbol("AAA")) == ["equity:AAA", "crypto:AAA"]
    assert tickers(gazetteer.by_symbol("BBB")) == ["crypto:BBB"]


def test_an_unknown_symbol_means_nothing(gazetteer: Gazetteer) -> None:
    """The caller decides what becomes of it."""
    assert gazetteer.by_symbol("NOSUCHSYMBOL") == ()
    assert gazetteer.by_ticker(TickerId("equity:NOSUCHSYMBOL")) is None


@pytest.mark.parametrize(
    ("name", "ticker"),
    [
        ("Google", "equity:GOOGL"),
        ("YouTube", "equity:GOOGL"),
        ("Facebook", "equity:META"),
        ("NVIDIA", "equity:NVDA"),
        ("Amazon.com", "equity:AMZN"),
        ("AWS", "equity:AMZN"),
        ("Berkshire Hathaway", "equity:BRK.B"),
        ("SoftBank", "equity:9984.T"),
        ("Samsung", "equity:005930.KS"),
        ("Toyota", "equity:TM"),
        ("TSMC", "equity:TSM"),
        ("Deutsche Bank", "equity:DB"),
        ("io.net", "crypto:IO"),
        ("Worldcoin", "crypto:WLD"),
        ("Artificial Superintelligence Alliance", "crypto:FET"),
        ("Bittensor", "crypto:TAO"),
        ("iShares Bitcoin Trust", "etf:IBIT"),
    ],
)
def test_everyday_names_mean_one_instrument(gazetteer: Gazetteer, name: str, ticker: str) -> None:
    """Brands, parents, share classes and lines abroad lead to one id."""
    assert tickers(gazetteer.names()[name]) == [ticker]


@pytest.mark.parametrize(
    "name", ["Carnival", "Best Buy", "Block", "Unity", "Target", "Gap", "Visa", "Render", "Near"]
)
def test_ordinary_words_are_marked_ambiguous(gazetteer: Gazetteer, name: str) -> None:
    """They mean the firm or token, but not by themselves."""
    found = gazetteer.names()[name]

    assert found
    assert all(name in each.ambiguous for each in found)


@pytest.mark.parametrize("name", ["Apple", "Nvidia", "Target Corporation", "Worldcoin", "Bitcoin"])
def test_names_that_mean_one_thing_are_not_marked(gazetteer: Gazetteer, name: str) -> None:
    """A legal form, an invented word, or being far better known than the word."""
    largest = gazetteer.names()[name][0]

    assert name not in largest.ambiguous


@pytest.mark.parametrize("name", ["OpenAI", "DeepSeek", "SpaceX", "ByteDance", "Huawei", "xAI"])
def test_private_firms_are_known_and_have_no_ticker(gazetteer: Gazetteer, name: str) -> None:
    """They win a match and make no tag."""
    assert name in gazetteer.private()


def test_the_version_names_edition_and_content(gazetteer: Gazetteer) -> None:
    """It stands in every tagged article, so it must be the same for the same table."""
    edition, _, digest = gazetteer.version.rpartition("-")

    assert edition == "2026.11"
    assert len(digest) == 8
    assert load().version == gazetteer.version


def test_further_rows_come_in_and_change_the_version(gazetteer: Gazetteer, tmp_path: Path) -> None:
    """A token of yesterday, from a file with the table's columns."""
    extra = tmp_path / "extra.csv"
    extra.write_text(f"{HEADER}\n# ours\ncrypto:BRANDNEW,BRANDNEW,Brand New Coin,,,,,900,,,*\n")

    enlarged = load(extra)

    assert tickers(enlarged.by_symbol("BRANDNEW")) == ["crypto:BRANDNEW"]
    assert enlarged.version != gazetteer.version


def test_a_further_row_replaces_the_tables_row(tmp_path: Path) -> None:
    """Same ticker, symbol and first day: the later row is the one that counts."""
    extra = tmp_path / "extra.csv"
    extra.write_text(f"{HEADER}\nequity:AAPL,AAPL,Apple Computer,,NASDAQ,,,,,,\n")

    row = load(extra).by_ticker(TickerId("equity:AAPL"))

    assert row is not None
    assert row.name == "Apple Computer"


def test_a_wrong_further_row_is_refused_with_file_and_line(tmp_path: Path) -> None:
    """The message leads to the place."""
    extra = tmp_path / "extra.csv"
    extra.write_text(f"{HEADER}\ncrypto:OK,OK,Okay,,,,,,,,\ncrypto:NO,no,Nay,,,,,,,,\n")

    with pytest.raises(ValueError, match=r"extra\.csv:3: .*upper-case symbol"):
        load(extra)


def test_the_order_of_rows_changes_nothing() -> None:
    """Lookups are in the order of size, ties by id."""
    rows = [
        instrument("equity:AAA", rank=40),
        instrument("crypto:AAA", rank=1),
        instrument("etf:AAA"),
    ]

    forwards, backwards = Gazetteer(rows), Gazetteer(reversed(rows))

    assert tickers(forwards.by_symbol("AAA")) == ["crypto:AAA", "equity:AAA", "etf:AAA"]
    assert forwards.by_symbol("AAA") == backwards.by_symbol("AAA")
