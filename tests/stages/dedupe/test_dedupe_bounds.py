"""Memory and work per record are bounded, however long a feed or a flood goes on.

Memory is what Python holds, work the lines that are executed: both are counted, not timed.
"""

import gc
import tracemalloc
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from random import Random
from typing import Final

import pytest

from stream.models import Tagged
from stream.stages.contract import Record
from stream.stages.dedupe import DedupeSettings, DedupeStage
from tests.stages.dedupe.examples import STORY, log, run, tagged
from tests.stages.effort import lines_of

LIMIT: Final = 400
SETTINGS: Final = DedupeSettings(max_articles=LIMIT, max_identities=LIMIT)
SECOND: Final = timedelta(seconds=1)
WORDS: Final = [f"{one}{other}" for one in ("ba", "lo", "mi", "ter") for other in "bcdfgklmnprst"]


def unlike(number: int) -> str:
    """Give a text of 90 words, 600 characters, unlike that of any other number."""
    draw = Random(number)
    return " ".join(f"{each}{draw.choice('aeiou')}" for each in draw.choices(WORDS, k=90))


def feed(texts: Iterable[str], *, name: str) -> list[Tagged]:
    """Give an article of each text."""
    return [
        tagged(text, id=f"{name}-{at}", at=at * SECOND, tickers=("equity:TSM", "equity:AMAT"))
        for at, text in enumerate(texts)
    ]


def ordinary(count: int, *, name: str, first: int = 0) -> list[Tagged]:
    """Give unique articles, two mentions each."""
    return feed(map(unlike, range(first, first + count)), name=name)


def batches(records: Sequence[Record]) -> Iterator[Sequence[Record]]:
    """Part records into as many as the stage has room for."""
    return (records[at : at + LIMIT] for at in range(0, len(records), LIMIT))


def held_after(stage: DedupeStage, feeds: Iterable[Sequence[Record]]) -> list[int]:
    """Give the bytes that Python holds more than before, after each of these feeds."""
    gc.collect()
    tracemalloc.start()
    try:
        sizes = []
        for each in feeds:
            run(stage, each)
            gc.collect()
            sizes.append(tracemalloc.get_traced_memory()[0])
        return sizes
    finally:
        tracemalloc.stop()


def renumbered(number: int) -> str:
    """Give one text with another number in it."""
    return f"{STORY} The price was ${1_000 + number}."


def about_others(number: int) -> str:
    """Give one text about another firm, named three times."""
    return STORY.replace("The chip maker", f"Firm {number}").replace("company", f"firm {number}")


def half_the_same(number: int) -> str:
    """Give a text that shares half of its words with all others."""
    return f"{unlike(number)[:250]} {STORY[:300]}"


FLOODS: Final[Sequence[Callable[[int], str]]] = (
    lambda _: STORY,
    renumbered,
    about_others,
    half_the_same,
)
flooding = pytest.mark.parametrize(
    "flood", FLOODS, ids=("one text", "renumbered", "about others", "half the same")
)


def test_memory_stays_where_it_is_once_the_maxima_bite() -> None:
    """Five times as many articles as there is room for take no more than twice as many did."""
    records = log(*ordinary(5 * LIMIT, name="x"))
    stage = DedupeStage(SETTINGS)

    _, second, *_, fifth = held_after(stage, batches(records))

    assert fifth < 1.05 * second


def test_an_article_takes_at_most_its_share_of_memory() -> None:
    """2,500 bytes of 600 characters and two mentions, and the stage tells no less than there is."""
    records = log(*ordinary(LIMIT, name="x"))
    stage = DedupeStage(SETTINGS)

    (held,) = held_after(stage, [records])
    told = stage.status().bytes

    assert held <= told <= 2_500 * LIMIT


def test_an_article_takes_at_most_its_share_of_the_journal() -> None:
    """900 bytes of 600 characters and two mentions."""
    records = log(*ordinary(LIMIT, name="x"))

    facts = [len(step.fact or b"") for step in run(DedupeStage(SETTINGS), records)]

    assert max(facts) <= 900


@flooding
def test_a_flood_takes_no_more_work_than_three_ordinary_records(
    flood: Callable[[int], str],
) -> None:
    """However long it goes on: counted over the last quarter of thrice what there is room for."""
    usual = log(*ordinary(2 * LIMIT, name="x"))
    texts = map(flood, range(3 * LIMIT))
    hostile = log(*feed(texts, name="flood"))
    calm, flooded = DedupeStage(SETTINGS), DedupeStage(SETTINGS)
    run(calm, usual[:LIMIT])
    run(flooded, hostile[: -LIMIT // 4])

    before = lines_of(lambda: run(calm, usual[-LIMIT // 4 :]))
    within = lines_of(lambda: run(flooded, hostile[-LIMIT // 4 :]))

    assert within <= 3 * before


@flooding
def test_ordinary_records_take_no_more_work_after_a_flood(flood: Callable[[int], str]) -> None:
    """Twice as much at most, where the flood fills half of the window."""
    first = ordinary(LIMIT, name="x")
    last = ordinary(LIMIT // 4, name="y", first=LIMIT)
    hostile = feed(map(flood, range(LIMIT // 2)), name="flood")
    calm, flooded = DedupeStage(SETTINGS), DedupeStage(SETTINGS)
    usual, troubled = log(*first, *last), log(*first, *hostile, *last)
    run(calm, usual[:LIMIT])
    run(flooded, troubled[: -LIMIT // 4])

    before = lines_of(lambda: run(calm, usual[LIMIT:]))
    after = lines_of(lambda: run(flooded, troubled[-LIMIT // 4 :]))

    assert after <= 2 * before
