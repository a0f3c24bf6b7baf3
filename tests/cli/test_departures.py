"""A source is of use while the broker confirms what it sends, and while nothing is due."""

from datetime import UTC, datetime, timedelta

import pytest

from stream.cli.departures import PATIENCE_SECONDS, Departures
from stream.metrics import SourceMetrics
from stream.sources.feed import Item

NOON = datetime(2025, 2, 10, 12, tzinfo=UTC)


class Watched:
    """The departures of a replay that found its broker, a clock, and the series."""

    def __init__(self) -> None:
        self.now = 100.0
        self.metrics = SourceMetrics()
        self.departures = Departures(self.metrics, lambda: self.now)

    def series(self, name: str, **labels: str) -> float | None:
        """Give the value of a series."""
        return self.metrics.registry.get_sample_value(f"newsfeed_{name}", labels)


@pytest.fixture
def watched() -> Watched:
    """Give a replay that has begun."""
    begun = Watched()
    begun.departures.begin()
    return begun


def item(*, beat: bool = False, minutes: int = 0) -> Item:
    """Make an article or a heartbeat, so many minutes after noon."""
    return Item(
        key=None,
        value=b"",
        lines=1,
        elapsed=timedelta(),
        newest=NOON + timedelta(minutes=minutes),
        every_partition=beat,
    )


def test_a_replay_that_has_not_begun_is_not_ready() -> None:
    """It waits for its broker, or reads what an earlier run has sent."""
    waiting = Watched()

    assert waiting.departures.missing().startswith("nothing sent yet")


def test_a_replay_with_nothing_due_is_ready(watched: Watched) -> None:
    """At its beginning, and however long the next article is in coming."""
    first = watched.departures.missing()
    watched.departures.leaving(item())()
    watched.now += 3_600

    assert (first, watched.departures.missing()) == ("", "")


def test_a_broker_that_confirms_nothing_is_told(watched: Watched) -> None:
    """Beyond its patience, counted from when something was under way; an answer mends it."""
    watched.now += 3_600
    delivered = [watched.departures.leaving(item()), watched.departures.leaving(item())]
    watched.now += PATIENCE_SECONDS
    patient = watched.departures.missing()
    watched.now += 1
    silent = watched.departures.missing()
    delivered[0]()

    assert patient == ""
    assert silent == "2 records sent, none confirmed for 6 s"
    assert watched.departures.missing() == ""


def test_what_is_confirmed_is_counted_by_kind(watched: Watched) -> None:
    """What is under way is not: it may never arrive."""
    watched.departures.leaving(item())()
    watched.departures.leaving(item(beat=True))()
    watched.departures.leaving(item(beat=True))()
    watched.departures.leaving(item())

    assert watched.series("published_total", kind="article") == 1
    assert watched.series("published_total", kind="heartbeat") == 2


def test_the_newest_time_confirmed_never_goes_back(watched: Watched) -> None:
    """Partitions answer in any order; before the first answer there is no time."""
    before = watched.series("published_timestamp_seconds", kind="article")
    late, early = (watched.departures.leaving(item(minutes=each)) for each in (9, 5))
    late()
    early()

    assert before is None
    assert (
        watched.series("published_timestamp_seconds", kind="article")
        == (NOON + timedelta(minutes=9)).timestamp()
    )
