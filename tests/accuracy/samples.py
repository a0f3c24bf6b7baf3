"""Made-up texts and tags for the tests of this room."""

from datetime import UTC, datetime
from typing import Any, Final

from stream.models import AssetClass, Evidence, Rule, Tag, TickerId
from tests.accuracy.judging import Verdict
from tests.accuracy.texts import Text

LABELS: Final[dict[str, Any]] = {
    "id": "rates-01",
    "kind": "news",
    "family": "rates",
    "title": "",
    "body": "Acme rose. $ACME",
    "source": "",
    "published_at": "2024-03-05T14:00:00Z",
    "tickers": ["equity:ACME"],
    "primary": "equity:ACME",
    "cashtags": ["$ACME"],
    "never": [],
}
"""A line of a file of texts with nothing wrong."""


def text(body: str, *tickers: str, **labels: Any) -> Text:
    """Give a text with these tickers."""
    known: dict[str, Any] = {
        "id": "rates-01",
        "kind": "news",
        "family": "rates",
        "title": "",
        "source": "",
        "published_at": datetime(2024, 3, 5, 14, tzinfo=UTC),
        "primary": None,
        "cashtags": (),
        "never": (),
    }
    return Text(body=body, tickers=tickers, **known | labels)


def tag(
    ticker: str, *evidence: Evidence, confidence: float = 0.9, symbol: str | None = None
) -> Tag:
    """Give a tag that this evidence speaks for."""
    kind, _, own = ticker.partition(":")
    asset_class: AssetClass = "equity" if kind == "equity" else "unlisted"
    return Tag(
        ticker=TickerId(ticker),
        symbol=symbol or own,
        asset_class=asset_class,
        name="",
        exchange="",
        ids={},
        relevance=1.0,
        confidence=confidence,
        mention_count=len(evidence),
        evidence=evidence,
    )


def at(body: str, words: str, rule: Rule = "name") -> Evidence:
    """Give the first place of some words in a body as evidence."""
    start = body.index(words)
    return Evidence(field="body", start=start, end=start + len(words), text=words, rule=rule)


def verdict(labelled: Text, *tags: Tag) -> Verdict:
    """Give a text with the tags it got."""
    return Verdict(text=labelled, tags=tags)
