"""What stands around and within a text on the pages of others: its own words, all of them, remain.

Not here: what pages say (``boilerplate.txt``).
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from random import Random
from typing import Final

from tests.accuracy.copies.blind.prose import joined, length, paragraphs, sentences
from tests.accuracy.copies.blind.sections import sections
from tests.accuracy.copies.blind.slots import filled
from tests.accuracy.copies.kit import Edit, Text

FRAMES: Final[Mapping[str, Sequence[str]]] = {
    each.heading: tuple(paragraphs(each.body)) for each in sections("boilerplate.txt")
}
LEAST: Final = 20
"""Words of others in a page, at least."""

Place = Callable[[list[str], str, Random], list[str]]
"""Puts one piece of others' text into paragraphs."""


def _before(parts: list[str], piece: str, rng: Random) -> list[str]:
    return [piece, *parts]


def _after(parts: list[str], piece: str, rng: Random) -> list[str]:
    return [*parts, piece]


def _within(parts: list[str], piece: str, rng: Random) -> list[str]:
    """Put it between two paragraphs; if there is one only, between two of its sentences."""
    if len(parts) == 1:
        parts = sentences(parts[0])
    index = rng.randrange(1, max(2, len(parts)))
    return [*parts[:index], piece, *parts[index:]]


def _pieces(frame: str, rng: Random) -> str:
    """Give pieces of a kind in some order, until they are enough words."""
    pool = rng.sample(FRAMES[frame], len(FRAMES[frame]))
    text = filled(pool.pop(), rng)
    while length(text) < LEAST and pool:
        text = f"{text}\n{filled(pool.pop(), rng)}"
    return text


def _framed(place: Place, frame: str, text: Text, rng: Random) -> Text:
    parts = place(paragraphs(text.body), _pieces(frame, rng), rng)
    return Text(text.title, joined(parts))


def _sandwiched(text: Text, rng: Random) -> Text:
    """Put something before, within and after, each of a few words."""
    parts = paragraphs(text.body)
    for place, frame in ((_within, "brief"), (_before, "opening"), (_after, "closing")):
        parts = place(parts, filled(rng.choice(FRAMES[frame]), rng), rng)
    return Text(text.title, joined(parts))


def _interrupted(text: Text, rng: Random) -> Text:
    """Put an advertisement after every second paragraph, and a few words at the end."""
    pieces = [filled(each, rng) for each in FRAMES["advert"]]
    parts: list[str] = []
    for index, part in enumerate(paragraphs(text.body)):
        parts += [part, pieces[index // 2 % len(pieces)]] if index % 2 else [part]
    return Text(text.title, joined([*parts, _pieces("closing", rng)]))


def _appeared(text: Text, rng: Random) -> Text:
    """End as blogs do in feeds, naming the headline and the page; some links before it."""
    site = filled("{site}", rng)
    last = f"The post {text.title} appeared first on {site}."
    share = "Share this: Click to share on Facebook (Opens in new window) Click to print Like this:"
    return Text(f"{text.title} | {site}", joined([text.body, f"{share} Like Loading...", last]))


def _highlighted(text: Text, rng: Random) -> Text:
    """Begin with the main points: the headline, and sentences from the text itself."""
    pool = [each for part in paragraphs(text.body) for each in sentences(part)]
    points = [text.title, rng.choice(pool[:3]), rng.choice(pool[3:] or pool)]
    listed = "\n".join(f"- {' '.join(each.split()[:20])}" for each in points if each)
    return Text(text.title, joined([f"KEY POINTS\nWhat you should know\n{listed}", text.body]))


def _pictured(text: Text, rng: Random) -> Text:
    """Stand in the page's own markup, with a figure before the text and a box after it."""
    caption, box = _pieces("caption", rng), filled(rng.choice(FRAMES["closing"]), rng)
    figure = f'<figure><img src="/i/{rng.randrange(10**6)}.jpg"><figcaption>{caption}</figcaption>'
    body = "".join(f"<p>{part}</p>\n" for part in paragraphs(text.body))
    return Text(text.title, f"{figure}</figure>\n{body}<aside>{box}</aside>")


PLACED: Final[Mapping[str, tuple[Place, str]]] = {
    "navigation before": (_before, "navigation"),
    "consent before": (_before, "consent"),
    "byline before": (_before, "byline"),
    "note before": (_before, "note"),
    "player before": (_before, "player"),
    "market box before": (_before, "market"),
    "caption within": (_within, "caption"),
    "newsletter within": (_within, "newsletter"),
    "market box within": (_within, "market"),
    "related within": (_within, "related"),
    "poll within": (_within, "poll"),
    "paywall within": (_within, "paywall"),
    "related after": (_after, "related"),
    "most read after": (_after, "mostread"),
    "bio after": (_after, "bio"),
    "disclaimer after": (_after, "disclaimer"),
    "outlook after": (_after, "outlook"),
    "contact after": (_after, "contact"),
    "rights after": (_after, "rights"),
    "credits after": (_after, "credits"),
    "paywall after": (_after, "paywall"),
    "comments after": (_after, "comments"),
    "tags after": (_after, "tags"),
}

WRAPPED: Final[Mapping[str, Edit]] = {
    **{name: partial(_framed, place, frame) for name, (place, frame) in PLACED.items()},
    "sandwiched": _sandwiched,
    "interrupted": _interrupted,
    "feed footer": _appeared,
    "key points": _highlighted,
    "figure and box": _pictured,
}
