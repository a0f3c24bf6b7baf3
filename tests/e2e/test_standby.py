"""A second worker of a stage that has one partition: it stands by, and takes over."""

import pytest

from stream.models import Topic
from tests.harness.site import Site

pytestmark = pytest.mark.embedded

ARTICLE = b'{"title": "Nvidia and TSMC agree", "published_at": "2025-02-10T10:00:00Z"}'


def test_a_standby_is_ready_and_takes_over(ready: Site) -> None:
    """It holds no partition, is ready all the same, and goes on where the first one stopped."""
    ready.work("tag").ready()
    first = ready.work("dedupe")
    first.ready()
    second = ready.work("dedupe")
    standing_by = [
        second.until(lambda: second.get("/healthz/ready")[0] == 200, "ready"),
        first.until(lambda: first.get("/healthz/ready")[0] == 200, "ready again"),
    ]

    code = first.terminate()
    ready.publish(Topic.RAW, [(b"1", ARTICLE)], partition=0)
    unique = ready.follow(Topic.UNIQUE, lambda records: len(records) == 1)

    assert standing_by == [True, True]
    assert code == 0
    assert b"equity:TSM" in (unique[0].value or b"")
