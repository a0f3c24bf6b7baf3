"""Partitions that stand still at their end are declared idle, each standstill once."""

from stream.engine.watch import IdlePartitions


class Watch:
    """Idle after 5 seconds, on a clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0
        self.idle = IdlePartitions(5.0, lambda: self.now)

    def look(self, following: dict[int, int], ends: dict[int, int], *, after: float) -> list[int]:
        """Look after some seconds; what is due is declared."""
        self.now += after
        due = list(self.idle.due(following, ends))
        for partition in due:
            self.idle.declared(partition)
        return due


def test_a_standstill_is_declared_once() -> None:
    """After the time given, and not again while nothing comes."""
    watch = Watch()

    looks = [watch.look({0: 7}, {0: 7}, after=seconds) for seconds in (0, 4, 1, 1, 60)]

    assert looks == [[], [], [0], [], []]


def test_an_empty_partition_stands_still() -> None:
    """One that never had a record holds time back as well."""
    watch = Watch()

    assert watch.look({0: 0}, {0: 0}, after=0) == []
    assert watch.look({0: 0}, {0: 0}, after=5) == [0]


def test_a_partition_that_lags_is_never_idle() -> None:
    """There is news in it that was not read: it must hold time back."""
    watch = Watch()

    looks = [watch.look({0: 6}, {0: 7}, after=10) for _ in range(5)]

    assert looks == [[]] * 5


def test_news_ends_a_standstill() -> None:
    """The time counts anew from the last record, and the next standstill is declared again."""
    watch = Watch()
    watch.look({0: 7}, {0: 7}, after=0)
    assert watch.look({0: 7}, {0: 7}, after=5) == [0]

    assert watch.look({0: 8}, {0: 8}, after=1) == []
    assert watch.look({0: 8}, {0: 8}, after=4) == []
    assert watch.look({0: 8}, {0: 8}, after=1) == [0]


def test_what_could_not_be_declared_stays_due() -> None:
    """A delivery that failed is tried again at the next look."""
    watch = Watch()
    watch.look({0: 7}, {0: 7}, after=0)
    watch.now += 5

    assert list(watch.idle.due({0: 7}, {0: 7})) == [0]
    assert list(watch.idle.due({0: 7}, {0: 7})) == [0]


def test_a_partition_that_went_is_forgotten() -> None:
    """When it comes back its standstill counts from then."""
    watch = Watch()
    watch.look({0: 7, 1: 3}, {0: 7, 1: 3}, after=0)
    assert watch.look({1: 3}, {1: 3}, after=5) == [1]

    assert watch.look({0: 7, 1: 3}, {0: 7, 1: 3}, after=1) == []
    assert watch.look({0: 7, 1: 3}, {0: 7, 1: 3}, after=5) == [0]
