"""Who speaks in an article, as against whom it is about: agencies, papers, houses of analysts.

Not here: what follows (``names`` refuses an agency, ``scoring`` gives a house less relevance).
"""

import re
from typing import Final

from stream.stages.tag.lexicon import REPORTERS

_REACH: Final = 40
_DATELINE_REACH: Final = 120
_DATELINE_AFTER: Final = re.compile(r"\) ?[-\u2013\u2014]")

_CITED_BEFORE: Final = re.compile(
    r"\b(?:told|according to|data (?:from|by|provider)|figures from|compiled by|reported by"
    r"|polled by|surveyed by|poll by|survey by|citing|interview (?:with|to|on)|per|source:|seen by"
    r"|obtained by|reviewed by|published (?:in|by)|report (?:in|by|from)|article in|story in"
    r"|spoke to|speaking to|estimates from|via|reports) (?:the |a )?\Z",
    re.IGNORECASE,
)
_CITED_AFTER: Final = re.compile(
    r"(?:'s?)? (?:(?:first |has |had |also )?report(?:ed|s)(?! (?:\w+ )?(?:quarter|earn|profit"
    r"|reven|result|net|sales|a loss|higher|lower|\$|\d))|data\b|poll\b|survey\b|estimates\b"
    r"|figures show|consensus|I/B/E/S|said (?:on \w+ )?(?:that )?(?!it|its\b|a |the comp)|says\b"
    r"|wrote\b|article\b|reporter|columnist)"
)
_HOUSE_BEFORE: Final = re.compile(
    r"\b(?:analysts?|economists?|strategists?|traders?|brokers?|note|desk) (?:\w+ \w+ )?"
    r"(?:at|from|with|by) \Z|\b(?:upgraded|downgraded|initiated|raised|cut|reiterated)"
    r" (?:\w+ ){0,4}(?:at|by) \Z|\baccording to \Z",
    re.IGNORECASE,
)
_HOUSE_LINKS: Final = frozenset(("at ", "om ", "th ", "by ", "to "))
"""Ends of the words that ``_HOUSE_BEFORE`` ends in: most places are told by them."""
_HOUSE_AFTER: Final = re.compile(
    r"(?:'s?)? (?:(?:\w+ )?(?:analysts?|economists?|strategists?|broker|research note)\b"
    r"|upgrade[ds]|downgrade[ds]|initiate[ds]|reiterate[ds]|(?:raise[ds]|cuts?|lifts|lifted|hikes"
    r"|lower(?:s|ed)) (?:its |the |their )?(?:price target|target|rating|stance|\w+ to (?:buy|sell"
    r"|hold|neutral|overweight|underweight|outperform)))"
)


def is_in_dateline(text: str, start: int, end: int) -> bool:
    """Say whether a name stands where the agency does: ``NEW YORK (Reuters) -``."""
    in_head = start < _DATELINE_REACH and text[start - 1 : start] == "("
    return in_head and _DATELINE_AFTER.match(text, end) is not None


def is_reporter(name: str) -> bool:
    """Say whether a name is an agency's, a paper's, or a provider's of data."""
    return name.casefold() in REPORTERS


def is_cited(text: str, start: int, end: int) -> bool:
    """Say whether an agency or paper is named for what it reports."""
    before = _CITED_BEFORE.search(text, max(0, start - _REACH), start)
    return before is not None or _CITED_AFTER.match(text, end) is not None


def is_house(text: str, start: int, end: int) -> bool:
    """Say whether a firm is named for what its analysts say of others."""
    if _HOUSE_AFTER.match(text, end):
        return True
    if text[start - 3 : start] not in _HOUSE_LINKS:
        return False
    return _HOUSE_BEFORE.search(text, max(0, start - _REACH), start) is not None
