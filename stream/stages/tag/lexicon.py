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
TOKEN_NOUNS: Final = CRYPTO_WORDS - {"bitcoin", "eth", "ethereum", "solana"}
"""Those that are no token's own name: in small letters they never are."""
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
    acquire acquired acquires acquiring acquisition activist advertising airline airlines antitrust
    app automaker backlog bank bankers banking bankruptcy banks bid billion bn board bookings
    borrowers brand brands brewer broker brokerage capex carmaker carrier chain chief chipmaker
    chips cloud companies company competitor competitors conglomerate consumer consumers contract
    corp corporate corporation costs creditors customers deal debt deliveries demand drugmaker
    employees estimates executive executives expectations factories factory firm firms forecast
    forecasts fund funds giant giants grocer headquartered headquarters homebuilder index insurance
    insurer insurers invest invested investing investment investments investor investors invests
    laid landlord layoff layoffs lender lenders loan loans loss losses maker makers manufacturer
    margin margins market markets merger million miner mn operator orders outlook output parent
    plant plants premiums pretax price prices producer producers product production products profit
    profits quarters railroad rating recall record regulator regulators results retailer retailers
    rival rivals sales sector semiconductor semiconductors settlement shipments shoppers software
    spending spin-off split stake startup store stores subscribers subsidiary supplier suppliers
    supply takeover tariffs turnover union unit users utility valuation workers workforce
    """.split()
)
"""What stands near a firm, and not near the word, person or place it shares its name with."""

FUNCTION_WORDS: Final = frozenset(
    """
    a after against although an and as at because before besides between beyond both but by
    despite during even for from had has how if in instead into is it its like meanwhile near
    not now of on once only or over rather since so than that the then though through to today
    under unlike until via was what when where whether which while who why will with without
    yet yesterday are were do does did can could will would shall should may might must let this
    these those there here what's inside meet every some all many most one two three four
    five chief executive former late analyst analysts rival shares stock american british german
    french swiss dutch chinese japanese korean indian canadian italian spanish swedish danish
    norwegian finnish irish israeli australian brazilian mexican taiwanese european asian
    """.split()
)
"""Words that begin a sentence with a capital and are no part of the name that follows."""

DATE_WORDS: Final = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
    """.split()
)
"""Capitalised words that are no part of the name that follows."""

REGIONS: Final = frozenset(
    """
    africa america amsterdam argentina asia atlanta austin australia austria bangkok beijing
    belgium berlin boston brazil britain brussels california canada chicago chile china
    cleveland colombia columbus dallas delhi denmark denver detroit dubai dublin egypt europe
    finland france frankfurt germany greece hong houston india indonesia ireland israel italy
    jakarta japan kenya kong korea london madrid malaysia manila melbourne mexico miami milan
    minneapolis montreal moscow mumbai munich nashville netherlands nigeria norway orlando oslo
    pakistan paris peru philadelphia philippines pittsburgh poland portugal russia scotland
    seattle seoul shanghai shenzhen singapore spain stockholm street sweden switzerland sydney
    taipei taiwan texas thailand tokyo toronto turkey ukraine valley vancouver vienna vietnam
    warsaw washington york zurich
    """.split()
)
"""Capitalised words at the end of where something happens: ``in New York Boeing fell``."""

NO_NAMES: Final = FUNCTION_WORDS | DATE_WORDS | REGIONS | BUSINESS_WORDS
"""Capitalised words beside a name that are no part of it."""

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

TRADE_WORDS: Final = frozenset(
    """
    acquisition alliance american bancorp capital classic company corporation digital enterprises
    entertainment equity exchange finance financial foundation global governance holding holdings
    incorporated industries international limited market markets network official partners platform
    products protocol realty resources response service services software solutions systems
    technologies technology therapeutics ticker trading united wrapped
    """.split()
)
"""Words of the names of firms and tokens that say little of what they do."""

LAND_WORDS: Final = frozenset("basin forest jungle pie rainforest region river tribe".split())
"""Behind a name, in any letters, they make it another one: Amazon river, Apple pie."""

PLACE_WORDS: Final = LAND_WORDS | frozenset(
    """
    academy airport amphitheater arena auditorium avenue ballpark bay beach boulevard bridge canyon
    cathedral cemetery center centre chapel church coliseum college county creek elementary field
    foundation gym hall hospital island islands memorial mountain mountains museum park peak road
    school speedway square stadium street theater theatre tower university valley
    """.split()
)
"""The same where they have a capital: Target Field, Ford Foundation."""

COMPOUND_WORDS: Final = frozenset(
    "affiliated backed based branded controlled designed funded led listed made operated owned "
    "parent powered related run style supported".split()
)
"""Behind a hyphen they leave a name what it is: Target-owned, but Meta-analysis."""

INDICES: Final = frozenset(
    (
        "DOW",
        "DOW JONES",
        "DAX",
        "FTSE",
        "NIKKEI",
        "RUSSELL",
        "S&P",
        "S&P 500",
        "SPX",
        "STOXX",
        "VIX",
    )
)
"""Indices in capitals: what they are called by is hardly ever meant as a firm."""
INDEX_NAMES: Final = (
    *("S&P 500", "S&P 400", "S&P 600", "S&P 100", "Dow Jones", "Dow Jones Industrial Average"),
    *("Nasdaq Composite", "Nasdaq 100", "Russell 2000", "Russell 1000", "FTSE 100", "FTSE 250"),
    *("Nikkei 225", "Euro Stoxx 50", "Stoxx 600", "CAC 40", "Hang Seng", "KBW Bank", "CSI 300"),
)
"""Indices by names that contain those of firms."""

REPORTERS: Final = frozenset(
    (
        *("thomson reuters", "reuters", "lseg", "refinitiv", "bloomberg", "dow jones", "cnbc"),
        *("the new york times", "new york times", "wall street journal", "financial times"),
        *("the wall street journal", "barron's", "marketwatch", "nikkei", "news corp"),
        *("fox news", "fox business", "cnn", "nbc news", "abc news", "cbs news", "yahoo finance"),
        *("factset", "morningstar", "nielsen", "gartner", "comscore", "s&p global", "moody's"),
        *("s&p global market intelligence", "zillow", "redfin", "trepp", "edmunds", "cnet"),
    )
)
"""Agencies, papers and providers of data, some of them listed: cited, they are not the news."""

PLATFORMS: Final = frozenset(
    "facebook instagram linkedin reddit snapchat telegram twitch twitter whatsapp x youtube".split()
)
"""Where things are said and shown."""

COMMODITIES: Final = frozenset(
    "GOLD SILVER COPPER PLATINUM PALLADIUM NICKEL URANIUM LITHIUM OIL GAS CORN WHEAT SUGAR COFFEE "
    "COCOA COTTON STEEL ALUMINUM CATTLE".split()
)
"""What is traded under its own name: as a name alone it is hardly ever meant as a firm."""

FIAT: Final = frozenset(
    "USD EUR GBP JPY CHF AUD NZD CAD CNY CNH HKD SGD SEK NOK DKK KRW INR BRL MXN ZAR TRY RUB "
    "PLN XAU XAG".split()
)
"""Currencies and metals of ISO 4217: as the base of a pair they are no token."""

QUOTES: Final = ("USDT", "USDC", "USD", "EUR", "GBP", "JPY", "KRW", "BTC", "ETH", "BUSD", "TRY")
"""What pairs are quoted in."""
