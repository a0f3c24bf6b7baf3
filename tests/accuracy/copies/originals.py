"""The texts that are edited: the seeds, our own labelled news, and longer ones written for this.

Each is another story. Not here: what is done to them (``edits``).
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from stream import codec
from tests.accuracy import texts
from tests.accuracy.copies.kit import Text

SEEDS: Final = Path(__file__).parents[3] / "seeds" / "articles.jsonl"
LONGER: Final = Path(__file__).with_name("development.txt")
KINDS: Final = ("news", "release", "analysis")
WORDS: Final = 40
"""The least that a body has."""
ALIKE: Final = 0.25
"""Of two texts that share more of the word triples of the shorter one, one is left out."""


def development() -> list[Text]:
    """Give all of them, the longer ones first, without two of one story."""
    labelled = (
        Text(each.title, each.body)
        for each in texts.sets()["development"]
        if each.kind in KINDS and len(each.body.split()) >= WORDS
    )
    return distinct([*longer(), *seeds(), *labelled])


def longer(path: Path = LONGER) -> list[Text]:
    """Read the texts of a file: a headline, an empty line, a body; parted by lines of dashes."""
    parts = (each.strip() for each in path.read_text("utf-8").split("\n----\n"))
    found = (each.partition("\n\n") for each in parts)
    return [Text(title.strip(), body.strip()) for title, _, body in found]


def seeds(path: Path = SEEDS) -> list[Text]:
    """Read the seed articles."""
    articles = map(codec.decode_article, path.read_bytes().splitlines())
    return [Text(each.title, each.body) for each in articles]


def distinct(found: Iterable[Text]) -> list[Text]:
    """Leave out each text that has much in common with one before it."""
    kept: list[Text] = []
    known: list[frozenset[tuple[str, ...]]] = []
    for text in found:
        own = _triples(text.body)
        if all(len(own & other) <= ALIKE * min(len(own), len(other)) for other in known):
            kept.append(text)
            known.append(own)
    return kept


def _triples(body: str) -> frozenset[tuple[str, ...]]:
    words = body.lower().split()
    return frozenset(zip(words, words[1:], words[2:], strict=False))
