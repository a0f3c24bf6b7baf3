"""The figures of a set of labelled texts, each by its name.

Not here: judging one text (``judging``), the least each figure may be (``floors``), tables of
them (``tables``).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from tests.accuracy.intervals import Counts, Share, f1, precision, recall, share
from tests.accuracy.judging import Verdict

Figures = Mapping[str, Share]

MEANINGS: Final[Mapping[str, str]] = {
    "named_precision": "tickers of texts without a cashtag: precision",
    "named_recall": "tickers of texts without a cashtag: recall",
    "named_f1": "tickers of texts without a cashtag: F1",
    "precision": "tickers of all texts: precision",
    "recall": "tickers of all texts: recall",
    "f1": "tickers of all texts: F1",
    "clean": "texts without a ticker that got none",
    "primary": "texts about one ticker that got it first",
    "cashtag_precision": "cashtags as written, listed or not: precision",
    "cashtag_recall": "cashtags as written, listed or not: recall",
    "never": "words that look like a ticker, left alone",
}
"""What each figure of a set of texts is, in the order of the table."""


def figures(verdicts: Sequence[Verdict]) -> Figures:
    """Give all figures of a set of texts; one that nothing was counted for is left out."""
    named = [each for each in verdicts if not each.text.cashtags]
    shares = {
        **_measured(tickers, named, "named_"),
        **_measured(tickers, verdicts, ""),
        "clean": share((not each.found, 1) for each in verdicts if not each.text.tickers),
        "primary": share(
            (each.primary == each.text.primary, 1) for each in verdicts if each.text.primary
        ),
        **_measured(cashtags, verdicts, "cashtag_"),
        "never": share(
            (len(each.text.never) - len({words for words, *_ in each.taken}), len(each.text.never))
            for each in verdicts
        ),
    }
    found = ((name, shares[name]) for name in MEANINGS)
    return {name: value for name, value in found if value}


def tickers(verdict: Verdict) -> Counts:
    """Count the sure tickers of a text against its labelled ones."""
    right = len(verdict.found & verdict.text.labelled)
    return Counts(right=right, false=len(verdict.false), missed=len(verdict.missed))


def cashtags(verdict: Verdict) -> Counts:
    """Count what was taken for a cashtag against those written, however sure."""
    missed = len(verdict.missed_cashtags)
    right = len(verdict.text.cashtags) - missed
    return Counts(right=right, false=len(verdict.false_cashtags), missed=missed)


def _measured(
    count: Callable[[Verdict], Counts], verdicts: Iterable[Verdict], prefix: str
) -> dict[str, Share | None]:
    counts = [count(each) for each in verdicts]
    return {
        f"{prefix}precision": precision(counts),
        f"{prefix}recall": recall(counts),
        f"{prefix}f1": f1(counts),
    }
