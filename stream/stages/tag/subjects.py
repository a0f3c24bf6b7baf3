"""All that speaks for one ticker in an article, gathered: the decided hits by what they mean.

Not here: what follows for relevance, and the order of the tags (``scoring``).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from stream.gazetteer import Instrument
from stream.models import Rule, TextField, TickerId
from stream.stages.tag.hits import Hit
from stream.stages.tag.reading import ReadArticle
from stream.stages.tag.voices import is_house

WHOLE: Final = 1000
LEAD: Final = 200
"""Code points at the beginning of the body that count as the title does."""
LEAST_PLACE: Final = 500
"""What a first mention at the very end of a long body leaves of the relevance."""
MIN_THEME: Final = 3
THEME_SHARE: Final = 3
"""Named three times, and in a third of all places: the article is about it wherever it begins."""
MOST_SURE: Final = 990
"""Several rules make a tag surer, never certain."""

TITLE: Final = 0
_FIELDS: Final[Mapping[TextField, int]] = {"title": TITLE, "body": 1, "tickers": 2}
_LABELLING: Final = frozenset(("cashtag", "exchange", "ric", "pair", "provider"))


class Ruling(NamedTuple):
    """One hit decided: ``instrument`` None is a symbol no table knows. ``sureness`` as in tags."""

    hit: Hit
    instrument: Instrument | None
    sureness: int


class Subject(NamedTuple):
    """One ticker of an article. A tuple, since some are made for each article.

    ``rulings`` stand in the order of the text, ``field`` and ``start`` tell the first of them.
    ``confidence`` and ``place`` (of the relevance) are in thousandths. ``zone`` says how far it
    stands out: in the title 0, labelled in the lead 1, named there 2, behind 3. ``labelled`` says
    that the author marked it, as against having written its name; ``is_house`` that it is named
    for its analysts alone. ``instrument`` is the row its symbol was quoted by at the time, else
    the one that its name leads to; None where no table knows it.
    """

    ticker: TickerId
    rulings: Sequence[Ruling]
    field: int
    start: int
    place: int
    zone: int
    confidence: int
    labelled: bool
    is_house: bool
    instrument: Instrument | None


def subjects(read: ReadArticle, rulings: Iterable[Ruling]) -> list[Subject]:
    """Gather the rulings of an article by ticker."""
    groups = _by_ticker(rulings)
    theme = max(MIN_THEME, sum(map(len, groups.values())) // THEME_SHARE)
    return [_subject(read, ticker, group, theme) for ticker, group in groups.items()]


def _by_ticker(rulings: Iterable[Ruling]) -> dict[TickerId, list[Ruling]]:
    """Group in the order of the text; of overlapping occurrences the first, longest is kept."""
    groups: dict[TickerId, list[Ruling]] = {}
    for ruling in sorted(rulings, key=_position):
        instrument = ruling.instrument
        ticker = instrument.ticker if instrument else TickerId(f"unlisted:{ruling.hit.symbol}")
        group = groups.get(ticker)
        if group is None:
            groups[ticker] = [ruling]
        elif not _overlap(group[-1].hit, ruling.hit):
            group.append(ruling)
    return groups


def _position(ruling: Ruling) -> tuple[int, int, int, int]:
    hit = ruling.hit
    return _FIELDS[hit.field], hit.start, -hit.end, -ruling.sureness


def _overlap(one: Hit, other: Hit) -> bool:
    return other.start < one.end and one.field == other.field


def _subject(read: ReadArticle, ticker: TickerId, rulings: Sequence[Ruling], theme: int) -> Subject:
    first = rulings[0].hit
    label = next((each for each in rulings if _is_label(each.hit)), None)
    place = WHOLE if len(rulings) >= theme else _place(read, first)
    if first.field == "title":
        zone = TITLE
    elif place < WHOLE:
        zone = 3
    else:
        zone = 1 if label else 2
    return Subject(
        ticker,
        rulings,
        _FIELDS[first.field],
        first.start,
        place,
        zone,
        _confidence(rulings),
        label is not None,
        label is None and all(_speaks(read, each.hit) for each in rulings),
        (label or rulings[0]).instrument,
    )


def _is_label(hit: Hit) -> bool:
    return hit.rule in _LABELLING or hit.text[0] == "$"


def _speaks(read: ReadArticle, hit: Hit) -> bool:
    return hit.rule == "name" and is_house(read.text(hit.field), hit.start, hit.end)


def _place(read: ReadArticle, hit: Hit) -> int:
    if hit.field == "title" or (hit.field == "body" and hit.start < LEAD):
        return WHOLE
    if hit.field == "tickers":
        return LEAST_PLACE
    behind = (WHOLE - LEAST_PLACE) * (hit.start - LEAD) // max(1, len(read.text("body")) - LEAD)
    return WHOLE - behind


def _confidence(rulings: Sequence[Ruling]) -> int:
    """Join the rules that speak for a ticker, each at its surest."""
    if len(rulings) == 1:
        return rulings[0].sureness
    surest: dict[Rule, int] = {}
    for ruling in rulings:
        rule = ruling.hit.rule
        surest[rule] = max(surest.get(rule, 0), ruling.sureness)
    if len(surest) == 1 or rulings[0].instrument is None:
        return max(surest.values())
    doubt = WHOLE
    for sureness in surest.values():
        doubt = doubt * (WHOLE - sureness) // WHOLE
    return min(MOST_SURE, WHOLE - doubt)
