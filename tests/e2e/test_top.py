"""``newsfeed top`` on a broker: what the stages made of the seeds, nothing at all, and watching."""

import asyncio
import json
import signal
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from click.testing import CliRunner, Result

from stream.cli import main
from stream.cli.seeds import seed_files
from stream.config import Settings
from stream.engine.exits import Exit
from stream.engine.publisher import Publisher
from stream.models import Topic
from stream.pipeline import closing, offline
from stream.run import collect, run
from stream.sources.jsonl import read_lines
from stream.stages.contract import Output
from tests.harness.site import Site
from tests.harness.trending import HOUR, NOON, message, record
from tests.harness.waiting import eventually

pytestmark = pytest.mark.embedded


def top(site: Site, *arguments: str) -> Result:
    """Run the command."""
    environment = {**site.environment, "NEWSFEED_BROKER_WAIT_SECONDS": "1"}
    return CliRunner().invoke(main, ["top", *arguments], env=environment)


def of_the_seeds() -> Mapping[Topic, Sequence[Output]]:
    """Give what the stages make of the seeds."""
    lines = [line for path in seed_files() for line in path.read_bytes().splitlines(keepends=True)]
    settings = Settings(raw_partitions=1)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    flow = run(read_lines([lines]), offline(settings), now=now, closing=closing(settings))
    return collect(flow)


async def send(site: Site, records: Sequence[tuple[bytes | None, bytes | None]]) -> None:
    """Publish records by their keys, tombstones too."""
    async with Publisher(site.settings) as publisher:
        for key, value in records:
            await publisher.publish(Topic.WINDOWS, key, value)


def test_what_the_stages_write_is_what_their_mentions_say(ready: Site) -> None:
    """The busiest hour of the seeds, counted anew; and the last one, a silent day later."""
    made = of_the_seeds()
    asyncio.run(send(ready, [(each.key, each.value) for each in made[Topic.WINDOWS]]))

    back = told(top(ready, "--json", "--limit", "100", "--at", "2025-02-10T15:10:00Z"))
    last = told(top(ready, "--json"))

    expected = recounted(made[Topic.MENTIONS], "2025-02-10T14:10:00Z", "2025-02-10T15:10:00Z")
    shown = {each["ticker"]: (each["novel"], each["articles"]) for each in back["tickers"]}
    assert shown == expected
    assert [*shown.values()] == sorted(shown.values(), reverse=True)
    assert (last["to"], last["now"]) == ("2025-02-11T11:05:00Z", "2025-02-12T00:00:00Z")


def test_repeats_garbage_and_tombstones_change_nothing_else(ready: Site) -> None:
    """As they come after a crash, from a stranger, at the end of a retention."""
    kept, gone = record(articles=3), record(start=NOON - 600, version=2)
    messages = [message(kept), message(record()), message(gone), (message(gone)[0], None)]

    asyncio.run(send(ready, [*messages, (b"garbage", b"\xff"), message(kept)]))
    result = top(ready)

    assert result.exit_code == 0
    assert result.stdout.split("\t")[:6] == ["1", "equity:A", "-", "3", "-", "3"]
    assert result.stdout.count("\n") == 1
    assert "newsfeed: 1 records are no windows" in result.stderr


def test_an_empty_topic_is_one_line(ready: Site) -> None:
    """Nothing is wrong: there is no news yet."""
    result = top(ready)

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "news.windows holds no windows of an hour or less yet\n"
    assert told(top(ready, "--json"))["tickers"] == []


def test_a_missing_topic_is_told_with_what_to_do(bare: Site) -> None:
    """The exit code of topics, 77."""
    result = top(bare)

    assert result.exit_code == Exit.TOPICS
    assert "news.windows: missing, or not for this user to see; `newsfeed topics`" in result.stderr


def test_watching_shows_what_comes_later(ready: Site) -> None:
    """A line of JSON whenever the ranking changed, until it is told to stop."""
    ready.publish(Topic.WINDOWS, [message(record())])

    watching = ready.start("-m", "stream.cli", "top", "--watch", "--json")
    first = eventually(lambda: watching.log.read_text().splitlines(), "what was there")
    ready.publish(Topic.WINDOWS, [message(record(start=NOON + HOUR, articles=2))])
    eventually(lambda: watching.log.read_text().splitlines()[1:], "what came later")
    watching.process.send_signal(signal.SIGINT)

    assert json.loads(first[0])["to"] == "2025-02-11T12:05:00Z"
    assert json.loads(watching.log.read_text().splitlines()[-1])["to"] == "2025-02-11T13:05:00Z"
    assert watching.process.wait(30) == 130


def recounted(mentions: Sequence[Output], begin: str, end: str) -> dict[str, tuple[int, int]]:
    """Count the novel mentions and all of each ticker that stand in a stretch of time."""
    novel, articles = Counter[str](), Counter[str]()
    for each in map(json.loads, (output.value or b"" for output in mentions)):
        if "ticker" in each and begin <= each["published_at"] < end:
            novel[each["ticker"]] += each["sign"] * each["novel"]
            articles[each["ticker"]] += each["sign"]
    return {ticker: (novel[ticker], count) for ticker, count in articles.items() if count}


def told(result: Result) -> dict[str, Any]:
    """Read what was printed as JSON."""
    assert result.exit_code == 0, result.stderr
    read: dict[str, Any] = json.loads(result.stdout)
    return read
