"""Fixtures for tests on the embedded broker; a ``conftest.py`` imports those it offers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from stream.engine.brokers import Broker, embedded
from tests.harness.site import Site, site

EMBEDDED: Final = {
    "NEWSFEED_IDEMPOTENT_PRODUCER": "false",
    "NEWSFEED_RAW_PARTITIONS": "2",
    "NEWSFEED_PARTITIONS": "2",
}
"""What the embedded broker cannot do is off; two partitions show all that several do."""


@pytest.fixture
def broker() -> Iterator[Broker]:
    """Run a broker of the test's own: it starts in a tenth of a second and forgets everything."""
    with embedded() as running:
        yield running
        running.kill()  # it holds nothing that a stop in good order would save


@pytest.fixture
def bare(broker: Broker, tmp_path: Path) -> Iterator[Site]:
    """Give a site on that broker, without topics."""
    with site(broker.address, tmp_path, **EMBEDDED) as made:
        yield made


@pytest.fixture
def ready(bare: Site) -> Site:
    """Give a site with every topic of the flow."""
    bare.create_topics()
    return bare
