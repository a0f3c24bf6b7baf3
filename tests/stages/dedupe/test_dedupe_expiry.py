"""Numbers are given back by the hour, and the dead do not pile up."""

from stream.stages.dedupe.expiry import HOUR, Expiry


def test_a_number_is_due_in_the_hour_after_its_own() -> None:
    """Not within the hour in which it expires, once only, and those of earlier hours first."""
    expiry = Expiry(alive=lambda _: True, limit=10)
    expiry.schedule(1, 2 * HOUR + 5)
    expiry.schedule(2, HOUR)

    due = [list(expiry.due(hour)) for hour in (HOUR, 2 * HOUR - 1, 3 * HOUR - 1, 4 * HOUR)]

    assert due == [[], [], [2], [1]]
    assert list(expiry.due(9 * HOUR)) == []


def test_nothing_is_due_before_time_is_known() -> None:
    """And nothing is past."""
    expiry = Expiry(alive=lambda _: True, limit=10)
    expiry.schedule(1, 0)

    assert list(expiry.due(None)) == []
    assert not expiry.past(0)


def test_what_is_put_off_comes_again() -> None:
    """A number scheduled anew while it is due waits for its new hour."""
    expiry = Expiry(alive=lambda _: True, limit=10)
    expiry.schedule(1, 0)

    for number in expiry.due(HOUR):
        expiry.schedule(number, 2 * HOUR)

    assert list(expiry.due(2 * HOUR)) == []
    assert list(expiry.due(3 * HOUR)) == [1]


def test_the_dead_do_not_pile_up() -> None:
    """While time stands still, numbers that stand for nothing are dropped."""
    living = range(9_990, 10_000)
    expiry = Expiry(alive=living.__contains__, limit=20)

    for number in range(10_000):
        expiry.schedule(number, 5 * HOUR)

    assert len(expiry) <= 20
    assert list(expiry.due(6 * HOUR)) == list(living)
