"""Two workers with one instance id: the second is refused, the first goes on undisturbed.

On Apache Kafka: the embedded broker does not tell who is in a group.
"""

from pathlib import Path

import pytest

from stream.engine.brokers import apache
from tests.harness.site import site

pytestmark = pytest.mark.kafka


def test_a_second_worker_with_the_same_instance_id_is_refused(tmp_path: Path) -> None:
    """Without it the two throw each other out of the group for ever."""
    with apache(tmp_path / "kafka") as broker, site(broker.address, tmp_path) as made:
        made.create_topics()
        first = made.work("tag", NEWSFEED_INSTANCE_ID="tag-1")
        first.ready()

        second = made.work("tag", NEWSFEED_INSTANCE_ID="tag-1")

        assert second.wait() == 78
        told = second.events()[-1]["message"]
        assert "another worker, on 127.0.0.1, has NEWSFEED_INSTANCE_ID=tag-1" in told
        assert first.get("/healthz/ready")[0] == 200
        assert first.terminate() == 0
