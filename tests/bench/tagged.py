"""Records of ``news.tagged`` for the bench of ``dedupe``, made one by one as they are asked for.

Texts are drawn by number and made anew for their copies, so that a million of them need no room.
Tags are real ones of other texts, drawn from a small store; fingerprints are real.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import count
from random import Random
from typing import Final, NamedTuple

from stream import codec
from stream.config import Settings
from stream.models import Article, Origin, Tag, Tagged
from stream.pipeline import offline
from stream.sources.syndicate import Kind, copy_of
from stream.stages import text
from stream.stages.contract import Record
from stream.stages.tag.stage import ORIGIN_HEADER
from tests.bench.articles import LENGTH, START, newswire, seed_words
from tests.bench.costs import NOW

SPAN: Final = timedelta(hours=48)
"""Event time of a whole feed: less than the horizon, so that nothing leaves by its age."""
SOURCES: Final = ("first-wire", "second-wire", "desk")
HOUSES: Final = ("harbour-wire", "ledger-daily", "market-courier", "northern-press")
COPIES: Final = 0.3
"""Share of an ordinary feed."""
KINDS: Final[Sequence[Kind]] = ("exact", "resold", "reformatted", "edited", "cut", "wrapped")
REACH: Final = 20_000
"""Copies are made of so many of the last articles, at most a quarter of those before the feed."""
_STORE: Final = 400
_WORDS_A_SENTENCE: Final = 11
_CHARACTERS_A_WORD: Final = 6.8
_MODEL: Final = "bench"


class Piece(NamedTuple):
    """An article to be and what it is about; ``number`` makes its identity."""

    number: str
    source: str
    title: str
    body: str
    tags: tuple[Tag, ...]
    revision: int = 0


class Press:
    """Texts by number, and records of them in one log, ``step`` of event time apart."""

    def __init__(self, seed: int, *, step: timedelta) -> None:
        self._seed = seed
        self._step = step
        self._words = seed_words()
        self._store = _tags()
        self._every = [tags for held in self._store.values() for tags in held if tags]
        self._offsets = count()
        self._copies = count()

    def piece(self, number: int, *, mentions: int | None = None, characters: int = LENGTH) -> Piece:
        """Give the text of a number, unlike any other, of so many mentions (else 1 to 4)."""
        draw = Random(self._seed << 32 | number)
        tags = draw.choice(self._every if mentions is None else self._store[mentions])
        words = draw.choices(self._words, k=round(characters / _CHARACTERS_A_WORD))
        for tag in tags:
            words[draw.randrange(len(words))] = tag.evidence[0].text
        for _ in range(len(words) // 30):
            words[draw.randrange(len(words))] = f"${draw.randint(1, 9_000) / 10} billion"
        title = f"{' '.join(words[:9])} {draw.randint(2, 99)}%"
        body = " ".join(
            " ".join(words[at : at + _WORDS_A_SENTENCE]).capitalize() + "."
            for at in range(9, len(words), _WORDS_A_SENTENCE)
        )
        return Piece(str(number), SOURCES[number % len(SOURCES)], title, body, tags)

    def words(self, number: int, length: int) -> list[str]:
        """Give so many words, other ones for each number."""
        return Random(self._seed << 32 | number).choices(self._words, k=length)

    def copy(self, number: int, kind: Kind) -> Piece:
        """Give a copy of the text of a number as another house has it."""
        piece = self.piece(number)
        draw = Random(self._seed << 32 | number)
        copy = copy_of(_article(piece, timedelta()), kind, draw)
        return piece._replace(
            number=f"{number}-copy-{next(self._copies)}",
            source=draw.choice(HOUSES),
            title=copy.title,
            body=copy.body,
        )

    def record(self, piece: Piece) -> Record:
        """Give a piece as ``tag`` writes it, at the next offset of the log."""
        offset = next(self._offsets)
        article = _article(piece, self._step * offset)
        origin = Origin(f"0:{offset}")
        tagged = Tagged(
            article=article,
            origin=origin,
            received_at=article.published_at,
            model=_MODEL,
            tags=piece.tags,
        )
        headers = codec.cloud_event(
            "tagged", id=f"{origin}@{_MODEL}", source="tag", time=article.published_at
        )
        headers.append((ORIGIN_HEADER, origin.encode()))
        headers.append((text.SIGNATURE_HEADER, text.fingerprint(piece.title, piece.body)))
        key, value = article.id.encode(), codec.encode_tagged(tagged)
        return Record(0, offset, article.published_at, key, value, headers)


class Feed:
    """An ordinary feed that goes on from a number: unique articles, and copies of late ones."""

    def __init__(self, press: Press, first: int) -> None:
        self.press = press
        self._draw = Random(first)
        self._next = first
        self._reach = max(1, min(REACH, first // 4))

    def piece(self) -> Piece:
        """Give the next article."""
        if self._draw.random() < COPIES:
            return self.copy(self._draw.choice(KINDS))
        self._next += 1
        return self.press.piece(self._next - 1)

    def copy(self, kind: Kind) -> Piece:
        """Give a copy of a late one."""
        return self.press.copy(self.late(), kind)

    def late(self) -> int:
        """Give the number of a late article."""
        return self._next - self._draw.randint(1, self._reach)

    def records(self, length: int) -> list[Record]:
        """Give the records of the next so many articles."""
        return [self.press.record(self.piece()) for _ in range(length)]


def _article(piece: Piece, after: timedelta) -> Article:
    return Article(
        id=f"wire-{piece.number}",
        source=piece.source,
        title=piece.title,
        body=piece.body,
        published_at=START + after,
        action="correct" if piece.revision else "publish",
        revision=piece.revision,
    )


@cache
def _tags() -> Mapping[int, Sequence[tuple[Tag, ...]]]:
    """Give what ``tag`` finds in some newswire, by the number of tags that make a mention."""
    settings = Settings()
    stage = offline(settings).tag()
    store: dict[int, list[tuple[Tag, ...]]] = {0: [()]}
    for offset, value in enumerate(newswire(_STORE, seed=1)):
        step = stage.apply(Record(0, offset, NOW, None, value))
        tags = codec.decode_tagged(step.outputs[0].value or b"").tags
        sure = sum(tag.confidence >= settings.min_confidence for tag in tags)
        store.setdefault(sure, []).append(tuple(replace(tag) for tag in tags))
    return store
