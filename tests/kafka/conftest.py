"""Apache Kafka for the tests: a broker of its own for each, fetched once a machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stream.engine.brokers import Broker, apache
from tests.harness.site import Site, site


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    """Run a fresh Apache Kafka."""
    with apache(tmp_path / "kafka") as running:
        yield running


@pytest.fixture
def four(broker: Broker, tmp_path: Path) -> Iterator[Site]:
    """Set up the flow with four raw partitions."""
    with site(broker.address, tmp_path, NEWSFEED_RAW_PARTITIONS="4") as made:
        made.create_topics()
        yield made
