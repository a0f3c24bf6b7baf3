"""The demo on real brokers: every topic holds what the stages give in memory."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from seeds import cut, extra
from stream.codec import is_idle, is_mark
from stream.config import Settings
from stream.engine.brokers import Broker, apache, embedded
from stream.models import Topic
from stream.pipeline import closing, offline
from stream.run import collect, run
from stream.sources.jsonl import read_lines
from tests.harness.site import site

FILES = (cut.ARTICLES, extra.EXTRA)
ASIDE = {"received_at", "origin", "seq", "version"}
"""What hangs on when and where: heartbeats take offsets too, and a version is made of one."""
SECONDS = 120


@pytest.fixture(
    params=[
        pytest.param(embedded, marks=pytest.mark.embedded),
        pytest.param(apache, marks=pytest.mark.kafka),
    ],
    ids=["embedded", "apache"],
)
def broker(request: pytest.FixtureRequest) -> Iterator[Broker]:
    """Run each kind of broker."""
    with request.param() as running:
        yield running


def test_the_demo_and_a_run_give_the_same_records(broker: Broker, tmp_path: Path) -> None:
    """On every topic, whatever is in between: Kafka, three workers, chunks and heartbeats."""
    variables = {
        "NEWSFEED_RAW_PARTITIONS": "1",
        "NEWSFEED_IDEMPOTENT_PRODUCER": str(broker.idempotent).lower(),
    }

    with site(broker.address, tmp_path, **variables) as made:
        summary = demo(broker.address, made.environment)
        there = {topic: made.read(topic) for topic in Topic}

    expected = in_memory()
    assert summary["articles_in"] == 32
    for topic in (Topic.TAGGED, Topic.UNIQUE, Topic.DUPLICATES, Topic.MENTIONS):
        values = [each.value for each in there[topic]]
        assert shown(values) == shown(output.value for output in expected[topic])
    assert last(there[Topic.WINDOWS]) == last(expected[Topic.WINDOWS])
    rejected = [each.value for each in there[Topic.REJECTED]]
    assert rejected == [output.value for output in expected[Topic.REJECTED]]


def demo(address: str, environment: Mapping[str, str]) -> dict[str, Any]:
    """Run the demo on a broker that is there; give what ``--json`` ends with."""
    command = [sys.executable, "-m", "stream.cli", "demo", "--json", "--broker", address]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 0, done.stderr
    summary: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return summary


def in_memory() -> Mapping[Topic, Sequence[Any]]:
    """Run the same articles through the stages in memory."""
    settings = Settings(raw_partitions=1)
    lines = read_lines(path.read_bytes().splitlines(keepends=True) for path in FILES)
    flow = run(lines, offline(settings), now=datetime.now(UTC), closing=closing(settings))
    return collect(flow)


def shown(values: Iterable[bytes | None]) -> list[str]:
    """Give articles' records without what hangs on time and place, in an order of their own."""
    return sorted(
        plain(value)
        for value in values
        if value and not is_idle(value) and not is_mark(value) and not is_heartbeat(value)
    )


def last(windows: Iterable[Any]) -> dict[str, str]:
    """Give the last version of each window."""
    versions: dict[str, tuple[int, str]] = {}
    for each in windows:
        version = json.loads(each.value)["version"]
        key = each.key.decode()
        if version >= versions.get(key, (-1, ""))[0]:
            versions[key] = (version, plain(each.value))
    return {key: value for key, (_, value) in versions.items()}


def plain(value: bytes) -> str:
    """Write a record without what is aside."""
    record = json.loads(value)
    return json.dumps({name: record[name] for name in record if name not in ASIDE})


def is_heartbeat(value: bytes) -> bool:
    """Tell a heartbeat, of which a replay sends more than a run needs."""
    article = json.loads(value).get("article")
    return bool(article) and article["action"] == "heartbeat"
