"""Each hit decided: which instrument it means and how surely, or that it means none.

Not here: the choice between homonyms (``homonyms``), the score of a tag (``scoring``).
"""

from collections.abc import Iterator, Sequence

from stream.gazetteer import Instrument
from stream.models import TickerId
from stream.stages.tag.context import Context
from stream.stages.tag.hits import NAMING, Hit, Refused
from stream.stages.tag.homonyms import Choice, choose
from stream.stages.tag.namesakes import NameRules
from stream.stages.tag.reading import ReadArticle
from stream.stages.tag.scoring import WHOLE, Ruling


def rule(read: ReadArticle, hits: Sequence[Hit]) -> Iterator[Ruling | Refused]:
    """Decide the hits of one article; a name without the context that it needs is dropped."""
    names = NameRules(read, hits)
    choices = _Choices(names.context)
    for hit in hits:
        if hit.rule not in NAMING:
            yield _ruling(hit, hit.candidates, hit.sureness, choices)
            continue
        meant = names.meant(hit)
        if isinstance(meant, str):
            yield Refused(hit.field, hit.start, hit.end, hit.text, hit.rule, meant, hit.candidates)
        else:
            yield _ruling(hit, meant, names.sureness(hit), choices)


class _Choices(dict[tuple[TickerId, ...], Choice]):
    """Choices between homonyms, each made once: what is written alike means the same."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context

    def among(self, candidates: Sequence[Instrument]) -> Choice:
        key = tuple(each.ticker for each in candidates)
        if key not in self:
            self[key] = choose(candidates, self._context)
        return self[key]


def _ruling(hit: Hit, candidates: Sequence[Instrument], sure: int, choices: _Choices) -> Ruling:
    if not candidates:
        return Ruling(hit=hit, instrument=None, sureness=sure)
    if len(candidates) == 1:
        return Ruling(hit=hit, instrument=candidates[0], sureness=sure)
    choice = choices.among(candidates)
    return Ruling(hit=hit, instrument=choice.instrument, sureness=sure * choice.sureness // WHOLE)
