"""What makes two texts the same news: normalised words, a resemblance signature, what they name.

Made by ``tag`` in parallel, read by ``dedupe`` in one place, carried by the header
``newsfeed-signature``. For comparison only: nobody sees the normalised text.
Not here: who is a copy of whom (``dedupe``), which tickers a text names (``tag``).
"""

import html
import re
import struct
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import xxhash
from rensa import RMinHash

VERSION: Final = 1
"""Grows with every change after which the same text gives another fingerprint."""
SIGNATURE_HEADER: Final = "newsfeed-signature"
"""The header of ``news.tagged`` that carries a packed fingerprint."""
PERMUTATIONS: Final = 128
MAX_THINGS: Final = 40
"""Distinguishing things kept per text: those of the lowest hashes, the same ones in each text."""

_SEED: Final = 42
_LANE: Final = 16
"""Bits kept of each minimum: two differing ones look equal once in 65,536 (b-bit MinHash)."""
_LOW_BITS: Final = int.from_bytes(b"\xff\x7f" * PERMUTATIONS, "little")
_ALL_BITS: Final = (1 << _LANE * PERMUTATIONS) - 1
_LAYOUT: Final = struct.Struct(f"<B16sII{PERMUTATIONS * _LANE // 8}s")
SIGNATURE_AT: Final = _LAYOUT.size - PERMUTATIONS * _LANE // 8
"""Where the signature begins in a packed fingerprint."""
_LONG_TEXT: Final = 40

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
    # A few capitalised words of place and date, the agency, a dash.
    r"^(?:[A-ZÀ-Þ0-9][\w.'/]{0,20}[ ,–—-]{1,4}){0,6}"
    rf"(?:\((?i:{_AGENCIES})\)|/(?i:{_AGENCIES})/)\s*(?:--|[-–—:])\s*"
    rf"|^(?:{_AGENCIES})\s*(?:--|[-–—:])\s+"
    r"|^(?:UPDATE|WRAPUP|RPT|REFILE|BRIEF|CORRECTED)(?: ?\d+)? ?[-–—:]\s*"
    r"|^(?:BREAKING|JUST IN|EXCLUSIVE|ALERT)(?: NEWS)?\s*[-–—:]\s*",
    re.MULTILINE,
)
_BOILERPLATE: Final = re.compile(
    r"^[^\w\n]*(?:advertisements?|sponsored(?: content)?|leave a (?:reply|comment)|reply(?: now)?"
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
_UNPARTED: Final = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Scripts that do not part their words by spaces: each character counts as a word."""
_ASCII_WORD: Final = re.compile(rf"[a-z][a-z0-9]*|{_CASHTAG_OR_NUMBER}")
_WORD: Final = re.compile(
    rf"[a-z][^\W_{_UNPARTED}]*|{_CASHTAG_OR_NUMBER}|[{_UNPARTED}]|[^\W\d_][^\W_{_UNPARTED}]*"
)
_CUT_WORD: Final = re.compile(r"[^\W\d_]+\.\.\.$")
_CUT_THING: Final = re.compile(r"[\w%]\.\.\.$")
_ENDED: Final = re.compile(r"[.!?)\]\"'»”。！？]$")
_END: Final = 64
"""Characters at the end of a text in which it is looked for whether it was cut."""

_CLASSES: Final = {
    "month": "january february march april may june july august september october november"
    " december",
    "day": "monday tuesday wednesday thursday friday saturday sunday",
}
_DIRECTIONS: Final = {
    "+up": "up higher rise rises rose rising gain gains gained climb climbs climbed jump jumps"
    " jumped surge surges surged soar soars soared rally rallies rallied advance advances above",
    "+down": "down lower fall falls fell falling drop drops dropped decline declines declined slip"
    " slips slipped slide slides slid plunge plunges plunged tumble tumbles tumbled sink sinks"
    " sank below",
    "+beat": "beat beats tops topped exceeds exceeded",
    "+miss": "miss misses missed",
    "+upgrade": "upgrade upgrades upgraded",
    "+downgrade": "downgrade downgrades downgraded",
    "+buy": "buy buys bought",
    "+sell": "sell sells sold",
    "+profit": "profit profits",
    "+loss": "loss losses",
    "+approve": "approve approves approved",
    "+reject": "reject rejects rejected deny denies denied",
}
_NAMED: Final = {
    **{word: word[:3] for words in _CLASSES.values() for word in words.split() if word != "may"},
    **{word: mark for mark, words in _DIRECTIONS.items() for word in words.split()},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """A text as ``dedupe`` compares it.

    ``content`` is the xxh3_128 of the normalised words, ``signature`` the low 16 bits of each of
    128 minima (MinHash over pairs of words), ``things`` the sorted 32-bit hashes of what tells a
    text from its like: numbers, dates, cashtags, directions. ``cut`` is the one thing at the very
    end of a text that was cut there (it may be half a number), else 0.
    """

    content: bytes
    words: int
    cut: int
    signature: bytes
    things: tuple[int, ...]

    def pack(self) -> bytes:
        """Give the bytes of the header ``newsfeed-signature`` (281 and 4 for each thing)."""
        head = _LAYOUT.pack(VERSION, self.content, self.words, self.cut, self.signature)
        return head + struct.pack(f"<{len(self.things)}I", *self.things)

    @classmethod
    def unpack(cls, packed: bytes) -> "Fingerprint":
        """Read what ``pack`` gave. Raises ``ValueError`` for another version or other bytes."""
        count, rest = divmod(len(packed) - _LAYOUT.size, 4)
        if count < 0 or rest or count > MAX_THINGS or packed[0] != VERSION:
            raise ValueError("not a fingerprint of this version")
        _, content, words, cut, signature = _LAYOUT.unpack_from(packed)
        things = struct.unpack_from(f"<{count}I", packed, _LAYOUT.size)
        return cls(content=content, words=words, cut=cut, signature=signature, things=things)


def fingerprint(title: str, body: str) -> bytes:
    """Give the packed fingerprint of an article's text."""
    return fingerprint_of(title, body).pack()


def fingerprint_of(title: str, body: str) -> Fingerprint:
    """Take an article's fingerprint; how its text is split in title and body does not matter."""
    head, tail = _cleaned(title), _cleaned(body)
    words = _joined(_words(head), _words(tail))
    text = " ".join(words) or " ".join(f"{title} {body}".casefold().split())
    return Fingerprint(
        content=xxhash.xxh3_128_digest(text.encode("utf-8", "surrogatepass")),
        words=len(words),
        cut=_cut(words, tail or head),
        signature=_signature(words),
        things=_things(words),
    )


def resemblance(one: bytes, other: bytes) -> float:
    """Estimate the Jaccard similarity of two texts' word pairs by their signatures, 0 to 1.

    The standard error is at most 0.044 (sqrt(J(1-J)/128)); counts the equal 16-bit lanes.
    """
    differing = int.from_bytes(one, "little") ^ int.from_bytes(other, "little")
    marks = (((differing & _LOW_BITS) + _LOW_BITS) | differing | _LOW_BITS) ^ _ALL_BITS
    return marks.bit_count() / PERMUTATIONS


def signature_in(packed: bytes) -> bytes:
    """Give the signature of a packed fingerprint of this version."""
    return packed[SIGNATURE_AT : _LAYOUT.size]


def content_in(packed: bytes) -> bytes:
    """Give the content hash of a packed fingerprint. Raises ``ValueError`` for another version."""
    if packed[0] != VERSION:
        raise ValueError("not a fingerprint of this version")
    return packed[1:17]


def words_in(packed: bytes) -> int:
    """Give the number of words of a packed fingerprint of this version."""
    return int.from_bytes(packed[17:21], "little")


def normalise(text: str) -> str:
    """Give a text as it is compared: canonical words, one space between them."""
    return " ".join(_words(_cleaned(text)))


def _cleaned(text: str) -> str:
    """Leave out what is not the news itself and make one writing of what has many."""
    if "<" in text or "&" in text:
        text = _MARKUP.sub(" ", html.unescape(_LONG_REFERENCE.sub("\ufffd", text)))
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _thinned(text))[:_LONGEST]
    if "@" in text:
        text = _RETWEET.sub("", text)
    text = _DATELINE.sub("", text)
    if "\n" in text:
        text = _BOILERPLATE.sub("", text)
    return _canonical(text.casefold())


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


