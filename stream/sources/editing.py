"""What other houses do to a text before it reaches us again: set it anew, edit, cut, wrap it.

Pure text to text; chance comes as an argument. Numbers, dates and names survive every one but
``renumber``, which makes another story of it. Not here: who gets what, and when (``syndicate``).
"""

import re
import textwrap
from random import Random
from typing import Final

COLUMNS: Final = 72
WORDS_PER_EDIT: Final = 30
"""A light edit changes about one word in thirty (and at least one)."""

_SWAPS: Final = {
    "accelerating": "speeding up",
    "announced": "said",
    "approximately": "about",
    "because": "since",
    "begun": "started",
    "considerable": "significant",
    "enhance": "improve",
    "enhancing": "improving",
    "especially": "above all",
    "expected": "projected",
    "gain": "win",
    "growing": "rising",
    "huge": "vast",
    "increase": "rise",
    "increasing": "rising",
    "indicating": "suggesting",
    "integrating": "combining",
    "large": "big",
    "mainly": "chiefly",
    "multiple": "several",
    "promote": "further",
    "promoting": "furthering",
    "recently": "lately",
    "reduce": "lower",
    "reflects": "shows",
    "reliance": "dependence",
    "shows": "indicates",
    "significant": "considerable",
    "stated": "said",
    "various": "several",
}
_OPEN: Final = {'"': "\N{LEFT DOUBLE QUOTATION MARK}", "'": "\N{LEFT SINGLE QUOTATION MARK}"}
_CLOSE: Final = {'"': "\N{RIGHT DOUBLE QUOTATION MARK}", "'": "\N{RIGHT SINGLE QUOTATION MARK}"}
_STRAIGHT: Final = {
    ord(mark): straight for marks in (_OPEN, _CLOSE) for straight, mark in marks.items()
}
_QUOTED: Final = re.compile(r"""(?<!\w)(["'])(?=\w)|(?<=[\w.,!?])(["'])(?!\w)""")
_WORD: Final = re.compile(r"(?<![\w$#@.'\u2019-])[a-z]+(?![\w'\u2019-]|\.\w)")
_MARKUP: Final = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|-{3,}[ \t]*$)|\*\*|__", re.MULTILINE)
_NUMBER: Final = re.compile(
    r"(?<![\w.,$-])\d{2,3}(?:\.\d+)?(?![\w-]|[.,]\d)|(?<=\$)\d{2,3}(?![\w.,])"
)
_OPENINGS: Final = (
    """\
The following report is published in full by arrangement with its author. Readers are asked to \
note that prices and other market data in it may be delayed.""",
    """\
Good morning, and welcome to the briefing that our editors put together for members. Below is the \
one story that you should not miss before the bell.""",
    """\
This story was selected by our market desk. You are reading a free preview; members see the whole \
archive, charts and alerts.""",
)
_CLOSINGS: Final = (
    """\
Did you enjoy this story? Share it with a friend, follow us on social media and subscribe to the \
newsletter. Nothing here is investment advice. All rights reserved; reproduction without written \
permission is prohibited.""",
    """\
Have a comment or a correction? Write to the editors. Related topics: markets, technology, \
opinion. Terms of use and privacy policy apply. Manage your cookies at any time.""",
    """\
Advertisement. Read next: the week ahead in markets. Log in or create a free account to leave a \
reply. The views expressed are those of the author alone.""",
)


def restyle(text: str) -> str:
    """Set the same words without Markdown and with the other kind of quotation marks."""
    plain = _MARKUP.sub("", text)
    straight = plain.translate(_STRAIGHT)
    return straight if straight != plain else _QUOTED.sub(_curled, plain)


def reformat(text: str) -> str:
    """Restyle a body and set it in lines of 72 columns, with a blank line between paragraphs."""
    return "\n\n".join(_filled(line) for line in restyle(text).splitlines() if line.strip())


def edit(text: str, random: Random) -> str:
    """Change a few neutral words, as a copy editor would; never a number, a name or a symbol.

    A text in which no word can be changed gets a closing remark, so that it is never the same.
    """
    places = [match for match in _WORD.finditer(text) if match.group() in _SWAPS]
    wanted = max(1, len(text.split()) // WORDS_PER_EDIT)
    chosen = random.sample(places, min(wanted, len(places)))
    for place in sorted(chosen, key=lambda match: -match.start()):
        text = text[: place.start()] + _SWAPS[place.group()] + text[place.end() :]
    return text if chosen else f"{text} More to follow."


def cut(text: str, share: float) -> str:
    """Keep the first ``share`` (0 to 1) of the characters, back to the end of a word."""
    length = int(len(text) * share)
    if length >= len(text):
        return text
    kept = text[:length] if text[length].isspace() else _without_last_word(text[:length])
    return kept.rstrip(" \t\r\n,;:-\N{EN DASH}\N{EM DASH}") + " …"


def wrap(text: str, random: Random) -> str:
    """Put boilerplate of a house before and after the text."""
    return "\n\n".join((random.choice(_OPENINGS), text, random.choice(_CLOSINGS)))


def renumber(title: str, body: str, random: Random) -> tuple[str, str] | None:
    """Fill the template with another number: the first one of two or three digits, everywhere.

    Years and numbers inside of words and symbols are left alone. None where there is no number.
    """
    found = _NUMBER.search(f"{title}\n{body}")
    if found is None:
        return None
    number = found.group()
    same = re.compile(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)")
    other = _other(number, random)
    return same.sub(other, title), same.sub(other, body)


def _other(number: str, random: Random) -> str:
    """Give a number of the same shape, 5 to 25 % larger."""
    whole, point, decimals = number.partition(".")
    larger = int(whole) + max(1, round(int(whole) * random.uniform(0.05, 0.25)))
    return f"{larger}{point}{decimals}"


def _without_last_word(text: str) -> str:
    """Drop the word that a cut went through; a text of one word (or none spaced) stays."""
    return text.rsplit(maxsplit=1)[0] if text.strip() else text


def _filled(line: str) -> str:
    return textwrap.fill(line, COLUMNS, break_long_words=False, break_on_hyphens=False)


def _curled(match: re.Match[str]) -> str:
    """Give the typographic form of a straight quotation mark that opens or closes a word."""
    opens, closes = match.groups()
    return _OPEN[opens] if opens else _CLOSE[closes]
