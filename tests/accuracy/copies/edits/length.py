"""The beginning of a text, about three fifths of it, as previews and feeds give it.

Not here: a sentence less (``words``).
"""

import re
from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from stream.sources import editing
from tests.accuracy.copies.edits.form import SENTENCE, as_html, body_only
from tests.accuracy.copies.kit import Edit, Text

SHARE: Final = 0.6


def at_word(body: str) -> str:
    """Keep three fifths of the words."""
    ends = [found.end() for found in re.finditer(r"\S+", body)]
    return body[: ends[max(0, round(len(ends) * SHARE) - 1)]]


def at_sentence(body: str) -> str:
    """Keep whole sentences, three fifths of the text at least; all of a text of one."""
    ends = [found.start() for found in SENTENCE.finditer(body)]
    fit = [end for end in ends if end >= SHARE * len(body)]
    return body[: fit[0]] if fit else at_word(body)


def at_paragraph(body: str) -> str:
    """Keep whole paragraphs; a text of one is cut at a sentence."""
    ends = [found.start() for found in re.finditer(r"\s*\n", body)]
    fit = [end for end in ends if SHARE * len(body) <= end < 0.85 * len(body)]
    return body[: fit[0]] if fit else at_sentence(body)


def at_letter(body: str) -> str:
    """Keep three fifths of the characters, whatever word that parts."""
    return body[: round(len(body) * SHARE)]


def abridged(body: str, random: Random) -> str:
    """Keep the first sentence and, of the others, so many that three fifths are left."""
    first, *others = SENTENCE.split(body)
    kept, length = set(range(len(others))), len(body)
    for at in random.sample(range(len(others)), len(others)):
        if length - len(others[at]) >= SHARE * len(body):
            kept.remove(at)
            length -= len(others[at])
    return " ".join([first, *(others[at] for at in sorted(kept))])


def then(cut: Callable[[str], str], closing: Callable[[str, Random], str]) -> Edit:
    """Give the edit that cuts and writes something behind the cut, told the whole text."""
    return body_only(lambda body, random: f"{cut(body)}{closing(body, random)}")


def fixed(words: str) -> Callable[[str, Random], str]:
    """Give the closing that is always the same."""
    return lambda _body, _random: words


def counted(body: str, _random: Random) -> str:
    """Say how many characters are left out."""
    return f"… [+{len(body) - round(len(body) * SHARE)} chars]"


def without_title(text: Text, random: Random) -> Text:
    """Keep three fifths of the body and no headline."""
    return Text("", f"{at_word(text.body)} ...")


def with_another_title(text: Text, random: Random) -> Text:
    """Put the beginning of the first sentence in the place of the headline."""
    words = SENTENCE.split(text.body)[0].split()
    return Text(f"{' '.join(words[:9])} …", at_sentence(text.body))


def in_html(body: str, random: Random) -> str:
    """Cut it and set it as a feed's summary."""
    return f"{as_html(at_word(body), random)}<a href='https://example.com/x'>Continue reading</a>"


EDITS: Final[Mapping[str, Edit]] = {
    "at a word, nothing": then(at_word, fixed("")),
    "at a word, one sign": then(at_word, fixed("…")),
    "at a word, three dots": then(at_word, fixed("...")),
    "at a word, dots in brackets": then(at_word, fixed(" [...]")),
    "at a letter, nothing": then(at_letter, fixed("")),
    "at a letter, characters counted": then(at_letter, counted),
    "at a letter, dots": then(at_letter, fixed("…")),
    "at a sentence, nothing": then(at_sentence, fixed("")),
    "at a sentence, read more": then(at_sentence, fixed(" Read more")),
    "at a sentence, continued": then(at_sentence, fixed(" (continued)")),
    "at a sentence, more to come": then(at_sentence, fixed("\n\n(MORE TO FOLLOW)")),
    "at a sentence, for members": then(
        at_sentence, fixed("\n\nTo read the full story, subscribe or sign in.")
    ),
    "at a paragraph, nothing": then(at_paragraph, fixed("")),
    "at a paragraph, continue reading": then(at_paragraph, fixed("\n\nContinue reading »")),
    "at a paragraph, a link": then(
        at_paragraph, fixed("\n\nFull story: https://news.example.com/a/8F3C21")
    ),
    "without the title": without_title,
    "with another title": with_another_title,
    "as html": body_only(in_html),
    "abridged": body_only(abridged),
    "abridged, with a link": body_only(
        lambda body, random: f"{abridged(body, random)}\n\nFull article: https://ex.ample/9fK2"
    ),
    "above, a line of the page": body_only(
        lambda body, _: f"Markets | 2 min read\n{at_word(body)}…"
    ),
    "by the project's own hand": body_only(lambda body, _: editing.cut(body, SHARE)),
}
