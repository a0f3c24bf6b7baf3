"""A small gazetteer and articles made by hand; no test of its own.

``tag_stage()`` and ``tag_examples()`` are this stage's part in the contract suite.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from stream import codec
from stream.gazetteer import Gazetteer, Instrument
from stream.models import Article, AssetClass, Tag, TickerId
from stream.stages.contract import Record
from stream.stages.tag import TagSettings, TagStage
from stream.stages.tag.hits import Hit, Refused
from stream.stages.tag.names import NameFinder
from stream.stages.tag.reading import ReadArticle
from stream.stages.tag.symbols import SymbolFinder
from stream.stages.tag.tagger import Tagger

NOON = datetime(2025, 2, 15, 12, tzinfo=UTC)


def instrument(
    ticker: str,
    name: str,
    *aliases: str,
    rank: int | None = None,
    symbol: str = "",
    exchange: str = "",
    ambiguous: tuple[str, ...] = (),
    ids: dict[str, str] | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Instrument:
    """Make a row from what matters in a test."""
    asset_class, _, own = ticker.partition(":")
    classes: dict[str, AssetClass] = {"crypto": "crypto", "equity": "equity", "etf": "etf"}
    return Instrument(
        ticker=TickerId(ticker),
        symbol=symbol or own,
        asset_class=classes[asset_class],
        name=name,
        aliases=aliases,
        exchange=exchange,
        ids=ids or {},
        rank=rank,
        ambiguous=ambiguous,
        valid_from=valid_from,
        valid_to=valid_to,
    )


SMALL = Gazetteer(
    [
        instrument("crypto:BTC", "Bitcoin", rank=1),
        instrument("crypto:ETH", "Ethereum", "Ether", rank=2),
        instrument("crypto:SOL", "Solana", rank=5),
        instrument("crypto:TAO", "Bittensor", rank=44),
        instrument("crypto:FET", "Fetch.ai", rank=48),
        instrument("crypto:STG", "Stargate", rank=250),
        instrument("crypto:1INCH", "1inch", rank=120),
        instrument("equity:FET", "Forum Energy Technologies", rank=3120, exchange="NYSE"),
        instrument(
            "equity:CSCO",
            "Cisco",
            "Cisco Systems",
            rank=40,
            exchange="NASDAQ",
            ids={"cik": "858877"},
        ),
        instrument("equity:AAPL", "Apple", "Apple Inc", rank=1, exchange="NASDAQ"),
        instrument("equity:MSFT", "Microsoft", rank=4, exchange="NASDAQ"),
        instrument("equity:GOOGL", "Alphabet", "Google", rank=3, ids={"cik": "1652044"}),
        instrument("equity:GOOG", "Alphabet C", rank=3, ids={"cik": "1652044"}),
        instrument("equity:KO", "Coca-Cola", rank=30, exchange="NYSE"),
        instrument("equity:M", "Macy's", rank=900, exchange="NYSE"),
        instrument("equity:O", "Realty Income", rank=300, exchange="NYSE"),
        instrument("equity:F", "Ford", rank=250, exchange="NYSE", ambiguous=("Ford",)),
        instrument("equity:TGT", "Target", "Target Corp", rank=200, ambiguous=("Target",)),
        instrument("equity:TRI", "Thomson Reuters", "Reuters", rank=150),
        instrument("equity:NYT", "New York Times", rank=900, exchange="NYSE"),
        instrument("equity:MS", "Morgan Stanley", rank=45, exchange="NYSE"),
        instrument("equity:AMZN", "Amazon", rank=5, exchange="NASDAQ"),
        instrument("equity:TSLA", "Tesla", rank=8, exchange="NASDAQ"),
        instrument("equity:DUK", "Duke Energy", "Duke", rank=140, ambiguous=("Duke",)),
        instrument("equity:DRE", "Duke Realty", rank=600),
        instrument("equity:GAP", "Gap", rank=1100, ambiguous=("Gap",)),
        instrument("equity:BRK.A", "Berkshire Hathaway", rank=9, exchange="NYSE"),
        instrument("equity:BRK.B", "Berkshire Hathaway B", rank=9, exchange="NYSE"),
        instrument("equity:AGBK", "AGI", rank=2500, ambiguous=("AGI",)),
        instrument("equity:NDAQ", "Nasdaq", "Nasdaq Inc", rank=350),
        instrument("crypto:SPY", "Spy Coin"),
        instrument("etf:SPY", "SPDR S&P 500 ETF"),
        instrument("equity:ZLDPF", "Zealand"),
        instrument("equity:BLSH", "Bullish", rank=1200, ambiguous=("Bullish",)),
        instrument("equity:DOW", "Dow", "Dow Inc", rank=700),
        instrument("equity:0700.HK", "Tencent", rank=15, exchange="HKEX"),
        instrument("equity:KEY.TO", "Keyera", rank=1400, exchange="TSX"),
        instrument("equity:KEY", "KeyCorp", rank=800, exchange="NYSE"),
        instrument(
            "equity:META",
            "Meta Platforms",
            "Meta",
            "Facebook",
            rank=6,
            exchange="NASDAQ",
            ambiguous=("Meta",),
            valid_from=date(2022, 6, 9),
        ),
        instrument(
            "equity:META",
            "Meta Platforms",
            symbol="FB",
            rank=6,
            exchange="NASDAQ",
            valid_from=date(2012, 5, 18),
            valid_to=date(2022, 6, 8),
        ),
        instrument("equity:YHOO", "Yahoo", rank=100, valid_to=date(2017, 6, 16)),
    ],
    private=["OpenAI", "Apple Records"],
    senses={
        "apple": frozenset({"word"}),
        "target": frozenset({"word"}),
        "duke": frozenset({"word", "place"}),
    },
    given_names=["harrison", "tim"],
    version="2025.02-small",
)
"""Ranks as of the real ones, so that homonyms stand to each other as they do."""

TAGGER = Tagger(SMALL)
SYMBOLS = SymbolFinder(SMALL)
NAMES = NameFinder(SMALL)


def article(body: str = "", *, title: str = "", **fields: Any) -> Article:
    """Make an article that was published at noon."""
    given = {"id": "a1", "title": title, "body": body, "published_at": NOON, **fields}
    return Article(**given)


def tags(body: str = "", **fields: Any) -> tuple[Tag, ...]:
    """Tag a text with the small gazetteer."""
    return TAGGER.tags(article(body, **fields))


def tickers(body: str = "", **fields: Any) -> list[str]:
    """Give the tickers of a text, primary first."""
    return [tag.ticker for tag in tags(body, **fields)]


def tag_of(ticker: str, body: str = "", **fields: Any) -> Tag:
    """Give the one tag of that ticker."""
    (found,) = (tag for tag in tags(body, **fields) if tag.ticker == ticker)
    return found


def found(read: ReadArticle) -> list[Hit | Refused]:
    """Give what an article has of marked symbols, then of names, by the small gazetteer."""
    at = read.article.published_at.date()
    symbols = [each for field, _ in read.fields() for each in SYMBOLS.written(read, field, at)]
    return symbols + [each for field, text in read.fields() for each in NAMES.find(text, field, at)]


def raw(offset: int, value: bytes | dict[str, Any] | None, *, at: datetime = NOON) -> Record:
    """Make a record of ``news.raw``; a dict is an article of noon with those fields."""
    if isinstance(value, dict):
        value = codec.encode({"published_at": "2025-02-15T12:00:00Z", **value})
    return Record(1, offset, at, b"key", value)


def tag_stage() -> TagStage:
    """Make a stage with the small gazetteer."""
    return TagStage(TagSettings(), SMALL)


def tag_examples() -> Sequence[Record]:
    """Give raw records of every outcome, in the order of their offsets."""
    values: list[bytes | dict[str, Any] | None] = [
        {"id": "a1", "source": "wire", "title": "Cisco (NASDAQ: CSCO) gains", "tickers": ["CSCO"]},
        {"id": "a2", "body": "$TAO $FET Microsoft, Google and Meta invest", "urgency": 3},
        {"action": "heartbeat"},
        {"id": "a1", "source": "wire", "action": "correct", "revision": 1, "title": "$NEWCOIN up"},
        {"id": "a1", "source": "wire", "action": "retract", "revision": 2},
        {"title": "No ticker at all"},
        b"{",
        b"\xff",
        None,
        b"[]",
        {"id": "a3"},
        {"id": "a4", "title": "Tomorrow's news", "published_at": "2025-02-17T12:00:00Z"},
        {"id": "a5", "title": "A fast clock", "published_at": "2025-02-15T12:30:00Z"},
    ]
    return [
        raw(offset, value, at=NOON + timedelta(seconds=offset))
        for offset, value in enumerate(values)
    ]
