"""The words a text is compared by, whatever it was wrapped in and however they were written.

Markup, links, datelines and boilerplate are left out; case, width, units have one writing.
Not here: what is made of the words (``text``); what ``tag`` reads, it reads as it came.
"""

import html
import re
import unicodedata
from typing import Final

END: Final = 64
"""Characters at the end of a text in which it is looked for whether it was cut."""

_AGENCIES: Final = (
    "Reuters|Thomson Reuters|AP|Associated Press|AFP|Bloomberg|Bloomberg News|Dow Jones|"
    "Dow Jones Newswires|PRNewswire|PR Newswire|Business ?Wire|GLOBE ?NEWSWIRE|Globe Newswire|"
    "ACCESSWIRE|Newsfile Corp\\.?|Xinhua|dpa|dpa-AFX|UPI|TASS|Interfax|Kyodo|PTI|ANI|IANS|"
    "Yonhap|EFE|ANSA|MT Newswires|RTTNews|CNBC|CoinDesk|Cointelegraph|MarketWatch|Benzinga"
)
_MARKUP: Final = re.compile(
    # Each part stops where its like begins again: hostile text costs no more than its length.
    r"<(script|style)\b[^<]*(?:<(?!/?\1\b)[^<]*)*</\1\s*>"
    r"|<!--(?:(?!<!--|-->).)*-->"
    r"|</?[a-zA-Z][^<>]*>",
    re.DOTALL,
)
_LINK: Final = re.compile(r"\b(?:https?:|www\.)\S*")
_RETWEET: Final = re.compile(r"^[ \t]*(?:RT|MT)[ \t]+@\w+:?[ \t]*", re.MULTILINE)
_DATELINE: Final = re.compile(
    # A few capitalised words of place and date, the agency, a dash. All that begin a line is
    # looked for from its newline on: a search runs from one to the next.
    r"\n(?:^(?:"
    r"(?:[A-ZÀ-Þ0-9][\w.'/]{0,20}[ ,–—-]{1,4}){0,6}"
    rf"(?:\((?i:{_AGENCIES})\)|/(?i:{_AGENCIES})/)\s*(?:--|[-–—:])\s*"
    rf"|(?:{_AGENCIES})\s*(?:--|[-–—:])\s+"
    r"|(?:UPDATE|WRAPUP|RPT|REFILE|BRIEF|CORRECTED)(?: ?\d+)? ?[-–—:]\s*"
    r"|(?:BREAKING|JUST IN|EXCLUSIVE|ALERT)(?: NEWS)?\s*[-–—:]\s*"
    r"))+",
    re.MULTILINE,
)
_BOILERPLATE: Final = re.compile(
    r"\n[^\w\n]*(?:advertisements?|sponsored(?: content)?|leave a (?:reply|comment)|reply(?: now)?"
    r"|read (?:more|next|the full (?:story|article))\b.*|continue reading\b.*|story continues\b.*"
    r"|see also\b.*|related (?:articles?|stories|posts?|news|reading)\b.*"
    r"|also read\b.*|share (?:this|on)\b.*|follow us\b.*|subscribe\b.*|sign up (?:for|to)\b.*"
    r"|click here\b.*|download (?:the|our) app\b.*|log ?in to\b.*|all rights reserved\b.*"
    r"|(?:copyright|©|\(c\)).*|\(?(?:additional )?(?:reporting|writing|editing) by\b.*"
    r"|this (?:article|story|post) (?:was )?(?:originally|first) (?:published|appeared)\b.*"
    r"|(?:originally )?published (?:on|by|at)\b.*|the post .* appeared first on .*"
    r"|cookie (?:policy|settings)|privacy policy|terms of (?:use|service)|disclaimer\b.*)[^\w\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_LONG_REFERENCE: Final = re.compile(r"&#[0-9]{20,};?")
"""A character's number that no character has; Python refuses to read the longest of them."""
_SAMPLE: Final = 64
_MOST_MARKS: Final = 4 * _SAMPLE
"""Combining marks read in a row: to sort more of them takes Python the square of the time."""
_LONGEST: Final = 1 << 20
"""Code points that are compared: some become eighteen by normalisation."""
_UNIT: Final = re.compile(
    r"(\d)(?:-|\s{0,3})"
    r"(percent|per cent|pct|thousand|million|mln|mn|mio|billion|bln|b|trillion|trn|t)\b"
)
_ASCII_UNIT: Final = re.compile(_UNIT.pattern.replace(r"\d", "[0-9]"))
_UNITS: Final = {
    **dict.fromkeys(("percent", "per cent", "pct"), "%"),
    "thousand": "k",
    **dict.fromkeys(("million", "mln", "mn", "mio"), "m"),
    **dict.fromkeys(("billion", "bln", "b"), "bn"),
    **dict.fromkeys(("trillion", "trn", "t"), "tn"),
}
_CASHTAG_OR_NUMBER: Final = (
    r"\$[a-z][a-z0-9]*(?:[.-][a-z]{1,4}\b)?|(?:(?<![\w.,])-)?\d+(?:[.,]\d+)*(?:%|[a-z]+)?"
)
_SILENT: Final = "‘’“–—•€£"
"""Marks that say no more than a grave accent: a text that has no others is read as ASCII."""
_UNPARTED: Final = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Scripts that do not part their words by spaces: each character counts as a word."""
_ASCII_WORD: Final = re.compile(
    # As ``_WORD`` reads ASCII, told by the first character: a search may run from one to the next.
    r"[a-z0-9$-](?:(?<=[a-z])[a-z0-9]*"
    r"|(?<=\$)[a-z][a-z0-9]*(?:[.-][a-z]{1,4}\b)?"
    r"|(?:(?<=[0-9])|(?<=-)(?<![\w.,]-)[0-9])[0-9]*(?:[.,][0-9]+)*(?:%|[a-z]+)?)"
)
_WORD: Final = re.compile(
    rf"[a-z][^\W_{_UNPARTED}]*|{_CASHTAG_OR_NUMBER}|[{_UNPARTED}]|[^\W\d_][^\W_{_UNPARTED}]*"
)
_COMMA_IN_WORD: Final = re.compile(r",\d")
_CUT_WORD: Final = re.compile(r"[^\W\d_]+\.\.\.$")


def normalise(text: str) -> str:
    """Give a text as it is compared: canonical words, one space between them."""
    return " ".join(words_of(canonical(text)))


def canonical(text: str) -> str:
    """Leave out what is not the news itself and make one writing of what has many."""
    if "<" in text or "&" in text:
        text = _MARKUP.sub(" ", html.unescape(_LONG_REFERENCE.sub("\ufffd", text)))
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _thinned(text))[:_LONGEST]
    if "@" in text:
        text = _RETWEET.sub("", text)
    lines = _DATELINE.sub("\n", f"\n{text}")
    if lines.rfind("\n") > 0:
        lines = _BOILERPLATE.sub("\n", lines)
    return _concise(lines[1:].casefold())


def words_of(canonical_text: str) -> list[str]:
    """Give the words of what ``canonical`` gave, numbers without the commas of thousands."""
    ascii_alone = canonical_text.isascii()
    words: list[str] = (_ASCII_WORD if ascii_alone else _WORD).findall(canonical_text)
    if _COMMA_IN_WORD.search(canonical_text) is None:
        return words
    return [word.replace(",", "") if "," in word else word for word in words]


def _thinned(text: str) -> str:
    """Leave out what is piled upon one letter beyond any writing; a sample tells if there is any.

    So many marks in a row are met three times in a row by the sample, those of a script never.
    """
    if _MARKS_SAMPLED.search(text[::_SAMPLE]) is None:
        return text
    return _MARKS.sub(lambda marks: marks[0][:_MOST_MARKS], text)


def _mark_class() -> str:
    """Give the characters that normalisation sorts behind a letter, as a class of a pattern."""
    places = (chr(code) for code in range(0x300, 0x1F000))
    return "".join(each for each in places if all(map(unicodedata.combining, _decomposed(each))))


def _decomposed(character: str) -> str:
    return unicodedata.normalize("NFKD", character)


_MARKS: Final = re.compile(f"[{_mark_class()}]+")
_MARKS_SAMPLED: Final = re.compile(f"[{_mark_class()}]{{3}}")


def _concise(text: str) -> str:
    """Leave out links and a word that was cut; write units short."""
    if not text.isascii():
        text = _plain(text)
    if (":" in text and "http" in text) or "www." in text:
        text = _LINK.sub(" ", text)
    text = text.rstrip()
    if text.endswith("..."):
        text = text[:-END] + _CUT_WORD.sub("", text[-END:])
    return (_ASCII_UNIT if text.isascii() else _UNIT).sub(_unit, text)


def _plain(text: str) -> str:
    for mark in _SILENT:
        text = text.replace(mark, "`")
    return text.replace("\u201d", '"')


def _unit(match: re.Match[str]) -> str:
    return match[1] + _UNITS[match[2]]
