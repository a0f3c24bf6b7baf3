"""A search finds the texts of the window that share a band, whenever those were put into bands."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from stream.stages.dedupe.bands import BAND_BYTES, BANDS, PER_BAND
from stream.stages.dedupe.facts import Held, StoryState
from stream.stages.dedupe.index import CANDIDATES, TextIndex
from stream.stages.dedupe.story import Stories
from stream.stages.text import PERMUTATIONS, Fingerprint

LIMIT: Final = 3
MIN_WORDS: Final = 8

texts = st.builds(
    lambda content, words, bands: text(content, words=words, bands=bands),
    st.integers(0, 30),
    st.sampled_from((MIN_WORDS - 1, MIN_WORDS, 200)),
    st.lists(st.sampled_from("abcd"), min_size=2, max_size=2),
)
feeds = st.lists(texts, max_size=20)


def text(content: int, *, words: int = 200, bands: Sequence[str] = ("a", "b")) -> Fingerprint:
    """Make a text whose first and second half of bands say these letters."""
    half = BANDS * BAND_BYTES // 2
    first, second = (each.encode() for each in bands)
    signature = (first * half + second * half).ljust(2 * PERMUTATIONS, b".")
    return Fingerprint(
        content=b"%016d" % content,
        words=words,
        pairs=words,
        cut=0,
        signature=signature,
        things=(),
        names=(),
    )


def held(article_id: str) -> Held:
    """Give an article of this id, of which nothing else matters."""
    return Held(
        article_id=article_id,
        source="desk",
        first=0,
        revision=0,
        content=b"",
        retracted=False,
        event=0,
        story=1,
    )


def index(limit: int = LIMIT) -> TextIndex:
    """Make an index that forgets nothing but what leaves its window."""
    stories = Stories()
    stories.put(StoryState(1, 0, 0, 1, ()))
    stories.refer(1)
    return TextIndex(stories, horizon=1, limit=limit, min_words=MIN_WORDS)


def put(into: TextIndex, feed: Sequence[Fingerprint]) -> None:
    """Add texts; each is named by its place."""
    for place, each in enumerate(feed):
        into.add(place, 1, held(f"a{place}"), each.pack(), b"")


def found(there: TextIndex, wanted: Fingerprint) -> list[int]:
    """Search; give the places of what is found."""
    return [each.offset for each in there.like(wanted.pack())]


def in_the_window(feed: Sequence[Fingerprint], wanted: Fingerprint) -> list[int]:
    """Look for the same the plain way: no chains, no slots."""
    last = {each.content: place for place, each in enumerate(feed)}
    return [
        place
        for place, each in reversed(list(enumerate(feed)))
        if place >= len(feed) - LIMIT
        and last[each.content] == place
        and min(each.words, wanted.words) >= MIN_WORDS
        and shared(each.signature, wanted.signature)
    ]


def shared(one: bytes, other: bytes) -> bool:
    """Say whether two signatures share a band."""
    places = range(0, BANDS * BAND_BYTES, BAND_BYTES)
    return any(one[at : at + BAND_BYTES] == other[at : at + BAND_BYTES] for at in places)


@given(feeds, texts)
@settings(max_examples=300)
def test_a_search_finds_what_is_in_the_window(feed: list[Fingerprint], wanted: Fingerprint) -> None:
    """Texts that left it, were replaced or are too short are not found, the others are, in order.

    It does not matter whether there was a search after each of them or none.
    """
    singly, at_once = index(), index()
    for place, each in enumerate(feed):
        singly.add(place, 1, held(f"a{place}"), each.pack(), b"")
        found(singly, wanted)
    put(at_once, feed)

    results = [found(each, wanted) for each in (singly, at_once)]

    assert results == [in_the_window(feed, wanted)] * 2


def signed(number: int, shared: int) -> Fingerprint:
    """Give a text that has one band of letters and shares it with no other number's."""
    lanes = bytearray(text(number).signature)
    for band in range(BANDS):
        own = b"%04d" % (100 * number + band) if band != shared else b"same"
        lanes[band * BAND_BYTES : (band + 1) * BAND_BYTES] = own
    return replace(text(number), signature=bytes(lanes))


def test_of_many_texts_the_newest_are_given() -> None:
    """Twice as many as a search gives, each in a band of its own or beside one other."""
    feed = [signed(number, number % BANDS) for number in range(2 * CANDIDATES)]
    wanted = replace(text(99), signature=b"same" * (len(text(99).signature) // BAND_BYTES))
    singly, at_once = index(limit=len(feed)), index(limit=len(feed))
    for place, each in enumerate(feed):
        singly.add(place, 1, held(f"a{place}"), each.pack(), b"")
        found(singly, wanted)
    put(at_once, feed)

    results = [found(each, wanted) for each in (singly, at_once)]

    assert results == [[*range(2 * CANDIDATES - 1, CANDIDATES - 1, -1)]] * 2


def test_of_many_texts_of_one_band_the_newest_are_given() -> None:
    """One more than a band gives: the oldest is passed over."""
    feed = [signed(number, 0) for number in range(PER_BAND + 1)]
    wanted = replace(text(99), signature=b"same" * (len(text(99).signature) // BAND_BYTES))
    there = index(limit=len(feed))

    put(there, feed)

    assert found(there, wanted) == [*range(PER_BAND, 0, -1)]


def test_a_short_text_is_not_found_in_the_place_of_a_long_one() -> None:
    """It takes the slot of one that left the window, to which a chain may still lead."""
    there = index(limit=1)
    put(there, [text(1)])
    found_before = found(there, text(3))

    put(there, [text(2, words=MIN_WORDS - 1)])

    assert found_before == [0]
    assert found(there, text(3)) == []
