"""Whether the words beside capitals quote them as a symbol: ``KO up 2%``, ``short INTC``.

Not here: which capitals a table knows (``bare``), which mean something else (``capitals``).
"""

import re
from collections.abc import Sequence
from typing import Final

from stream.gazetteer import Instrument
from stream.stages.tag.capitals import OTHERWISE
from stream.stages.tag.context import near, words_near
from stream.stages.tag.lexicon import EQUITY_WORDS, MARKET_WORDS, TOKEN_NOUNS

HOUSEHOLD: Final = 60
"""Tokens and funds up to this rank are called by their symbol alone, near words of a market."""

_WINDOW: Final = 40
_CHANGE: Final = re.compile(r"(?:'s)?:? \(?[+\u2212\u2013-] ?\d[\d.,]*(?: ?%|\b(?![-\u2013/:]))")
"""A signed change right behind it: ``AAPL +3%``."""
_BEHIND: Final = re.compile(
    r"(?:'s)? (?:(?:is|was|are|now|closed|opened|trading|trades|stock|both|all|also|just) ){0,2}"
    r"(?:(?:at |@ ?)?\$?\d[\d.,]*(?: ?%|\b(?! ?[A-Za-z:/-]))|([a-z]+))"
)
_MOVES: Final = frozenset(
    """
    up down higher lower flat green red share shares stock stocks call calls put puts options
    earnings longs shorts bull bulls bear bears holders chart charts dividend dividends position
    price volume token coin rise rises rose rising fall falls fell falling gain gains gained
    gaining jump jumps jumped drop drops dropped surge surges surged surging soar soars soared
    soaring slide slides slid sliding slip slips slipped slump slumps slumped plunge plunges
    plunged plunging tumble tumbles tumbled tumbling climb climbs climbed rally rallies rallied
    rallying rebound rebounds rebounded snaps snapped breaks broke breakout rips ripped ripping
    dump dumps dumped dumping moon moons mooning pumps pumped pumping beat beats misses missed
    guides guided guidance premarket downgraded upgraded upgrade downgrade leaps sinks sank
    """.split()
)
_TRADES: Final = frozenset(
    """
    long short shorting buy buying bought sell selling sold trim trimmed own hold holding
    upgrade upgrades upgraded downgrade downgrades downgraded ticker ticker: symbol symbol:
    tickers: watching swinging
    """.split()
)
_TRADES_OF_TWO: Final = frozenset(
    (
        *("bullish on", "bearish on", "calls on", "puts on", "call on", "put on", "shares of"),
        *("shares in", "stake in", "position in", "symbol is", "ticker is", "long on", "short on"),
    )
)
_LONGEST_TRADE: Final = 22
_LIST_GAP: Final = re.compile(r"(?:,? (?:and|or|vs\.?|versus) |, ?|; ?|/| ?[><&|+] ?| )#?\Z")
_LONGEST_GAP: Final = 8
_NAME_BEFORE: Final = re.compile(r"((?:[A-Z][\w.&'-]*,? (?:(?:of|and|the|for) )?){1,6})\(\Z")
_LONGEST_NAME: Final = 60
_SHOUT: Final = re.compile(r"[A-Z]{2,}(?![a-z])")
_SPEECH: Final = re.compile(r"(?<![A-Za-z])[a-z]{2,}")


def is_quoted(text: str, start: int, end: int, known: Sequence[Instrument]) -> bool:
    """Say whether what stands beside ``text[start:end]`` is enough to read it as a symbol.

    Letters that also are a word or an acronym need a signed change right behind them.
    """
    if _CHANGE.match(text, end):
        return True
    if text[start:end] in OTHERWISE:
        return False
    traded = moves(text, end) or _is_traded(text, start)
    if traded or _is_household(text, start, end, known):
        return not is_shouted(text, start, end)
    return _is_introduced(text, start, end)


def in_one_list(text: str, end: int, start: int) -> bool:
    """Say whether only what parts the members of a list stands between two places."""
    return start - end <= _LONGEST_GAP and _LIST_GAP.fullmatch(text, end, start) is not None


def moves(text: str, end: int) -> bool:
    """Say whether a price, a move or a trader's word stands right behind the place."""
    behind = _BEHIND.match(text, end)
    return behind is not None and (behind[1] is None or behind[1] in _MOVES)


def _is_traded(text: str, start: int) -> bool:
    before = text[max(0, start - _LONGEST_TRADE) : start].lower().split()
    return bool(before) and (before[-1] in _TRADES or " ".join(before[-2:]) in _TRADES_OF_TWO)


def _is_household(text: str, start: int, end: int, known: Sequence[Instrument]) -> bool:
    """Say whether all know it, and the words near it are of its market."""
    others = [each for each in known if each.asset_class != "equity"]
    if not others:
        return False
    words = words_near(text, start, end)
    if any(each.asset_class == "crypto" for each in others) and not words.isdisjoint(TOKEN_NOUNS):
        return True
    largest = min(each.rank or HOUSEHOLD + 1 for each in others)
    return largest <= HOUSEHOLD and not words.isdisjoint(MARKET_WORDS)


def is_shouted(text: str, start: int, end: int) -> bool:
    """Say whether the words around are in capitals too, more than in small letters."""
    around = text[max(0, start - _WINDOW) : start], text[end : end + _WINDOW]
    if all(map(_SPEECH.search, around)):
        return False
    shouts = sum(len(_SHOUT.findall(part)) for part in around)
    return shouts > 1 and shouts > sum(len(_SPEECH.findall(part)) for part in around)


def _is_introduced(text: str, start: int, end: int) -> bool:
    """Say whether it stands in brackets behind a name of which it is no abbreviation."""
    if text[start - 1 : start] != "(" or text[end : end + 1] != ")":
        return False
    name = _NAME_BEFORE.search(text, max(0, start - _LONGEST_NAME), start)
    if name is None or not near(text, start, end, EQUITY_WORDS | MARKET_WORDS):
        return False
    initials = "".join(word[0] for word in name[1].split() if word[0].isupper())
    return not initials.endswith(text[start:end])
