"""How posts speak of tokens and of shares: words too common to decide a name, not a symbol.

Not here: the words that articles use (``lexicon``), what they weigh (``homonyms``).
"""

from typing import Final

from stream.stages.tag.lexicon import CRYPTO_WORDS, EQUITY_WORDS

TOKEN_TALK: Final = CRYPTO_WORDS | frozenset(
    """
    airdropped alts altseason amm ath bags binance bnb btc bridged bullrun cex coinbase coingecko
    coinmarketcap crosschain cross-chain dao daos degen degens depeg depegged dogecoin ecosystem
    emissions erc-20 erc20 ether evm farming flippening fud gamefi governance gwei halving hashrate
    hodlers ico ido interchain kraken kucoin l1 l1s l2 l2s launchpad layer-1 layer-2 ledger
    lightning liquidity locked merge metamask metaverse mint minted minting ngmi oracle oracles
    ordinals p2e perps play-to-earn pancakeswap parachain permissionless permaweb presale
    proof-of-stake protocol protocols pow pos rollups rug rugged rugpull sats satoshis satoshi
    shitcoin shitcoins smart-contract snapshot stake staked stakers subnet supply-side tge treasury
    trustless unlock unlocks uniswap usdc usdt wagmi whale whales xrp yield yields zk zkevm
    """.split()
)
SHARE_TALK: Final = EQUITY_WORDS | frozenset(
    """
    10k 10q 13d 13f 13g activist airline airlines analyst-day backlog bank banks beat beats bell
    biotech biotechs bookings brokerage buyout carrier carriers chip chips chipmaker consensus
    conference crude cyclicals data-center deal debt drilling drug drugmaker dow djia downgrades
    eps ev evs fda fed float fy gaap gold gross guide guided guides homebuilders initiated insurer
    insurers ipos junior large-cap loan loans majors margin margins merger microcap mid-cap miner
    miners mining monopoly natgas netting oil oilfield offering opec operating options orders
    outlook overweight pharma phase pipeline premium prelim preliminary profit puts q1 q2 q3
    q4 quarter-end quarters rating refiner refiners reit reits reiterated reported reports
    restructuring results retail retailer royalty russell sales same-store sector secondary semi
    semis semiconductor semiconductors settlement shelf short-seller silver small-cap smallcap s-1
    software solar spinoff spin-off sp500 spx strategic street subscribers takeover trial trials
    turnaround underweight upgrades utilities valuation warrants 52wk 52-week yoy
    """.split()
)
TRADE_TALK: Final = frozenset(
    """
    ath bag bags bearish bears bought breakout bullish bulls buy buying calls chart charts
    coin coins crypto dip dips dividend dividends dump dumped dumps earnings eps
    invest investing investors ipo longs market markets moon mooning nasdaq nyse options oversold
    overbought portfolio position positions premarket profit profits pump pumped pumps puts rally
    rallies resistance sell selling share shareholders shares short shorted shorting shorts
    sold squeeze staking stock stocks target ticker token tokens trade trader traders trades trading
    trim trimmed upgrade volume wallet
    """.split()
)
"""What traders say of either: where none of it is said, small letters are an ornament."""
