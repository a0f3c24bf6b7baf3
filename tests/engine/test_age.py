"""State and log must be of one age, or results would be silently wrong."""

from collections.abc import Callable

import pytest

from stream.engine.age import StateMismatch, check_age, check_log
from stream.engine.starts import Start


@pytest.mark.parametrize(
    ("start", "position"),
    [
        (Start(committed=None, begin=0, end=0), -1),
        (Start(committed=10, begin=0, end=20), 9),
        (Start(committed=10, begin=0, end=20), 15),
        (Start(committed=None, begin=0, end=20), 15),
        (Start(committed=20, begin=20, end=20), 19),
        (Start(committed=0, begin=0, end=20), -1),
        (Start(committed=10, begin=50, end=50), 9),
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


@pytest.mark.parametrize("position", [-1, 9])
def test_a_lost_changelog_never_passes_for_an_expired_log(position: int) -> None:
    """What was read is not in the log any more, and what it led to not in the changelog."""
    complaint = f"offset 50 is committed, but the journal ends at {position}"

    with pytest.raises(StateMismatch, match=complaint):
        check_age("news.tagged", 0, Start(committed=50, begin=50, end=60), position)


def check_both(topic: str, partition: int, start: Start) -> None:
    """Check a stage with a journal in step with its commits."""
    check_age(topic, partition, start, 20)


@pytest.mark.parametrize("check", [check_log, check_both])
def test_a_commit_beyond_the_log_is_refused(check: Callable[[str, int, Start], None]) -> None:
    """Cut short or made anew: new records would be taken for those read already."""
    with pytest.raises(
        StateMismatch, match=r"news\.raw\[3\]: offset 21 is committed, but the log ends at 20"
    ):
        check("news.raw", 3, Start(committed=21, begin=0, end=20))


@pytest.mark.parametrize(
    "start",
    [
        Start(committed=None, begin=0, end=0),
        Start(committed=20, begin=0, end=20),
        Start(committed=5, begin=10, end=20),
    ],
    ids=["first start", "read to the end", "expired unread"],
)
def test_a_commit_within_the_log_is_accepted(start: Start) -> None:
    """A stage without a state has nothing else to compare."""
    check_log("news.raw", 0, start)


def test_a_log_cut_short_says_what_to_do() -> None:
    """Without a journal, too."""
    with pytest.raises(StateMismatch, match="delete its changelog topic"):
        check_log("news.raw", 0, Start(committed=21, begin=0, end=20))


@pytest.mark.parametrize(
    ("start", "position"),
    [(Start(committed=None, begin=0, end=0), 0), (Start(committed=10, begin=0, end=20), -1)],
)
def test_the_complaint_says_what_to_do(start: Start, position: int) -> None:
    """Someone reads it at night."""
    with pytest.raises(StateMismatch, match="delete its changelog topic"):
        check_age("news.tagged", 0, start, position)
