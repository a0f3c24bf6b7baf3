"""How much a ticker matters in an article: what was gathered of each to tags, in their order.

Counted in thousandths, divided once at the end. Not here: gathering (``subjects``), finding and
deciding the hits.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final

from stream.codec import MAX_TAGS
from stream.models import AssetClass, Evidence, Tag, TickerId
from stream.stages.tag.hits import Hit
from stream.stages.tag.reading import ReadArticle
from stream.stages.tag.subjects import TITLE, WHOLE, Ruling, Subject, subjects

MAX_EVIDENCE: Final = 20
"""Occurrences kept per ticker; all are counted."""
LABELS: Final = 3
"""So many tickers with a sign or a market share the first place; of names it is one."""
PLACE_STEP: Final = 50
"""What each further ticker takes from the relevance."""
LEAST_SHARE: Final = 300
CROWD: Final = 4
"""More tickers than this that stand out alike: the article is about none of them in particular."""
HOUSE: Final = 500
"""What is left of the relevance of a firm that is named for its analysts alone."""
_FEW: Final = (1, 1, 1, 1)


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
    found = sorted(subjects(read, rulings), key=_weight)
    peers = _peers(found)
    scored = [(_relevance(each, rank, peers[each.zone]), each) for rank, each in enumerate(found)]
    scored.sort(key=_standing)
    return tuple(_tag(read, each, relevance) for relevance, each in scored[:MAX_TAGS])


def _peers(found: Sequence[Subject]) -> Sequence[int]:
    """Count by zone how many stand out as much or more; few are no crowd in any."""
    if len(found) <= CROWD:
        return _FEW
    zones = Counter(subject.zone for subject in found)
    return list(accumulate(zones[zone] for zone in range(len(_FEW))))


def _weight(subject: Subject) -> tuple[int, int, bool, int, TickerId]:
    """Order tickers for their share of the relevance."""
    return (
        -subject.place,
        subject.field,
        not subject.labelled,
        subject.start,
        subject.ticker,
    )


def _standing(scored: tuple[int, Subject]) -> tuple[int, bool, int, int, int, TickerId]:
    """Order tickers of one relevance: what the headline names is what the article is about."""
    relevance, subject = scored
    headline = subject.field == TITLE and subject.confidence >= WHOLE // 2
    place = (subject.field, subject.start, subject.ticker)
    return -relevance, not headline, -subject.confidence, *place


def _relevance(subject: Subject, rank: int, peers: int) -> int:
    free = LABELS if subject.labelled else 1
    share = max(LEAST_SHARE, WHOLE - PLACE_STEP * max(0, rank + 1 - free))
    relevance = subject.place * share // WHOLE
    if subject.is_house:
        relevance = relevance * HOUSE // WHOLE
    return relevance if peers <= CROWD else relevance * CROWD // peers


def _tag(read: ReadArticle, subject: Subject, relevance: int) -> Tag:
    hit, instrument = subject.rulings[0].hit, subject.instrument
    asset_class: AssetClass = instrument.asset_class if instrument else "unlisted"
    return Tag(
        ticker=subject.ticker,
        symbol=instrument.symbol if instrument else hit.symbol,
        asset_class=asset_class,
        name=instrument.name if instrument else "",
        exchange=instrument.exchange if instrument else "",
        ids=instrument.ids if instrument else {},
        relevance=relevance / WHOLE,
        confidence=subject.confidence / WHOLE,
        mention_count=len(subject.rulings),
        evidence=tuple(_evidence(read, each.hit) for each in subject.rulings[:MAX_EVIDENCE]),
    )


def _evidence(read: ReadArticle, hit: Hit) -> Evidence:
    place = (hit.start, hit.end, hit.text)
    if hit.field != "tickers":
        place = read.evidence(hit.field, hit.start, hit.end)
    start, end, text = place
    return Evidence(field=hit.field, start=start, end=end, text=text, rule=hit.rule)
