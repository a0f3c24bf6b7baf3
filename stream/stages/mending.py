"""A text as its author wrote it: what feeds, mails and programs did to its characters undone.

Entities, escapes, quoted bytes, the wrong code page, signs that are not seen, width and accents.
Not here: what was put around the text (``framing``), how words are written (``wording``).
"""

import html
import re
import unicodedata
from typing import Final

_LONG_REFERENCE: Final = re.compile(r"&#[0-9]{20,};?")
"""A character's number that no character has; Python refuses to read the longest of them."""
_ESCAPED: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|([nrt\"'/\\]))")
_QUOTED: Final = re.compile(r"(?:=[0-9A-F]{2})+")
_SPACED: Final = re.compile(r"(?<=\d)[\xa0\u2007-\u2009\u202f\u205f](?=\d{3}(?!\d))")
"""A space that parts the thousands of a number."""
_CODE_PAGE: Final = {
    character: code
    for code in range(0x80, 0xA0)
    if (character := bytes([code]).decode("cp1252", "replace")) != "\ufffd"
}
"""The bytes of the characters that Windows-1252 has where Latin-1 has controls."""
_TRAIL: Final = f"[\x80-\xbf{''.join(_CODE_PAGE)}]"
_MISREAD: Final = re.compile(
    f"[\xc2-\xdf]{_TRAIL}|[\xe0-\xef]{_TRAIL}{{2}}|[\xf0-\xf4]{_TRAIL}{{3}}"
)
_MISREAD_OFTEN: Final = re.compile(f"\xe2\u20ac{_TRAIL}|[\xc2\xc3]{_TRAIL}")
_REPLACED: Final = {
    **dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)),
    0xBC: ".25",
    0xBD: ".5",
    0xBE: ".75",
}
"""Hyphens, joiners and spaces that are not seen; fractions, which normalisation tears apart."""
_SAMPLE: Final = 64
_MOST_MARKS: Final = 4 * _SAMPLE
"""Combining marks read in a row: to sort more of them takes Python the square of the time."""
_LONGEST: Final = 1 << 20
"""Code points that are compared: some become eighteen by normalisation."""


def mended(text: str) -> str:
    """Give a text in the characters that were meant, in their compatible forms (NFKC)."""
    if "&" in text:
        text = _unescaped(text)
    if "\\" in text:
        text = _ESCAPED.sub(_read_escape, text)
    if "=" in text and ("=\n" in text or "=20" in text or "=E2=80" in text):
        text = _QUOTED.sub(_read_bytes, text.replace("=\n", ""))
    if text.isascii():
        return text
    if _MISREAD_OFTEN.search(text):
        text = _MISREAD.sub(_reread, text)
    text = _thinned(_SPACED.sub("", text).translate(_REPLACED))
    return unicodedata.normalize("NFKC", text)[:_LONGEST]


def _unescaped(text: str) -> str:
    """Read entities, also those that were escaped twice on their way."""
    for _ in range(2):
        text = html.unescape(_LONG_REFERENCE.sub("\ufffd", text))
    return text


def _read_escape(match: re.Match[str]) -> str:
    """Read what a string of JSON or of a program has escaped."""
    code, mark = match.groups()
    if code:
        return chr(int(code, 16))
    return {"n": "\n", "r": "\n", "t": " "}.get(mark, mark)


def _read_bytes(match: re.Match[str]) -> str:
    """Read what a mail has quoted (RFC 2045, section 6.7)."""
    return bytes.fromhex(match[0].replace("=", "")).decode("utf-8", "replace")


def _reread(match: re.Match[str]) -> str:
    """Read UTF-8 that was read as Windows-1252: three strange letters for a quotation mark."""
    misread = match[0]
    try:
        return bytes(_CODE_PAGE.get(each, ord(each)) for each in misread).decode()
    except UnicodeDecodeError:
        return misread


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
