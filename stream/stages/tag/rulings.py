"""Each hit decided: which instrument it means and how surely, or that it means none.

Not here: the choice between homonyms (``homonyms``), the score of a tag (``scoring``).
"""

from collections.abc import Callable, Iterator, Sequence

from stream.gazetteer import Instrument
from stream.models import TickerId
from stream.stages.tag import sureness
from stream.stages.tag.context import Context
from stream.stages.tag.hits import NAMING, Hit, Refused, Why
from stream.stages.tag.homonyms import Choice, choose, is_ornament, meaning, was_there
from stream.stages.tag.namesakes import NameRules
from stream.stages.tag.reading import ReadArticle
from stream.stages.tag.subjects import WHOLE, Ruling

Choosing = Callable[[Sequence[Instrument], Context], Choice]


def rule(read: ReadArticle, found: Sequence[Hit | Refused]) -> Iterator[Ruling | Refused]:
    """Decide what was found in one article; what was refused already stays so."""
    context = Context(read, [each for each in found if isinstance(each, Hit)])
    names = NameRules(read, found, context)
    symbols, choices = _Choices(context, meaning), _Choices(context, choose)
    for hit in found:
        if isinstance(hit, Refused):
            yield hit
        elif hit.is_plain and (hit.rule not in NAMING or names.is_settled(hit.candidates[0])):
            yield Ruling(hit, hit.candidates[0], hit.sureness)
        elif hit.rule not in NAMING:
            yield _of_symbol(hit, symbols.among(hit.candidates), context)
        elif isinstance(meant := names.meant(hit), str):
            yield _refused(hit, meant)
        elif there := [each for each in meant if was_there(each, context.at)]:
            yield _ruling(hit, choices.among(there), names.sureness(hit))
        else:
            yield _refused(hit, "too_early")


class _Choices:
    """Choices between homonyms, each made once: what is written alike means the same."""

    def __init__(self, context: Context, choose_among: Choosing) -> None:
        self._context = context
        self._choose_among = choose_among
        self._made: dict[tuple[TickerId, ...], Choice] = {}

    def among(self, candidates: Sequence[Instrument]) -> Choice:
        if len(candidates) == 1:
            return self._choose_among(candidates, self._context)
        key = tuple([each.ticker for each in candidates])
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._choose_among(candidates, self._context)
        return made


def _of_symbol(hit: Hit, choice: Choice, context: Context) -> Ruling | Refused:
    """Decide a symbol; one in small letters is an ornament where nothing speaks of a market.

    One that means none of what the table knows is unlisted if it is marked; bare it is nothing.
    """
    if choice.instrument is None:
        if hit.rule == "symbol" and not hit.text.startswith("$"):
            return _refused(hit, "no_token_talk")
        return Ruling(hit, None, min(hit.sureness, sureness.UNLISTED))
    sure = hit.sureness
    if sure == sureness.SMALL_LETTERS and is_ornament(choice.instrument, context):
        sure = sureness.ORNAMENT
    return _ruling(hit, choice, sure)


def _refused(hit: Hit, why: Why) -> Refused:
    return Refused(hit.field, hit.start, hit.end, hit.text, hit.rule, why, hit.candidates)


def _ruling(hit: Hit, choice: Choice, sure: int) -> Ruling:
    return Ruling(hit, choice.instrument, sure * choice.sureness // WHOLE)
