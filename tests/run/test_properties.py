"""Whatever comes in, a run ends with exactly one outcome for every article."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from stream import codec
from stream.config import Settings
from stream.models import Rejected, Topic
from stream.pipeline import offline
from stream.run import collect, run, summarise

NOW = datetime.fromisoformat("2025-03-01T00:00:00Z")
STAGES = offline(Settings())

ODD = st.one_of(st.none(), st.integers(), st.text(max_size=5), st.lists(st.text(max_size=3)))
TEXTS = st.sampled_from(
    (
        "",
        "$BTC falls below 95,000",
        "$BTC falls below 94,000",
        "Nvidia (NASDAQ: NVDA) rises, says Reuters",
        "  \n\t ",
        "字" * 50,
    )
)
TIMES = st.datetimes(
    datetime(2025, 1, 1),  # noqa: DTZ001 - the zone is given below, as hypothesis wants it
    datetime(2025, 3, 3),  # noqa: DTZ001
    timezones=st.just(UTC),
).map(lambda time: codec.rfc3339(time.replace(microsecond=0)))


def or_odd(sound: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Draw a sound value nine times of ten."""
    return st.integers(0, 9).flatmap(lambda luck: ODD if luck == 0 else sound)


ARTICLES = st.fixed_dictionaries(
    {"published_at": or_odd(TIMES)},
    optional={
        "id": or_odd(st.sampled_from(("a", "b", "c"))),
        "source": or_odd(st.sampled_from(("one", "two"))),
        "title": or_odd(TEXTS),
        "body": or_odd(TEXTS | st.text(max_size=30)),
        "action": or_odd(st.sampled_from(("publish", "correct", "retract", "heartbeat"))),
        "revision": or_odd(st.integers(0, 2)),
        "tickers": or_odd(st.lists(st.sampled_from(("IBM", "BTC", "?")), max_size=2)),
        "received_at": or_odd(TIMES),
        "unknown": ODD,
    },
).map(lambda article: json.dumps(article).encode())
LINES = st.lists(ARTICLES | ARTICLES | st.binary(max_size=20), max_size=12)


def is_heartbeat(value: bytes) -> bool:
    """Tell lines that are no article."""
    try:
        return codec.decode_json(value).get("action") == "heartbeat"
    except Rejected:
        return False


@given(LINES, st.integers(1, 5))
@settings(max_examples=150)
def test_every_article_has_exactly_one_outcome(values: list[bytes], chunk: int) -> None:
    """Unique, a duplicate, or rejected with its bytes: never two of them, never an exception."""
    results = collect(run(enumerate(values), STAGES, now=NOW, chunk=chunk))

    summary = summarise(output for outputs in results.values() for output in outputs)
    rejected = [output.value for output in results[Topic.REJECTED]]
    late = sum(
        dict(each.headers)["newsfeed-stage"] == b"window" for each in results[Topic.REJECTED]
    )

    assert summary.articles_in == sum(not is_heartbeat(value) for value in values)
    assert summary.rejected == len(rejected)
    assert sum(value in values for value in rejected) == len(rejected) - late


@given(LINES)
@settings(max_examples=50)
def test_a_run_twice_is_the_same_run(values: list[bytes]) -> None:
    """The same lines give the same bytes, headers and all."""
    first = list(run(enumerate(values), STAGES, now=NOW))

    assert list(run(enumerate(values), STAGES, now=NOW)) == first


@given(LINES)
@settings(max_examples=50)
def test_time_never_goes_back(values: list[bytes]) -> None:
    """The watermark of mentions and marks only grows, and is never ahead of the clock."""
    results = collect(run(enumerate(values), STAGES, now=NOW))

    told = [codec.decode_json(output.value)["watermark"] for output in results[Topic.MENTIONS]]
    times = [datetime.fromisoformat(time) for time in told if time]

    assert times == sorted(times)
    assert all(time <= NOW + timedelta(days=3) for time in times)
