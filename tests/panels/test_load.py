"""The load of the panels: whatever a panel shows by its labels happens in it."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise

from stream import codec
from stream.config import Settings
from stream.metrics import METHODS, RULES, WINDOW_KINDS
from stream.models import Topic
from stream.pipeline import offline
from stream.run import collect, run
from stream.stages.contract import Output
from tests.panels.load import Load

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def load(*, all_clocks_right: bool = False) -> list[bytes]:
    """Give the lines of six hours of news."""
    span = timedelta(hours=6)
    return [
        *Load(count=1_500, span=span, end=NOW, now=NOW, all_clocks_right=all_clocks_right).lines()
    ]


@cache
def results() -> dict[Topic, list[Output]]:
    """Give what the stages make of it."""
    return collect(run(enumerate(load()), offline(Settings()), now=NOW))


def test_it_is_the_same_each_time() -> None:
    """Chance is seeded."""
    assert load() == load()


def test_every_rule_finds_tickers_in_it() -> None:
    """From cashtags to what the provider says."""
    tags = [
        tag for each in results()[Topic.TAGGED] for tag in codec.decode_json(each.value)["tags"]
    ]

    assert {tag["evidence"][0]["rule"] for tag in tags} == set(RULES)


def test_every_method_finds_duplicates_in_it() -> None:
    """From records sent again to revisions that come too late."""
    found = Counter(codec.decode_json(each.value)["method"] for each in results()[Topic.DUPLICATES])

    assert found.keys() == set(METHODS)
    assert min(found.values()) > 3


def test_windows_are_updated_closed_and_revised_by_it() -> None:
    """Time passes in it, and some news is late."""
    windows = [codec.decode_json(each.value) for each in results()[Topic.WINDOWS]]
    kinds = {
        "revision" if each["revision"] else "final" if each["final"] else "update"
        for each in windows
    }

    assert kinds == set(WINDOW_KINDS)


def test_it_is_rejected_for_many_reasons() -> None:
    """All but a bug of ours, and what no small record can be."""
    headers = [dict(each.headers) for each in results()[Topic.REJECTED]]

    assert {each["newsfeed-reason"] for each in headers} >= {
        *(b"not_utf8", b"not_json", b"wrong_type", b"empty", b"no_time", b"bad_time"),
        *(b"future", b"too_late", b"too_deep"),
    }


def test_its_pace_goes_in_waves_and_never_back() -> None:
    """So that the graphs have a course."""
    made = Load(count=1, span=timedelta(hours=6), end=NOW, now=NOW)
    times = [made.at(share / 100) for share in range(101)]
    steps = [after - before for before, after in pairwise(times)]

    assert times[-1] - times[0] == timedelta(hours=6)
    assert min(steps) > timedelta()
    assert max(steps) > 3 * min(steps)


def test_no_clock_is_ahead_where_all_are_right() -> None:
    """Event time then passes by the news alone."""
    dated = [line for line in load(all_clocks_right=True) if b'"published_at":"2026' in line]
    ahead = [line for line in dated if b'"2026-11-23T14' in line]

    assert len(dated) > 1_000
    assert ahead == []
