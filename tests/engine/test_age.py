"""State and log must be of one age, or results would be silently wrong."""

import pytest

from stream.engine.age import StateMismatch, check_age
from stream.engine.wiring import Start


@pytest.mark.parametrize(
    ("start", "position"),
    [
        (Start(committed=None, begin=0, end=0), -1),
        (Start(committed=10, begin=0, end=20), 9),
        (Start(committed=10, begin=0, end=20), 15),
        (Start(committed=None, begin=0, end=20), 15),
        (Start(committed=20, begin=20, end=20), 19),
        (Start(committed=0, begin=0, end=20), -1),
        (Start(committed=50, begin=50, end=50), 9),
    ],
    ids=[
        "first start",
        "in step",
        "commit behind",
        "no commit",
        "read to the end",
        "nothing done",
        "what lay between expired unread",
    ],
)
def test_one_age_is_accepted(start: Start, position: int) -> None:
    """The journal is where the commit is, or further: a crash loses commits, never entries."""
    check_age("news.tagged", 0, start, position)


def test_a_journal_beyond_the_log_is_refused() -> None:
    """The topic was made anew: its offsets mean other records now."""
    with pytest.raises(StateMismatch, match=r"news\.tagged\[3\]: the journal has offset 20, but"):
        check_age("news.tagged", 3, Start(committed=10, begin=0, end=20), 20)


def test_a_commit_beyond_the_journal_is_refused() -> None:
    """The changelog was lost: what it knew of the records before is gone."""
    with pytest.raises(StateMismatch, match="offset 10 is committed, but the journal ends at 8"):
        check_age("news.tagged", 0, Start(committed=10, begin=0, end=20), 8)


def test_an_empty_journal_never_passes_for_an_expired_log() -> None:
    """What was read is not in the log any more, and what it led to not in the changelog."""
    with pytest.raises(StateMismatch, match="offset 50 is committed, but the journal ends at -1"):
        check_age("news.tagged", 0, Start(committed=50, begin=50, end=60), -1)


@pytest.mark.parametrize(
    ("start", "position"),
    [(Start(committed=None, begin=0, end=0), 0), (Start(committed=10, begin=0, end=20), -1)],
)
def test_the_complaint_says_what_to_do(start: Start, position: int) -> None:
    """Someone reads it at night."""
    with pytest.raises(StateMismatch, match="start again"):
        check_age("news.tagged", 0, start, position)
