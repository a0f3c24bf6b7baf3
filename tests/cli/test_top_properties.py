"""What trends, recounted in another way: of any mentions, whatever became of their windows."""

from fractions import Fraction
from math import sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace as changed

from stream.cli.top.board import Board
from stream.cli.top.ranking import Trend, rank
from stream.cli.top.reading import Counts
from tests.harness.trending import HOUR, NOON, Said, board_of, counted

WEEK = 168 * HOUR
TICKERS = ("crypto:IO", "equity:A", "equity:B")

said = st.builds(
    Said,
    st.sampled_from(TICKERS),
    st.one_of(st.integers(0, 2 * HOUR), st.integers(0, WEEK + 40 * HOUR)).map(
        lambda before: NOON + 17 * 60 - before
    ),
    st.booleans(),
)


@given(mentions=st.lists(said, min_size=1, max_size=80), hours=st.integers(0, 220))
def test_every_figure_is_that_of_the_mentions_counted_plainly(
    mentions: list[Said], hours: int
) -> None:
    """Counts, mean, deviation and score, whatever the sizes of the windows made of it."""
    newest = max(each.at for each in mentions)
    windows = counted(mentions, since=newest - hours * HOUR, until=newest)

    ranking = rank(board_of(*windows), limit=10)

    assert ranking is not None
    since = min(each.watermark or 0 for each in windows if each.size == HOUR)
    expected = plainly(mentions, since)
    assert {each.ticker: figures(each) for each in ranking.trends} == expected


@given(
    mentions=st.lists(said, min_size=1, max_size=40),
    seed=st.integers(0, 2**32),
    sizes=st.sampled_from([(300, HOUR, 86_400), (HOUR,), (300,), (600, 1_800)]),
)
def test_order_repeats_and_older_versions_change_nothing(
    mentions: list[Said], seed: int, sizes: tuple[int, ...]
) -> None:
    """Nor does it what is thrown away on the way."""
    newest = max(each.at for each in mentions)
    windows = counted(mentions, since=newest - 40 * HOUR, until=newest, sizes=sizes)
    chance = Random(seed)

    board = Board()
    for each in shuffled_with_repeats(windows, chance):
        board.add(each)
        if chance.random() < 0.2:
            board.sweep()

    assert rank(board, limit=3) == rank(board_of(*windows), limit=3)


def shuffled_with_repeats(windows: list[Counts], chance: Random) -> list[Counts]:
    """Give the windows in any order, some twice, some in an older version, too."""
    repeats = [each for each in windows if chance.random() < 0.3]
    older = [
        changed(each, version=chance.randrange(100), articles=chance.randrange(9), duplicates=0)
        for each in windows
        if chance.random() < 0.5
    ]
    records = [*windows, *repeats, *older]
    chance.shuffle(records)
    return records


def plainly(mentions: list[Said], since: int) -> dict[str, tuple[object, ...]]:
    """Count everything anew, in another way: exact fractions, one pass an hour."""
    end = max(each.at for each in mentions) // 300 * 300 + 300
    begin, full = end - HOUR, (end - HOUR) // HOUR
    history = max(0, min(168, full - -(-since // HOUR)))
    result: dict[str, tuple[object, ...]] = {}
    for ticker in {each.ticker for each in mentions if begin <= each.at < end}:
        own = [each for each in mentions if each.ticker == ticker]
        inside = [each for each in own if begin <= each.at < end]
        novel = sum(each.novel for each in inside)
        hours = [
            sum(each.novel for each in own if each.at // HOUR == hour)
            for hour in range(full - history, full)
        ]
        result[ticker] = (novel, len(inside), *scored(novel, hours))
    return result


def scored(novel: int, hours: list[int]) -> tuple[object, object, object]:
    """Give mean, deviation and score by their definitions."""
    if not hours:
        return None, None, None
    mean = Fraction(sum(hours), len(hours))
    std = sqrt(sum((each - mean) ** 2 for each in hours) / len(hours))
    score = None if len(hours) < 24 else near(float(novel - mean) / max(std, 1.0))
    return near(float(mean)), near(std), score


def figures(trend: Trend) -> tuple[object, ...]:
    """Give what is compared of a trend."""
    return trend.novel, trend.articles, trend.mean, trend.std, trend.score


def near(figure: float) -> object:
    """Allow for the rounding to six decimals."""
    return pytest.approx(figure, abs=2e-6)
