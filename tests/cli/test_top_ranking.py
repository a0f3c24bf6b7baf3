"""What trends, against mentions that are counted plainly."""

import pytest

from stream.cli.top.board import Board
from stream.cli.top.ranking import Ranking, history_hours, rank
from stream.codec import encode
from stream.models import TopStory
from tests.harness.trending import HOUR, NOON, Said, board_of, counted, counts

WEEK = 168 * HOUR


def ranked(board: Board, limit: int = 10) -> Ranking:
    """Rank what there is."""
    ranking = rank(board, limit=limit)
    assert ranking is not None
    return ranking


def steady(ticker: str, *, each_hour: int, hours: int = 168) -> list[Said]:
    """Say as much every hour up to eleven."""
    times = range(NOON - (hours + 1) * HOUR, NOON - HOUR, HOUR)
    return [Said(ticker, time + number) for time in times for number in range(each_hour)]


def burst(ticker: str, novel: int, copies: int = 0) -> list[Said]:
    """Say so much in the minute before noon."""
    fresh = [Said(ticker, NOON - 60 + number) for number in range(novel)]
    return fresh + [Said(ticker, NOON - 60, novel=False)] * copies


def test_a_ticker_that_was_silent_all_week_is_at_the_top() -> None:
    """Twelve stories where none is usual trend more than thirty where thirty are."""
    mentions = [
        *steady("equity:B", each_hour=3),
        *burst("equity:B", novel=4),
        *burst("equity:A", novel=12),
    ]

    ranking = ranked(board_of(*counted(mentions, since=NOON - 200 * HOUR, until=NOON)))

    assert [(each.ticker, each.score, each.mean) for each in ranking.trends] == [
        ("equity:A", 12.0, 0.0),
        ("equity:B", 1.0, 3.0),
    ]


def test_copies_make_no_trend() -> None:
    """A story that a hundred houses print is one story, and told to be copied."""
    mentions = [*burst("equity:A", novel=1, copies=99), *burst("equity:B", novel=2)]

    ranking = ranked(board_of(*counted(mentions, since=NOON - WEEK, until=NOON)))

    assert [(each.ticker, each.novel, each.duplicates) for each in ranking.trends] == [
        ("equity:B", 2, 0),
        ("equity:A", 1, 99),
    ]


def test_by_articles_copies_count() -> None:
    """What is printed most, whoever wrote it first."""
    mentions = [*burst("equity:A", novel=1, copies=99), *burst("equity:B", novel=2)]
    board = board_of(*counted(mentions, since=NOON - WEEK, until=NOON))

    ranking = rank(board, limit=10, by="articles")

    assert ranking is not None
    assert [each.ticker for each in ranking.trends] == ["equity:A", "equity:B"]


def test_equal_scores_are_ordered_by_articles_then_ticker() -> None:
    """The same list each time."""
    mentions = [
        *burst("equity:C", novel=2),
        *burst("equity:A", novel=2),
        *burst("equity:B", novel=2, copies=1),
    ]

    ranking = ranked(board_of(*counted(mentions, since=NOON - WEEK, until=NOON)))

    assert [each.ticker for each in ranking.trends] == ["equity:B", "equity:A", "equity:C"]


@pytest.mark.parametrize(
    ("hours", "score", "mean"), [(24, 2.0, 0.0), (23, None, 0.0), (0, None, None)]
)
def test_below_24_hours_of_history_there_is_no_score(
    hours: int, score: float | None, mean: float | None
) -> None:
    """As for the z-score of a window; the mean is told from the first hour on."""
    begin = NOON - HOUR
    windows = counted(burst("equity:A", novel=2), since=begin - hours * HOUR, until=NOON)
    old = counts(size=HOUR, start=begin, version=1, watermark=begin - hours * HOUR)

    [trend] = ranked(board_of(old, *windows)).trends

    assert (trend.score, trend.mean) == (score, mean)


@pytest.mark.parametrize(
    ("since", "hours"),
    [
        (None, 0),
        (NOON, 0),
        (NOON - HOUR, 1),
        (NOON - HOUR + 1, 0),
        (NOON - 2 * HOUR - 1, 2),
        (NOON - 400 * HOUR, 168),
    ],
)
def test_history_is_the_whole_hours_since_the_first_watermark(
    since: int | None, hours: int
) -> None:
    """At most 7 days of them; an hour that was seen in part is none."""
    assert history_hours(since, NOON) == hours