def _canonical(text: str) -> str:
    if "http" in text or "www." in text:
        text = _LINK.sub(" ", text)
    text = text.rstrip()
    if text.endswith("..."):
        text = text[:-_END] + _CUT_WORD.sub("", text[-_END:])
    return _UNIT.sub(_unit, text)


def _unit(match: re.Match[str]) -> str:
    return match[1] + _UNITS[match[2]]


def _words(cleaned: str) -> list[str]:
    words = (_ASCII_WORD if cleaned.isascii() else _WORD).findall(cleaned)
    return [word.replace(",", "") if "," in word else word for word in words]


def _joined(title: list[str], body: list[str]) -> list[str]:
    """Put title and body together; a body that begins with its title says it once."""
    return body if body[: len(title)] == title else title + body


def _signature(words: Sequence[str]) -> bytes:
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    minhash.update([*map(" ".join, pairwise(words))] or [*words])
    return struct.pack(f"<{PERMUTATIONS}H", *[low & 0xFFFF for low in minhash.digest()])


def _things(words: Iterable[str]) -> tuple[int, ...]:
    named = {_NAMED.get(word, word) for word in words if word in _NAMED or not word.isalpha()}
    return tuple(sorted(map(_hash, named))[:MAX_THINGS])


def _cut(words: Sequence[str], text: str) -> int:
    """Give the hash of the last word where it is a thing and the text was cut right behind it."""
    if not words or words[-1].isalpha():
        return 0
    end = text[-_END:]
    cut = _CUT_THING.search(end) or (len(words) >= _LONG_TEXT and not _ENDED.search(end))
    return _hash(words[-1]) if cut else 0


def _hash(word: str) -> int:
    return xxhash.xxh32_intdigest(word.encode())
