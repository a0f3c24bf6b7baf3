"""The same words as machines leave them on the way: stripped, escaped, decoded wrongly, quoted.

Not here: what a page or a typesetter does (``form``).
"""

import json
import re
import textwrap
import unicodedata
from collections.abc import Mapping
from random import Random
from typing import Final

from tests.accuracy.copies.edits.form import SENTENCE, body_only, paragraphs
from tests.accuracy.copies.kit import Edit, Text

LIGATURES: Final = (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ"))
HYPHEN: Final = "\N{NON-BREAKING HYPHEN}"
LONG: Final = re.compile(r"(?<=\s)([a-z]{4,6})([a-z]{4,})(?=\s)")


def run_together(body: str, random: Random) -> str:
    """Lose the space between paragraphs, as when tags are stripped."""
    return "".join(paragraphs(body, random))


def breaks(body: str, random: Random) -> str:
    """Part paragraphs by tags for a line's end alone."""
    return "<br><br />".join(paragraphs(body, random))


def hyphenated(body: str, random: Random) -> str:
    """Break long words at the ends of narrow lines, as text taken from a printed page."""
    found = LONG.sub(lambda at: f"{at[1]}-\n{at[2]}" if random.random() < 0.2 else at[0], body)
    return found if found != body else LONG.sub(r"\1-\n\2", body, count=1)


def decomposed(body: str, random: Random) -> str:
    """Write letters with marks as letter and mark."""
    return unicodedata.normalize("NFD", body)


def ligatures(body: str, random: Random) -> str:
    """Write joined letters as one."""
    for letters, sign in LIGATURES:
        body = body.replace(letters, sign)
    return body


def other_hyphens(body: str, random: Random) -> str:
    """Write hyphens that hold a word together, and minus signs for dashes."""
    return re.sub(r"(?<=\w)-(?=\w)", HYPHEN, body).replace("–", "−")


def garbled(body: str, random: Random) -> str:
    """Read typographic marks as a western code page."""
    curly = body.replace("'", "’").replace('"', "”")
    return curly.encode().decode("cp1252", errors="replace")


def mail_quoted(body: str, random: Random) -> str:
    """Quote it as mail does, line by line."""
    lines = (textwrap.fill(each, 68) for each in paragraphs(body, random))
    return textwrap.indent("\n\n".join(lines), "> ", lambda _: True)


def json_escaped(body: str, random: Random) -> str:
    """Leave the escapes of JSON in it."""
    return json.dumps("\n\n".join(paragraphs(body, random)))[1:-1]


def tex_escaped(body: str, random: Random) -> str:
    r"""Leave the escapes of a typesetter in it, as ``\$`` and ``\%``."""
    return re.sub(r"([$%&#_])", r"\\\1", body)


def bracketed(body: str, random: Random) -> str:
    """Set it in the tags of a forum."""
    first, *rest = paragraphs(body, random)
    return "\n\n".join([f"[b]{first}[/b]", *(f"[quote]{each}[/quote]" for each in rest)])


def cdata(body: str, random: Random) -> str:
    """Leave the frame of a feed around it."""
    inner = "".join(f"<p>{each}</p>" for each in paragraphs(body, random))
    return f"<![CDATA[{inner}]]>"


def all_capitals(text: Text, random: Random) -> Text:
    """Send it as a telex would."""
    return Text(text.title.upper(), text.body.upper())


def title_case(text: Text, random: Random) -> Text:
    """Write every word of the headline with a capital."""
    title = text.title or SENTENCE.split(text.body)[0]
    return text._replace(title=" ".join(f"{word[:1].upper()}{word[1:]}" for word in title.split()))


def spaced_signs(body: str, random: Random) -> str:
    """Put spaces before marks and signs, as in French."""
    return re.sub(r"(?<=\w)([%:;!?])", " \\1", body)


def grouped_by_spaces(body: str, random: Random) -> str:
    """Part thousands by narrow spaces."""
    return re.sub(r"(?<=\d),(?=\d{3})", "\N{NARROW NO-BREAK SPACE}", body)


def timed(body: str, random: Random) -> str:
    """Put a time before every paragraph, as a live page does."""
    return "\n\n".join(
        f"{9 + number // 4:02}:{number * 13 % 60:02} {each}"
        for number, each in enumerate(paragraphs(body, random))
    )


EDITS: Final[Mapping[str, Edit]] = {
    "paragraphs run together": body_only(run_together),
    "tags for line ends": body_only(breaks),
    "words broken at line ends": body_only(hyphenated),
    "letters and marks apart": body_only(decomposed),
    "ligatures": body_only(ligatures),
    "other hyphens": body_only(other_hyphens),
    "read as another code page": body_only(garbled),
    "quoted in a mail": body_only(mail_quoted),
    "escapes of json": body_only(json_escaped),
    "escapes of a typesetter": body_only(tex_escaped),
    "tags of a forum": body_only(bracketed),
    "frame of a feed": body_only(cdata),
    "all in capitals": all_capitals,
    "title of capitalised words": title_case,
    "spaces before signs": body_only(spaced_signs),
    "thousands by spaces": body_only(grouped_by_spaces),
    "a time before each paragraph": body_only(timed),
}
