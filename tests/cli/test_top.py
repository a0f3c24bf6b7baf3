"""``newsfeed top`` as it is typed, and what it makes of records; its figures have tests beside."""

import pytest
from click.testing import CliRunner

from stream.cli import main
from stream.cli.failures import Failure
from stream.cli.top.board import Board
from stream.cli.top.command import Watched
from stream.cli.top.ranking import rank
from stream.codec import encode
from stream.engine.exits import Exit
from tests.harness.trending import HOUR, message, record


def watched_of(*records: tuple[bytes | None, bytes | None]) -> Watched:
    """Take in records of the topic."""
    watched = Watched(Board())
    for key, value in records:
        watched.take(key, value)
    return watched


def test_records_are_counted_and_what_is_none_of_ours_is_told() -> None:
    """Anyone may write to a topic; a viewer goes on."""
    watched = watched_of(message(record()), (b"x", b"\xff"), (None, None), (b"y", b"{}"))

    ranking = rank(watched.board, limit=10)
    assert ranking is not None
    assert [each.articles for each in ranking.trends] == [1]
    assert watched.unreadable == 3


def test_a_tombstone_takes_its_window_out() -> None:
    """It carries a key and no value."""
    key, value = message(record())

    watched = watched_of((key, value), (key, None))

    assert (watched.board.kept, watched.unreadable) == (0, 0)


def test_windows_that_make_up_no_hour_are_named() -> None:
    """With the setting that would help."""
    watched = watched_of(message(record(size=86_400)), message(record(size=2 * HOUR)))

    with pytest.raises(Failure) as told:
        watched.require_hours()

    assert told.value.exit_code == Exit.FAILED
    assert "windows of 2h, 1d alone" in told.value.message
    assert "NEWSFEED_WINDOWS" in told.value.message


def test_windows_of_an_hour_alone_are_enough() -> None:
    """The last hour is then the newest of them."""
    watched = watched_of(message(record(size=HOUR)), message(record(size=86_400)))

    watched.require_hours()

    ranking = rank(watched.board, limit=10)
    assert ranking is not None
    assert ranking.end - ranking.begin == HOUR


def test_all_is_read_when_each_partition_is() -> None:
    """Before that a ranking would be of the past; an empty partition is read at once."""
    watched = Watched(Board(), positions={0: 5})

    assert watched.read_to({0: 5, 1: 0})
    assert not watched.read_to({0: 6, 1: 0})
    assert not watched.read_to({0: 5, 1: 1})


def test_a_window_of_a_later_build_is_read() -> None:
    """New fields may come."""
    later = encode(record()).replace(b'{"ticker"', b'{"mood":"calm","ticker"')

    assert watched_of((b"k", later)).board.kept == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--at", "noon"], "'noon' is no time like 2025-02-11T10:45:00Z"),
        (["--at", "2025-02-11T10:45:00"], "is no time like 2025-02-11T10:45:00Z"),
        (["--at", "2025-02-11T10:45:00Z", "--watch"], "give one of them"),
        (["--limit", "0"], "0 is not in the range x>=1"),
        (["--by", "mood"], "'score', 'articles'"),
    ],
)
def test_a_wrong_option_is_a_usage_error(arguments: list[str], said: str) -> None:
    """Before any broker is asked."""
    result = CliRunner().invoke(main, ["top", *arguments])

    assert result.exit_code == Exit.USAGE
    assert said in result.stderr
