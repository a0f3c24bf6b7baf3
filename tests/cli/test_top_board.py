"""What is kept of the windows: the last version of each, and no more than is looked at."""

from random import Random

from stream.cli.top.board import LEAST_SWEEP, LOOKBACK, Board
from stream.cli.top.ranking import rank
from stream.cli.top.reading import Place
from tests.harness.trending import HOUR, NOON, board_of, counts


def articles(board: Board) -> int:
    """Give the articles of the hour, all tickers together."""
    ranking = rank(board, limit=1_000)
    return sum(each.articles for each in ranking.trends) if ranking else 0


def test_of_one_window_the_highest_version_counts() -> None:
    """Whichever comes first: workers repeat what they wrote."""
    old, new = counts(version=1, articles=1), counts(version=2, articles=5)

    assert articles(board_of(old, new)) == articles(board_of(new, old, new)) == 5


def test_a_deleted_window_counts_nothing() -> None:
    """A tombstone has no version: it is the last of its key."""
    board = board_of(counts(), counts(start=NOON - 300, articles=3))

    board.delete(Place("equity:A", 300, NOON - 300))

    assert articles(board) == 1
    assert board.kept == 1


def test_deleting_what_is_not_known_changes_nothing() -> None:
    """It was beyond what is looked at, or of another size."""
    board = board_of(counts())

    for size in (300, HOUR, 86_400):
        board.delete(Place("equity:B", size, NOON))

    assert board.kept == 1


def test_days_make_up_no_hour_and_are_named() -> None:
    """Where there is nothing else, one must be told."""
    board = board_of(counts(size=86_400), counts(size=7_200))

    assert (board.chosen(), board.unfit) == (None, {86_400, 7_200})


def test_the_hour_is_of_the_smallest_windows_and_its_past_of_the_largest() -> None:
    """Whatever sizes are set; days aside."""
    board = board_of(*(counts(size=size, articles=size) for size in (900, 1_800, 300, 86_400)))

    chosen = board.chosen()
    assert chosen is not None
    assert chosen.grain == 300
    assert [kept.articles for kept in chosen.past.windows["equity:A"].values()] == [1_800]


def test_memory_is_bounded_by_what_is_looked_at() -> None:
    """A month of windows leaves a week of hours and an hour of the rest."""
    board = Board()
    for start in range(NOON - 30 * 24 * HOUR, NOON, 300):
        board.add(counts(start=start))
        if start % HOUR == 0:
            board.add(counts(start=start, size=HOUR))

    board.sweep()

    assert board.kept <= (LOOKBACK + 3) + 13


def test_it_sweeps_by_itself() -> None:
    """Nobody has to ask for it while a topic is read."""
    board = Board()

    for number in range(3 * LEAST_SWEEP):
        board.add(counts(ticker=f"equity:{number % 7}", start=NOON + number // 7 * 300))

    assert board.kept <= LEAST_SWEEP


def test_looking_back_keeps_nothing_of_later() -> None:
    """A board of last week is as small as one of now."""
    later = [counts(start=NOON + number * 300) for number in range(99)]

    assert board_of(counts(start=NOON - 300), *later, at=NOON).kept == 1


def test_stories_are_kept_for_the_hour_alone() -> None:
    """They take more room than all counts together."""
    board = board_of(
        counts(start=NOON - HOUR, size=HOUR, top=b"[1]", last=NOON - 1),
        counts(start=NOON - 7 * HOUR, size=HOUR, top=b"[2]"),
        counts(start=NOON, size=HOUR, top=b"[3]"),
    )

    board.sweep()

    chosen = board.chosen()
    assert chosen is not None
    assert {kept.top for kept in chosen.past.windows["equity:A"].values()} == {b"", b"[3]", b"[1]"}


def test_before_there_is_a_watermark_nothing_is_thrown_away() -> None:
    """The newest news may be misdated: what seems old may be all there is."""
    board = board_of(*(counts(start=NOON - hours * HOUR, watermark=None) for hours in range(400)))

    board.sweep()

    assert board.kept == 400


def test_windows_in_any_order_leave_the_same() -> None:
    """Partitions are read one before the other."""
    windows = [counts(start=NOON - number * 7_100 // 300 * 300, size=300) for number in range(99)]
    hours = [counts(start=NOON - number * HOUR, size=HOUR) for number in range(300)]
    shuffled = Random(1).sample([*windows, *hours], 399)

    board, other = board_of(*windows, *hours), board_of(*shuffled)
    board.sweep()
    other.sweep()

    assert (board.kept, articles(board)) == (other.kept, articles(other)) == (172, 1)


def test_a_size_that_was_given_up_is_left_aside() -> None:
    """The settings changed: there are no windows of 5 minutes any more."""
    old = [counts(start=NOON - 20 * HOUR - number * 300, articles=9) for number in range(12)]
    going_on = counts(start=NOON, size=HOUR, articles=2)

    assert articles(board_of(*old, going_on)) == articles(board_of(going_on, *old)) == 2


def test_the_time_of_a_size_that_was_given_up_is_no_history_of_another() -> None:
    """Its hours are told by windows that are not kept; those of the other begin where it ended."""
    hours = [counts(start=NOON - number * HOUR, size=HOUR) for number in range(60, 40, -1)]
    board = board_of(*(counts(start=NOON - back * 300) for back in range(800, 0, -1)), *hours)

    ranking = rank(board, limit=1)

    assert ranking is not None
    assert (ranking.end, ranking.history_hours) == (NOON, 39)
    assert ranking.trends[0].mean == 12.0


def test_a_size_that_is_new_does_not_make_the_hour_short() -> None:
    """Its windows tell but of the last minutes; the larger ones of all."""
    hours = [counts(start=NOON - number * HOUR, size=HOUR, articles=7) for number in range(30)]
    new = counts(start=NOON + 2_400, watermark=NOON + 2_400, last=NOON + 2_400)

    assert articles(board_of(*hours, new)) == 7
