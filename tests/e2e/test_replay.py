"""A replay as an operator watches it: its health and its series, from the first wait to the end."""

import json
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from pathlib import Path

import pytest

from stream.engine.brokers import Broker, embedded, free_port
from stream.engine.exits import Exit
from stream.models import Topic
from tests.harness.fixtures import EMBEDDED
from tests.harness.site import Site, site
from tests.harness.workers import Worker

pytestmark = pytest.mark.embedded

LINES = 1_000


def line(number: int, time: str) -> str:
    """Write an article of February 2025."""
    article = {"id": f"a-{number}", "body": f"text {number}", "published_at": f"2025-02-{time}Z"}
    return json.dumps(article) + "\n"


def at(time: str) -> float:
    """Give a time of 10 February 2025 as series do."""
    return datetime.fromisoformat(f"2025-02-10T{time}Z").timestamp()


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Write articles of a second each, and one of ten days later."""
    file = tmp_path / "articles.jsonl"
    with file.open("w") as lines:
        for number in range(LINES):
            lines.write(line(number, f"10T14:{number // 60:02}:{number % 60:02}"))
        lines.write(line(LINES, "20T14:00:00"))
    return file


def replaying(on: Site, *arguments: str, port: int | None = None) -> Worker:
    """Start a replay that serves its metrics."""
    port = port or free_port()
    command = ("-m", "stream.cli", "replay", "--metrics-port", str(port), *arguments)
    return replace(on.start(*command), metrics_port=port)


def unready(worker: Worker) -> str:
    """Give the reason why it is not ready; nothing while it is, or does not answer."""
    status, body = worker.get("/healthz/ready")
    return body if status == HTTPStatus.SERVICE_UNAVAILABLE else ""


def test_a_replay_is_ready_once_it_sends(tmp_path: Path, articles: Path) -> None:
    """It waits for its broker alive; then what was confirmed is told, and no stage's series."""
    port = free_port()
    with site(f"127.0.0.1:{port}", tmp_path, **EMBEDDED) as early:
        replay = replaying(early, "--speed", "20", str(articles))
        replay.until(lambda: unready(replay), "an answer")
        assert unready(replay).startswith("not ready: nothing sent yet")
        assert replay.get("/healthz/live")[0] == HTTPStatus.OK

        with embedded(port) as broker:
            early.create_topics()
            replay.until(lambda: replay.figure("newsfeed_published_total") > 3, "deliveries")
            delivered = replay.figure("newsfeed_published_total")

            assert replay.get("/healthz/ready") == (HTTPStatus.OK, "ready\n")
            assert len(early.read(Topic.RAW)) >= delivered
            assert replay.figure("newsfeed_build_info") == 1
            assert "newsfeed_records_in" not in replay.get("/metrics")[1]

            broker.kill()
            reason = replay.until(lambda: unready(replay), "silence told")
            assert "records sent, none confirmed for" in reason


def test_a_replay_counts_all_it_sent(ready: Site, articles: Path) -> None:
    """Each line once, up to the last that is due; it is ready while it waits for the next."""
    replay = replaying(ready, "--speed", "10000", str(articles))

    def counted() -> bool:
        return f'newsfeed_published_total{{kind="article"}} {LINES}.0' in replay.get("/metrics")[1]

    replay.until(counted, "every line counted")
    article, heartbeat = at("14:16:39"), at("14:16:00")
    assert replay.figure("newsfeed_published_timestamp_seconds") == article + heartbeat
    assert replay.get("/healthz/ready")[0] == HTTPStatus.OK
    assert replay.terminate() == 130


def test_without_a_port_nothing_is_served(ready: Site, broker: Broker, articles: Path) -> None:
    """The default: the port of the settings belongs to a worker on the same machine."""
    taken = {"NEWSFEED_METRICS_PORT": str(broker.port)}

    replay = ready.start("-m", "stream.cli", "replay", str(articles), **taken)

    assert replay.wait() == Exit.OK
    assert len(ready.read(Topic.RAW)) > LINES


def test_a_taken_port_is_told(ready: Site, broker: Broker, articles: Path) -> None:
    """With what to give instead, and the exit code of a wrong setting; nothing was sent."""
    replay = replaying(ready, str(articles), port=broker.port)

    assert replay.wait() == Exit.CONFIG
    assert replay.log.read_text().endswith("in use; set another --metrics-port\n")
    assert ready.read(Topic.RAW) == []
