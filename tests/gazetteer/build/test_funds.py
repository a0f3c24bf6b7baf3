"""Funds by name, in the order of their assets."""

import json

from stream.gazetteer.build import funds
from stream.gazetteer.build.funds import Fund
from stream.gazetteer.instruments import Instrument
from stream.models import AssetClass, TickerId


def row(ticker: str, name: str, *aliases: str) -> Instrument:
    """Make a draft."""
    kind: AssetClass = "etf" if ticker.startswith("etf:") else "equity"
    return Instrument(
        ticker=TickerId(ticker),
        symbol=ticker.partition(":")[2],
        asset_class=kind,
        name=name,
        aliases=aliases,
        ids={},
    )


def test_the_place_in_the_list_is_the_rank() -> None:
    """What has no symbol of letters or no name is passed over."""
    source = json.dumps(
        [
            {"symbol": "SPY", "name": "SPDR S&P 500  ETF Trust"},
            {"symbol": "X1", "name": "Not a symbol"},
            {"symbol": "IVV", "name": "iShares Core S&P 500 ETF"},
        ]
    ).encode()

    assert funds.read(source) == [
        Fund(symbol="SPY", name="SPDR S&P 500 ETF Trust", rank=1),
        Fund(symbol="IVV", name="iShares Core S&P 500 ETF", rank=3),
    ]


def test_a_fund_gets_its_name_and_rank() -> None:
    """An umbrella's name, or the bank's that issued a note, is not the fund's."""
    drafts = [
        row("etf:IBIT", "iShares Bitcoin Trust ETF"),
        row("etf:UVXY", "ProShares Trust II (UVXY)"),
        row("equity:ATMP", "Barclays Bank", "Barclays Bank PLC"),
    ]
    listed = [
        Fund(symbol="IBIT", name="iShares Bitcoin Trust", rank=7),
        Fund(symbol="UVXY", name="ProShares Ultra VIX Short-Term Futures ETF", rank=8),
        Fund(symbol="ATMP", name="Barclays ETN+ Select MLP ETN", rank=9),
    ]

    found = funds.joined(drafts, listed)

    assert [(str(each.ticker), each.name, each.aliases, each.rank) for each in found] == [
        ("etf:IBIT", "iShares Bitcoin Trust", ("iShares Bitcoin Trust ETF",), 7),
        ("etf:UVXY", "ProShares Ultra VIX Short-Term Futures ETF", (), 8),
        ("etf:ATMP", "Barclays ETN+ Select MLP ETN", (), 9),
    ]


def test_a_fund_that_no_other_source_has_is_added() -> None:
    """With the class of funds."""
    (found,) = funds.joined([], [Fund(symbol="SMH", name="VanEck Semiconductor ETF", rank=77)])

    assert (str(found.ticker), found.asset_class, found.rank) == ("etf:SMH", "etf", 77)


def test_a_firm_that_has_a_former_funds_symbol_keeps_it() -> None:
    """SPCX was a fund of shells before it was SpaceX."""
    firm = row("equity:SPCX", "Space Exploration Technologies")
    fund = Fund(symbol="SPCX", name="The SPAC and New Issue ETF", rank=900)

    assert funds.joined([firm], [fund]) == [firm]
