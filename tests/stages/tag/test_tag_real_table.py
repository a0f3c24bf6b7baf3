"""With the committed table, plain news is tagged as a careful reader would tag it."""

from datetime import UTC, datetime

import pytest

from stream import gazetteer
from stream.models import Article, Tag
from stream.stages.tag.tagger import Tagger


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """Build the tagger once: its automaton holds tens of thousands of names."""
    return Tagger(gazetteer.load())


def sure(tags: tuple[Tag, ...]) -> list[str]:
    """Give the tickers that are sure enough to make a mention."""
    return [tag.ticker for tag in tags if tag.confidence >= 0.5]


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        (
            "Chip maker gains",
            "Shares of Nvidia (NASDAQ: NVDA) rose as Microsoft and Google parent Alphabet spend.",
            ["equity:NVDA", "equity:MSFT", "equity:GOOGL"],
        ),
        ("", "$TAO and $FET lead tokens of artificial intelligence", ["crypto:TAO", "crypto:FET"]),
        ("", "OpenAI and DeepSeek have no shares", []),
        ("", "A carnival, the best buy and a target on a visa", []),
        ("", "A$AP spent US$5, $5B and C$100 in $HOME/bin", []),
        ("Bitcoin falls below 95,000", "BTC lost 3 percent.", ["crypto:BTC"]),
    ],
)
def test_plain_news(tagger: Tagger, title: str, body: str, expected: list[str]) -> None:
    """Symbols, names, brands of parents; no private firms, no ordinary words."""
    noon = datetime(2025, 2, 15, 12, tzinfo=UTC)

    tags = tagger.tags(Article(id="a", title=title, body=body, published_at=noon))

    assert sure(tags) == expected


def test_a_symbol_of_2015_means_what_it_meant(tagger: Tagger) -> None:
    """``$FB`` was the share of the firm that is Meta now."""
    then = datetime(2015, 6, 1, tzinfo=UTC)

    (tag,) = tagger.tags(Article(id="a", body="$FB jumps on earnings", published_at=then))

    assert (tag.ticker, tag.symbol) == ("equity:META", "FB")
