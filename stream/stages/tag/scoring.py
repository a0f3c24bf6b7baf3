"""How much a ticker matters in an article, and how sure we are of it: hits to tags.

Counted in thousandths, divided once at the end. Not here: finding and deciding the hits.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from stream.codec import MAX_TAGS
from stream.gazetteer import Instrument
from stream.models import AssetClass, Evidence, Rule, Tag, TextField, TickerId
from stream.stages.tag.hits import Hit
from stream.stages.tag.reading import ReadArticle
from stream.stages.tag.voices import is_house

WHOLE: Final = 1000
MAX_EVIDENCE: Final = 20
"""Occurrences kept per ticker; all are counted."""
LEAD: Final = 200
"""Code points at the beginning of the body that count as the title does."""
LEAST_PLACE: Final = 500
"""What a first mention at the very end of a long body leaves of the relevance."""
LABELS: Final = 3
"""So many tickers with a sign or a market share the first place; of names it is one."""
PLACE_STEP: Final = 50
"""What each further ticker takes from the relevance."""
LEAST_SHARE: Final = 300
CROWD: Final = 4
"""More tickers than this that stand out alike: the article is about none of them in particular."""
MIN_THEME: Final = 3
THEME_SHARE: Final = 3
"""Named three times, and in a third of all places: the article is about it wherever it begins."""
HOUSE: Final = 500
"""What is left of the relevance of a firm that is named for its analysts alone."""
MOST_SURE: Final = 990
"""Several rules make a tag surer, never certain."""

_FIELDS: Final[Mapping[TextField, int]] = {"title": 0, "body": 1, "tickers": 2}
_LABELLING: Final = frozenset(("cashtag", "exchange", "ric", "pair", "provider"))


class Ruling(NamedTuple):
    """One hit decided: ``instrument`` None is a symbol no table knows. ``sureness`` as in tags."""

    hit: Hit
    instrument: Instrument | None
    sureness: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """All that speaks for one ticker, in the order of the text, and where it first stands."""

    ticker: TickerId
    rulings: Sequence[Ruling]
    confidence: int
    place: int
    is_house: bool

    @property
    def zone(self) -> int:
        """Give how far it stands out: in the title 0, labelled in the lead 1, named 2, behind 3."""
        if self.first[0] == _FIELDS["title"]:
            return 0
        if self.place < WHOLE:
            return 3
        return 1 if self.labelled else 2

    @property
    def labelled(self) -> bool:
        """Say whether the author marked it, as against having written its name."""
        return any(_is_label(ruling.hit) for ruling in self.rulings)

    @property
    def instrument(self) -> Instrument | None:
        """Give the row its symbol was quoted by at the time, else the one its name leads to."""
        labels = (each for each in self.rulings if _is_label(each.hit))
        return next(labels, self.rulings[0]).instrument

    @property
    def first(self) -> tuple[int, int]:
        """Field and position of the first occurrence."""
        hit = self.rulings[0].hit
        return _FIELDS[hit.field], hit.start


def tags(read: ReadArticle, rulings: Iterable[Ruling]) -> tuple[Tag, ...]:
    """Give an article's tags, primary first.

    relevance = place x share x crowd x voice, where place is 1 in the title and in the first 200
    code points of the body and falls evenly to 0.5 at its end, by the first occurrence (and 1 for
    a ticker of three occurrences and a third of all); share is 1 for the first ticker (for the
    first three that carry a sign or a market), 0.05 less for each further one, at least 0.3,
    counted by place, title before body, labelled before named, position; crowd is 4 / n where
    n > 4 tickers stand out as much or more (in the title; labelled in the lead; named there;
    anywhere); and voice is 0.5 for a firm that is named for its analysts alone.

    confidence = 1 - product of (1 - sureness) over the different rules, each at its surest,
    at most 0.99; of one rule alone its sureness.

    Order: relevance falling, what the title names before the rest (if surer than not),
    confidence falling, first position, ticker.
    """
    groups = _by_ticker(rulings)
    theme = max(MIN_THEME, sum(map(len, groups.values())) // THEME_SHARE)
    found = [_found(read, ticker, group, theme) for ticker, group in groups.items()]
    found.sort(key=_weight)
    zones = [each.zone for each in found]
    peers = {zone: sum(other <= zone for other in zones) for zone in set(zones)}
    scored = [(_relevance(each, rank, peers[each.zone]), each) for rank, each in enumerate(found)]
    scored.sort(key=lambda pair: (-pair[0], *_standing(pair[1])))
    return tuple(_tag(read, each, relevance) for relevance, each in scored[:MAX_TAGS])


def _weight(found: _Found) -> tuple[int, int, bool, tuple[int, int], TickerId]:
    """Order tickers for their share of the relevance."""
    return -found.place, found.first[0], not found.labelled, found.first, found.ticker


def _standing(found: _Found) -> tuple[bool, int, tuple[int, int], TickerId]:
    """Order tickers of one relevance: what the headline names is what the article is about."""
    headline = found.first[0] == _FIELDS["title"] and found.confidence >= WHOLE // 2
    return not headline, -found.confidence, found.first, found.ticker


def _by_ticker(rulings: Iterable[Ruling]) -> dict[TickerId, list[Ruling]]:
    """Group in the order of the text; of overlapping occurrences the first, longest is kept."""
    groups: dict[TickerId, list[Ruling]] = {}
    for ruling in sorted(rulings, key=_position):
        group = groups.setdefault(_ticker(ruling), [])
        if not group or not _overlap(group[-1].hit, ruling.hit):
            group.append(ruling)
    return groups


def _position(ruling: Ruling) -> tuple[int, int, int, int]:
    hit = ruling.hit
    return _FIELDS[hit.field], hit.start, -hit.end, -ruling.sureness


def _is_label(hit: Hit) -> bool:
    return hit.rule in _LABELLING or hit.text.startswith("$")


def _overlap(one: Hit, other: Hit) -> bool:
    return one.field == other.field and other.start < one.end


def _ticker(ruling: Ruling) -> TickerId:
    if ruling.instrument is None:
        return TickerId(f"unlisted:{ruling.hit.symbol}")
    return ruling.instrument.ticker


def _found(read: ReadArticle, ticker: TickerId, rulings: Sequence[Ruling], theme: int) -> _Found:
    place = WHOLE if len(rulings) >= theme else _place(read, rulings[0].hit)
    return _Found(
        ticker=ticker,
        rulings=rulings,
        confidence=_confidence(rulings),
        place=place,
        is_house=all(_speaks(read, ruling.hit) for ruling in rulings),
    )


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


def _relevance(found: _Found, rank: int, peers: int) -> int:
    free = LABELS if found.labelled else 1
    share = max(LEAST_SHARE, WHOLE - PLACE_STEP * max(0, rank + 1 - free))
    relevance = found.place * share // WHOLE
    if found.is_house:
        relevance = relevance * HOUSE // WHOLE
    return relevance if peers <= CROWD else relevance * CROWD // peers


def _tag(read: ReadArticle, found: _Found, relevance: int) -> Tag:
    hit, instrument = found.rulings[0].hit, found.instrument
    asset_class: AssetClass = instrument.asset_class if instrument else "unlisted"
    return Tag(
        ticker=found.ticker,
        symbol=instrument.symbol if instrument else hit.symbol,
        asset_class=asset_class,
        name=instrument.name if instrument else "",
        exchange=instrument.exchange if instrument else "",
        ids=instrument.ids if instrument else {},
        relevance=relevance / WHOLE,
        confidence=found.confidence / WHOLE,
        mention_count=len(found.rulings),
        evidence=tuple(_evidence(read, each.hit) for each in found.rulings[:MAX_EVIDENCE]),
    )


def _evidence(read: ReadArticle, hit: Hit) -> Evidence:
    place = (hit.start, hit.end, hit.text)
    if hit.field != "tickers":
        place = read.evidence(hit.field, hit.start, hit.end)
    start, end, text = place
    return Evidence(field=hit.field, start=start, end=end, text=text, rule=hit.rule)
