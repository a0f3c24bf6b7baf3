"""What went wrong in each text, one line an error, for whoever changes the rules.

Not here: what counts as an error (``judging``). These lines are printed, never published.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

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
    surface: str
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
        yield _error(verdict, "false", tag.ticker, tag.evidence[0], _told(tag))
    for ticker in verdict.missed:
        yield _missed(verdict, ticker, gazetteer)
    for words, tag, evidence in verdict.taken:
        yield _error(verdict, "never", words, evidence, f"{tag.ticker} {_told(tag)}")
    if text.primary and verdict.primary not in {text.primary, None}:
        yield _error(verdict, "primary", text.primary, None, f"found {verdict.primary}")
    for written in verdict.false_cashtags:
        yield _error(verdict, "cashtag false", written, _first(text.article, written), "")
    for written in verdict.missed_cashtags:
        yield _error(verdict, "cashtag missed", written, _first(text.article, written), "")


def _missed(verdict: Verdict, ticker: TickerId, gazetteer: Gazetteer) -> Error:
    """Say how near it was: too unsure, named as the table names it, or not in the table."""
    unsure = next((tag for tag in verdict.tags if tag.ticker == ticker), None)
    if unsure:
        return _error(verdict, "missed", ticker, unsure.evidence[0], _told(unsure))
    row = gazetteer.by_ticker(ticker)
    if row is None:
        return _error(verdict, "missed", ticker, None, "not in the table")
    names = sorted((row.name, *row.aliases, row.symbol), key=len, reverse=True)
    detail = f"the table has {', '.join(names)}"
    if row.ambiguous:
        detail += f"; ambiguous: {', '.join(row.ambiguous)}"
    return _error(verdict, "missed", ticker, _named(verdict.text.article, names), detail)


def _named(article: Article, names: Sequence[str]) -> Span | None:
    """Guess where a text names what was missed: by a name in any case, else by its first word."""
    first_words = (name.split()[0].strip(",.") for name in names)
    likely = [*names, *(word for word in first_words if len(word) > 2)]
    found = (next(places(article, name, any_case=True), None) for name in likely)
    return next((place for place in found if place), None)


def _error(verdict: Verdict, sort: Sort, what: str, place: Place | None, detail: str) -> Error:
    article = verdict.text.article
    return Error(
        family=verdict.text.family,
        text_id=verdict.text.id,
        sort=sort,
        what=what,
        surface=place.text if place else "",
        detail=detail,
        excerpt=_shown(article, place) if place else _beginning(article),
    )


def _told(tag: Tag) -> str:
    surfaces = dict.fromkeys(f"{each.rule} {each.text!r}" for each in tag.evidence)
    return f"{tag.confidence:.2f} by {', '.join(surfaces)}"


def _first(article: Article, words: str) -> Span | None:
    return next(places(article, words), None)


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


def summary(errors: Iterable[Error]) -> str:
    """Say how many errors there are of each sort."""
    counts = Counter(error.sort for error in errors)
    return ", ".join(f"{counts[sort]} {sort}" for sort in get_args(Sort) if counts[sort])


def listing(errors: Iterable[Error], most: int) -> str:
    """Give so many errors, those of a family together, and say how many are left."""
    ordered = sorted(errors, key=lambda each: (each.family, each.text_id))
    shown = [str(each) for each in ordered[:most]]
    left = len(ordered) - len(shown)
    return "\n".join([*shown, *([f"… and {left} more"] if left else [])])
