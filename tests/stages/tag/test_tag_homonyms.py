"""Symbols that are a share's and a token's mean what the rest of the article speaks of."""

from datetime import UTC, datetime

import pytest

from stream import gazetteer
from stream.models import Tag
from stream.stages.tag.tagger import Tagger
from tests.stages.tag.examples import article

BOTH = [
    ("T", "$T keeps its dividend after a strong quarter", "$T staking is live on mainnet"),
    ("LINK", "$LINK, a tiny sensor stock, reports after the bell", "$LINK and $UNI lead DeFi"),
    ("COMP", "brokerage $COMP beats on revenue, $OPEN too", "$COMP farming yields on chain"),
    ("ATOM", "$ATOM shares up on a license for its chips", "$ATOM and $OSMO: the interchain"),
    ("FET", "oilfield names: $FET, $NOV and $HAL", "$FET and $TAO: tokens of AI agents"),
    ("MASK", "$MASK shares fell on Nasdaq", "$MASK airdrop: connect a wallet"),
    ("TRX", "$TRX drilling results, a gold miner", "$TRX burn: Tron stablecoin transfers up"),
    ("SAND", "royalty names $SAND, $WPM and $FNV", "$SAND and $MANA: land in the metaverse"),
    ("AI", "$AI beats, raises guidance, shares up", "$AI token: staking of the Sleepless DAO"),
    ("APT", "$APT masks: shares soar on orders", "$APT and $SUI unlocks: layer-1 tokens"),
    ("SUI", "REIT $SUI cuts FFO guidance, stock falls", "$SUI TVL doubles as DeFi grows"),
    ("SEI", "$SEI oilfield power deal, EBITDA up", "$SEI v2 mainnet: parallel EVM"),
    ("SNX", "$SNX distribution revenue and EPS beat", "$SNX stakers vote on perps"),
    ("ENS", "$ENS battery maker: Q3 EPS beats", "$ENS names: governance token of the DAO"),
    ("BTC", "", "$BTC, $COIN and $MSTR are red today"),
    ("AMP", "$AMP and $RJF: wealth managers raise targets", ""),
    ("STX", "$STX and $WDC: disk drives recover", "$STX: Stacks brings smart contracts to BTC"),
    ("KEY", "$KEY and $USB: bank earnings", "$KEY token: SelfKey wallet airdrop on chain"),
    ("BCH", "$BCH: Banco de Chile net income up, ADR", "$BCH halving: hashrate drops, miners sell"),
    ("LTC", "REIT $LTC dividend, skilled nursing shares", "$LTC and $DOGE: mining coins rally"),
    ("DASH", "$DASH and $UBER orders up, shares jump", "$DASH and $XMR: privacy coins"),
    ("AR", "$AR and $EQT cut natgas output", "$AR storage coins: permaweb nodes on chain"),
    ("CRO", "", "$CRO burn: tokens staked at a crypto exchange"),
]


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """Build the tagger of the committed table once."""
    return Tagger(gazetteer.load())


def meant(tagger: Tagger, symbol: str, text: str, year: int = 2024) -> Tag:
    """Give the tag that the cashtag of the symbol leads to."""
    found = tagger.tags(article(text, published_at=datetime(year, 3, 1, tzinfo=UTC)))
    (tag,) = (tag for tag in found if f"${symbol}" in {each.text for each in tag.evidence})
    return tag


@pytest.mark.parametrize(("symbol", "text"), [(symbol, text) for symbol, text, _ in BOTH if text])
def test_talk_of_shares_makes_it_the_share(tagger: Tagger, symbol: str, text: str) -> None:
    """Neighbours of the stock market, and its words."""
    tag = meant(tagger, symbol, text)

    assert tag.ticker == f"equity:{symbol}"
    assert tag.confidence >= 0.7


@pytest.mark.parametrize(("symbol", "text"), [(symbol, text) for symbol, _, text in BOTH if text])
def test_talk_of_tokens_makes_it_the_token(tagger: Tagger, symbol: str, text: str) -> None:
    """Neighbours of the token world, and its words."""
    tag = meant(tagger, symbol, text)

    assert tag.ticker == f"crypto:{symbol}"
    assert tag.confidence >= 0.7


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$AAVE and $LINK are up", {"unlisted:AAVE", "equity:LINK"}),
        ("$BTC and $LTC coins", {"crypto:BTC", "crypto:LTC"}),
        ("Bitcoin and Cardano are up; BTC above 300, ADA below", {"crypto:BTC"}),
    ],
)
def test_before_2017_a_symbol_is_a_token_only_if_it_is_an_old_one(
    tagger: Tagger, text: str, expected: set[str]
) -> None:
    """Tokens have no dates in the table, but hardly any is as old as that."""
    tags = tagger.tags(article(text, published_at=datetime(2015, 3, 1, tzinfo=UTC)))

    assert {tag.ticker for tag in tags} == expected


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("$SPX, $NDX and $VIX at the close", {"unlisted:SPX": 0.4, "unlisted:NDX": 0.4}),
        ("$AAVE is up", {"crypto:AAVE": 0.855}),
        ("$AAVE is up with other tokens", {"crypto:AAVE": 0.95}),
        ("whole lotta $hit here", {"equity:HIT": 0.35}),
        ("short $hit", {"equity:HIT": 0.8}),
        ("nice $tsla", {"equity:TSLA": 0.8}),
        ("all prices are in $USD", {"etf:USD": 0.3}),
    ],
)
def test_what_fits_nothing_around_it_is_doubted(
    tagger: Tagger, text: str, confidence: dict[str, float]
) -> None:
    """An index is no token; a lesser token needs its world, small letters a market."""
    found = {tag.ticker: tag.confidence for tag in tagger.tags(article(text))}

    assert found.items() >= confidence.items()
