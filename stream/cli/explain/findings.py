"""What is said of an article: its tags, and what was refused of it, each thing once.

Not here: how tags are found (``stages/tag``), how a finding looks (``view``).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stream.models import Article, Evidence, Tag
from stream.stages.tag.hits import REASONS, Refused
from stream.stages.tag.tagger import Explained


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An article with what the version ``model`` makes of it."""

    article: Article
    model: str
    tags: Sequence[Tag]
    refused: Sequence[Refused]


def finding(article: Article, explained: Explained, model: str) -> Finding:
    """Give what there is to say of an article; of what was refused, what nothing longer covers."""
    refused = uncovered(explained.refused, explained.tags)
    return Finding(article=article, model=model, tags=explained.tags, refused=refused)


def uncovered(refused: Iterable[Refused], tags: Iterable[Tag]) -> list[Refused]:
    """Leave out what overlaps something at least as long that is told: evidence, or refused."""
    told: list[Evidence | Refused] = [each for tag in tags for each in tag.evidence]
    told += refused
    told.sort(key=lambda each: each.start - each.end)
    taken: set[tuple[str, int]] = set()
    kept: list[Refused] = []
    for each in told:
        places = {(each.field, place) for place in range(each.start, each.end)}
        if isinstance(each, Refused) and taken.isdisjoint(places):
            kept.append(each)
        taken |= places
    kept.sort(key=lambda each: (each.field != "title", each.start))
    return kept


def folded(refused: Iterable[Refused]) -> list[list[Refused]]:
    """Put together what has the same text and was refused for the same reason."""
    alike: dict[tuple[str, str], list[Refused]] = {}
    for each in refused:
        alike.setdefault((each.text, each.why), []).append(each)
    return list(alike.values())


def as_json(found: Finding) -> Mapping[str, Any]:
    """Give a finding as programs read it: every place, none folded."""
    return {
        "id": found.article.id,
        "model": found.model,
        "tags": found.tags,
        "refused": [_refused(each) for each in found.refused],
    }


def _refused(refused: Refused) -> Mapping[str, Any]:
    return {
        "field": refused.field,
        "start": refused.start,
        "end": refused.end,
        "text": refused.text,
        "rule": refused.rule,
        "why": refused.why,
        "reason": REASONS[refused.why],
        "candidates": [each.ticker for each in refused.candidates],
    }
