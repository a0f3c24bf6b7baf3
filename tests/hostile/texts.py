"""Sound articles whose texts are made to hurt: readers, terminals, spreadsheets, and the clock.

Each is taken, and read in a time that its length explains.
"""

import json
from collections.abc import Iterator
from string import ascii_uppercase
from typing import Final

from tests.hostile.case import Case, sound

_FRAME: Final = 1_000
"""Bytes around a body, generously."""
_SYMBOLS: Final = tuple(a + b + c for a in ascii_uppercase for b in "ABC" for c in ascii_uppercase)
_PROSE: Final[dict[str, str]] = {
    "ANSI escapes": "\x1b[2J\x1b[31mBTC\x1b[0m \x1b]0;owned\x07 \x9b1m \x1b]8;;file:///x\x07link",
    "a terminal's answer-back": '\x05\x1b[c\x1bP$q"p\x1b\\ $BTC',
    "a path": "../../etc/passwd ..\\..\\boot.ini $BTC",
    "a formula": '=HYPERLINK("http://x","BTC") +1 -1 @SUM(A1) \t=1+1 $BTC',
    "markup": "<script>alert('$BTC')</script><!-- <b> --!> <img src=x onerror=y>]]>",
    "SQL": "'; DROP TABLE windows; -- $BTC",
    "a format": "{0.__class__} %s%n%x ${jndi:ldap://x/a} #{7*7} {{7*7}} $BTC",
    "bidi overrides": "\u202ecstb$\u202c \u2066BTC\u2069 \u200f$BTC\u200e \u061c",
    "invisible letters": "$\u200bB\u2060T\ufeffC B\u00adT\u00adC \u3164 \U000e0042 $BTC",
    "noncharacters": "\ufffe \uffff \U0010ffff \ufdd0 $BTC",
    "other letters that look alike": "$ВТС $ΒΤC Аpple Вitсоin",
    "line ends of all kinds": "BTC\rrises\u2028today\u2029\x0b\x0c\x85$BTC",
    "a family": "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 $BTC" * 50,
    "capitals that grow": "ŉǰΐΰẖẗẘẙẚﬃﬄßİ $BTC" * 50,
    "a reference of 5,000 digits": f"&#{'9' * 5_000}; &#x{'f' * 5_000}; &#0; &#xD800; $BTC",
    "a reference of zeros": f"&#{'0' * 5_000}65; $BTC",
    "an entity bomb": '<!DOCTYPE a [<!ENTITY b "&c;&c;"><!ENTITY c "lol">]><a>&b;</a> $BTC',
}
_REPEATED: Final[dict[str, str]] = {
    "nothing": " ",
    "NUL": "\x00",
    "line feeds": "\n",
    "dollars": "$",
    "cashtags": "$BTC ",
    "cashtags that no table knows": "$QQXZ ",
    "cashtags in a list": "$BTC,$ETH/",
    "cashtags without a space": "$A",
    "cashtags in stars": "**$BTC**__",
    "hashtags": "#Bitcoin ",
    "empty hashtags": "#",
    "names": "Bitcoin ",
    "names without a space": "Bitcoin",
    "names of firms": "Cisco, Microsoft ",
    "names that are words": "Target Ford ",
    "names that are words, in a list": "Target, Ford, ",
    "names before a verb": "Target cuts ",
    "names in capitals": "BITCOIN ",
    "names of one letter": "Apple/Target.Ford=Meta_",
    "given names": "Tim Apple ",
    "bare symbols": "BTC ",
    "bare symbols in brackets": "(BTC)",
    "bare symbols near the market": "BTC price ",
    "pairs": "SOL-USD ",
    "pairs without a space": "SOL-USD/",
    "exchanges": "(NASDAQ: CSCO, ",
    "exchanges without a symbol": "NASDAQ:",
    "exchanges in line": "NYSE : NYSE : ",
    "RICs": "CSCO.O ",
    "dots": "A.O.A.",
    "capitals": "A",
    "words in capitals": "AAAAA AAAAA",
    "digits": "9",
    "numbers": "1,",
    "amounts": "1 million ",
    "per cent": "7 per cent",
    "quotes": "\"'",
    "brackets": "([{",
    "ampersands": "&",
    "entities": "&amp;",
    "entities without an end": "&ampampampampampampampampampamp",
    "references": "&#",
    "tags": "<",
    "tags with names": "<a <",
    "comments": "<!--",
    "comments with ends": "<!---->",
    "scripts": "<script><style>",
    "scripts with ends": "<script></style>",
    "links": "http://",
    "links without a space": "www.",
    "retweets": "RT @a ",
    "retweets line by line": "RT @a\n",
    "datelines": "NEW YORK, Feb. 1 ",
    "datelines line by line": "A A A A A A (Reuters\n",
    "agencies": "(Reuters) - ",
    "boilerplate": "read more ",
    "boilerplate line by line": "read more\n",
    "boilerplate that is none": "!!!!the post !\n",
    "a post without an end": "the post appeared first on",
    "dots at the end": "...",
    "words cut": "a...",
    "combining marks": "\u0300",
    "combining marks of two classes": "\u0300\u0327",
    "combining marks of many classes": "\u0345\u0315\u0300\u0316\u0327\u3099\u0334",
    "vowel signs that come apart": "\u0f73\u0334",
    "voiced kana": "\uff9e\u0334",
    "zalgo": "B\u0300\u0327\u0301\u0334\u0489\u20dd",
    "joiners": "\u200d\u200c\u2060",
    "a letter that becomes eighteen": "\ufdfa",
    "squared words": "\u3300",
    "Hangul to be composed": "\u1112\u1161\u11ab",
    "Han": "中",
    "Thai": "ก็",
    "emoji": "\U0001f680",
    "tags of flags": "\U0001f3f4\U000e0067\U000e0062",
    "bidi overrides without end": "\u202e",
    "sharp s": "ß",
    "dotted capital I": "İ",
    "Georgian capitals": "Ა",
}


def texts(size: int) -> Iterator[Case]:
    """Give short texts of each kind, then articles of about so many bytes of each."""
    for name, text in _PROSE.items():
        for field in ("title", "body", "source", "url", "language"):
            yield Case(name=f"{field}: {name}", value=sound(id="t", **{field: text[:2_000]}))
        yield Case(name=f"whole: {name}", value=sound(title=text, body=text))
    for name, text in _REPEATED.items():
        yield Case(name=f"nothing but {name}", value=_repeated(text, size))
    yield from _crowds()


def _crowds() -> Iterator[Case]:
    """Give articles that name more than any article does."""
    many = " ".join(f"${symbol}" for symbol in _SYMBOLS)
    unknown = " ".join(f"$Q{first}{symbol}" for first in "XYZVW" for symbol in _SYMBOLS)
    yield Case(name="2,000 cashtags", value=sound(body=many, url="u" * 2_048, source="s" * 2_048))
    yield Case(name="10,000 cashtags", value=sound(body=unknown))
    yield Case(name="100,000 hashtags", value=sound(body="#Bitcoin #ETH " * 50_000))
    yield Case(name="100,000 tickers", value=sound(tickers=[f"{at:X}" for at in range(100_000)]))
    yield Case(name="a long title", value=sound(title="$BTC rises " * 90_000))
    yield Case(name="escapes", value=sound(body="\x01" * 170_000))


def _repeated(text: str, size: int) -> bytes:
    """Repeat a text up to a size, in UTF-8, escaped only where it must be."""
    written = json.dumps(text, ensure_ascii=False).encode()[1:-1]
    return sound(body="#").replace(b'"#"', b'"%s"' % (written * ((size - _FRAME) // len(written))))
