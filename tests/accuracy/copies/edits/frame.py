"""A text as it stands on a page: with lines above, between and below it that are not its own.

Not here: those lines (``boilerplate``), the text's own form (``form``).
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Final

from stream.sources import editing
from tests.accuracy.copies.edits.boilerplate import (
    DATELINES,
    LINES_BETWEEN,
    LONG_CLOSINGS,
    NOTES,
    RELATED,
    SHORT_CLOSINGS,
    SHORT_OPENINGS,
    SPONSORED,
)
from tests.accuracy.copies.edits.form import SENTENCE, as_html, body_only, paragraphs
from tests.accuracy.copies.kit import Edit, Text


def above(lines: Sequence[str], most: int = 1) -> Edit:
    """Give the edit that puts up to so many of these above the body."""
    return body_only(lambda body, random: _stacked(*_some(lines, most, random), body))


def below(lines: Sequence[str], most: int = 1) -> Edit:
    """Give the edit that puts up to so many of these below the body."""
    return body_only(lambda body, random: _stacked(body, *_some(lines, most, random)))


def dateline(body: str, random: Random) -> str:
    """Begin it with place and agency."""
    return f"{random.choice(DATELINES)}{body}"


def between(body: str, random: Random) -> str:
    """Part its paragraphs by lines that are not its own."""
    found = paragraphs(body, random)
    for at in sorted(random.sample(range(1, len(found) + 1), min(2, len(found))), reverse=True):
        found.insert(at, random.choice(LINES_BETWEEN))
    return "\n\n".join(found)


def related(body: str, random: Random) -> str:
    """List other reports below it."""
    chosen = random.sample(RELATED, random.randrange(3, 6))
    return _stacked(body, "Related news", "\n".join(f"- {each}" for each in chosen))


def related_between(body: str, random: Random) -> str:
    """Name another report in the midst of it and two below."""
    one, *others = random.sample(RELATED, 3)
    head, *rest = paragraphs(body, random)
    return _stacked(head, f"READ: {one}", *rest, "Most read", *others)


def wire(text: Text, random: Random) -> Text:
    """Deliver it as an agency does: dateline, credits, no headline changed."""
    credit = "(Reporting by Ana Ruiz; Editing by Paul Brandt)\n\n((ana.ruiz@example.com;))"
    return text._replace(body=_stacked(dateline(text.body, random), credit))


def release(text: Text, random: Random) -> Text:
    """Deliver it as a press release."""
    opening = f"FOR IMMEDIATE RELEASE\n\n{random.choice(DATELINES[7:10])}"
    contact = "Media Contact: press@example.com\n\nSOURCE: Company release\n\n###"
    return text._replace(body=f"{opening}{text.body}\n\n{LONG_CLOSINGS[2]}\n\n{contact}")


def page(text: Text, random: Random) -> Text:
    """Deliver it as a page gives it, all at once."""
    top = _some(SHORT_OPENINGS, 4, random)
    bottom = [*_some(LONG_CLOSINGS, 2, random), *_some(SHORT_CLOSINGS, 5, random)]
    return text._replace(body=_stacked(text.title, *top, between(text.body, random), *bottom))


def page_in_html(text: Text, random: Random) -> Text:
    """Deliver that as HTML, with a menu and a script."""
    menu = '<nav><a href="/">Home</a> <a href="/markets">Markets</a></nav>'
    script = '<script>window.ads = window.ads || [];</script><div class="ad">Advertisement</div>'
    foot = "".join(f"<p>{each}</p>" for each in _some(SHORT_CLOSINGS, 4, random))
    return text._replace(body=f"{menu}{script}{as_html(text.body, random)}<footer>{foot}</footer>")


def aggregated(text: Text, random: Random) -> Text:
    """Deliver it as an aggregator does: another title, whose it is, a link below."""
    title = text.title or text.body.split(". ")[0]
    source = random.choice(("Harbour Wire", "The Ledger", "Market Courier"))
    below = f"The post {title} appeared first on {source}.\n\nhttps://example.com/?p=48213"
    return Text(f"{title} - {source}", _stacked(text.body, below))


def digest(body: str, random: Random) -> str:
    """Open a newsletter with it."""
    return _stacked(NOTES[4], body, "That is all for today.", *_some(LONG_CLOSINGS, 1, random))


def quotes_above(body: str, random: Random) -> str:
    """Show prices above it, as pages of markets do."""
    symbols = random.sample(("AAPL", "TSLA", "NVDA", "AMZN", "MSFT", "BTC-USD", "^GSPC", "GLD"), 4)
    rows = (
        f"{symbol} {random.uniform(20, 900):.2f} {random.uniform(-3, 3):+.2f}%"
        for symbol in symbols
    )
    return _stacked("\n".join(rows), body)


def counted(body: str, random: Random) -> str:
    """Tell how often it was shared, and by whom it was written."""
    byline = f"By Jordan Mills, Senior Reporter\nSeptember {random.randint(1, 28)}, 2024"
    shares = f"{random.randint(2, 90)} comments\n{random.uniform(1, 9):.1f}K shares"
    return _stacked(byline, shares, body, "Was this article helpful? Yes No")


def sponsored(body: str, random: Random) -> str:
    """Let an advertisement stand in the midst of it."""
    head, *rest = paragraphs(body, random)
    return _stacked(head, random.choice(SPONSORED), *rest)


def key_points(body: str, random: Random) -> str:
    """Begin with a sentence of it as a key point."""
    sentences = SENTENCE.split(body)
    chosen = random.sample(sentences, min(2, len(sentences)))
    return _stacked("KEY POINTS", *(f"• {each}" for each in chosen), body)


def long_page(body: str, random: Random) -> str:
    """Put all that a page may have below it."""
    return _stacked(body, *random.sample(SHORT_CLOSINGS, 6), *random.sample(LONG_CLOSINGS, 4))


def _some(lines: Sequence[str], most: int, random: Random) -> list[str]:
    return random.sample(lines, random.randrange(max(1, most - 2), most + 1))


def _stacked(*parts: str) -> str:
    return "\n\n".join(filter(None, parts))


EDITS: Final[Mapping[str, Edit]] = {
    "dateline": body_only(dateline),
    "a line above": above(SHORT_OPENINGS),
    "lines above": above(SHORT_OPENINGS, 4),
    "editor's note above": above(NOTES),
    "editor's note below": below(NOTES),
    "a line below": below(SHORT_CLOSINGS),
    "lines below": below(SHORT_CLOSINGS, 6),
    "disclaimer, author or cookies below": below(LONG_CLOSINGS),
    "two paragraphs below": below(LONG_CLOSINGS, 2),
    "lines between": body_only(between),
    "related headlines below": body_only(related),
    "related headlines between": body_only(related_between),
    "as an agency": wire,
    "as a press release": release,
    "as a page": page,
    "as a page in html": page_in_html,
    "as an aggregator": aggregated,
    "in a newsletter": body_only(digest),
    "prices above": body_only(quotes_above),
    "byline and counts": body_only(counted),
    "an advertisement between": body_only(sponsored),
    "key points above": body_only(key_points),
    "a long page below": body_only(long_page),
    "by the project's own hand": body_only(editing.wrap),
}
