"""Whatever the log, the last versions equal a slow recount, and nothing depends on the cuts."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.codec import decode_window, encode
from stream.models import Mark, Mention, Window
from stream.stages.contract import Fact, Output, Record
from stream.stages.window import WindowSettings, WindowStage
from tests.stages.choices import Choices
from tests.stages.window.examples import BTC, CSCO, MINUTE, latest, log, mention, run, time
from tests.stages.window.recount import Recount

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SETTINGS = WindowSettings(sizes=(5 * MINUTE, 15 * MINUTE, HOUR, DAY), retention=3 * DAY)
START = time("2024-05-01T00:00:00Z")

STEPS = (timedelta(0), MINUTE, 4 * MINUTE, 50 * MINUTE, 7 * HOUR, DAY, 9 * DAY)
DELAYS = (timedelta(0), timedelta(seconds=1.5), 4 * MINUTE, 2 * HOUR, DAY, 3 * DAY, 4 * DAY)
ERRORS = {"mean_relevance": 6e-4, "baseline_mean": 1e-6, "baseline_std": 1e-6, "zscore": 1e-6}


def history(numbers: Sequence[int]) -> list[Mention | Mark]:
    """Make a log, a record a number: disorder, lateness, copies, marks, take-backs (some twice)."""
    now, news, formers = START, list[Mention | Mark](), list[Mention]()
    for seq, number in enumerate(numbers):
        choices = Choices(number)
        now += choices.of(STEPS)
        kind = choices.of(("mention", "mention", "mention", "take back", "mark"))
        if kind == "mark":
            news.append(Mark(seq=seq, index=0, watermark=now))
        elif kind == "take back" and formers:
            news.append(replace(choices.of(formers), sign=-1, seq=seq, watermark=now))
        else:
            formers.append(replace(some_mention(choices, now), seq=seq))
            news.append(formers[-1])
    return news


def some_mention(choices: Choices, now: datetime) -> Mention:
    """Give a mention around a watermark, which it carries or not."""
    published = now + 3 * MINUTE - choices.of(DELAYS)
    return mention(
        published,
        watermark=choices.of((now, now, None)),
        received=published + choices.of(DELAYS) - MINUTE,
        ticker=choices.of((BTC, CSCO)),
        story=choices.of("abcdefgh"),
        source=choices.of(("wire", "blog")),
        relevance=choices.of(range(1001)) / 1000,
        novel=choices.of((True, False)),
    )


logs = st.lists(st.integers(0, 2**32 - 1), max_size=40).map(history)


def recounted(news: Sequence[Mention | Mark]) -> dict[object, dict[str, object]]:
    """Give the windows of a recount by place."""
    recount = Recount(SETTINGS.sizes, SETTINGS.retention)
    for each in news:
        recount.read(each)
    return {
        (window.ticker, window.size_seconds, window.start): values(window)
        for window in recount.windows()
    }


def values(window: Window) -> dict[str, object]:
    """Give a window's fields; those that were rounded compare with the error of it."""
    fields = asdict(window)
    for name, error in ERRORS.items():
        if fields[name] is not None:
            fields[name] = pytest.approx(fields[name], abs=error)
    return fields


@given(logs)
@settings(max_examples=200)
def test_the_last_versions_equal_a_recount(news: list[Mention | Mark]) -> None:
    """Disorder, lateness and take-backs leave what a plain recount of the log finds."""
    stage = WindowStage(SETTINGS)
    list(run(stage, log(*news)))

    found = latest(stage.outputs()).values()

    by_place = {(each.ticker, each.size_seconds, each.start): each for each in found}
    assert {place: asdict(each) for place, each in by_place.items()} == recounted(news)


@given(logs)
def test_a_window_is_written_as_its_model(news: list[Mention | Mark]) -> None:
    """Byte by byte, open or final, whatever stands in it."""
    outputs = chunked(news, range(len(news)))

    values = [output.value for output in outputs if output.value is not None]

    assert [encode(decode_window(value)) for value in values] == values


@given(logs, st.data())
def test_no_output_depends_on_where_chunks_end(
    news: list[Mention | Mark], data: st.DataObject
) -> None:
    """Chunks of one record or of any size leave the same last versions, byte for byte."""
    cuts = data.draw(st.lists(st.integers(0, len(news)), max_size=4).map(sorted))

    singly = last_outputs(chunked(news, range(len(news))))
    anyhow = last_outputs(chunked(news, cuts))

    assert anyhow == singly


@given(logs)
def test_an_id_names_one_state(news: list[Mention | Mark]) -> None:
    """What was put out under one id never differs, however the chunks were cut."""
    singly = {output.headers[1]: output for output in chunked(news, range(len(news)))}

    at_once = chunked(news, [])

    assert all(singly[output.headers[1]] == output for output in at_once)


@given(logs, st.data())
@settings(max_examples=200)
def test_a_restored_stage_goes_on_as_if_nothing_had_happened(
    news: list[Mention | Mark], data: st.DataObject
) -> None:
    """Only the facts from ``expired()`` on are needed; leftovers below it change nothing."""
    cut = data.draw(st.integers(0, len(news)))
    records = log(*news)
    through = WindowStage(SETTINGS)
    facts = list(run(through, records[:cut]))
    through.outputs()
    leftovers = data.draw(st.sets(st.integers(0, 30)))
    kept = [each for each in facts if each.offset >= through.expired() or each.offset in leftovers]

    restored = WindowStage(SETTINGS)
    restored.restore(kept)

    assert restored.outputs() == []
    assert restored.expired() == through.expired()
    assert restored.status() == through.status()
    assert goes_on(restored, records[cut:]) == goes_on(through, records[cut:])


def goes_on(
    stage: WindowStage, records: Sequence[Record]
) -> list[tuple[Sequence[Fact], Sequence[Output], int]]:
    """Give all that a stage does with further records."""
    return [(list(run(stage, [each])), stage.outputs(), stage.expired()) for each in records]


def chunked(news: Sequence[Mention | Mark], cuts: Sequence[int]) -> list[Output]:
    """Put out at each cut and at the end."""
    stage, outputs = WindowStage(SETTINGS), list[Output]()
    for offset, record in enumerate(log(*news)):
        if offset in cuts:
            outputs.extend(stage.outputs())
        list(run(stage, [record]))
    return [*outputs, *stage.outputs()]


def last_outputs(outputs: list[Output]) -> dict[bytes | None, Output]:
    """Give the last output of each key."""
    return {output.key: output for output in outputs}
