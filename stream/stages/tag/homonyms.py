"""Which of several instruments one symbol or name means here: points for what speaks for each.

Not here: finding the places (``cashtags``, ``codes``, ``names``), the sureness of a rule.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from stream.gazetteer import Instrument, is_obscure
from stream.stages.tag.context import Context

STATED: Final = 6
"""Points where the article says elsewhere which one it means: ``(NASDAQ: FET)``."""
NAMED: Final = 5
"""Points where the article names it in full."""
NEIGHBOUR: Final = 2
"""Points for each unmistakable symbol of the same asset class beside it, at most two."""
OBSCURE: Final = 3
"""Points off a token that hardly anybody knows: there are thousands, under every symbol."""
MOST_WORDS: Final = 3
"""Points at most for words of its market, one each."""
TOKEN_PARITY: Final = 30
"""A token of rank n is about as large as the share of rank 30 n."""
UNRANKED: Final = 100_000

SURENESS: Final = (600, 750, 900, 950, 1000)
"""Thousandths left of the sureness at a lead of 0, 1, 2, 3, and 4 or more points."""


class Choice(NamedTuple):
    """The instrument chosen, and the thousandths of sureness that the choice leaves."""

    instrument: Instrument
    sureness: int


def choose(candidates: Sequence[Instrument], context: Context) -> Choice:
    """Choose by the article's evidence; when open, the larger one with the least sureness.

    ``candidates`` come largest first; of one asset class only the first is looked at.
    """
    rivals = list({each.asset_class: each for each in reversed(candidates)}.values())[::-1]
    if len(rivals) == 1:
        return Choice(rivals[0], SURENESS[-1])
    points = [_points(each, context) for each in rivals]
    by_size = sorted(range(len(rivals)), key=lambda index: _size(rivals[index]))
    points[by_size[0]] += _lead(*(_size(rivals[index]) for index in by_size[:2]))
    best = max(range(len(rivals)), key=lambda index: (points[index], -_size(rivals[index])))
    second = max(points[:best] + points[best + 1 :])
    return Choice(rivals[best], SURENESS[min(points[best] - second, len(SURENESS) - 1)])


def _points(instrument: Instrument, context: Context) -> int:
    crypto = instrument.asset_class == "crypto"
    words = context.crypto_words if crypto else context.equity_words
    return (
        STATED * (instrument.ticker in context.stated)
        + NAMED * (instrument.ticker in context.named)
        + NEIGHBOUR * min(2, context.neighbours(instrument.asset_class))
        + min(MOST_WORDS, words)
        - OBSCURE * is_obscure(instrument)
    )


def _size(instrument: Instrument) -> int:
    """Give a rank that compares across asset classes: small is large."""
    rank = instrument.rank or UNRANKED
    return rank * TOKEN_PARITY if instrument.asset_class == "crypto" else rank


def _lead(largest: int, second: int) -> int:
    """Give the points that size alone is worth: three at 64 times in rank, two at 8 times."""
    return 3 if second >= 64 * largest else 2 if second >= 8 * largest else 0