def test_the_hour_ends_with_the_newest_news() -> None:
    """After the watermark has gone on through a silent night, too."""
    windows = counted([Said("equity:A", NOON - 1_000)], since=NOON - WEEK, until=NOON)
    closing = counts(size=86_400, start=NOON, last=None, watermark=NOON + 20 * HOUR, articles=0)

    ranking = ranked(board_of(*windows, closing))

    assert (ranking.end, ranking.begin) == (NOON - 900, NOON - 900 - HOUR)
    assert ranking.now == NOON + 20 * HOUR


def test_looking_back_gives_what_was_shown_then() -> None:
    """Later news is as if it had not come."""
    before = [*steady("equity:A", each_hour=1), *burst("equity:A", novel=5)]
    later = [Said("equity:B", NOON + number * 60) for number in range(30)]
    then = counted(before, since=NOON - WEEK, until=NOON)
    now = counted([*before, *later], since=NOON - WEEK, until=NOON + HOUR)

    seen, back = ranked(board_of(*then)), ranked(board_of(*now, at=NOON))

    assert back.trends == seen.trends
    assert (back.begin, back.end) == (seen.begin, seen.end)


def test_hours_are_clock_hours_and_the_last_is_under_way() -> None:
    """They add up: no news is drawn twice."""
    mentions = [
        Said("equity:A", NOON - 23 * HOUR),
        Said("equity:A", NOON - 1),
        Said("equity:A", NOON + 301),
    ]

    [trend] = ranked(board_of(*counted(mentions, since=NOON - WEEK, until=NOON))).trends

    assert trend.hours == (1, *[0] * 21, 1, 1)


def test_on_the_hour_the_last_clock_hour_has_just_ended() -> None:
    """And none is begun that could hold nothing yet."""
    mentions = [Said("equity:A", NOON - HOUR - 1), Said("equity:A", NOON - 1)]

    [trend] = ranked(board_of(*counted(mentions, since=NOON - WEEK, until=NOON))).trends

    assert trend.hours == (*[0] * 22, 1, 1)


def test_the_top_story_has_the_most_copies_of_the_hour() -> None:
    """Added up over the windows of the hour, in the words of its first mention."""
    first = counts(start=NOON - 600, top=top(("s", "The first", 2), ("t", "Another", 3)))
    second = counts(start=NOON - 300, top=top(("s", "Changed since", 2)))

    [trend] = ranked(board_of(second, first)).trends

    assert trend.story == TopStory(story_id="s", title="The first", url="", copies=4)


def test_stories_that_cannot_be_read_are_none() -> None:
    """The counts are shown all the same."""
    [trend] = ranked(board_of(counts(top=b'[{"title": 5}]'))).trends

    assert (trend.articles, trend.story) == (1, None)


def test_a_window_that_fell_to_zero_is_not_in_the_news() -> None:
    """Its articles were retracted."""
    ranking = ranked(board_of(counts(), counts(version=2, articles=0, last=None)))

    assert (ranking.tickers, ranking.trends) == (0, [])


def test_the_limit_hides_tickers_and_does_not_forget_their_number() -> None:
    """Ten of how many."""
    board = board_of(*(counts(ticker=f"equity:{name}") for name in "ABC"))

    ranking = ranked(board, limit=2)

    assert ([each.ticker for each in ranking.trends], ranking.tickers) == (
        ["equity:A", "equity:B"],
        3,
    )


def test_nothing_is_ranked_before_there_is_news() -> None:
    """An empty topic, or one with only a heartbeat's windows."""
    assert rank(Board(), limit=10) is None
    assert rank(board_of(counts(last=None, articles=0)), limit=10) is None


def top(*stories: tuple[str, str, int]) -> bytes:
    """Write top stories as a window has them."""
    return encode(
        [
            {"story_id": identity, "title": title, "url": "", "copies": copies}
            for identity, title, copies in stories
        ]
    )
