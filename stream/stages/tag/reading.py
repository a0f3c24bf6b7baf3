"""An article as the finders read it: markup, entities, links and odd widths out of the way.

What is found there is told in places of the text as it came (``Reading.place``).
Not here: what is found. Comparing texts has its own normalisation (``stages/wording``).
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from stream.models import Article, TextField

_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_MARKUP: Final = re.compile(
    # Each part stops where its like begins again: hostile text costs no more than its length.
    r"<(script|style)\b[^<]*(?:<(?!/?\1\b)[^<]*)*</\1\s*>"
    r"|</?(?:a|abbr|article|b|big|blockquote|body|br|center|cite|code|div|em|figcaption|figure"
    r"|font|footer|h[1-6]|head|header|hr|html|i|iframe|img|input|label|li|link|main|mark|meta|ol"
    r"|p|pre|q|s|script|section|small|span|strike|strong|style|sub|sup|table|tbody|td|th|thead"
    r"|tr|u|ul|video|wbr)(?:\s[^<>]*)?/?>"
    r"|<!--[^<>]*-->",
    re.IGNORECASE,
)
_LINK: Final = re.compile(
    r"(?<![^\W_])(?:https?://|www\.)[^\s<>\"]+"
    r"|(?<![\w.-])[A-Za-z0-9.-]{1,60}\.[a-z]{2,6}/[^\s<>\"]+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,60}\.[\w.-]{1,60}"
)
_LINK_MARKS: Final = ("www.", "@", "/")
"""What a text must contain for any link or address."""
_WIDE: Final = ((0xFF01, 0xFF5F), (0x1D400, 0x1D800), (0x2100, 0x2150), (0x24B6, 0x24EA))
"""Full-width forms, mathematical letters, letter-like signs and circled letters."""


def _plain_forms() -> dict[int, str]:
    """Map what only looks otherwise to its usual form, one code point for one."""
    plain = {
        code: form
        for first, end in _WIDE
        for code in range(first, end)
        if len(form := unicodedata.normalize("NFKC", chr(code))) == 1 and form.isascii()
    }
    apostrophes = dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc\u2032\u00b4"), "'")
    quotes = dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f"), '"')
    hyphens = dict.fromkeys(map(ord, "\u2010\u2011"), "-")
    spaces = dict.fromkeys([0xA0, 0x202F, 0x3000, *range(0x2000, 0x200B)], " ")
    return plain | apostrophes | quotes | hyphens | spaces


_PLAIN: Final = {chr(code): form for code, form in _plain_forms().items()}
_ODD: Final = re.compile(
    # Beyond the first 65,536 code points a range: one by one they take a hundred times as long.
    f"[{''.join(re.escape(odd) for odd in _PLAIN if ord(odd) < 0x10000)}\U0001d400-\U0001d7ff]+"
)


class Reading(NamedTuple):
    """A text to be searched; ``origins`` says where each code point came from.

    ``origins`` is one longer than the text; None where nothing moved.
    """

    text: str
    origins: Sequence[int] | None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Give where in the text as it came ``text[start:end]`` stood."""
        if self.origins is None:
            return start, end
        return self.origins[start], self.origins[end]


_NOTHING: Final = Reading("", None)


class ReadArticle:
    """An article and the readings of its title and body."""

    __slots__ = ("_fields", "_readings", "article")

    def __init__(self, article: Article) -> None:
        self.article = article
        self._readings: dict[TextField, Reading] = {
            "title": read(article.title),
            "body": read(article.body),
        }
        self._fields = [
            (field, reading.text) for field, reading in self._readings.items() if reading.text
        ]

    def fields(self) -> Sequence[tuple[TextField, str]]:
        """Give the fields that have a text, title first, each with its text as it is searched."""
        return self._fields

    def text(self, field: TextField) -> str:
        """Give a field's text as it is searched; the provider's list has none."""
        return self._readings.get(field, _NOTHING).text

    def evidence(self, field: TextField, start: int, end: int) -> tuple[int, int, str]:
        """Give a place of the text as it came, and what stands there."""
        raw = self.article.title if field == "title" else self.article.body
        start, end = self._readings[field].place(start, end)
        return start, end, raw[start:end]


def read(raw: str) -> Reading:
    """Read a text, in time linear in its length; most are read as they are."""
    text, origins = (raw, None) if "&" not in raw else _without_entities(raw)
    if not text.isascii():
        text = _ODD.sub(_plain, text)
    if "<" in text:
        text = _MARKUP.sub(_blank, text)
    if any(map(text.__contains__, _LINK_MARKS)):
        text = _LINK.sub(_blank, text)
    return Reading(text, origins)


def _plain(match: re.Match[str]) -> str:
    return "".join([_PLAIN.get(odd, odd) for odd in match[0]])


def _blank(match: re.Match[str]) -> str:
    return " " * (match.end() - match.start())


def _without_entities(raw: str) -> tuple[str, Sequence[int] | None]:
    """Give the text with its entities resolved (``AT&amp;T``), and where all of it came from."""
    pieces: list[str] = []
    origins: list[int] = []
    end = 0
    for piece, start, stop in _entities(raw):
        pieces += raw[end:start], piece
        origins += range(end, start)
        origins += [start] * len(piece)
        end = stop
    if not end:
        return raw, None
    origins += range(end, len(raw) + 1)
    return "".join((*pieces, raw[end:])), origins


def _entities(raw: str) -> Iterator[tuple[str, int, int]]:
    for match in _ENTITY.finditer(raw):
        meant = html.unescape(match[0])
        if meant != match[0]:
            yield meant, match.start(), match.end()
