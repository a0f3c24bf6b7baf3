"""Floods of articles made to hurt ``dedupe``: each an endless stream of texts.

They aim at its candidates: texts that meet in many buckets of the index and are no copies. Not
here: measuring (``deduping``), texts that hurt ``tag`` (``tests/hostile``).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count, islice
from random import Random
from types import MappingProxyType
from typing import Final, NamedTuple

from stream.stages.text import PERMUTATIONS, fingerprint_of
from tests.bench.tagged import Piece, Press

FIRST: Final = 3_000_000_000
"""The number of the first text: no feed of the bench comes so far."""
_POOL: Final = 6_000
"""Pairs of words among which those of the lowest hashes are looked for."""
_LANE: Final = 2
_LANES_MADE: Final = 30
"""Lanes of the signature that are made equal, so many that resemblance stays below a copy's."""
_FILLING: Final = 70


class Flood(NamedTuple):
    """Texts without an end, and the share of the usual number of records that is enough."""

    pieces: Callable[[Press], Iterator[Piece]]
    share: float = 1.0


def _headline(press: Press) -> Iterator[Piece]:
    """Give one headline again and again, each time as another article."""
    first = press.piece(FIRST)
    for number in count():
        yield first._replace(number=f"headline-{number}", body="")


def _story(press: Press) -> Iterator[Piece]:
    """Give one text of newswire again and again, each time as another article."""
    first = press.piece(FIRST)
    for number in count():
        yield first._replace(number=f"story-{number}")


def _redelivered(press: Press) -> Iterator[Piece]:
    """Give one article again and again."""
    while True:
        yield press.piece(FIRST)


def _corrected(press: Press) -> Iterator[Piece]:
    """Give one article in ever new revisions of other texts and tickers."""
    for number in count():
        piece = press.piece(FIRST + number)
        yield piece._replace(number="corrected", source="desk", revision=number)


def _renumbered(press: Press) -> Iterator[Piece]:
    """Give one text with one number in it, another one each time."""
    first = press.piece(FIRST)
    for number in count():
        body = f"{first.body} The price was ${number + 1000}."
        yield first._replace(number=f"renumbered-{number}", body=body)


def _template(press: Press) -> Iterator[Piece]:
    """Give one text about ever other firms, whose names stand where the first one's stood."""
    words = press.words(FIRST, 80)
    for number in count():
        about = press.piece(FIRST + number)
        name = f"Firm{number} {about.tags[0].name}"
        body = " ".join(_with(words, (0, 20, 40, 60), name))
        yield about._replace(number=f"template-{number}", title=f"{name} reports", body=body)


def _half(press: Press) -> Iterator[Piece]:
    """Give texts that share more than half of their words, too little for a copy."""
    shared = " ".join(press.words(FIRST, 60))
    for number in count():
        own = press.piece(FIRST + number, characters=200)
        yield own._replace(number=f"half-{number}", body=f"{own.body} {shared}")


def _banded(press: Press) -> Iterator[Piece]:
    """Give texts unlike each other that are equal in many lanes of the signature."""
    block = " ".join(_lowest(press, _LANES_MADE))
    for number in count():
        own = press.piece(FIRST + number, mentions=1)
        body = f"{' '.join(press.words(FIRST + number, _FILLING))} {block}"
        yield own._replace(number=f"banded-{number}", title="", body=body)


def _few_words(press: Press) -> Iterator[Piece]:
    """Give headlines of two to seven words, mostly new ones."""
    for number in count():
        own = press.piece(FIRST + number)
        title = " ".join(press.words(FIRST + number, 2 + number % 6))
        yield own._replace(number=f"few-{number}", title=title, body="")


def _numbers(press: Press) -> Iterator[Piece]:
    """Give tables: one text with a hundred numbers, all of them other ones each time."""
    words = press.words(FIRST, 60)
    for number in count():
        draw = Random(number)
        figures = " ".join(str(draw.randrange(100_000)) for _ in range(100))
        own = press.piece(FIRST + number)
        yield own._replace(number=f"numbers-{number}", body=f"{' '.join(words)} {figures}")


def _of(characters: int) -> Callable[[Press], Iterator[Piece]]:
    """Give long texts, each with a second version that differs in one number."""

    def pieces(press: Press) -> Iterator[Piece]:
        for number in count():
            piece = press.piece(FIRST + number // 2, characters=characters)
            yield piece._replace(number=f"long-{number}", body=f"{piece.body} Up {number}%")

    return pieces


FLOODS: Final[Mapping[str, Flood]] = MappingProxyType(
    {
        "one headline, other articles": Flood(_headline, 2.0),
        "one text, other articles": Flood(_story),
        "one article, redelivered": Flood(_redelivered),
        "one article, corrected each time": Flood(_corrected),
        "one text, another number in it": Flood(_renumbered),
        "one text, other numbers all over": Flood(_numbers),
        "one text, another firm in it": Flood(_template),
        "half of each text the same": Flood(_half),
        "unlike texts with equal bands": Flood(_banded),
        "two to seven words": Flood(_few_words),
        "10,000 characters": Flood(_of(10_000), 0.1),
        "100,000 characters": Flood(_of(100_000), 0.01),
    }
)


def _with(words: Sequence[str], places: Sequence[int], name: str) -> Iterator[str]:
    for place, word in enumerate(words):
        yield name if place in places else word


def _lowest(press: Press, lanes: int) -> list[str]:
    """Give words whose pairs hold the minima of the first lanes, in nearly any text.

    Of many pairs, those of the lowest hash in each lane are told by the lane of all together.
    """
    words = [f"{word}q" for word in press.words(FIRST, _POOL)]  # words no other text has
    minima = _lanes("", " ".join(words))
    holders: dict[int, str] = {}
    for one, other in zip(words, islice(words, 1, None), strict=False):
        pair = f"{one} {other}"
        for lane, value in enumerate(_lanes(pair, "")[:lanes]):
            if value == minima[lane]:
                holders.setdefault(lane, pair)
    return list(dict.fromkeys(holders.values()))


def _lanes(title: str, body: str) -> list[bytes]:
    signature = fingerprint_of(title, body).signature
    return [signature[_LANE * lane :][:_LANE] for lane in range(PERMUTATIONS)]
