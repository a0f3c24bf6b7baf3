"""Any bytes end as one outcome or one reason; settings that make no sense are told at once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.codec import encode
from stream.models import EPOCH, Rejected
from stream.stages.contract import Record
from stream.stages.window import WindowSettings
from tests.stages.window.examples import mark, mention, stage, time

GOOD = mention("10:01")


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (None, "empty"),
        (b"", "empty"),
        (b"{}", "wrong_type"),
        (b'{"seq":1}', "wrong_type"),
        (encode(replace(GOOD, relevance=1.1)), "wrong_type"),
        (encode(replace(GOOD, seq=-1)), "wrong_type"),
        (encode(replace(GOOD, seq=1 << 47)), "wrong_type"),
        (encode(replace(GOOD, index=1 << 16)), "wrong_type"),
        (encode(replace(GOOD, published_at="2024-05-01T10:00:00")), "bad_time"),  # type: ignore[arg-type] # as bytes may have it
        (encode(replace(mark("10:05"), watermark="2024-05-01T10:00:00")), "bad_time"),  # type: ignore[arg-type] # as bytes may have it
    ],
)
def test_what_is_no_mention_is_refused(value: bytes | None, reason: str) -> None:
    """With a reason of the closed list, and nothing changed."""
    reader = stage()

    with pytest.raises(Rejected) as error:
        reader.apply(Record(0, 0, EPOCH, None, value))

    assert error.value.reason == reason
    assert (reader.outputs(), reader.expired()) == ([], 0)


times = st.sampled_from(("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "10:01")).map(
    time
)


@given(
    times,
    times,
    times,
    st.integers(0, 1 << 48),
    st.text(st.characters(codec="utf-8")),
    st.sampled_from((1, -1)),
)
def test_any_mention_has_one_outcome(
    published: object, received: object, watermark: object, seq: int, ticker: str, sign: int
) -> None:
    """Whatever its times, numbers and names: counted with three windows, or refused."""
    changes = {"published_at": published, "received_at": received, "watermark": watermark}
    news = replace(GOOD, **changes, seq=seq, ticker=ticker, sign=sign)  # type: ignore[arg-type] # drawn
    reader = stage()

    try:
        outcome = reader.apply(Record(0, 0, EPOCH, None, encode(news))).outcome
    except Rejected as error:
        outcome = error.reason

    outputs = 3 if outcome == "mention" else 0
    assert outcome in {"mention", "too_late", "wrong_type"}
    assert len(reader.outputs()) == outputs


@given(st.binary(), st.sampled_from((encode(GOOD), encode(mark("10:05")))), st.integers(0, 400))
def test_any_bytes_have_one_outcome(junk: bytes, good: bytes, place: int) -> None:
    """Junk alone, or in the midst of a good record, is refused or read; never an error."""
    reader = stage()
    outcomes = set()

    for value in (junk, good[:place] + junk, good[:place] + junk + good[place:]):
        try:
            outcomes.add(reader.apply(Record(0, 0, EPOCH, None, value)).outcome)
        except Rejected as error:
            outcomes.add(error.reason)

    assert outcomes <= {"mention", "mark", "repeat", "wrong_type", "bad_time", "empty", "too_late"}


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        ((), "at least one"),
        ((timedelta(0),), "longer than nothing"),
        ((timedelta(minutes=7),), "multiples of 5 minutes"),
        ((timedelta(minutes=5, microseconds=1),), "multiples of 5 minutes"),
        ((timedelta(hours=1), timedelta(minutes=5)), "ascending"),
        ((timedelta(hours=1), timedelta(hours=1)), "each once"),
    ],
)
def test_sizes_that_make_no_sense_are_refused(sizes: tuple[timedelta, ...], message: str) -> None:
    """The counts behind volumes are kept by five minutes."""
    with pytest.raises(ValueError, match=message):
        WindowSettings(sizes=sizes)


def test_a_retention_of_nothing_is_refused() -> None:
    """Late news needs a time in which to come."""
    with pytest.raises(ValueError, match="retention"):
        WindowSettings(retention=timedelta(0))
