"""Which of several instruments one symbol or name means here: points for what speaks for each.

Not here: finding the places (``cashtags``, ``codes``, ``names``), the sureness of a rule.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from stream.gazetteer import Instrument, is_obscure
from stream.stages.tag.capitals import INDEX_SYMBOLS, OTHERWISE
from stream.stages.tag.context import Context
from stream.stages.tag.lexicon import TRADE_WORDS

STATED: Final = 6
"""Points where the article says elsewhere which one it means: ``(NASDAQ: FET)``."""
NAMED: Final = 5
"""Points where the article names it in full."""
NEIGHBOUR: Final = 4
"""Points for each unmistakable symbol of the same market beside it, at most two, of a token that
hardly anybody knows one."""
OBSCURE: Final = 3
"""Points off a token that hardly anybody knows: there are thousands, under every symbol."""
MOST_WORDS: Final = 3
"""Points at most for words of its market, one each."""
ONE_SIDED: Final = 2
"""Points where at least two are, and none is of the other market."""
FAMOUS: Final = 6
"""Points for one of the ten largest tokens, which traders of shares speak of as of shares."""
_FAMOUS_RANK: Final = 10
TOKEN_PARITY: Final = 30
"""A token of rank n is about as large as the share of rank 30 n."""
UNRANKED: Final = 100_000

SURENESS: Final = (600, 750, 900, 950, 1000)
"""Thousandths left of the sureness at a lead of 0, 1, 2, 3, and 4 or more points."""

HOUSEHOLD: Final = 60
KNOWN: Final = 300
LONELY_KNOWN: Final = 900
LONELY: Final = 600
"""Left of a token beyond ``HOUSEHOLD``, or ``KNOWN``, in an article that says nothing of tokens."""
AMONG_SHARES: Final = 450
"""Left of one beyond ``KNOWN`` where all that is said is of shares: some lack in the table."""
TOPIC: Final = 3
"""Points where the article speaks of what it is called after: of energy, of intelligence."""
_TOPIC_LETTERS: Final = 6

TOKENS_FROM: Final = date(2017, 1, 1)
"""Before, nearly every symbol that is a token's today meant a share only."""
OLDEST_TOKENS: Final = frozenset(
    "BTC LTC XRP DOGE DASH DRK XMR NMC PPC NXT BTS XLM STR MAID ETH ETC DGB FTC VTC XPM USDT BLK "
    "ZEC DCR REP FCT SC STEEM LSK WAVES XEM BCN POT RDD SYS NVC".split()
)
"""Those that were traded by then."""


class Choice(NamedTuple):
    """The instrument chosen, None for none of them; the thousandths of sureness that it leaves."""

    instrument: Instrument | None
    sureness: int


NOTHING: Final = Choice(None, SURENESS[-1])


def meaning(candidates: Sequence[Instrument], context: Context) -> Choice:
    """Choose what a written symbol means: one of these, or something that no table knows."""
    if not candidates:
        return NOTHING
    if len(candidates) == 1 and candidates[0].asset_class != "crypto":
        return Choice(candidates[0], SURENESS[-1])
    rivals = [each for each in candidates if _can_be(each, context)]
    if not rivals:
        return NOTHING
    if _is_beyond_doubt(rivals, context):
        return Choice(rivals[0], SURENESS[-1])
    choice = choose(rivals, context)
    if len(rivals) > 1 or rivals[0].asset_class != "crypto":
        return choice
    return choice._replace(sureness=_trust(rivals[0], context))


def choose(candidates: Sequence[Instrument], context: Context) -> Choice:
    """Choose by the article's evidence; when open, the larger one with the least sureness.

    ``candidates`` come largest first; of one asset class only the first is looked at.
    """
    if len(candidates) == 1:
        return Choice(candidates[0], SURENESS[-1])
    rivals = list({each.asset_class: each for each in reversed(candidates)}.values())[::-1]
    if len(rivals) == 1:
        return Choice(rivals[0], SURENESS[-1])
    points = [_points(each, context) for each in rivals]
    by_size = sorted(range(len(rivals)), key=lambda index: _size(rivals[index]))
    points[by_size[0]] += _lead(*(_size(rivals[index]) for index in by_size[:2]))
    best = max(range(len(rivals)), key=lambda index: (points[index], -_size(rivals[index])))
    second = max(points[:best] + points[best + 1 :])
    return Choice(rivals[best], SURENESS[min(points[best] - second, len(SURENESS) - 1)])


