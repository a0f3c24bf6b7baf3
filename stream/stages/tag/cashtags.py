"""Where a text writes cashtags: ``$CSCO``, ``$BRK.B``, ``$1INCH``, lists such as ``$ADA,$DOT``.

Tells those that the networks link (a letter-led word behind white space) from those that only a
reader sees (``($CSCO)``), and says why the others are none.
Not here: what a symbol means, or whether it exists (``symbols``).
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

from stream.stages.tag.hits import Why

MAX_LETTERS: Final = 6
"""Longest symbol taken in any case; the longer ones must be in capitals."""

_CANDIDATE: Final = re.compile(
    r"\$(?=[0-9]{0,2}[A-Za-z])([A-Za-z0-9]{1,10})"
    r"(?:([._/-])([A-Za-z]{1,2})(?![A-Za-z0-9_]))?(?![A-Za-z0-9_$])"
)
_DIGIT_LED: Final = re.compile(r"\d{1,2}[A-Z]{3,}")
_JOINERS: Final = frozenset(",;:/|&+-")
"""Between two cashtags of one list: both are cashtags, or neither is."""
_OPENERS: Final = frozenset("([{<>\"',;:|-~+.\\•·«‹“‘„–—、。，；：（「『【《")
_INVISIBLE: Final = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202c")
_MARKDOWN: Final = "*_"
_ASCII_END: Final = frozenset("!\"#&'()*+,-./:;<=>?@]^`|}~")
_FIRST_EMOJI: Final = 0x1F000
_CJK: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f]")

_SHELL_NAMES: Final = frozenset(
    ("PATH", "HOME", "USER", "SHELL", "PWD", "LANG", "TERM", "TMPDIR", "EDITOR", "HOST", "JAVA")
)
_SHELL_WORDS: Final = re.compile(r"(?:\b(?:echo|export|cd|ls|env|source|printenv)\s+\"?|=\"?|`)\Z")
_COMMAND: Final = re.compile(
    r"(?:\A|[\n;&|`({>$#])\s?(?:sudo )?(?:echo|print|printf|export|unset|printenv|cd|ls|cat"
    r"|rm|cp|mv|mkdir|grep|chmod|chown|curl|python3?)(?: -[\w-]+)* [\"']?\Z"
)
_LONGEST_COMMAND: Final = 40
_CODE_BEHIND: Final = re.compile(
    r"::|\+\+|\[|\((?:[)$\"']|\w\))|\s?[-+*.|&?]?={1,3}>?\s?(?:[$\"'\[{(]|new |\d[\d.]*;|\w+[(;])"
)
_ASSIGNED: Final = re.compile(r"\s?=\s?(?:[\"'\[({$]|\d[\d.]*;)")


class Cashtag(NamedTuple):
    """One cashtag: ``text[start:end]`` is its dollar sign and ``symbol``, in capitals.

    ``qualified`` is the symbol with the class or market written behind it (``BRK.B``), empty
    where there is none, and ``qualified_end`` where that ends. ``capitals`` says whether it
    stood in capitals in the text, ``linked`` whether the networks make a link of it, or of the
    list that it is in.
    """

    start: int
    end: int
    symbol: str
    qualified: str
    qualified_end: int
    capitals: bool
    linked: bool

    @property
    def short(self) -> bool:
        """Say whether it has the letters of one: others are known to a table, or are doubtful."""
        return len(self.symbol) <= MAX_LETTERS and self.symbol.isalpha()


class NoCashtag(NamedTuple):
    """A word behind a dollar sign that is no cashtag, and why."""

    start: int
    end: int
    why: Why


def find_cashtags(text: str) -> Iterator[Cashtag | NoCashtag]:
    """Give the cashtags of a text, and what is none, in order, in time linear in its length.

    Plain sums of money (``$5K``) are passed over.
    """
    if "$" not in text:
        return
    refused_end = taken_end = -1
    linked = coding = False
    for match in _CANDIDATE.finditer(text):
        before = match.start() - 1
        joined = before >= 0 and text[before] in _JOINERS
        if joined and before == taken_end:
            why = _refusal(text, match, coding=coding)
        else:
            begins = not (joined and before == refused_end) and _begins(text, match)
            why = _refusal(text, match, coding=coding) if begins else "inside_word"
            linked = before < 0 or _is_outside(text[before])
        if why is None:
            taken_end = match.end()
            yield _cashtag(match, linked=linked and _is_linked_end(text, match.end(1)))
        else:
            refused_end = match.end()
            coding = coding or why == "shell"
            if not match[1][0].isdigit():
                yield NoCashtag(match.start(), match.end(), why)


def _cashtag(match: re.Match[str], *, linked: bool) -> Cashtag:
    symbol = match[1].upper()
    return Cashtag(
        match.start(),
        match.end(1),
        symbol,
        f"{symbol}.{match[3].upper()}" if match[2] else "",
        match.end(),
        match[1].isupper(),
        linked,
    )


def _is_outside(before: str) -> bool:
    """Say whether a link can begin behind the character; Markdown vanishes when it is shown."""
    return before.isspace() or before in _INVISIBLE or before in _MARKDOWN


def _is_linked_end(text: str, end: int) -> bool:
    after = text[end : end + 1]
    return after == "" or after.isascii() or after.isspace() or after in _INVISIBLE


def _begins(text: str, match: re.Match[str]) -> bool:
    """Say whether a word can begin at the dollar sign: not in ``US$``, ``Ke$ha``, ``?q=$A``."""
    start = match.start()
    before = text[start - 1] if start else " "
    if before in _MARKDOWN:
        stop = max(0, start - 3)
        outside = text[stop:start].rstrip(_MARKDOWN)
        before = outside[-1] if outside else (" " if stop == 0 else before)
    if before == ":" and len(match[1]) == 1:
        return start > 1 and text[start - 2].isalnum()
    return (
        before.isspace()
        or before in _OPENERS
        or before in _INVISIBLE
        or ord(before) >= _FIRST_EMOJI
        or _CJK.match(before) is not None
    )


def _refusal(text: str, match: re.Match[str], *, coding: bool) -> Why | None:
    """Say why the word is no symbol, None where it is one.

    ``coding`` says that a variable stood before it: where one is, others are.
    """
    if not _is_symbol(match[1]):
        return "form"
    if _is_code(text, match) or (coding and _is_name_in_code(match[1])):
        return "shell"
    return None if _ends(text, match) else "cut"


def _is_symbol(word: str) -> bool:
    """Say whether the word has the form of a symbol; money such as ``5`` or ``10K`` has not."""
    if word.isalpha():
        return len(word) <= MAX_LETTERS or word.isupper()
    if word[0].isdigit():
        return _DIGIT_LED.fullmatch(word) is not None
    return word.isupper()


def _ends(text: str, match: re.Match[str]) -> bool:
    """Say whether the word ends after the symbol: it is not cut off and no path."""
    end = match.end()
    if end >= len(text):
        return True
    after, beyond = text[end], text[end + 1 : end + 2]
    if after == "…":
        return beyond.isalpha()
    if after in "!%":
        return after == "!" and not beyond.isalnum()
    if after == "/":
        return not beyond.isalpha() or beyond.isupper()
    if after == "." and beyond.islower() and not match[1].isupper():
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


def _is_code(text: str, match: re.Match[str]) -> bool:
    """Say whether the word is a variable: of a script by what follows, of a shell by its place."""
    start, end = match.span()
    if text.startswith("->", end):
        return True
    if not match[1].isupper():
        return _CODE_BEHIND.match(text, end) is not None
    if _ASSIGNED.match(text, end):
        return True
    before = max(0, start - _LONGEST_COMMAND)
    may_follow = text[max(0, start - 3) : start].rstrip(" \"'")[-1:].islower()
    if may_follow and _COMMAND.search(text, before, start):
        return True
    return match[1] in _SHELL_NAMES and _is_shell(text, match)


def _is_name_in_code(word: str) -> bool:
    return word.islower() or word in _SHELL_NAMES


def _is_shell(text: str, match: re.Match[str]) -> bool:
    """Say whether a name every shell knows stands there as its variable."""
    after = text[match.end(1) : match.end(1) + 2]
    if len(after) > 1 and after[0] in ":/" and not after[1].isspace():
        return True
    return _SHELL_WORDS.search(text, max(0, match.start() - 12), match.start()) is not None
