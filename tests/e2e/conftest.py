"""Every test here has a broker of its own."""

from tests.harness.fixtures import bare, broker, ready

__all__ = ["bare", "broker", "ready"]
