"""Cashtags of public tweets, against those that Twitter itself recognised in them.

The tweets are other people's: they are read from where they lie and stay there.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from stream.models import Article
from tests.accuracy.intervals import Counts, Share, f1, precision, recall
from tests.accuracy.judging import Find, tags_of

FILE: Final = "stocknet_cashtags_dev.jsonl"
SET: Final = "stocknet"
AROUND: Final = 25

MEANINGS: Final[Mapping[str, str]] = {
    "span_precision": "exact spans: precision",
    "span_recall": "exact spans: recall",
    "span_f1": "exact spans: F1",
    "symbol_precision": "symbols of a tweet: precision",
    "symbol_recall": "symbols of a tweet: recall",
    "symbol_f1": "symbols of a tweet: F1",
}

PLAIN: Final = re.compile(r"(?<!\w)\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?\b")
"""What one would write in a minute: to compare with."""

Place = tuple[int, int]


class Tweet(msgspec.Struct, frozen=True, kw_only=True):
    """A tweet of the file: ``symbols`` in capitals, ``spans`` by code point, the ``$`` included."""

    id: str
    t: datetime
    text: str
    symbols: tuple[str, ...]
    spans: tuple[Place, ...]

    @property
    def truth(self) -> Iterator[tuple[Place, str]]:
        return zip(self.spans, self.symbols, strict=True)

    @property
    def there(self) -> frozenset[Place]:
        """Give the spans at which the text has their symbol."""
        return frozenset(span for span, symbol in self.truth if self._reads(span, symbol))

    @property
    def cut(self) -> Counter[str]:
        """Give the symbols whose span points past the end of the text as it was stored."""
        return Counter(symbol for span, symbol in self.truth if not self._reads(span, symbol))

    def _reads(self, span: Place, symbol: str) -> bool:
        start, end = span
        return self.text[start + 1 : end].upper() == symbol


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A tweet with the symbol at each place that was taken for a cashtag, however sure."""

    tweet: Tweet
    found: Mapping[Place, str]

    @property
    def spans(self) -> Counts:
        """Count places; those that no longer are in the text cannot be missed."""
        there, found = self.tweet.there, self.found.keys()
        return Counts(right=len(found & there), false=len(found - there), missed=len(there - found))

    @property
    def symbols(self) -> Counts:
        """Count symbols, each as often as it stands there; those cut off cannot be missed."""
        truth, found = Counter(self.tweet.symbols), Counter(self.found.values())
        missed = truth - found - self.tweet.cut
        return Counts(
            right=(found & truth).total(), false=(found - truth).total(), missed=missed.total()
        )


def read(find: Find, path: Path) -> list[Reading]:
    """Tag every tweet of a file; raises ``Misplaced`` where an evidence does not hold."""
    decode = msgspec.json.Decoder(Tweet).decode
    return [_reading(find, decode(line)) for line in path.read_bytes().splitlines()]


def plainly(readings: Iterable[Reading]) -> list[Reading]:
    """Read the same tweets by one regular expression and no table."""
    return [
        Reading(
            tweet=each.tweet,
            found={match.span(): match[0][1:].upper() for match in PLAIN.finditer(each.tweet.text)},
        )
        for each in readings
    ]


def figures(readings: Sequence[Reading]) -> dict[str, Share]:
    """Give all figures of the tweets; one that nothing was counted for is left out."""
    shares: dict[str, Share | None] = {}
    for name, counts in (
        ("span", [each.spans for each in readings]),
        ("symbol", [each.symbols for each in readings]),
    ):
        shares[f"{name}_precision"] = precision(counts)
        shares[f"{name}_recall"] = recall(counts)
        shares[f"{name}_f1"] = f1(counts)
    return {name: value for name, value in shares.items() if value}


def listing(readings: Iterable[Reading], most: int) -> str:
    """Give so many wrong spans of each class, the largest class first, with what is around them."""
    classes: dict[str, list[str]] = {}
    for reading in readings:
        for sort, span in _wrong(reading):
            told = _class(reading.tweet, sort, span)
            classes.setdefault(told, []).append(_shown(reading.tweet, span))
    lines = []
    for told, shown in sorted(classes.items(), key=lambda each: (-len(each[1]), each[0])):
        lines += [f"{len(shown):>5} {told}", *(f"        {each}" for each in shown[:most])]
    return "\n".join(lines)


def _reading(find: Find, tweet: Tweet) -> Reading:
    article = Article(id=tweet.id, source="", body=tweet.text, published_at=tweet.t)
    found = {
        (each.start, each.end): tag.symbol
        for tag in tags_of(find, article)
        for each in tag.evidence
        if each.rule == "cashtag"
    }
    return Reading(tweet=tweet, found=found)


def _wrong(reading: Reading) -> Iterator[tuple[str, Place]]:
    there, found = reading.tweet.there, reading.found.keys()
    yield from (("false", span) for span in sorted(found - there))
    yield from (("missed", span) for span in sorted(there - found))


def _class(tweet: Tweet, sort: str, span: Place) -> str:
    """Name a mistake by what stands on both sides, where most of its cause is."""
    text, (start, end) = tweet.text, span
    if sort == "false" and tweet.cut[text[start + 1 : end].upper()]:
        return "false, but Twitter has this symbol at a place past the text's end"
    before = _sort_of(text[start - 1 : start] if start else "")
    return f"{sort}, {before} before, {_sort_of(text[end : end + 1])} behind"


def _sort_of(character: str) -> str:
    if not character or character.isspace():
        return "space"
    if character.isalnum() or character == "_":
        return "a letter or digit"
    return character


def _shown(tweet: Tweet, span: Place) -> str:
    text, (start, end) = tweet.text, span
    shown = f"{text[max(0, start - AROUND) : start]}[{text[start:end]}]{text[end : end + AROUND]}"
    return f"{tweet.id} {' '.join(shown.split())}"
