"""The demo's counts and sentences, from results as the stages make them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from stream.cli import main
from stream.cli.demo.summary import Result, examples_in_words, result_of
from stream.cli.demo.watching import LATEST, Seen
from stream.cli.seeds import seed_files
from stream.config import Settings
from stream.models import Topic
from stream.pipeline import closing, offline
from stream.run import run
from stream.sources.jsonl import read_lines
from stream.stages.contract import Output

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def record(output: Output, offset: int) -> SimpleNamespace:
    """Give an output as a consumer would get it."""
    return SimpleNamespace(
        topic=str(output.topic),
        partition=output.partition if output.partition and output.partition > 0 else 0,
        offset=offset,
        key=output.key,
        value=output.value,
        headers=output.headers,
    )


@pytest.fixture(scope="module")
def outputs() -> list[Output]:
    """Give what the flow makes of the seeds, without Kafka."""
    lines = [line for path in seed_files() for line in path.read_bytes().splitlines(keepends=True)]
    settings = Settings()
    flow = run(read_lines([lines]), offline(settings), now=NOW, closing=closing(settings))
    return list(flow)


@pytest.fixture
def seen(outputs: list[Output]) -> Seen:
    """All of it, watched."""
    watched = Seen(begins={})
    for offset, output in enumerate(outputs):
        watched.add(record(output, offset))
    return watched


def result(seen: Seen, *, sent: int = 32) -> Result:
    """Sum it up."""
    return result_of(seen, seeds=21, sent=sent, seconds=1.0)


def test_the_counts_of_the_seeds_add_up(seen: Seen) -> None:
    """Each article sent became exactly one result."""
    told = result(seen).as_json()

    assert (told["seeds"], told["articles_in"]) == (21, 32)
    assert (told["unique"], told["duplicates"], told["rejected"]) == (24, 7, 1)
    assert result(seen).adds_up
    assert [*told][-1] == "tickers"


def test_an_article_that_did_not_come_out_is_noticed(seen: Seen) -> None:
    """The demo then ends with another exit code than 0."""
    assert not result(seen, sent=33).adds_up


def test_records_delivered_twice_count_once(outputs: list[Output], seen: Seen) -> None:
    """At-least-once delivery: ids are what a consumer goes by."""
    before = result(seen)

    for offset, output in enumerate(outputs):
        seen.add(record(output, len(outputs) + offset))

    assert result(seen) == before


def test_tickers_are_counted_by_mentions_that_stand(seen: Seen) -> None:
    """What was taken back is not counted."""
    tickers = result(seen).tickers

    assert next(iter(tickers)) == "crypto:WLD"
    assert all(count > 0 for count in tickers.values())


def test_there_is_a_sentence_for_each_kind(seen: Seen) -> None:
    """One example of each, in the order of the data."""
    kinds = [kind for kind, _ in examples_in_words(seen.examples)]

    assert kinds == [
        "unique",
        "correction",
        "retraction",
        "exact",
        "near",
        "contained",
        "window",
        "rejected",
    ]


def test_a_duplicate_is_told_with_its_original_similarity_and_method(seen: Seen) -> None:
    """In words that need no manual."""
    told = dict(examples_in_words(seen.examples))

    assert "(extra-01, seed-social) is a duplicate of seed-20: 1.00, exact." in told["exact"]
    assert "It is number 2 of its story" in told["exact"]


def test_sentences_are_of_one_printable_line(seen: Seen) -> None:
    """Titles of strangers stand in them."""
    assert all(sentence.isprintable() for _, sentence in examples_in_words(seen.examples))


def test_the_latest_records_are_few(seen: Seen) -> None:
    """What the live view shows fits a screen."""
    assert len(seen.latest) == LATEST


def test_what_stood_in_the_topics_before_is_not_counted(outputs: list[Output]) -> None:
    """A broker of one's own may hold earlier results; all is read, some is counted."""
    seen = Seen(begins={("news.unique", 0): 5})

    async def earlier() -> AsyncIterator[SimpleNamespace]:
        for offset, output in enumerate(each for each in outputs if each.topic == "news.unique"):
            yield record(output, offset)

    asyncio.run(seen.watch(earlier()))

    assert seen.records["news.unique"] == 19
    assert seen.read_to({("news.unique", 0): 24})
    assert not seen.read_to({("news.unique", 0): 25})


def test_time_that_passed_before_stays_passed() -> None:
    """A second demo on the same broker gets no new marks, and needs none."""
    seen = Seen(begins={("news.mentions", 0): 1})
    mark = b'{"seq":1,"index":0,"watermark":"2025-02-12T00:00:00Z"}'

    async def earlier() -> AsyncIterator[SimpleNamespace]:
        yield record(Output(Topic.MENTIONS, None, mark, ()), 0)

    asyncio.run(seen.watch(earlier()))

    assert seen.marks == {0: datetime(2025, 2, 12, tzinfo=UTC)}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["--broker", "kafka"],
            "'kafka' is not an address like localhost:9092 or [::1]:9092, embedded or apache",
        ),
        (["--speed", "-1"], "-1.0 is not in the range x>=0"),
    ],
)
def test_a_wrong_option_is_a_usage_error(arguments: list[str], said: str) -> None:
    """Before anything is started."""
    result = CliRunner().invoke(main, ["demo", *arguments])

    assert result.exit_code == 2
    assert said in result.stderr


def test_a_folder_without_seeds_is_told(tmp_path: Path) -> None:
    """Where it looked, and what to give instead."""
    result = CliRunner().invoke(main, ["demo", "--seeds", str(tmp_path)])

    assert result.exit_code == 1
    assert f"no articles.jsonl in {tmp_path}; name files" in result.stderr
