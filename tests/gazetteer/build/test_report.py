"""The report of a build."""

from dataclasses import replace
from datetime import date

from stream.gazetteer.build import report
from stream.gazetteer.build.report import Build, Intake
from stream.gazetteer.instruments import Instrument
from stream.models import AssetClass, TickerId


def row(ticker: str, name: str, *aliases: str, symbol: str = "", rank: int = 0) -> Instrument:
    """Make a row of the table."""
    kind, _, own = ticker.partition(":")
    classes: dict[str, AssetClass] = {"etf": "etf", "equity": "equity", "crypto": "crypto"}
    return Instrument(
        ticker=TickerId(ticker),
        symbol=symbol or own,
        asset_class=classes[kind],
        name=name,
        aliases=aliases,
        ids={},
        rank=rank or None,
    )


SPRINT = replace(row("equity:S", "Sprint"), valid_to=date(2019, 11, 20))
FB = replace(row("equity:META", "Meta", symbol="FB"), valid_to=date(2022, 6, 8))
TABLE = [
    row("equity:S", "SentinelOne"),
    SPRINT,
    row("equity:META", "Meta"),
    FB,
    replace(row("equity:7203.T", "Toyota"), exchange="TSE"),
    row("etf:SPY", "SPDR S&P 500 ETF Trust", rank=1),
    row("crypto:S", "Sonic", rank=80),
    row("crypto:OLD", "Meta", rank=5_000),
]


def test_rows_are_counted_by_kind() -> None:
    """A token of an old list's rank counts among the ranked, not among those of today."""
    found = dict(report.counts(TABLE, ["equity:AAB", "etf:AAC"]))

    assert found == {
        "rows": 8,
        "US shares, preferreds and the like": 2,
        "shares abroad": 1,
        "funds with a name": 1,
        "tokens": 2,
        "tokens with a rank": 2,
        "tokens with a rank of today": 1,
        "lines elsewhere": 0,
        "symbols that were changed for others": 1,
        "instruments that ended": 1,
        "names": 6,
        "names that are ambiguous": 0,
        "bare symbols": 2,
        "bare symbols taken for funds": 1,
        "symbols of a share or fund and a token": 1,
    }


def test_collisions_are_listed() -> None:
    """Symbols with a new owner, names with several bearers."""
    assert list(report.changed_hands(TABLE)) == [("S", "Sprint", "2019-11-20", "SentinelOne")]
    assert report.shared(TABLE) == [("Meta", "crypto:OLD, equity:META")]


def test_the_report_is_markdown() -> None:
    """A table to a question; an overlay's row that hides a fund is named."""
    build = Build(
        table=TABLE,
        nameless=[],
        overlay=[row("equity:SPY", "Spiders")],
        intakes=[Intake(what="funds", read=3_261, kept=3_207)],
        left_out={"funds": 6, "quoted over the counter": 612},
    )

    text = report.written(build)

    assert "| funds | 3,261 | 3,207 |" in text
    assert text.index("| quoted over the counter | 612 |") < text.index("| funds | 6 |")
    assert "| rows for shares whose symbol is a fund's | equity:SPY |" in text
