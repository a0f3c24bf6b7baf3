"""What holds for every test: the groups with prerequisites, and how hypothesis draws."""

import os

import pytest
from hypothesis import settings

from tests.prerequisites import GROUPS, Prerequisites

pytest_plugins = ["pytester"]

# The same examples in each run: a failure in CI is a failure here.
settings.register_profile("newsfeed", derandomize=True, deadline=None)
settings.load_profile("newsfeed")


def pytest_configure(config: pytest.Config) -> None:
    """Register the plugin that leaves out what cannot run here."""
    config.pluginmanager.register(Prerequisites(GROUPS, os.environ), "prerequisites")
