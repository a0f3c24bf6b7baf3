"""What went wrong in each text, one line an error, for whoever changes the rules.

Not here: what counts as an error (``judging``). These lines are printed, never published.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from stream.gazetteer import Gazetteer
from stream.models import Article, Evidence, Tag, TickerId
from tests.accuracy.judging import Span, Verdict, places

AROUND: Final = 40
"""Code points shown on each side of a surface."""

Sort = Literal["false", "missed", "primary", "cashtag false", "cashtag missed", "never"]
Place = Evidence | Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """One thing the tagger said of a text that its labels deny, or the other way round."""

    family: str
    text_id: str
    sort: Sort
    what: str
    detail: str
    excerpt: str

    def __str__(self) -> str:
        """Give it as one line of a listing."""
        told = f"{self.family:<22} {self.text_id:<24} {self.sort:<14} {self.what}"
        return f"{told} {self.detail}\n    {self.excerpt}"


def of(verdict: Verdict, gazetteer: Gazetteer) -> Iterator[Error]:
    """Give all errors of one text: false tags, missed ones, the rest."""
    text = verdict.text
    for tag in verdict.false:
        yield _error(verdict, "false", tag.ticker, _told(tag), _excerpt(text.article, tag.evidence))
    for ticker in verdict.missed:
        yield _missed(verdict, ticker, gazetteer)
    for words, tag, evidence in verdict.taken:
        excerpt = _excerpt(text.article, [evidence])
        yield _error(verdict, "never", words, f"{tag.ticker} {_told(tag)}", excerpt)
    if text.primary and verdict.primary not in {text.primary, None}:
        found = f"found {verdict.primary}"
        yield _error(verdict, "primary", text.primary, found, _beginning(text.article))
    for written in verdict.false_cashtags:
        yield _error(verdict, "cashtag false", written, "", _around(text.article, written))
    for written in verdict.missed_cashtags:
        yield _error(verdict, "cashtag missed", written, "", _around(text.article, written))


def _missed(verdict: Verdict, ticker: TickerId, gazetteer: Gazetteer) -> Error:
    """Say how near it was: too unsure, named as the table names it, or not in the table."""
    article = verdict.text.article
    unsure = next((tag for tag in verdict.tags if tag.ticker == ticker), None)
    if unsure:
        excerpt = _excerpt(article, unsure.evidence)
        return _error(verdict, "missed", ticker, _told(unsure), excerpt)
    row = gazetteer.by_ticker(ticker)
    if row is None:
        return _error(verdict, "missed", ticker, "not in the table", _beginning(article))
    names = sorted((row.name, *row.aliases, row.symbol), key=len, reverse=True)
    named = next((name for name in names if any(places(article, name))), None)
    if named is None:
        told = f"by no name of the table's: {', '.join(names)}"
        return _error(verdict, "missed", ticker, told, _beginning(article))
    doubt = ", ambiguous" if named in row.ambiguous else ""
    return _error(verdict, "missed", ticker, f"named {named}{doubt}", _around(article, named))


def _error(verdict: Verdict, sort: Sort, what: str, detail: str, excerpt: str) -> Error:
    text = verdict.text
    return Error(
        family=text.family, text_id=text.id, sort=sort, what=what, detail=detail, excerpt=excerpt
    )


def _told(tag: Tag) -> str:
    surfaces = dict.fromkeys(f"{each.rule} {each.text!r}" for each in tag.evidence)
    return f"{tag.confidence:.2f} by {', '.join(surfaces)}"


def _excerpt(article: Article, evidence: Sequence[Place]) -> str:
    return _shown(article, evidence[0])


def _around(article: Article, words: str) -> str:
    """Show the first place of some words, by themselves if they are."""
    place = next(places(article, words), None)
    return _shown(article, place) if place else _beginning(article)


def _shown(article: Article, place: Place) -> str:
    """Show a place in brackets with what stands around it, in one line."""
    if place.field == "tickers":
        return f"[{place.text}] by the provider"
    text: str = getattr(article, place.field)
    before = text[max(0, place.start - AROUND) : place.start]
    behind = text[place.end : place.end + AROUND]
    return _line(f"{place.field}: {before}[{text[place.start : place.end]}]{behind}")


def _beginning(article: Article) -> str:
    return _line(f"{article.title} | {article.body}"[: 4 * AROUND])


def _line(text: str) -> str:
    return " ".join(text.split())


def listing(errors: Iterable[Error], most: int) -> str:
    """Give so many errors, those of a family together, and how many there are of each sort."""
    ordered = sorted(errors, key=lambda each: (each.family, each.text_id))
    shown = [str(each) for each in ordered[:most]]
    left = len(ordered) - len(shown)
    return "\n".join([*shown, *([f"… and {left} more"] if left else [])])
