"""A run of the real stages is one result, however it is cut, started or fed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import pytest

from seeds import cut, extra
from stream import codec
from stream.config import Settings
from stream.models import Topic
from stream.pipeline import offline
from stream.run import collect, latest, run, run_tagged
from stream.sources.feed import feed
from stream.sources.jsonl import read_lines
from stream.sources.replay import replay_lines
from stream.stages.contract import Output

NOW = datetime.fromisoformat("2025-03-01T00:00:00Z")
STAGES = offline(Settings())
IN_ORDER = (Topic.TAGGED, Topic.UNIQUE, Topic.DUPLICATES, Topic.MENTIONS, Topic.REJECTED)

Collected = dict[Topic, list[Output]]


def lines() -> list[tuple[int, bytes]]:
    """Give the seeds and the extras."""
    paths = (cut.ARTICLES, extra.EXTRA)
    return list(read_lines(path.read_bytes().splitlines(keepends=True) for path in paths))


def counts(windows: Iterable[Output]) -> dict[bytes, dict[str, Any]]:
    """Give the last version of each window without what hangs on the offsets of the log."""
    return {key: _counts(codec.decode_json(value)) for key, value in latest(windows).items()}


def _counts(window: dict[str, Any]) -> dict[str, Any]:
    top = sorted((story["title"], story["copies"]) for story in window["top"])
    return {**window, "top": top, "version": None, "watermark": None}


def copies(duplicates: Iterable[Output]) -> list[tuple[str, str, str]]:
    """Give who is a copy of whom, by which method."""
    values = (codec.decode_json(output.value) for output in duplicates)
    return [(each["article_id"], each["duplicate_of"], each["method"]) for each in values]


@pytest.fixture(scope="module")
def whole() -> Collected:
    """Run all lines in one chunk."""
    return collect(run(lines(), STAGES, now=NOW))


@pytest.mark.parametrize("chunk", [1, 2, 7])
def test_chunks_change_no_result(chunk: int, whole: Collected) -> None:
    """Every record is the same; of the windows, the last version is."""
    pieces = collect(run(lines(), STAGES, now=NOW, chunk=chunk))

    assert {topic: pieces[topic] for topic in IN_ORDER} == {
        topic: whole[topic] for topic in IN_ORDER
    }
    assert latest(pieces[Topic.WINDOWS]) == latest(whole[Topic.WINDOWS])


def test_a_log_of_tagged_records_gives_what_the_articles_gave(whole: Collected) -> None:
    """Without the headers too: the oracle for all that comes after ``tag``."""
    log = [(number, each.value or b"") for number, each in enumerate(whole[Topic.TAGGED])]

    again = collect(run_tagged(log, STAGES, now=NOW))

    for topic in (Topic.UNIQUE, Topic.DUPLICATES, Topic.MENTIONS):
        assert [each.value for each in again[topic]] == [each.value for each in whole[topic]]
    assert latest(again[Topic.WINDOWS]) == latest(whole[Topic.WINDOWS])


def test_a_replay_ends_as_a_run_does(whole: Collected) -> None:
    """With heartbeats in between and its own at the end, windows and copies are the same."""
    replayed = feed(replay_lines((value for _, value in lines()), now=NOW), now=NOW)

    records = enumerate(item.value for item in replayed)
    sent = collect(run(records, STAGES, now=NOW, closing=None))

    assert counts(sent[Topic.WINDOWS]) == counts(whole[Topic.WINDOWS])
    assert copies(sent[Topic.DUPLICATES]) == copies(whole[Topic.DUPLICATES])
    assert len(sent[Topic.UNIQUE]) == len(whole[Topic.UNIQUE])


def test_every_round_of_a_loop_is_as_new_as_the_first() -> None:
    """Three rounds of the seeds: three times as many unique articles, no copies."""
    values = cut.ARTICLES.read_bytes().splitlines()

    looped = replay_lines(values, now=NOW, loop=True)
    three = [next(looped).value for _ in range(3 * len(values))]
    results = collect(run(enumerate(three), STAGES, now=NOW))

    assert len(results[Topic.UNIQUE]) == 63
    assert results[Topic.DUPLICATES] == []
