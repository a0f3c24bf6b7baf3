"""Symbols mean what they meant on the article's day; homonyms are decided by the article."""

from datetime import UTC, datetime

import pytest

from tests.stages.tag.examples import tag_of, tags, tickers


def test_an_unknown_cashtag_is_unlisted_and_unsure() -> None:
    """New tokens appear every day; no table knows them yet."""
    (tag,) = tags("$NEWCOIN launches")

    assert (tag.ticker, tag.asset_class, tag.confidence) == ("unlisted:NEWCOIN", "unlisted", 0.4)
    assert tag.name == tag.exchange == ""


@pytest.mark.parametrize(
    ("year", "expected"), [(2015, ["equity:META", "FB"]), (2023, ["unlisted:FB", "FB"])]
)
def test_a_renamed_symbol_means_what_it_meant_then(year: int, expected: list[str]) -> None:
    """The ticker is the present one, the symbol that of the day."""
    (tag,) = tags("$FB jumps", published_at=datetime(year, 6, 1, tzinfo=UTC))

    assert [tag.ticker, tag.symbol] == expected


def test_a_tag_carries_what_the_table_knows() -> None:
    """Name, exchange and ids are those of the instrument."""
    tag = tag_of("equity:CSCO", "$CSCO")

    assert (tag.symbol, tag.name, tag.exchange, tag.ids) == (
        "CSCO",
        "Cisco",
        "NASDAQ",
        {"cik": "858877"},
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$BRK.B", "equity:BRK.B"),
        ("$BRK/B", "equity:BRK.B"),
        ("$KEY.TO", "equity:KEY.TO"),
        ("$KEY.US", "equity:KEY"),
        ("$KEY.CA", "equity:KEY.TO"),
        ("$KEY.ca", "equity:KEY.TO"),
        ("$CSCO.CA", "unlisted:CSCO.CA"),
        ("$CSCO.ca", "unlisted:CSCO.CA"),
        ("$CSCO.XY", "unlisted:CSCO.XY"),
        ("$CSCO.So", "equity:CSCO"),
        ("$ES_F", "unlisted:ES_F"),
        ("$KEY.Buy", "equity:KEY"),
        ("$1INCH", "crypto:1INCH"),
    ],
)
def test_a_class_or_market_makes_another_symbol(text: str, expected: str) -> None:
    """A market that no table knows is not the home market."""
    assert tickers(text) == [expected]


def test_a_digit_led_symbol_is_one_only_if_it_is_known() -> None:
    """``$10USD`` is money."""
    assert tickers("$10USD and $2MILLION") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$FET", "crypto:FET"),
        ("$FET and $TAO rally", "crypto:FET"),
        ("$FET, a token on the blockchain", "crypto:FET"),
        ("$FET shares fell after its earnings; the stock trades on NYSE", "equity:FET"),
        ("$FET: Forum Energy Technologies wins an order", "equity:FET"),
        ("$FET and $CSCO and $KO", "equity:FET"),
        ("(NYSE: FET) $FET", "equity:FET"),
    ],
)
def test_homonyms_are_decided_by_the_article(text: str, expected: str) -> None:
    """Neighbours, words of the market, the name or the exchange decide; else the size."""
    assert expected in tickers(text)
    assert sum(ticker.endswith(":FET") for ticker in tickers(text)) == 1


def test_a_symbol_written_again_bare_means_the_same() -> None:
    """The choice is made once for the article."""
    assert tickers("$FET shares and stocks fell on NYSE after earnings. FET lost half") == [
        "equity:FET"
    ]


def test_a_token_without_a_rank_hides_no_fund() -> None:
    """Beside tokens ``$SPY`` is still the fund, unless the token is named."""
    assert "etf:SPY" in tickers("$SPY, $TAO and $BTC")
    assert "crypto:SPY" in tickers("$SPY, the token of Spy Coin, $TAO and $BTC")


def test_the_source_speaks_for_tokens() -> None:
    """A crypto publisher's ``$FET`` is the token though shares are spoken of."""
    assert tickers("$FET as stocks and shares fall", source="CoinDaily") == ["crypto:FET"]


def test_an_open_homonym_is_less_sure_than_a_decided_one() -> None:
    """0.95 for a cashtag, times 0.6 when nothing decides, times 1 when much does."""
    opened = tag_of("crypto:FET", "$FET")
    decided = tag_of("crypto:FET", "$FET, token of Fetch.ai, and $TAO")

    assert opened.confidence == 0.57
    assert decided.confidence > 0.95


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("$CSCO", 0.95),
        ("$csco", 0.8),
        ("$o", 0.4),
        ("(NASDAQ: CSCO)", 0.98),
        ("(CSCO.O)", 0.95),
        ("SOL-USD", 0.9),
        ("Cisco", 0.85),
        ("Cisco Systems", 0.9),
        ("in $M", 0.3),
        ("$wagmi", 0.25),
        ("(NYSE: NOWHERE)", None),
        ("(NYSE: NOWH)", 0.4),
    ],
)
def test_each_way_of_writing_has_its_sureness(text: str, confidence: float | None) -> None:
    """One rule alone gives the confidence as the table has it."""
    assert [tag.confidence for tag in tags(text)] == ([] if confidence is None else [confidence])


def test_several_rules_make_a_tag_surer() -> None:
    """1 - 0.02 x 0.15 is above the most there is."""
    assert tag_of("equity:CSCO", "Cisco (NASDAQ: CSCO)").confidence == 0.99


@pytest.mark.parametrize(
    ("provided", "expected"),
    [
        ("AAPL", "equity:AAPL"),
        ("$sol", "crypto:SOL"),
        ("crypto:FET", "crypto:FET"),
        ("equity:FET", "equity:FET"),
        ("NASDAQ:MSFT", "equity:MSFT"),
        ("HKEX:700", "equity:0700.HK"),
        ("QQQQZ", "unlisted:QQQQZ"),
    ],
)
def test_the_provider_names_tickers_in_many_forms(provided: str, expected: str) -> None:
    """Symbols, ids of ours, and symbols behind an exchange are all understood."""
    assert tickers(title="News", tickers=(provided,)) == [expected]


def test_what_the_provider_says_is_evidence_in_its_own_field() -> None:
    """Start is 0 and end the symbol's length."""
    (evidence,) = tag_of("crypto:BTC", title="News", tickers=("crypto:BTC",)).evidence

    assert (evidence.field, evidence.start, evidence.end, evidence.text, evidence.rule) == (
        "tickers",
        0,
        3,
        "BTC",
        "provider",
    )


def test_a_providers_nonsense_is_left_alone() -> None:
    """What has not the form of a symbol makes no tag."""
    assert tickers(title="News", tickers=("", "not a symbol", "::", "A" * 50)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BTC falls below 95,000", ["crypto:BTC"]),
        ("The BTC team met", []),
        ("Macy's (M) opens", ["equity:M"]),
        ("Cisco is old. CSCO is its symbol", ["equity:CSCO"]),
        ("BTC FALLS BELOW 95,000", []),
        ("BTC/USDT volume rises", ["crypto:BTC"]),
    ],
)
def test_a_bare_symbol_counts_where_the_article_speaks_for_it(
    text: str, expected: list[str]
) -> None:
    """Words of the market, or the ticker named otherwise; capitals alone mean many things."""
    assert tickers(text) == expected
