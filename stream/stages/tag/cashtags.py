"""Where a text writes cashtags: ``$CSCO``, ``$BRK.B``, ``$1INCH``, lists such as ``$ADA,$DOT``.

Follows the reading of the networks that made them (a letter-led word of six letters after a
dollar sign that starts a word), and takes lists, brackets and Markdown as well.
Not here: what a symbol means, or whether it exists (``tagger``).
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

DOLLARS: Final = "$\uff04"
"""The dollar sign and its full-width twin."""
MAX_LETTERS: Final = 6
"""Longest symbol taken in any case; the longer ones must be in capitals."""

_CANDIDATE: Final = re.compile(
    r"[$\uff04]([A-Za-z0-9]{1,10})(?:([._/-])([A-Za-z]{1,2})(?![A-Za-z0-9_]))?(?![A-Za-z0-9_$])"
)
_DIGIT_LED: Final = re.compile(r"\d{1,2}[A-Z]{3,}")
_JOINERS: Final = frozenset(",;:/|&+-")
"""Between two cashtags of one list: both are cashtags, or neither is."""
_OPENERS: Final = frozenset("([{<>\"',;:|-~+.•·«‹“‘„–—、。，；：（「『【《")
_INVISIBLE: Final = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202c")
_MARKDOWN: Final = "*_"
_ASCII_END: Final = frozenset("!\"#&'()*+,-./:;<=>?@]^`|}~")
_FIRST_EMOJI: Final = 0x1F000
_CJK: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f]")
_SHELL_NAMES: Final = frozenset(
    ("PATH", "HOME", "USER", "SHELL", "PWD", "LANG", "TERM", "TMPDIR", "EDITOR", "HOST", "JAVA")
)
_SHELL_WORDS: Final = re.compile(r"(?:\b(?:echo|export|cd|ls|env|source|printenv)\s+\"?|=\"?|`)\Z")


class Cashtag(NamedTuple):
    """One cashtag: ``text[start:end]`` is its dollar sign and ``symbol``, in capitals.

    ``qualified`` is the symbol with the class or market written behind it (``BRK.B``), empty
    where there is none, and ``qualified_end`` where that ends. ``capitals`` says whether it
    stood in capitals in the text.
    """

    start: int
    end: int
    symbol: str
    qualified: str
    qualified_end: int
    capitals: bool


def find_cashtags(text: str) -> Iterator[Cashtag]:
    """Give the cashtags of a text in order, in time linear in its length."""
    if "$" not in text and "\uff04" not in text:
        return
    refused_end = taken_end = -1
    for match in _CANDIDATE.finditer(text):
        joined = match.start() - 1
        in_list = text[joined] in _JOINERS if joined >= 0 else False
        if in_list and joined == taken_end:
            begins = True
        elif in_list and joined == refused_end:
            begins = False
        else:
            begins = _begins(text, match.start())
        if begins and _is_symbol(match[1]) and _ends(text, match):
            taken_end = match.end()
            yield _cashtag(match)
        else:
            refused_end = match.end()


def _cashtag(match: re.Match[str]) -> Cashtag:
    symbol = match[1].upper()
    return Cashtag(
        match.start(),
        match.end(1),
        symbol,
        f"{symbol}.{match[3].upper()}" if match[2] else "",
        match.end(),
        match[1].isupper(),
    )


def _begins(text: str, start: int) -> bool:
    """Say whether a word can begin at the dollar sign: not in ``US$``, ``Ke$ha``, ``?q=$A``."""
    before = text[start - 1] if start else " "
    if before in _MARKDOWN:
        stop = max(0, start - 3)
        outside = text[stop:start].rstrip(_MARKDOWN)
        before = outside[-1] if outside else (" " if stop == 0 else before)
    return (
        before.isspace()
        or before in _OPENERS
        or before in _INVISIBLE
        or ord(before) >= _FIRST_EMOJI
        or _CJK.match(before) is not None
    )


def _is_symbol(word: str) -> bool:
    """Say whether the word has the form of a symbol; money such as ``5`` or ``10K`` has not."""
    if word.isalpha():
        return len(word) <= MAX_LETTERS or word.isupper()
    if word[0].isdigit():
        return _DIGIT_LED.fullmatch(word) is not None
    return word.isupper() and sum(map(str.isalpha, word)) > 1


def _ends(text: str, match: re.Match[str]) -> bool:
    """Say whether the word ends after the symbol: it is not cut off, no code and no path."""
    end, symbol = match.end(), match[1]
    if symbol.upper() in _SHELL_NAMES and _is_shell(text, match):
        return False
    if end >= len(text):
        return True
    after, beyond = text[end], text[end + 1 : end + 2]
    if after == "…":
        return beyond.isalpha()
    if after in "!%":
        return after == "!" and not beyond.isalnum()
    if after == "/":
        return not beyond.isalpha() or beyond.isupper()
    if after == "-" and beyond == ">":
        return False
    if after == "." and beyond.islower() and not symbol.isupper():
        return False
    return _closes(after)


def _closes(after: str) -> bool:
    """Say whether the character may follow a cashtag; letters, marks and money signs may not."""
    if after.isascii():
        return after.isspace() or after in _ASCII_END
    return (
        after.isspace()
        or after in _INVISIBLE
        or ord(after) >= _FIRST_EMOJI
        or unicodedata.category(after)[0] == "P"
        or _CJK.match(after) is not None
    )


def _is_shell(text: str, match: re.Match[str]) -> bool:
    """Say whether a name every shell knows stands there as its variable."""
    after = text[match.end(1) : match.end(1) + 2]
    if len(after) > 1 and after[0] in ":/" and not after[1].isspace():
        return True
    return _SHELL_WORDS.search(text, max(0, match.start() - 12), match.start()) is not None
