"""The words that tell what an article is about: tokens, shares, or a firm's business.

Not here: what they weigh (``homonyms``, ``context``).
"""

from typing import Final

CRYPTO_WORDS: Final = frozenset(
    """
    airdrop airdrops altcoin altcoins bitcoin blockchain blockchains coin coins crypto
    cryptocurrencies cryptocurrency decentralised decentralized defi dex eth ethereum hodl
    mainnet memecoin memecoins nft nfts onchain on-chain rollup satoshi solana stablecoin
    stablecoins staking testnet token tokenization tokenomics tokens tvl validator validators
    wallet wallets web3 whitepaper
    """.split()
)
EQUITY_WORDS: Final = frozenset(
    """
    10-k 10-q 8-k amex analyst analysts buyback buybacks ceo cfo dividend dividends downgrade
    downgraded earnings ebitda eps equities fiscal guidance holders inc ipo nasdaq nyse otc
    outperform premarket quarter quarterly revenue revenues sec shareholder shareholders share
    shares stock stocks upgrade upgraded
    """.split()
)
BUSINESS_WORDS: Final = EQUITY_WORDS | frozenset(
    """
    acquire acquired acquires acquisition announced announces bank billion billions brand
    businesses capex chief company companies corp corporation customers deal employees
    executive executives firm firms forecast giant giants group invest invested investing
    investment investments investor investors invests job jobs laid launch launched launches
    layoff layoffs makers maker market markets merger owner parent partnership plan plans
    price prices product products profit profits retailer rival rivals sales sold spend
    spending startup subsidiary supplier trading unit workers workforce
    """.split()
)
"""What stands near a firm, and not near the word, person or place it shares its name with."""

MARKET_WORDS: Final = frozenset(
    """
    above below breaks breakout bulls bears bullish bearish buy climbs close closed crash
    crashes dips down drop dropped drops fall falls fell gain gained gains high highs hits hold
    holders hovers inflows jump jumped jumps long loses low lows market outflows plunge plunged
    plunges price prices pump rallies rally rebounds resistance rise rises rose sell short
    slides slips soared soars spot support surge surged surges trader traders trades trading
    up volume whales
    """.split()
)
"""What stands near a bare symbol when it is one, as in ``BTC falls below 95,000``."""

PLACE_WORDS: Final = frozenset(
    """
    airport arena avenue basin boulevard bridge center centre county field foundation forest
    hall island islands jungle museum park pie rainforest river road school square stadium
    street theater theatre tower university valley
    """.split()
)
"""Behind a name they make it another one: Amazon River, Target Field, Ford Foundation."""

FIAT: Final = frozenset(
    "USD EUR GBP JPY CHF AUD NZD CAD CNY CNH HKD SGD SEK NOK DKK KRW INR BRL MXN ZAR TRY RUB "
    "PLN XAU XAG".split()
)
"""Currencies and metals of ISO 4217: as the base of a pair they are no token."""

QUOTES: Final = ("USDT", "USDC", "USD", "EUR", "GBP", "JPY", "KRW", "BTC", "ETH", "BUSD", "TRY")
"""What pairs are quoted in."""
