"""Each hit decided: which instrument it means and how surely, or that it means none.

Not here: the choice between homonyms (``homonyms``), the score of a tag (``scoring``).
"""

from collections.abc import Iterator, Sequence

from stream.gazetteer import Instrument
from stream.models import Article
from stream.stages.tag.context import Context
from stream.stages.tag.hits import NAMING, Hit
from stream.stages.tag.homonyms import choose
from stream.stages.tag.namesakes import NameRules
from stream.stages.tag.scoring import WHOLE, Ruling


def rule(article: Article, hits: Sequence[Hit]) -> Iterator[Ruling]:
    """Decide the hits of one article; a name without the context that it needs is dropped."""
    names = NameRules(article, hits)
    for hit in hits:
        if hit.rule not in NAMING:
            yield _ruling(hit, hit.candidates, hit.sureness, names.context)
        elif candidates := names.meant(hit):
            yield _ruling(hit, candidates, names.sureness(hit), names.context)


def _ruling(hit: Hit, candidates: Sequence[Instrument], sure: int, context: Context) -> Ruling:
    if not candidates:
        return Ruling(hit=hit, instrument=None, sureness=sure)
    choice = choose(candidates, context)
    return Ruling(hit=hit, instrument=choice.instrument, sureness=sure * choice.sureness // WHOLE)
