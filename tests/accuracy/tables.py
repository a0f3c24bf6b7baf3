"""The tables of the page, of what was judged. Not here: the page around them (``report``)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, get_args

from deploy.docs.parts import table
from tests.accuracy.confusions import Confusion
from tests.accuracy.figures import MEANINGS, Figures, tickers
from tests.accuracy.intervals import Share, precision, recall
from tests.accuracy.judging import Verdict
from tests.accuracy.texts import Kind

NONE: Final = "–"

Verdicts = Mapping[str, Sequence[Verdict]]
"""Each set's judged texts."""


def sets(figures: Mapping[str, Figures], meanings: Mapping[str, str] = MEANINGS) -> str:
    """Give every figure in a row, every set in a column."""
    rows = (
        [meaning, *(told(each.get(name), counted=counted) for each in figures.values())]
        for name, meaning in meanings.items()
        for counted in [not name.endswith("f1")]
    )
    return table(["figure", *figures], rows)


def kinds(verdicts: Verdicts) -> str:
    """Give a row for each kind of text of each set, with precision and recall of its tickers."""
    rows = (
        [name, kind, *_counts(chosen), told(precision(counts)), told(recall(counts))]
        for name, kind, chosen in _by(verdicts, lambda each: each.text.kind, get_args(Kind))
        for counts in [[tickers(each) for each in chosen]]
    )
    return table(["set", "kind", *_COUNTED, "precision", "recall"], rows)


def families(verdicts: Verdicts) -> str:
    """Give a row for each family of a set that has an error, and one for all that have none."""
    names = sorted({each.text.family for chosen in verdicts.values() for each in chosen})
    flawless: dict[str, list[Sequence[Verdict]]] = defaultdict(list)
    rows = []
    for name, family, chosen in _by(verdicts, lambda each: each.text.family, names):
        if any(each.false or each.missed for each in chosen):
            rows.append([name, family, *_counts(chosen)])
        else:
            flawless[name].append(chosen)
    for name, groups in flawless.items():
        together = [each for group in groups for each in group]
        rows.append([name, f"{len(groups)} without a mistake", *_counts(together)])
    return table(["set", "family", *_COUNTED], rows)


def confusions(worst: Iterable[Confusion]) -> str:
    """Give what goes wrong oftenest, a row each."""
    rows = (
        [each.sort, each.ticker, each.surface or NONE, str(each.texts), ", ".join(each.families)]
        for each in worst
    )
    return table(["mistake", "ticker", "words", "texts", "families"], rows)


def told(share: Share | None, *, counted: bool = True) -> str:
    """Write a share with its interval and, if there is such a thing, what was counted."""
    if share is None:
        return NONE
    interval = f"**{share.value:.4f}** ({share.low:.3f} to {share.high:.3f})"
    return f"{interval}, {share.right:,.0f} of {share.of:,.0f}" if counted else interval


_COUNTED: Final = ("texts", "tickers", "right", "false", "missed")


def _counts(verdicts: Sequence[Verdict]) -> Sequence[str]:
    counts = [tickers(each) for each in verdicts]
    right, missed = sum(each.right for each in counts), sum(each.missed for each in counts)
    false = sum(each.false for each in counts)
    return [str(each) for each in (len(verdicts), right + missed, right, false, missed)]


def _by(
    verdicts: Verdicts, key: Callable[[Verdict], str], order: Sequence[str]
) -> Iterator[tuple[str, str, Sequence[Verdict]]]:
    """Part each set's texts by a word of theirs, in this order of the words."""
    for name, chosen in verdicts.items():
        ordered = sorted(chosen, key=lambda each: order.index(key(each)))
        for word, group in groupby(ordered, key):
            yield name, word, list(group)