def was_there(instrument: Instrument, at: date) -> bool:
    """Say whether a token was traded by then, as far as its symbol tells; shares have dates."""
    return (
        at >= TOKENS_FROM
        or instrument.asset_class != "crypto"
        or instrument.symbol in OLDEST_TOKENS
    )


def is_ornament(instrument: Instrument, context: Context) -> bool:
    """Say whether small letters behind a dollar sign (``$hit``) mean nothing of a market."""
    rank = instrument.rank or UNRANKED
    crypto = instrument.asset_class == "crypto"
    known = rank <= (HOUSEHOLD if crypto else KNOWN) and instrument.symbol not in OTHERWISE
    return not (known or context.speaks_of_market)


def _is_beyond_doubt(rivals: Sequence[Instrument], context: Context) -> bool:
    """Say whether it is one of the largest tokens, which no fund of its symbol is meant for."""
    first, *others = rivals
    return _is_famous(first) and all(
        each.asset_class == "etf" and each.ticker not in context.stated for each in others
    )


def _is_famous(instrument: Instrument) -> bool:
    return instrument.asset_class == "crypto" and (instrument.rank or UNRANKED) <= _FAMOUS_RANK


def _can_be(instrument: Instrument, context: Context) -> bool:
    """Say whether a token was there on the article's date, and is not an index in share talk."""
    if instrument.asset_class != "crypto":
        return True
    if not was_there(instrument, context.at):
        return False
    return instrument.symbol not in INDEX_SYMBOLS or _speaks_of_tokens(instrument, context)


def _trust(token: Instrument, context: Context) -> int:
    """Give what is left of the sureness of a symbol that only a token has."""
    rank = token.rank or UNRANKED
    if rank <= HOUSEHOLD or _speaks_of_tokens(token, context):
        return SURENESS[-1]
    if rank <= KNOWN:
        return LONELY_KNOWN
    return AMONG_SHARES if context.listed_neighbours or context.share_talk > 1 else LONELY


def _speaks_of_tokens(token: Instrument, context: Context) -> bool:
    return (
        context.token_talk > 0
        or context.neighbours("crypto", beside=token.ticker) > 0
        or token.ticker in context.named
        or token.ticker in context.stated
    )


def _points(instrument: Instrument, context: Context) -> int:
    crypto = instrument.asset_class == "crypto"
    beside = context.neighbours("crypto") if crypto else context.listed_neighbours
    talk, other = context.share_talk, context.token_talk
    if crypto:
        talk, other = other, talk
    obscure = is_obscure(instrument)
    return (
        STATED * (instrument.ticker in context.stated)
        + NAMED * (instrument.ticker in context.named)
        + NEIGHBOUR * min(1 if obscure else 2, beside)
        + min(MOST_WORDS, talk)
        + TOPIC * (not _topics(instrument).isdisjoint(context.words))
        + ONE_SIDED * (talk > 1 and not other)
        + FAMOUS * _is_famous(instrument)
        - OBSCURE * obscure
    )


def _topics(instrument: Instrument) -> frozenset[str]:
    """Give the words of its names that say what it does, in small letters."""
    words = " ".join((instrument.name, *instrument.aliases)).lower().split()
    return frozenset(word for word in words if len(word) >= _TOPIC_LETTERS) - TRADE_WORDS


def _size(instrument: Instrument) -> int:
    """Give a rank that compares across asset classes: small is large."""
    rank = instrument.rank or UNRANKED
    return rank * TOKEN_PARITY if instrument.asset_class == "crypto" else rank


def _lead(largest: int, second: int) -> int:
    """Give the points that size alone is worth: three at 64 times in rank, two at 8 times."""
    return 3 if second >= 64 * largest else 2 if second >= 8 * largest else 0
