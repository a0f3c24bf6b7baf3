"""How posts speak of tokens and of shares: words too common to decide a name, not a symbol.

Not here: the words that articles use (``lexicon``), what they weigh (``homonyms``).
"""

from typing import Final

from stream.stages.tag.lexicon import CRYPTO_WORDS, EQUITY_WORDS

TOKEN_TALK: Final = CRYPTO_WORDS | frozenset(
    """
    airdropped alts altseason amm ath bags binance bnb bridged btc bullrun cex coinbase coingecko
    coinmarketcap cross-chain crosschain dao daos degen degens depeg depegged dogecoin ecosystem
    emissions erc-20 erc20 ether evm farming flippening fud gamefi governance gwei halving hashrate
    hodlers ico ido interchain kraken kucoin l1 l1s l2 l2s launchpad layer-1 layer-2 ledger
    lightning liquidity locked merge metamask metaverse mint minted minting ngmi oracle oracles
    ordinals p2e pancakeswap parachain permaweb permissionless perps play-to-earn pos pow presale
    proof-of-stake protocol protocols rollups rug rugged rugpull satoshi satoshis sats shitcoin
    shitcoins smart-contract snapshot stake staked stakers subnet supply-side tge treasury trustless
    uniswap unlock unlocks usdc usdt wagmi whale whales xrp yield yields zk zkevm
    """.split()
)
SHARE_TALK: Final = EQUITY_WORDS | frozenset(
    """
    10k 10q 13d 13f 13g 52-week 52wk activist adr adrs airline airlines analyst-day backlog bank
    banks beat beats bell biotech biotechs bookings brokerage buyout carrier carriers chip chipmaker
    chips conference consensus crude cyclicals data-center deal debt djia dow downgrades drilling
    drug drugmaker eps ev evs fda fed float fy gaap gold gross guide guided guides homebuilders
    income initiated insurer insurers ipos junior large-cap loan loans majors margin margins merger
    microcap mid-cap miner miners mining monopoly natgas netting offering oil oilfield opec
    operating options orders outlook overweight pharma phase pipeline prelim preliminary premium
    profit puts q1 q2 q3 q4 quarter-end quarters rating refiner refiners reit reiterated reits
    reported reports restructuring results retail retailer royalty russell s-1 sales same-store
    secondary sector semi semiconductor semiconductors semis settlement shelf short-seller silver
    small-cap smallcap software solar sp500 spin-off spinoff spx strategic street subscribers
    takeover trial trials turnaround underweight upgrades utilities valuation warrants yoy
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
