"""The same words in another dress: signs, white space, widths, capitals, encodings.

Markup is ``markup``. Not here: any word changed, added or left out.
"""

import json
import re
import textwrap
import unicodedata
from collections.abc import Callable, Mapping
from functools import partial
from random import Random
from typing import Final

from tests.accuracy.copies.blind.markup import MARKUP
from tests.accuracy.copies.blind.prose import (
    joined,
    of_each_paragraph,
    paragraphs,
    sentences,
    some,
)
from tests.accuracy.copies.kit import Edit, Text

STRAIGHT: Final = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "--"})
LIGATURES: Final = (("ffi", "ﬃ"), ("fi", "ﬁ"), ("fl", "ﬂ"), ("ff", "ﬀ"))
WIDE: Final = str.maketrans(
    {code: code + 0xFEE0 for code in range(0x21, 0x7F) if chr(code) not in "&<>"}
)
WIDE_FIGURES: Final = str.maketrans("0123456789%$", "０１２３４５６７８９％＄")
INVISIBLE: Final = ("\u200b", "\u00ad", "\u2060", "\ufeff")
SPACES: Final = ("\u00a0", "\u2009", "\u202f", "  ", "\t", " \u200b", "\u3000")
BULLETS: Final = ("• ", "- ", "* ", "– ", "▪ ", "· ", "► ")


def curled(text: str) -> str:
    """Give typographic quotes, apostrophes and dashes."""
    text = re.sub(r'(^|(?<=[\s(\[]))"', "“", text, flags=re.MULTILINE).replace('"', "”")
    text = re.sub(r"(^|(?<=[\s(\[“]))'", "‘", text, flags=re.MULTILINE).replace("'", "’")
    return re.sub(r" --? ", " — ", text)


def straight(text: str) -> str:
    """Give what a typewriter has: no curls, no dashes, no accents."""
    marks = unicodedata.normalize("NFD", text.translate(STRAIGHT))
    return "".join(each for each in marks if not unicodedata.combining(each))


def _both(change: Callable[[str], str], text: Text, rng: Random) -> Text:
    return Text(change(text.title), change(text.body))


def _body(change: Callable[[str], str], text: Text, rng: Random) -> Text:
    return text._replace(body=change(text.body))


def _telex(text: str) -> str:
    """Write as old wires do: ``quotes'' of single marks, dashes of two, paragraphs set in."""
    marks: dict[str, str | int | None] = {"“": "``", "”": "''", "‘": "`", "’": "'"}
    plain = curled(text).translate(str.maketrans(marks)).replace("—", "--")
    return "\n".join(f"   {part}" for part in paragraphs(plain))


def _columns(width: int, text: str) -> str:
    return joined(
        textwrap.fill(part, width, break_long_words=False, break_on_hyphens=False)
        for part in paragraphs(text)
    )


def _hyphenated(text: Text, rng: Random) -> Text:
    """Break long words at the ends of lines, as columns taken out of a page of print have them."""
    words = list(re.finditer(r"(?<![\w'-])[a-z]{7,}(?![\w'-])", text.body))
    body = text.body
    for word in reversed(some(words, 0.15, rng)):
        cut = rng.randrange(word.start() + 3, word.end() - 2)
        body = f"{body[:cut]}-\n{body[cut:]}"
    return text._replace(body=body)


def _spaced(text: Text, rng: Random) -> Text:
    """Put odd spaces for some of the usual ones."""
    change = re.compile(" ")
    odd = partial(change.sub, lambda _: rng.choice(SPACES) if rng.random() < 0.3 else " ")
    return Text(odd(text.title), odd(text.body))


def _sprinkled(text: Text, rng: Random) -> Text:
    """Put signs nobody sees into some long words, where a line might be broken."""
    words = list(re.finditer(r"(?<![\w'-])[A-Za-z]{6,}(?![\w'-])", text.body))
    body = text.body
    for word in reversed(some(words, 0.3, rng)):
        cut = rng.randrange(word.start() + 2, word.end() - 2)
        body = body[:cut] + rng.choice(INVISIBLE) + body[cut:]
    return text._replace(body=body)


def _bulleted(text: Text, rng: Random) -> Text:
    bullet = rng.choice(BULLETS)
    items = [each for part in paragraphs(text.body) for each in sentences(part)]
    return text._replace(body="\n".join(f"{bullet}{each}" for each in items))


def _shouted(text: Text, rng: Random) -> Text:
    """Begin with some words in capitals and give the headline in capitals at each word."""
    words = text.body.split(" ")
    count = rng.randrange(5, 9)
    lead = " ".join([*(each.upper() for each in words[:count]), *words[count:]])
    return Text(text.title.title().replace("'S", "'s"), lead)


def _headed(text: Text, rng: Random) -> Text:
    """Move the headline into the body."""
    return Text("", f"{text.title.upper()}\n\n{text.body}")


def _glued(text: str) -> str:
    """Lose the space between paragraphs, as readers of pages do that join blocks."""
    return "".join(paragraphs(text))


def _ligated(text: str) -> str:
    for letters, sign in LIGATURES:
        text = text.replace(letters, sign)
    return unicodedata.normalize("NFD", curled(text)) + "\f"


def _misread(text: str) -> str:
    """Read curled UTF-8 as Windows-1252, as if nobody had said what it is."""
    return curled(text).encode("utf-8").decode("cp1252", errors="ignore")


def _escaped(text: str) -> str:
    """Leave the escapes of JSON in the text."""
    return json.dumps(curled(text))[1:-1]


def _mailed(text: str) -> str:
    """Leave the encoding of mails in the text: ``=E2=80=99``, lines that end in ``=``."""
    coded = curled(text).replace("=", "=3D").encode("utf-8")
    plain = "".join(chr(each) if each < 128 else f"={each:02X}" for each in coded)
    return joined(part.replace("\n", " =\n") for part in paragraphs(_columns(72, plain)))


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in _columns(68, text).splitlines())


FORMS: Final[Mapping[str, Edit]] = {
    "curled quotes": partial(_both, lambda text: curled(text).replace("...", "…") + "\u00a0"),
    "typewriter": partial(_both, lambda text: straight(text).replace(". ", ".  ")),
    "telex": partial(_body, _telex),
    "narrow columns": partial(_body, partial(_columns, 40)),
    "wide columns": partial(_body, partial(_columns, 76)),
    "one line": partial(_body, lambda text: " ".join(text.split()) + " "),
    "double lines": partial(_body, lambda text: text.replace("\n", "\r\n\r\n\t")),
    "a line each sentence": partial(
        _body, lambda text: of_each_paragraph(text, lambda part: "\n".join(sentences(part)) + " ")
    ),
    "hyphenated columns": _hyphenated,
    "odd spaces": _spaced,
    "invisible signs": _sprinkled,
    "bullets": _bulleted,
    "shouted lead": _shouted,
    "capitals": partial(_both, str.upper),
    "headline in body": _headed,
    "glued paragraphs": partial(_body, lambda text: _glued(text) + "\n"),
    "wide figures": partial(_both, lambda text: text.translate(WIDE_FIGURES)),
    "wide": partial(_both, lambda text: text.translate(WIDE)),
    "ligatures": partial(_both, _ligated),
    "misread": partial(_both, lambda text: _misread(text) + "\u00a0"),
    "escapes of JSON": partial(_both, lambda text: _escaped(text) + "\\n"),
    "mail": partial(_body, _mailed),
    "quoted mail": partial(_body, _quoted),
}

REFORMATTED: Final[Mapping[str, Edit]] = {**FORMS, **MARKUP}
